"""ZIP files that are written while they are sent: what they are before, while and after."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.engines.zipped import Entry, NotAsTold, TooLong, kept, length, packed, plain, stream

PIECE = b"\x55" * 65_536


def test_others_unpack_what_was_written_and_find_nothing_wrong():
    entries = [plain("mimetype", b"application/epub+zip"), packed("lời/quê.txt", "Mái đình. ".encode() * 500), sound(3)]
    with zipfile.ZipFile(BytesIO(whole(entries))) as found:
        assert found.testzip() is None
        assert found.namelist() == ["mimetype", "lời/quê.txt", "sound.mp3"]
        assert [each.compress_type for each in found.infolist()] == [0, 8, 0]
        assert found.read("lời/quê.txt") == "Mái đình. ".encode() * 500
        assert found.read("sound.mp3") == PIECE * 3
        assert {each.date_time for each in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.dictionaries(st.text("abcđẹ/", min_size=1), st.binary(max_size=300), max_size=6), st.randoms())
def test_the_length_is_known_before_and_the_bytes_are_the_same_each_time(files, chance):
    ways = [chance.choice([plain, packed, as_kept]) for _ in files]
    entries = [way(path, data) for way, (path, data) in zip(ways, files.items(), strict=True)]
    written = whole(entries)

    assert len(written) == length(entries)
    assert written == whole(entries)
    with zipfile.ZipFile(BytesIO(written)) as found:
        assert found.testzip() is None
        assert {path: found.read(path) for path in found.namelist()} == files


def test_two_hundred_megabytes_pass_without_being_held():
    entries = [sound(160, f"{at}.mp3") for at in range(20)]
    tracemalloc.start()
    passed = sum(len(piece) for piece in stream(entries))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert passed == length(entries) > 200_000_000
    assert peak < 1_000_000


@pytest.mark.parametrize("given_", [0, 2, 4])
def test_a_file_that_is_not_as_long_as_was_told_ends_the_sending_in_the_middle(given_):
    entry = Entry("x.mp3", 3 * len(PIECE), 3 * len(PIECE), 0, 7, lambda: [PIECE] * given_)

    with pytest.raises(NotAsTold):
        whole([entry])


def test_what_the_format_cannot_hold_is_refused_before_it_is_begun():
    with pytest.raises(TooLong):
        length([kept(f"{at}.mp3", 1 << 31, list) for at in range(2)])
    with pytest.raises(TooLong):
        length([plain(str(at), b"") for at in range(65_536)])


def whole(entries: list[Entry]) -> bytes:
    """All pieces together."""
    return b"".join(stream(entries))


def sound(pieces: int, path: str = "sound.mp3") -> Entry:
    """A file of so many pieces, read only while it is sent."""
    return kept(path, pieces * len(PIECE), lambda: (PIECE for _ in range(pieces)))


def as_kept(path: str, data: bytes) -> Entry:
    """A file that is read when it is sent."""
    return kept(path, len(data), lambda: [data[:7], data[7:]])
