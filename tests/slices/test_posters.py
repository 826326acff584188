"""Pictures of models: what stands there is seen as it is, on our paper, in light from the left."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tests import meshes
from tests.conftest import ROOT
from tourism.engines import behind_doors
from tourism.engines.models.mesh import Model, Part, Surface
from tourism.engines.models.posters.camera import Room
from tourism.engines.models.posters.poster import CARD, POSTER, drawn, pictured
from tourism.engines.ribbon import ribbon

PAPER = (0xFB, 0xF6, 0xEA)
RED, BLUE = Surface((0.6, 0.02, 0.02, 1.0), unlit=True), Surface((0.02, 0.02, 0.6, 1.0), unlit=True)
SMALL = replace(POSTER, width=240, height=180)
CLEAR = Surface((0.02, 0.02, 0.6, 0.5), unlit=True, alpha="BLEND", double_sided=True)


def test_a_poster_in_both_kinds_and_a_card_for_sharing():
    files = drawn(meshes.vase())
    made = {each.form: Image.open(io.BytesIO(each.data)) for each in files}

    assert {form: (each.format, each.size) for form, each in made.items()} == {
        "poster-webp": ("WEBP", (960, 720)),
        "poster-avif": ("AVIF", (960, 720)),
        "card": ("JPEG", (1200, 630)),
    }
    assert max(len(each.data) for each in files) < 60_000
    webp, avif = (np.asarray(made[form].convert("RGB"), int) for form in ("poster-webp", "poster-avif"))
    assert np.abs(webp - avif).mean() < 2


@pytest.mark.parametrize("kind", meshes.KINDS)
def test_every_kind_of_model_stands_whole_on_our_paper(kind):
    for image in pictured(meshes.KINDS[kind](), (SMALL, replace(CARD, width=400, height=210))):
        pixels = np.asarray(image, int)
        for corner in (pixels[:2, :2], pixels[:2, -2:]):
            assert corner.reshape(-1, 3).mean(axis=0) == pytest.approx(PAPER, abs=2)
        rows, columns = np.nonzero(np.abs(pixels - PAPER).max(axis=2) > 70)
        assert rows.min() / len(pixels) > 0.04
        # Lower down there may be shadow up to the edge.
        upper = columns[rows < 0.7 * len(pixels)]
        assert 0 < upper.min() < upper.max() < image.width - 1
        assert len(rows) > 0.02 * image.width * image.height


def test_light_comes_from_the_left_and_leaves_a_shadow_on_the_right():
    pixels = picture(Model((meshes.ball(),), (Surface((0.5, 0.5, 0.5, 1.0), metallic=0.0),)), around=0)
    middle, floor = pixels[90, :, 0], pixels[140, :, 0]

    assert middle[95] > middle[150] + 20
    assert floor[190] < floor[50] - 15


def test_the_camera_goes_round_as_viewers_count():
    two = Model((meshes.moved(meshes.ball(0.3), 0.5, 0, 0), meshes.moved(meshes.ball(0.3), -0.5, 0, 0, 1)), (RED, BLUE))

    assert left_to_right(picture(two, around=0)) == ["blue", "red"]
    assert left_to_right(picture(two, around=180)) == ["red", "blue"]
    # From the side where x grows the red one hides the blue.
    assert left_to_right(picture(two, around=90, down=90)) == ["red"]


def test_the_camera_goes_up_and_down():
    stacked = Model((meshes.box(0.5, 0.5, 0.5), meshes.moved(meshes.box(0.4, 0.5, 0.4), 0, 0.5, 0, 1)), (RED, BLUE))
    level, above = picture(stacked, down=90), picture(stacked, down=1)

    assert share(level, "red") == pytest.approx(share(level, "blue") * 1.3, rel=0.2)
    assert share(above, "blue") > share(above, "red")


def test_what_is_nearer_hides_what_is_behind_whichever_comes_first():
    near, far = meshes.plate(0.6, 0.6), meshes.moved(meshes.plate(0.6, 0.6), 0, 0, -0.3, 1)

    for parts in ((near, far), (far, near)):
        pixels = picture(Model(parts, (RED, BLUE)), around=0, down=90)
        assert share(pixels, "red") > 0.15
        assert share(pixels, "blue") == 0


def test_a_sheet_with_one_side_is_seen_from_there_only():
    one = Model((meshes.plate(0.6, 0.6),), (RED,))
    both = Model(one.parts, (replace(RED, double_sided=True),))

    assert [share(picture(each, around=180), "red") > 0.1 for each in (one, both)] == [False, True]
    assert share(picture(one, around=0), "red") > 0.1


def test_a_picture_lies_the_right_way_up_in_its_own_colours():
    pixels = picture(meshes.shadeless(), around=0, down=90)
    rows, columns = np.nonzero(np.abs(pixels - (168, 50, 42)).max(axis=2) < 30)
    top, left, foot, right = rows.min(), columns.min(), rows.max(), columns.max()
    step = (foot - top) // 8

    assert pixels[top + step // 2, left + step // 2] == pytest.approx([224, 165, 38], abs=12)
    assert pixels[foot - step // 2, left + step // 2] == pytest.approx([168, 50, 42], abs=12)
    assert pixels[foot - step // 2, right - step // 2] == pytest.approx([243, 234, 214], abs=12)


def test_one_sees_past_leaves_that_are_cut_out():
    wall = meshes.moved(meshes.plate(0.5, 0.5, 1), 0, 0, -0.1)
    cut = Surface(colour_picture=0, alpha="MASK", unlit=True)
    pixels = picture(Model((meshes.plate(0.5, 0.5), wall), (cut, RED), (meshes.leaf(),)), around=0, down=90)

    green = np.abs(pixels - (47, 93, 70)).max(axis=2) < 20
    assert green[90, 120]
    # A disc of 0.45 in a square of 1 leaves a third of it, less what is far away and so smaller.
    assert 0.2 < share(pixels, "red") / (green.mean() + share(pixels, "red")) < 0.36


def test_light_comes_through_glass_in_the_order_that_it_stands():
    red, near, far = (meshes.moved(meshes.plate(0.6, 0.6, at), 0, 0, -0.1 * at) for at in range(3))
    middle = {}
    for name, surfaces in (
        ("behind", (CLEAR, RED, RED)),
        ("before", (RED, CLEAR, CLEAR)),
        ("twice", (CLEAR, CLEAR, RED)),
    ):
        middle[name] = picture(Model((far, near, red), surfaces), around=0, down=90)[82, 120]

    assert middle["before"] == pytest.approx(to_bytes(RED), abs=6)
    assert middle["behind"] == pytest.approx(to_bytes(RED, CLEAR, 0.5), abs=8)
    assert middle["twice"] == pytest.approx(to_bytes(RED, CLEAR, 0.75), abs=8)


def test_colours_of_corners_are_seen():
    pixels = picture(meshes.painted(), around=0)

    assert pixels[35, 120, 2] > pixels[35, 120, 0] + 30
    assert pixels[140, 120, 0] > pixels[140, 120, 2] + 30


def test_bumps_are_seen_where_a_picture_has_them():
    flat = Surface((0.5, 0.5, 0.5, 1.0), metallic=0.0)
    model = Model((meshes.plate(0.6, 0.6, cells=4),), (replace(flat, normal_picture=0),), (meshes.bumps(),))
    with_bumps, without = picture(model, around=0), picture(replace(model, surfaces=(flat,)), around=0)

    assert with_bumps[62:112, 100:140, 0].std() > 4 * without[62:112, 100:140, 0].std() + 4


@pytest.mark.parametrize("size", [1e-3, 1.0, 500.0])
def test_size_makes_no_difference(size):
    part = meshes.box(1.0, 0.6, 0.5)
    scaled = Model((replace(part, positions=part.positions * np.float32(size)),), meshes.plain().surfaces)

    assert np.abs(picture(scaled) - picture(meshes.plain())).mean() < 0.6


@pytest.mark.parametrize("down", [0.0, 90.0, 180.0])
def test_odd_models_are_drawn_from_everywhere(down):
    thread = Part(0, np.array([[0, 0, 0], [0, 1, 0], [0, 2, 0]], np.float32), np.array([[0, 1, 2]], np.uint32))
    point = replace(thread, positions=np.zeros((3, 3), np.float32))
    sheet = replace(meshes.plate(1, 1), positions=meshes.plate(1, 1).positions[:, [0, 2, 1]])
    for part in (thread, point, sheet):
        assert picture(Model((part,), (Surface(double_sided=True),)), down=down).shape == (180, 240, 3)


def test_a_ribbon_lies_in_the_lower_left_corner_of_poster_and_card():
    label = ribbon("phục dựng giả định")
    for image in pictured(meshes.plain(), (POSTER, CARD), label):
        pixels, high = np.asarray(image, int), image.height
        strip = pixels[round(0.89 * high) : round(0.94 * high), round(0.1 * high) : round(0.35 * high)]
        assert (strip.max(axis=2) < 90).mean() > 0.05
        assert (np.abs(strip - PAPER).max(axis=2) < 12).mean() > 0.4
        assert pixels[round(0.89 * high) :, -40:].min() > 150


def test_a_very_long_ribbon_stays_on_the_poster():
    pixels = picture(meshes.plain(), ribbon=ribbon("phục dựng giả định " * 8))

    assert pixels[-20:, -5:].min() > 150


def test_vietnamese_marks_stand_on_ribbons():
    plain, marked = (np.asarray(Image.open(io.BytesIO(ribbon(text))).convert("L"), int) for text in ("hoa", "họa"))

    assert plain.shape == marked.shape
    differing = np.argwhere(np.abs(plain - marked) > 100)
    # A dot, and nothing else: below the line the letters stand on.
    assert 20 < len(differing) < 200
    assert differing[:, 0].min() > 66
    assert [(np.ptp(differing[:, axis]) < 16) for axis in (0, 1)] == [True, True]
    decomposed = ribbon("phu\u0323c du\u031b\u0323ng")
    assert decomposed == ribbon("phục dựng")


def test_words_on_ribbons_are_words():
    hostile = Image.open(io.BytesIO(ribbon('</text><script>alert("1")</script><image href="file:///etc/passwd"/>&')))

    assert hostile.height == Image.open(io.BytesIO(ribbon("a"))).height
    assert hostile.width > 1_000


def test_it_is_drawn_without_files_or_threads_in_little_room():
    command = behind_doors.command(ROOT / "tests" / "posters_child.py", room_mib=600, cpu_seconds=60)
    ended = behind_doors.run((*command, str(ROOT), "100000"), b"", deadline_seconds=120, most_bytes=1 << 20)
    assert ended.returncode == 0, ended.told.decode()
    told = json.loads(ended.out[len(behind_doors.READY) :])

    assert told["sealed"]
    assert min(told["drawn"]) > 1_000
    assert len(told["packed"]) == len(meshes.KINDS) + 1
    assert told["kib"] < 260_000
    # On a quiet machine it is a quarter of this.
    assert told["seconds"] < 6


def picture(model: Model, room: Room = SMALL, ribbon: bytes = b"", **view: float) -> np.ndarray:
    """A little picture as numbers (rows, columns, 3)."""
    return np.asarray(pictured(model, (room,), ribbon, **view)[0], int)


def share(pixels: np.ndarray, colour: str) -> float:
    """How much of it is red, or blue."""
    most, least = (0, 2) if colour == "red" else (2, 0)
    return float((pixels[:, :, most] > pixels[:, :, least] + 90).mean())


def left_to_right(pixels: np.ndarray) -> list[str]:
    """Which colours are seen, in their order."""
    seen = {}
    for colour, (most, least) in {"red": (0, 2), "blue": (2, 0)}.items():
        _, columns = np.nonzero(pixels[:, :, most] > pixels[:, :, least] + 90)
        if len(columns):
            seen[colour] = columns.mean()
    return sorted(seen, key=lambda colour: seen[colour])


def to_bytes(surface: Surface, over: Surface | None = None, much: float = 0.0) -> list[float]:
    """A colour, or another one laid over it, as it is shown."""
    light = np.array(surface.colour[:3]) * (1 - much) + np.array((over or surface).colour[:3]) * much
    return [255 * (1.055 * each ** (1 / 2.4) - 0.055) for each in light]
