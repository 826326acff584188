"""A model from the command line: handed in, made, its size confirmed, published, taken off; and from files."""

import re

import pytest

from tests import glb_drafts
from tests.slices.test_broken_content import FILES
from tests.slices.test_commands import invoking
from tourism.engines.models.refusals import SENTENCES
from tourism.scenes import queries
from tourism.sites.queries import rows_by_id
from tourism.storage.database import connect


def test_a_model_is_made_as_soon_as_it_is_handed_in(run, model):
    output = run("scene", "add", "dinh", model, "--origin", "modelled", "--credit", "Bà Tư").output

    assert output.startswith("2 triangles; by its own measures 1 x 1 x 0 m.\n")
    assert "Đình: ready, and not published" in output
    assert re.search(r"^  usdz: [\d,]+ bytes, 2 triangles  [0-9a-f]{64}\.usdz$", output, re.MULTILINE)
    assert "1 x 1 x 0 m, not confirmed: no AR is offered; 0 parts" in output
    assert "3D model" in run("jobs", "--all").output


def test_a_size_that_is_confirmed_is_the_size_of_what_is_made(run, model):
    run("scene", "add", "dinh", model)

    output = run("scene", "size", "dinh", "8.5", "--by", "Nguyễn Thị Hoa").output

    assert "8.5 x 8.5 x 0 m, confirmed by Nguyễn Thị Hoa" in output


def test_another_model_has_a_size_for_which_nobody_vouches(run, model, other):
    run("scene", "add", "dinh", model)
    run("scene", "size", "dinh", "8.5", "--by", "Hoa")

    assert "not confirmed" in run("scene", "add", "dinh", other).output


def test_a_scene_is_published_and_taken_off(run, model):
    run("scene", "add", "dinh", model)
    for height in ("0.01", "201", "mot"):
        run("scene", "size", "dinh", height, "--by", "Hoa", code=2)

    assert "visitors have it" in run("scene", "publish", "dinh").output
    assert "not published" in run("scene", "withdraw", "dinh").output


def test_what_cannot_be_taken_is_told_in_a_sentence_and_nothing_is_kept(run, lang, tmp_path):
    run("load", lang)
    (tmp_path / "scan.glb").write_bytes(b"ply\nformat ascii 1.0\n")

    assert SENTENCES["not-a-glb"] in run("scene", "add", "dinh", tmp_path / "scan.glb", code=2).stderr
    assert "no model yet" in run("scene", "show", "dinh").output
    assert "There is no model yet" in run("scene", "size", "dinh", "3", "--by", "Hoa", code=2).stderr


def test_a_scene_of_files_is_loaded_made_and_changed(run, lang, scene, told):
    run("load", lang)
    run("work", "--until-empty")
    assert told().size == (8.5, 8.5, 0.0)
    assert [each.id for each in told().hotspots] == ["mai-dinh"]
    scene.write_text(scene.read_text().replace("8.5", "9.5"))
    run("load", lang)
    assert told().size == (8.5, 8.5, 0.0), "visitors keep what they have until the new one is made"
    run("work", "--until-empty")
    assert told().size == (9.5, 9.5, 0.0)
    scene.unlink()
    run("load", lang)
    assert told() is None


def test_what_the_desk_made_of_a_scene_is_left_alone(run, model, lang, scene, told):
    run("load", lang)
    run("scene", "add", "dinh", model, "--origin", "reconstruction")
    run("scene", "publish", "dinh")
    scene.write_text(scene.read_text().replace("8.5", "9.5"))

    run("load", lang)
    run("work", "--until-empty")

    assert told().origin == "reconstruction"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("model: model.glb", "model: ../model.glb", "stands beside this file"),
        ("mái đình cong", "mái đình thẳng", "does not say what mai-dinh quotes"),
        ("origin: scan", "origin: rumour", "origin"),
        ("height_m: 8.5", "height_m: 850", "height_m"),
    ],
)
def test_faults_of_a_scene_are_told_with_their_place(run, lang, scene, before, after, fault):
    scene.write_text(scene.read_text().replace(before, after))

    told = run("check", lang, code=2).stderr

    assert re.search(rf"lang/sites/dinh/scene\.yaml:\d+.*{fault}", told), told


@pytest.mark.parametrize("data", [None, b"", b"not a model"])
def test_a_model_that_cannot_be_read_is_told(run, lang, scene, data):
    model = scene.parent / "model.glb"
    model.unlink()
    if data is not None:
        model.write_bytes(data)

    assert "lang/sites/dinh/model.glb:1" in run("check", lang, code=2).stderr


@pytest.fixture
def model(tmp_path, run, lang):
    """Loaded before any scene stands in the files."""
    run("load", lang)
    return written(tmp_path / "model.glb", glb_drafts.plain())


@pytest.fixture
def other(tmp_path):
    return written(tmp_path / "other.glb", glb_drafts.pictured())


@pytest.fixture
def scene(lang):
    folder = lang / "sites" / "dinh"
    written(folder / "model.glb", glb_drafts.plain())
    path = folder / "scene.yaml"
    path.write_text(SCENE, encoding="utf-8")
    return path


@pytest.fixture
def told(tmp_path):
    """What visitors have of the one site in 3D."""

    def found():
        made = connect(f"sqlite:///{tmp_path}/guide.sqlite")
        with made.reading() as session:
            rows = rows_by_id(session, 1)
            view = next((view for row in rows.values() if (view := queries.scene(session, row))), None)
        made.engine.dispose()
        return view

    return found


@pytest.fixture
def lang(tmp_path):
    for name, text in FILES.items():
        written_text = tmp_path / "content" / name
        written_text.parent.mkdir(parents=True, exist_ok=True)
        written_text.write_text(text.replace("Hãy nhìn.", "Hãy nhìn mái đình cong."), encoding="utf-8")
    return tmp_path / "content" / "lang"


@pytest.fixture
def run(tmp_path):
    return invoking(tmp_path)


def written(path, draft):
    path.write_bytes(draft.packed())
    return path


SCENE = """\
model: model.glb
origin: scan
credit: Hợp tác xã
height_m: 8.5
confirmed_by: Nguyễn Thị Hoa
hotspots:
  - id: mai-dinh
    at: [0, 0.9, 0]
    label: {vi: Mái đình}
    told: {vi: mái đình cong}
"""
