"""Recordings of people: every kind of file that phones make is taken, and nothing that could hurt or mislead."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
import pytest

from tests import hostile_recordings
from tests.hostile_recordings import box, tagged
from tests.recordings import FORMS, SOURCE_RATE, Form, Outcome, mutants, outcome, recordings, resampled, spoken, written
from tourism.engines import behind_doors
from tourism.engines.speech import Tags, decoding, mp3
from tourism.engines.speech.decoding import CHILD, RATE, decoded
from tourism.engines.speech.intake import REMARKS, SENTENCES, Recording, Refused, decode
from tourism.engines.speech.port import Pcm, Unavailable
from tourism.engines.speech.signatures import Signature

Group: TypeAlias = Callable[[], dict[str, bytes]]

PATIENCE = 120.0
MOST_KIB = 300_000_000 // 1024
GPS = "+20.8801+105.9102/"
MARKERS = (GPS.encode(), b"Nokia 3310", b"Old Phone Maker", b"recorded by Mrs Example", b"a picture of her house")
TAGS = Tags(title="Đình Vân La", artist="Cô Sáu", album="", comment="", language="vi", licence="CC BY-SA 4.0")


@pytest.mark.parametrize("form", FORMS)
def test_what_a_phone_or_a_program_records_is_taken_whole(form: str) -> None:
    taken = decode(recordings()[form], deadline_seconds=PATIENCE)

    assert taken.rate == RATE
    assert taken.pcm.dtype == np.float32
    assert taken.seconds == len(taken.pcm) / RATE == pytest.approx(len(spoken()) / SOURCE_RATE, abs=0.06)
    # An old phone keeps the words and changes the waves.
    assert likeness(taken.pcm) > (0.6 if "old phone" in form else 0.97)
    assert taken.warnings == (("narrow",) if "old phone" in form else ())


@pytest.mark.parametrize("group", hostile_recordings.GROUPS, ids=lambda group: group.__name__)
def test_nothing_hostile_is_taken_and_no_decoder_grows(group: Group) -> None:
    found = outcomes(group)

    assert {name for name, each in found.items() if each.recording is not None} == set()
    assert {name: each.reason for name, each in found.items() if each.reason not in SENTENCES} == {}
    assert {name: each.peak_kib for name, each in found.items() if each.peak_kib > MOST_KIB} == {}


def test_there_are_many_hostile_files() -> None:
    assert sum(len(outcomes(group)) for group in hostile_recordings.GROUPS) >= 120


@pytest.mark.parametrize(
    ("group", "reasons"),
    [
        (hostile_recordings.cut, {"cut"}),
        (hostile_recordings.bombs, {"too-long"}),
        (hostile_recordings.unheard, {"silent", "too-short"}),
        (hostile_recordings.lists, {"playlist", "not-audio", "undecodable"}),
    ],
    ids=("cut", "bombs", "unheard", "lists"),
)
def test_people_are_told_what_is_wrong(group: Group, reasons: set[str]) -> None:
    assert {each.reason for each in outcomes(group).values()} == reasons


def test_damaged_files_are_taken_or_refused_and_nothing_else_happens() -> None:
    # `bench intake` looks at a thousand.
    for name, each in watched(mutants(60)):
        taken = each.recording
        assert each.peak_kib <= MOST_KIB, name
        assert (taken is None) == (each.reason in SENTENCES), name
        if taken is not None:
            assert np.isfinite(taken.pcm).all(), name
            assert np.abs(taken.pcm).max() <= 1, name
            assert set(taken.warnings) <= set(REMARKS), name


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not-audio"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "playlist"),
        (bytes(50_000_001), "too-large"),
    ],
)
def test_some_need_no_decoder(data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHILD", ("/nowhere",))

    assert refusal(data) == reason


def test_a_film_without_sound_is_told_from_a_broken_one() -> None:
    assert refusal(hostile_recordings.film_alone("mp4", "mpeg4")) == "no-sound-track"


def test_a_file_that_says_nothing_of_its_length_is_taken_as_far_as_it_goes() -> None:
    for form in hostile_recordings.OPEN_ENDED:
        data = recordings()[form]

        taken = decode(data[: len(data) // 2], deadline_seconds=PATIENCE)

        assert 0.3 < taken.seconds * SOURCE_RATE / len(spoken()) < 0.7


def test_a_wave_whose_writer_did_not_know_its_length_is_taken() -> None:
    data = recordings()["wav of 16 bits"]
    at = data.index(b"data") + 4

    for unknown in (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\xf0\xff\x7f"):
        taken = decode(data[:4] + unknown + data[8:at] + unknown + data[at + 4 :], deadline_seconds=PATIENCE)

        assert taken.seconds == pytest.approx(len(spoken()) / SOURCE_RATE, abs=0.06)


def test_of_two_channels_the_mean_is_taken_unless_one_is_dead_or_takes_the_other_away() -> None:
    voice, form = spoken(), Form("wav", "pcm_s16le", layout="stereo")
    hiss = np.random.default_rng(5).standard_normal(len(voice)).astype(np.float32)

    both = decode(written(form, np.stack((voice, voice))), deadline_seconds=PATIENCE)
    left = decode(written(form, np.stack((voice, voice * 0))), deadline_seconds=PATIENCE)
    right = decode(written(form, np.stack((hiss * 0.001, voice))), deadline_seconds=PATIENCE)
    against = decode(written(form, np.stack((voice, -voice))), deadline_seconds=PATIENCE)

    for taken in (both, left, right, against):
        assert likeness(taken.pcm) > 0.99
        assert np.std(taken.pcm) == pytest.approx(np.std(both.pcm), rel=0.01)


def test_a_file_that_changes_its_rate_on_the_way_is_taken() -> None:
    slow = written(Form("adts", "aac", rate=16_000), spoken())

    taken = decode(recordings()["aac"] + slow, deadline_seconds=PATIENCE)

    assert taken.seconds == pytest.approx(2 * len(spoken()) / SOURCE_RATE, abs=0.2)


def test_of_several_tracks_the_first_with_sound_is_taken() -> None:
    assert decode(recordings()["mp4 of a camera"], deadline_seconds=PATIENCE).warnings == ()


def test_a_speaker_is_told_what_could_be_better() -> None:
    form = FORMS["wav of 16 bits"]
    damaged = bytearray(recordings()["mp3"])
    damaged[60_000:63_000] = bytes(3_000)

    assert decode(written(form, spoken() * 20), deadline_seconds=PATIENCE).warnings == ("clipped",)
    assert decode(written(form, spoken() * 0.05), deadline_seconds=PATIENCE).warnings == ("quiet",)
    assert decode(bytes(damaged), deadline_seconds=PATIENCE).warnings == ("damaged",)


def test_a_reader_with_noise_behind_is_still_a_voice() -> None:
    noise = np.random.default_rng(9).standard_normal(len(spoken())).astype(np.float32)
    loud = spoken() + noise * np.std(spoken()) * 0.4

    assert decode(written(FORMS["m4a"], loud), deadline_seconds=PATIENCE).seconds > 8


def test_large_pictures_and_unreadable_words_in_tags_are_no_reason_to_refuse() -> None:
    tag = b"APIC\0\x4c\x4b\x40\0\0\0image/png\0\x03\0" + bytes(10_000_000)
    with_picture = tagged(tag, len(tag)) + recordings()["mp3"]
    unreadable = written(Form("flac", "flac", metadata={"comment": "Chao ban"}), spoken()).replace(
        b"Chao", b"\xff\xfe\xfd\xfc"
    )

    assert decode(with_picture, deadline_seconds=PATIENCE).warnings == ()
    assert decode(unreadable, deadline_seconds=PATIENCE).warnings == ()


@pytest.mark.parametrize("container", ["mov", "m4a", "mp3", "flac", "ogg", "wav", "webm"])
def test_nothing_but_the_voice_is_left_of_a_file(container: str, tmp_path: Path) -> None:
    upload = marked(container)
    assert any(marker in upload for marker in MARKERS)

    taken = decode(upload, deadline_seconds=PATIENCE)
    served = mp3.encoded(taken.pcm, TAGS)

    assert [field.name for field in fields(Recording)] == ["pcm", "rate", "seconds", "warnings"]
    assert [marker for marker in MARKERS if marker in served] == []
    if shutil.which("exiftool"):
        assert seen_by_exiftool(upload, tmp_path) != set()
        assert seen_by_exiftool(served, tmp_path) == set()


def test_behind_closed_doors_nothing_can_be_opened_started_or_reached(tmp_path: Path) -> None:
    probe = tmp_path / "probe.py"
    probe.write_text(PROBE.replace("FOLDER", str(tmp_path)), encoding="utf-8")
    done = subprocess.run([*CHILD[:-1], str(probe)], input=b"", capture_output=True, check=True, env={})

    tried = json.loads(done.stdout.partition(behind_doors.READY)[2])
    assert tried.pop("sealed") is True
    assert tried.pop("peak") > 0
    assert set(tried.values()) == {"PermissionError"}
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("demuxer", ["hls", "concat", "dash", "sdp", "image2", "lavfi", "applehttp"])
def test_a_decoder_that_is_given_a_list_by_mistake_opens_nothing_of_it(demuxer: str, tmp_path: Path) -> None:
    voice = tmp_path / "voice.wav"
    voice.write_bytes(recordings()["wav of 16 bits"])
    texts = {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{voice}\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile '{voice}'\n",
        "lavfi": f"amovie={voice}",
    }

    try:
        found = decoded(texts.get(demuxer, str(voice)).encode(), Signature(demuxer), PATIENCE)
    except Refused:
        return
    assert found.end != "done"
    assert found.seconds == 0


def test_what_configures_the_guide_is_not_told_to_a_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURISM_SECRET_KEY", "s" * 40)
    taken_over("sys.stderr.write(f'it knows {sorted(os.environ)}')", monkeypatch)

    with pytest.raises(Refused, match="it knows") as refused:
        decode(recordings()["mp3"], deadline_seconds=PATIENCE)

    assert "TOURISM" not in refused.value.detail


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("while True: sys.stdout.buffer.write(bytes(1 << 20))", "too-long"),
        ("time.sleep(600)", "took-too-long"),
        ("os.close(1); time.sleep(600)", "took-too-long"),
        ("while True: sys.stderr.write('x' * 100_000)", "took-too-long"),
        ("sys.stderr.write('not a report')", "undecodable"),
        ("sys.stderr.write('[1, 2]')", "undecodable"),
        ("sys.stderr.write(json.dumps({'end': 'done', 'detail': '', 'declared': 'x'}))", "undecodable"),
        ("sys.exit(7)", "undecodable"),
        ("os.kill(os.getpid(), 11)", "undecodable"),
        ("os.kill(os.getpid(), 24)", "took-too-long"),
    ],
)
def test_a_decoder_taken_over_by_a_file_is_ended_and_not_believed(
    code: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = children()
    taken_over(code, monkeypatch)

    assert refusal(recordings()["mp3"], deadline_seconds=5.0) == reason
    assert children() <= before


def test_nobody_waits_past_the_deadline() -> None:
    before = children()

    assert refusal(recordings()["mp3"], deadline_seconds=0.01) == "took-too-long"
    assert children() <= before


@pytest.mark.parametrize("command", [("/nowhere/at/all",), (sys.executable, "-c", "raise ImportError('av')")])
def test_a_decoder_that_cannot_start_is_not_the_file_s_fault(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "CHILD", command)

    with pytest.raises(Unavailable):
        decode(recordings()["mp3"])


def test_the_guide_itself_opens_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = recordings()["ogg with opus"]
    monkeypatch.delattr(av, "open")
    monkeypatch.delattr(av, "CodecContext")

    assert decode(data, deadline_seconds=PATIENCE).warnings == ()


def likeness(pcm: Pcm) -> float:
    """How well it agrees with what was spoken, 1 at most; it may lie up to 60 ms earlier or later."""
    said = resampled(spoken(), SOURCE_RATE, RATE)
    size, most = len(said) + len(pcm), RATE * 60 // 1000
    agreement = np.fft.irfft(np.fft.rfft(pcm, size) * np.conj(np.fft.rfft(said, size)), size)
    best = max(agreement[:most].max(), agreement[-most:].max())
    return float(best / (np.linalg.norm(said) * np.linalg.norm(pcm)))


@cache
def outcomes(group: Group) -> dict[str, Outcome]:
    """What became of each of a group's files."""
    return dict(watched(group().items()))


def watched(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Outcome]]:
    """Two at a time."""
    with ThreadPoolExecutor(2) as pool:
        named = list(files)
        yield from zip(
            (name for name, _ in named), pool.map(lambda each: outcome(each[1], PATIENCE), named), strict=True
        )


def refusal(data: bytes, deadline_seconds: float = PATIENCE) -> str:
    with pytest.raises(Refused) as refused:
        decode(data, deadline_seconds=deadline_seconds)
    return refused.value.reason


def children() -> set[str]:
    """Processes that this one has started and not seen end."""
    return {pid for each in Path("/proc/self/task").iterdir() for pid in (each / "children").read_text().split()}


def taken_over(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoder that does what somebody else wants, as if no door had been closed."""
    ready = f"import json, os, sys, time; sys.stdout.buffer.write({behind_doors.READY!r}); sys.stdout.flush()\n"
    monkeypatch.setattr(decoding, "CHILD", (sys.executable, "-I", "-c", ready + code))


def marked(container: str) -> bytes:
    """A recording that tells where it was made, with what, and by whom, as its kind can."""
    place, model, maker, speaker, picture = MARKERS
    told = {"location": GPS, "model": model.decode(), "make": maker.decode(), "comment": speaker.decode()}
    if container == "m4a":
        data = recordings()["m4a"]
        table = data.index(b"moov") - 4
        words = box(b"\xa9xyz", len(place).to_bytes(2, "big") + b"\x15\xc7" + place) + box(
            b"covr", box(b"data", bytes(8) + picture)
        )
        return data[:table] + box(b"moov", data[table + 8 :] + box(b"udta", words))
    codec = {"mov": "aac", "mp3": "libmp3lame", "flac": "flac", "wav": "pcm_s16le"}.get(container, "libopus")
    data = written(Form(container, codec, rate=48_000, metadata=told), spoken())
    if container == "mp3":
        drawn = b"\0image/jpeg\0\x03" + picture + b"\0" + bytes(2000)
        tag = b"APIC" + len(drawn).to_bytes(4, "big") + bytes(2) + drawn
        return tagged(tag, len(tag)) + data
    return data


def seen_by_exiftool(data: bytes, folder: Path) -> set[str]:
    """Which markers, and whether a place, another program finds in a file."""
    path = folder / "file"
    path.write_bytes(data)
    told = subprocess.run(
        ["exiftool", "-j", "-n", "-a", "-G1", path], capture_output=True, check=True, text=True
    ).stdout
    return {word for word in ("GPS", *(marker.decode() for marker in MARKERS)) if word in told}


PROBE = """
import json, os, socket, subprocess, sys

def tried(act):
    try:
        act()
    except Exception as error:
        return type(error).__name__
    return "done"

def main(arguments, doors):
    acts = {
        "read": lambda: open("/etc/passwd"),
        "write": lambda: open("FOLDER/made", "w"),
        "read itself": lambda: os.open("/proc/self/mem", os.O_RDWR),
        "list": lambda: os.listdir("/"),
        "remove": lambda: os.unlink("FOLDER/probe.py"),
        "ask about": lambda: os.stat("/etc/passwd"),
        "socket": lambda: socket.socket(),
        "local socket": lambda: socket.socket(socket.AF_UNIX),
        "socket pair": lambda: socket.socketpair(),
        "fork": os.fork,
        "start": lambda: subprocess.run(["/bin/true"]),
        "become": lambda: os.execv("/bin/true", ["true"]),
        "signal": lambda: os.kill(os.getppid(), 0),
    }
    told = {name: tried(act) for name, act in acts.items()}
    sys.stdout.write(json.dumps({**told, "sealed": doors.sealed, "peak": doors.kib("VmHWM")}))
"""
