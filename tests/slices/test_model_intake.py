"""3D models from strangers: made anew in every form behind closed doors, or refused; nothing else comes out."""

import io
import json
import os
import threading
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.glb_drafts import GOOD, Draft, pictured, plain, saved
from tests.hostile_model_surfaces import bodies, heavy
from tests.hostile_models import fine, hostile, marked
from tests.hostile_pictures import PAYLOAD
from tests.model_mutants import mutants, survived
from tourism.engines import behind_doors
from tourism.engines.models import intake
from tourism.engines.models.glb import admitted
from tourism.engines.models.intake import SENTENCES, Refused, apart, derive, examine
from tourism.engines.models.made import KINDS
from tourism.engines.models.refusals import Strange
from tourism.engines.models.wish import Wish

MOST_KIB = 300_000_000 // 1024
SCANS = Path(os.environ["TOURISM_TEST_MODELS"]) if "TOURISM_TEST_MODELS" in os.environ else None
# The worst of each kind; all of them in tests/rules/test_glb.py, behind the doors in `python -m bench models`.
WORST = (
    "an accessor of 300 million points without data",
    "a mesh of 80,000 triangles 20,000 times",
    "a thousand points 1,900 times in 400 pieces",
    "views over each other, read as 800 MB",
    "a png of 30,000 by 30,000",
    "a jpeg that is gone over 1,500 times",
    "200,000 objects in each other",
    "nodes 200,000 deep",
    "seven megabytes of lists",
    "half a million extras",
    "50,000 pieces",
    "a buffer from an absolute path",
)


def ended(data: bytes, *job: str) -> tuple[str, int]:
    """How one model ended: the reason why not, or nothing; and the most memory that it took."""
    try:
        return "", apart(data, job).peak_kib
    except Refused as refused:
        return refused.reason, refused.peak_kib


def test_a_model_comes_out_in_every_form_that_phones_and_programs_read():
    made = derive(fine()["pictured"](), Wish(height_m=2.0))

    files = {each.form: each for each in made.files}
    assert set(files) == set(KINDS)
    assert made.size == pytest.approx((2.0, 2.0, 0.0))
    assert (files["web"].triangles, files["ar"].triangles, files["card"].triangles) == (2, 2, 0)
    assert zipfile.ZipFile(io.BytesIO(files["usdz"].data)).testzip() is None
    assert Image.open(io.BytesIO(files["poster-avif"].data)).size == (960, 720)
    assert Image.open(io.BytesIO(files["card"].data)).size == (1200, 630)


def test_before_anything_is_made_a_model_tells_how_large_it_is():
    draft = pictured()
    draft.document["nodes"][0]["scale"] = [1000, 2119, 1000]

    known = examine(draft.packed())

    assert known.size == pytest.approx((1000, 2119, 0))
    assert (known.triangles, known.pictures, known.moves) == (2, 1, False)
    assert examine(fine()["held"]()).moves


def test_the_process_is_sealed_and_has_no_more_room_than_it_needs():
    done = apart(plain().packed(), ("examine",))

    assert done.sealed
    assert 0 < done.peak_kib < MOST_KIB


@pytest.mark.parametrize("name", WORST)
def test_nothing_hostile_is_taken_and_it_costs_little(name):
    (case,) = (each for each in hostile() if each.name == name)

    reason, peak_kib = ended(case.make(), "derive", Wish().as_argument())

    assert reason == case.reason
    assert peak_kib < MOST_KIB


@pytest.mark.parametrize("name", [*list(bodies())[:3], *list(heavy())[:1]])
def test_a_picture_that_swells_is_stopped_by_its_reader(name):
    reason, peak_kib = ended((bodies() | heavy())[name](), "derive", Wish().as_argument())

    assert reason in {"damaged", "too-heavy"}
    assert peak_kib < MOST_KIB


def test_damaged_models_end_no_reader():
    found = survived(mutants(600, seed=7), "examine")

    assert {each.end for each in found} <= {"done", *SENTENCES}
    assert [each for each in found if "Error" in each.detail] == []
    assert 0 < sum(each.end == "done" for each in found) < len(found) // 2
    assert max(each.peak_kib for each in found) < MOST_KIB


def test_damaged_models_that_come_in_can_be_made_anew():
    files = list(mutants(24, seed=8))
    known = survived(files, "examine")
    taken = {each.name for each in known if each.end == "done"}

    found = survived([(name, data) for name, data in files if name in taken], "derive")

    assert len(taken) >= 3
    # A texture's body is read here for the first time.
    assert {each.end for each in found} <= {"done", "damaged", "too-heavy", "too-many-layers", "nothing-to-see"}
    assert max(each.peak_kib for each in found) < MOST_KIB


def test_nothing_of_what_people_wrote_into_a_model_comes_out():
    made = derive(marked().packed(), Wish(title="Đình Kim Liên"))

    for each in made.files:
        assert PAYLOAD not in each.data
        assert b"passwd" not in each.data
        assert b"VENDOR" not in each.data
    assert "Đình Kim Liên".encode() in next(each.data for each in made.files if each.form == "ar")


def test_no_file_outside_of_the_model_is_opened_for_it(tmp_path):
    canary = tmp_path / "secret.bin"
    canary.write_bytes(b"the key of the archive" * 40)

    made = derive(pointing_at(canary).packed(), Wish(title=str(canary)))

    for each in made.files:
        assert b"the key of the archive" not in each.data
    ways = (str(canary), canary.as_uri(), os.path.relpath(canary, "/"), f"../../../..{canary}", f"textures/{canary}")
    for way in ways:
        for where in ("buffers", "images"):
            draft = pictured()
            draft.listed(where)[0] = {"uri": way, "byteLength": 880}
            with pytest.raises(Strange, match="outside-files"):
                admitted(memoryview(draft.packed()))


def pointing_at(path: Path) -> Draft:
    """A model that names a file wherever there is room for a name."""
    draft = pictured(saved("JPEG"), "image/jpeg")
    told = json.dumps(str(path))[1:-1]
    more = {
        "name": told,
        "extras": {"URI": told, "file": told},
        "extensions": {"VENDOR_file": {"path": told, "src": told}},
    }
    draft.document["asset"] |= {"generator": told, "copyright": f"file://{told}"}
    for what in ("scenes", "nodes", "meshes", "materials", "textures", "images", "accessors", "bufferViews"):
        for each in draft.listed(what):
            each.update(more)
    draft.document["extensions"] = {"KHR_lights_punctual": {"lights": [{"type": "point", "name": told}]}}
    draft.document["extensionsUsed"] = [told]
    return draft


def test_a_model_that_takes_too_long_is_ended():
    with pytest.raises(Refused) as refused:
        apart(plain().packed(), ("derive", Wish().as_argument()), deadline_seconds=0.05)

    assert refused.value.reason == "took-too-long"


def test_who_waits_too_long_for_a_turn_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(intake._turns, "wait_seconds", 0.01)
    release = threading.Event()

    def hold(*_, **__):
        release.wait(30)
        raise behind_doors.TooSlow

    monkeypatch.setattr(behind_doors, "run", hold)
    first = threading.Thread(target=ended, args=(b"glTF", "examine"))
    first.start()
    try:
        assert ended(plain().packed(), "examine")[0] == "busy"
    finally:
        release.set()
        first.join()


@pytest.mark.parametrize(
    ("out", "told", "returncode", "reason"),
    [
        (b"", b"no such file", 1, "busy"),
        (b"\n", b"", -24, "took-too-long"),
        (b"\n", b"terminate called", -6, "too-heavy"),
        (b"\n", b"", -11, "damaged"),
        (b"\n", b"no json", 0, "damaged"),
        (b"\n", b'{"end":"done"}', 0, "damaged"),
        (b"\n", b'{"end":"<script>","detail":"","peak_kib":1}', 0, "damaged"),
        (b"\n", b'{"end":"draco","detail":"","peak_kib":1}', 0, "draco"),
    ],
)
def test_a_process_that_was_taken_over_is_not_believed(monkeypatch, out, told, returncode, reason):
    monkeypatch.setattr(behind_doors, "run", lambda *_, **__: behind_doors.Ended(returncode, bytearray(out), told))

    assert ended(plain().packed(), "examine")[0] == reason


@pytest.mark.parametrize(
    "files", [[["web", 4, 1]], [["web", 9, 1]], [["web", -4, 1]], [["../x", 4, 1]], [[]], "web", [["usdz", 4, 0]]]
)
def test_what_comes_out_must_be_what_it_is_called(monkeypatch, files):
    report = {
        "end": "done",
        "detail": "",
        "peak_kib": 1,
        "sealed": True,
        "size": [1, 1, 1],
        "triangles": 0,
        "vertices": 0,
    }
    told = json.dumps(report | {"pictures": 0, "moves": False, "files": files}).encode()
    monkeypatch.setattr(behind_doors, "run", lambda *_, **__: behind_doors.Ended(0, bytearray(b"\n<ht>"), told))

    with pytest.raises(Refused) as refused:
        derive(plain().packed(), Wish())

    assert refused.value.reason == "damaged"


@pytest.mark.parametrize("name", ["held", "several"])
def test_what_moves_and_what_is_laid_out_oddly_is_made_too(name):
    assert len(derive(GOOD[name]().packed(), Wish()).files) == len(KINDS)


if SCANS:
    # A test without scans would be one that is skipped.
    @pytest.mark.parametrize("path", sorted(SCANS.glob("*.glb")), ids=lambda path: path.stem)
    def test_scans_of_museums_are_taken_unless_they_are_compressed(path):
        data = path.read_bytes()

        if b"KHR_draco_mesh_compression" in data:
            assert ended(data, "examine")[0] == "draco"
        else:
            assert examine(data).triangles > 10_000
            assert len(derive(data, Wish(height_m=2.0)).files) == len(KINDS)
