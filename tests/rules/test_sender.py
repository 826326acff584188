"""Files sent in ranges, as players and phones ask for them (RFC 9110)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.web.sender import PIECE, Item, matches, send, wanted_range


@pytest.mark.parametrize(
    "header, size, expected",
    [
        ("bytes=0-0", 10, (0, 0)),
        ("bytes=0-1", 10, (0, 1)),
        ("bytes=0-", 10, (0, 9)),
        ("bytes=9-", 10, (9, 9)),
        ("bytes=3-99", 10, (3, 9)),
        ("bytes=-4", 10, (6, 9)),
        ("bytes=-99", 10, (0, 9)),
        (" bytes=0-1 ", 10, (0, 1)),
        ("bytes=10-", 10, ()),
        ("bytes=10-20", 10, ()),
        ("bytes=-0", 10, ()),
        ("bytes=0-", 0, ()),
        ("bytes=-5", 0, ()),
        ("bytes=5-2", 10, None),
        ("bytes=100-50", 10, None),
        ("bytes=-", 10, None),
        ("bytes=0-1,3-4", 10, None),
        ("bytes=a-b", 10, None),
        ("bytes=0x1-2", 10, None),
        ("bytes=٠-١", 10, None),
        ("items=0-1", 10, None),
        ("bytes 0-1", 10, None),
        ("bytes=0-1-2", 10, None),
        ("", 10, None),
        ("bytes=" + "9" * 16 + "-", 10, None),
    ],
)
def test_ranges_are_read_as_promised(header, size, expected):
    assert wanted_range(header, size) == expected


@given(st.integers(0, 2000), st.integers(0, 2500), st.none() | st.integers(0, 2500))
def test_a_range_lies_in_the_file(size, first, last):
    span = wanted_range(f"bytes={first}-{'' if last is None else last}", size)
    if span:
        assert 0 <= span[0] <= span[1] < size
        assert span[0] == first


@given(st.text(max_size=40), st.integers(0, 100))
def test_no_header_breaks_the_reading(header, size):
    span = wanted_range(header, size)
    assert not span or 0 <= span[0] <= span[1] < size


@given(st.text(st.sampled_from("bytes=-0123456789, "), max_size=24), st.integers(0, 100))
def test_no_almost_right_header_breaks_the_reading(header, size):
    span = wanted_range(f"bytes={header}", size)
    assert not span or 0 <= span[0] <= span[1] < size


def test_a_file_is_sent_whole(item, data):
    status, headers, body = _asked(item)
    assert (status, body) == ("200 OK", data)
    assert headers["Content-Length"] == str(len(data))
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["ETag"] == '"abc"'
    assert "Content-Range" not in headers


@pytest.mark.parametrize(
    "first, last", [(0, 0), (5, 99), (PIECE - 1, PIECE), (PIECE, 2 * PIECE + 9), (0, 2 * PIECE + 9)]
)
def test_a_part_is_sent_exactly(item, data, first, last):
    status, headers, body = _asked(item, HTTP_RANGE=f"bytes={first}-{last}")
    assert (status, body) == ("206 Partial Content", data[first : last + 1])
    assert headers["Content-Length"] == str(last - first + 1)
    assert headers["Content-Range"] == f"bytes {first}-{last}/{len(data)}"


def test_parts_asked_one_after_another_make_the_whole(item, data):
    step = 40_000
    parts = [_asked(item, HTTP_RANGE=f"bytes={at}-{at + step - 1}")[2] for at in range(0, len(data), step)]
    assert b"".join(parts) == data


def test_past_the_end_is_refused_with_the_size(item, data):
    status, headers, body = _asked(item, HTTP_RANGE=f"bytes={len(data)}-")
    assert status.startswith("416")
    assert headers["Content-Range"] == f"bytes */{len(data)}"
    assert body == b""


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "items=0-1", "bytes=9-3"])
def test_a_form_that_is_not_served_in_parts_is_answered_whole(item, data, header):
    status, _, body = _asked(item, HTTP_RANGE=header)
    assert (status, body) == ("200 OK", data)


@pytest.mark.parametrize(
    "validator, status",
    [('"abc"', "206"), ('"old"', "200"), ('W/"abc"', "200"), ("Sat, 21 Nov 2026 03:00:00 GMT", "200")],
)
def test_a_part_of_a_changed_file_is_never_sent(item, validator, status):
    assert _asked(item, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=validator)[0].startswith(status)


def test_who_has_the_file_gets_nothing_again(item):
    status, headers, body = _asked(item, HTTP_IF_NONE_MATCH='"other", W/"abc"', HTTP_RANGE="bytes=0-1")
    assert (status[:3], body) == ("304", b"")
    assert headers["ETag"] == '"abc"'


def test_head_has_the_headers_and_no_body(item, data):
    status, headers, body = _asked(item, REQUEST_METHOD="HEAD", HTTP_RANGE="bytes=0-9")
    assert (status[:3], body, headers["Content-Length"]) == ("206", b"", "10")


def test_an_empty_file_is_sent(tmp_path):
    empty = tmp_path / "empty.mp3"
    empty.write_bytes(b"")
    status, headers, body = _asked(Item(empty, 0, "e", ()))
    assert (status, body, headers["Content-Length"]) == ("200 OK", b"", "0")


@pytest.mark.parametrize(
    "header, expected",
    [
        (None, False),
        ("", False),
        ('"abc"', True),
        ('W/"abc"', True),
        ("*", True),
        ('"x", "abc"', True),
        ('"ab"', False),
        ("abc", False),
    ],
)
def test_an_etag_is_recognised(header, expected):
    assert matches(header, '"abc"') is expected


@pytest.fixture
def data():
    return bytes(range(256)) * (2 * PIECE // 256) + b"0123456789"


@pytest.fixture
def item(tmp_path, data):
    path = tmp_path / "a.mp3"
    path.write_bytes(data)
    return Item(path, len(data), "abc", (("Content-Type", "audio/mpeg"),))


def _asked(item, **environ):
    answered = []

    def start(status, headers, exc_info=None):
        answered.append((status, dict(headers)))

    body = b"".join(send({"REQUEST_METHOD": "GET", **environ}, start, item))
    ((status, headers),) = answered
    return status, headers, body
