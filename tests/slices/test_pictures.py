"""Photos from phones: every one is taken, nothing of the phone comes out, and nothing that could hurt is read."""

import io
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from tests import hostile_pictures
from tests.hostile_pictures import PAYLOAD, PHP, good
from tests.phone_photos import MARKERS, jpeg, large, png, scene, tagged
from tests.pictures import has_exiftool, notes_left, outcome, survived
from tourism.engines import behind_doors
from tourism.engines.pictures import intake
from tourism.engines.pictures.intake import SENTENCES, Refused, card, develop, look

MOST_KIB = 300_000_000 // 1024
PATIENCE = 90.0


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A busy machine is not the photo's fault."""
    monkeypatch.setattr(intake, "DEADLINE_SECONDS", PATIENCE)


def test_a_photo_comes_out_in_every_size_upright_and_without_notes():
    done = develop(jpeg(large(640, 1700), orientation=6), deadline_seconds=PATIENCE)

    assert [(each.kind, each.width, each.height) for each in done.files] == [
        (kind, width, height) for width, height in ((480, 181), (960, 361), (1600, 602)) for kind in ("avif", "webp")
    ]
    assert (done.card.kind, done.card.width, done.card.height) == ("jpeg", 1200, 630)
    assert str(done.taken) == "2026-03-12"
    assert done.sealed
    for each in (*done.files, done.card):
        assert Image.open(io.BytesIO(each.data)).size == (each.width, each.height)
        assert [marker for marker in MARKERS if marker in each.data] == []


def test_a_small_photo_is_not_blown_up():
    assert {each.width for each in develop(jpeg(scene(300, 400)), deadline_seconds=PATIENCE).files} == {300}
    assert [each.width for each in develop(jpeg(scene(600, 400)), deadline_seconds=PATIENCE).files[::2]] == [600]


@pytest.mark.parametrize("name", ["orientation 8", "png", "webp", "with a second picture", "for print"])
def test_nothing_that_a_phone_notes_is_served(name):
    done = develop(tagged(all_of_them=False)[name], deadline_seconds=PATIENCE)

    assert [marker for marker in MARKERS for each in (*done.files, done.card) if marker in each.data] == []
    if has_exiftool():
        assert notes_left(done) == set()


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_to_hold_a_phone_comes_out_upright(turn):
    marked = Image.new("RGB", (240, 160), "white")
    marked.paste((200, 0, 0), (0, 0, 120, 80))
    held = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]
    as_kept = marked if held is None else marked.transpose(Image.Transpose(held))

    (webp,) = (each for each in develop(jpeg(as_kept, turn), deadline_seconds=PATIENCE).files if each.kind == "webp")

    seen = Image.open(io.BytesIO(webp.data)).convert("RGB")
    assert seen.size == (240, 160)
    corners = ((30, 20), (200, 20), (30, 140), (200, 140))
    assert [level(seen, "G", at) > 128 for at in corners] == [False, True, True, True]


def test_what_lets_light_through_lies_on_paper_and_deep_colours_keep_their_tone():
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    deep = Image.new("I;16", (200, 200), 0x8000)

    assert near(develop(png(clear), deadline_seconds=PATIENCE), (0xFB, 0xF6, 0xEA))
    assert near(develop(hostile_pictures.saved("PNG", deep), deadline_seconds=PATIENCE), (0x80, 0x80, 0x80))
    assert near(develop(jpeg(Image.new("CMYK", (200, 200), (0, 255, 255, 0))), deadline_seconds=PATIENCE), (254, 0, 0))


def test_the_card_is_cut_around_the_point_that_matters():
    picture = Image.new("RGB", (1000, 1000), "white")
    picture.paste((0, 0, 200), (0, 800, 1000, 1000))
    data = hostile_pictures.saved("WEBP", picture)

    low, high = (Image.open(io.BytesIO(card(data, 0.5, y).data)).convert("RGB") for y in (1.0, 0.0))

    assert level(low, "R", (600, 600)) < 60
    assert level(high, "R", (600, 600)) > 200


@pytest.mark.parametrize(
    "group", [each for each in hostile_pictures.GROUPS if each.__name__ != "bombs"], ids=lambda group: group.__name__
)
def test_nothing_hostile_is_taken(group):
    # Every sixth one here, all of them in `python -m bench pictures`.
    found = {name: outcome(data, PATIENCE) for name, data in list(group().items())[::6]}

    assert {name for name, each in found.items() if each.developed} == set()
    assert {each.reason for each in found.values()} <= set(SENTENCES)
    assert {name: each.peak_kib for name, each in found.items() if each.peak_kib > MOST_KIB} == {}


def test_bombs_do_not_go_off():
    found = {name: outcome(data, PATIENCE) for name, data in hostile_pictures.bombs().items()}

    assert {name for name, each in found.items() if each.developed} == set()
    assert {name: each.peak_kib for name, each in found.items() if each.peak_kib > MOST_KIB} == {}


def test_there_are_many_hostile_files():
    assert sum(len(group()) for group in hostile_pictures.GROUPS) >= 120


@pytest.mark.parametrize(
    "name", ["jpeg and a page", "jpeg with a page in a comment", "png and an archive", "webp and a page"]
)
def test_of_a_good_photo_with_a_tail_only_the_photo_is_served(name):
    done = outcome(hostile_pictures.with_tails()[name], PATIENCE).developed

    assert done is not None
    for each in (*done.files, done.card):
        assert PAYLOAD not in each.data
        assert PHP not in each.data
        assert b"PK\3\4" not in each.data


def test_damaged_photos_are_taken_or_refused_and_nothing_else_happens():
    found = survived(hostile_pictures.mutants(120), batch=120)

    assert {each.end for each in found} <= {"done", *SENTENCES}
    assert {each.end == "done" for each in found} == {each.files > 0 for each in found} == {True, False}
    assert max(each.peak_kib for each in found) <= MOST_KIB


def test_behind_closed_doors_nothing_can_be_opened_or_reached(tmp_path: Path):
    probe = tmp_path / "probe.py"
    probe.write_text(
        "import json, os, socket, sys, threading\n"
        "def tried(what):\n"
        "    try: what()\n"
        "    except Exception as error: return type(error).__name__\n"
        "    return 'done'\n"
        "def main(arguments, doors):\n"
        "    told = [tried(lambda: open('/etc/passwd')), tried(socket.socket), tried(os.fork)]\n"
        "    sys.stdout.write(json.dumps(told))\n"
    )
    command = behind_doors.command(probe, room_mib=64, cpu_seconds=5)

    done = subprocess.run(command, input=b"", capture_output=True, check=True, env={})

    assert json.loads(done.stdout) == ["PermissionError"] * 3


def test_a_photo_that_takes_too_long_is_given_up():
    with pytest.raises(Refused, match="took-too-long"):
        develop(good()["jpeg"], deadline_seconds=0.01)


def test_the_third_one_waits_and_is_told_where_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(intake._turns, "wait_seconds", 0.05)
    with intake._turns.one(), intake._turns.one(), pytest.raises(Refused, match="busy"):
        develop(good()["jpeg"])
    assert develop(good()["jpeg"], deadline_seconds=PATIENCE).files


def test_many_at_once_all_come_through():
    done: list[int] = []
    hands = [
        threading.Thread(target=lambda: done.append(len(develop(good()["jpeg"], deadline_seconds=PATIENCE).files)))
        for _ in range(4)
    ]
    for each in hands:
        each.start()
    for each in hands:
        each.join()

    assert done == [2, 2, 2, 2]


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import sys; sys.stderr.write('{}')",
        "import sys; sys.stderr.write('[1,')",
        """import sys, json; sys.stdout.write('<script>')
files = [['webp', 1, 1, 8]]
sys.stderr.write(json.dumps(dict(end='done', detail='', taken=7, files=files, peak_kib=1, sealed=True)))""",
    ],
)
def test_a_reader_that_was_taken_over_gets_nothing_through(code, monkeypatch):
    ready = "import sys; sys.stdout.write(chr(10)); sys.stdout.flush()\n"
    monkeypatch.setattr(behind_doors, "command", lambda *_, **__: (sys.executable, "-I", "-c", ready + code))

    with pytest.raises(Refused, match="damaged"):
        develop(good()["jpeg"])


def test_a_reader_that_cannot_start_is_not_the_photo_s_fault(monkeypatch):
    monkeypatch.setattr(behind_doors, "command", lambda *_, **__: ("/nowhere/at/all",))

    with pytest.raises(Refused, match="busy"):
        develop(good()["jpeg"])


def test_finished_files_are_looked_at_together():
    done = develop(good()["jpeg"], deadline_seconds=PATIENCE)
    files = [(each.kind, each.data) for each in (*done.files, done.card)]

    assert look(files) == ((320, 240), (320, 240), (1200, 630))
    with pytest.raises(Refused, match="damaged"):
        look([*files, ("webp", b"RIFF\x04\0\0\0WEBP")])


def level(picture, channel, at):
    """How much of red, green or blue (R, G, B) there is at a point, 0 to 255."""
    return picture.getchannel(channel).getpixel(at)


def near(done, colour):
    """Whether the middle of the largest file is of this colour."""
    largest = next(each for each in reversed(done.files) if each.kind == "webp")
    seen = Image.open(io.BytesIO(largest.data)).convert("RGB").getpixel((largest.width // 2, largest.height // 2))
    return all(abs(mine - its) <= 6 for mine, its in zip(seen, colour, strict=True))
