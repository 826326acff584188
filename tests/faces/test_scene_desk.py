"""A place in 3D at the desk: a model sent in, its true size, its parts, and what visitors get of it."""

import io
from dataclasses import dataclass
from functools import cache

import pytest

from tests import meshes
from tests.builders import words
from tests.desk import actor_of, at_desk
from tests.faces.markup import Elements
from tests.forms import form
from tourism.audit import queries as journal
from tourism.engines.models.refusals import SENTENCES
from tourism.engines.models.wish import Wish
from tourism.engines.models.writing import plain
from tourism.scenes import actions, queries
from tourism.scenes.draft import Hotspot, SceneDraft
from tourism.web.studio.scene_refusals import refusal
from tourism.worker import work

ROOF, YARD = "Bốn góc mái cong lên.", "Phía trước là sân gạch."
HOSTILE = "\"><script>alert(1)</script>{{ 7*7 }}'"


# A model is sent in


def test_a_model_becomes_files_for_pages_and_phones(officer, backends, place):
    sent = officer.post(place.path, {"model": bowl(), "origin": "scan"})

    assert (sent.status_code, sent.location) == (303, f"{place.path}/about?said=sent")
    assert "Đang tạo các tệp" in officer.get(place.path).text
    work(backends, until_empty=True)
    page = officer.get(place.path).text
    kept = kept_of(backends, place)
    assert "Đã tạo xong các tệp" in page
    assert kept.view is not None
    for file in (kept.view.files.web, kept.view.files.poster_webp):
        assert officer.get(f"/media/{file.name[:2]}/{file.name}").status_code == 200
    assert "Khách chưa có" in page
    assert deeds(backends)[-1] == ("scene.sent", officer_name(backends, officer), place.id)


def test_a_script_is_told_where_to_go_on(officer, place):
    asked = {"Accept": "application/json"}

    good = officer.post(place.path, {"model": bowl(), "origin": "scan"}, headers=asked)
    bad = officer.post(place.path, {"model": (io.BytesIO(b"no"), "a.glb")}, headers=asked)

    assert (good.status_code, good.json["there"]) == (200, f"{place.path}/about?said=sent")
    assert (bad.status_code, bad.content_type, bad.json["reason"]) == (422, "application/problem+json", "not-a-glb")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Không nhận được gì của mô hình"),
        (b"PK\3\4 a usdz", "không phải tệp GLB"),
        (b"glTF\2\0\0\0\x40\0\0\0", "bị hỏng"),
    ],
)
def test_what_is_no_model_is_refused_in_words_and_nothing_is_lost(officer, backends, place, data, words):
    answer = officer.post(place.path, {"model": (io.BytesIO(data), "tệp <b>.glb"), "origin": "scan"})

    assert answer.status_code == 422
    assert words in answer.text.partition('id="refused"')[2].partition("</div>")[0]
    assert kept_of(backends, place) is None
    assert deeds(backends) == []


def test_nothing_chosen_is_said_so(officer, place):
    assert "hãy chọn tệp trước" in officer.post(place.path, {"origin": "scan"}).text


def test_more_than_a_model_may_weigh_is_refused_in_words(officer, place):
    answer = officer.post(place.path, {"model": bowl()}, environ_overrides={"CONTENT_LENGTH": "300000000"})

    assert answer.status_code == 413
    assert "100 MB" in answer.text


@pytest.mark.parametrize("speaks", ["vi", "en"])
def test_every_reason_has_its_own_sentence(app, speaks):
    with app.test_request_context("/studio/", query_string={"speak": speaks}):
        app.preprocess_request()
        said = {reason: refusal(reason) for reason in SENTENCES}

    assert len(set(said.values())) == len(SENTENCES)
    assert all(sentence.endswith(".") for sentence in said.values())
    if speaks == "vi":
        assert [each for each in said.values() if "the model" in each.lower()] == []


def test_another_model_keeps_the_parts_and_nobody_vouches_for_its_size(officer, backends, place):
    save(backends, place, draft(height_m=2.1, confirmed_by="Cô Sáu", hotspots=(part("mai"),)))

    officer.post(place.path, {"model": bowl()})

    now = kept_of(backends, place).draft
    assert [each.id for each in now.hotspots] == ["mai"]
    assert (now.height_m, now.confirmed_by, now.model == "a.orig") == (None, "", False)
    assert now.file_height == pytest.approx(1.0, rel=0.01)


# What it is, and its true size


def test_a_file_in_millimetres_is_seen_at_a_glance(officer, backends, place):
    save(backends, place, draft(file_height=2119.0))

    page = officer.get(f"{place.path}/about").text

    assert "2.119 m" in page
    assert [each["data-claim"] for _, each in Elements(page).found if "data-claim" in each] == ["2,12", "21,2", "53,8"]


def test_the_true_height_is_vouched_for_by_name(officer, backends, place):
    save(backends, place, draft())

    answer = send(officer, f"{place.path}/about", height="2,12", sure="yes", credit="Cô Sáu", origin="reconstruction")

    assert (answer.status_code, answer.location) == (303, f"{place.path}?said=saved")
    now = kept_of(backends, place).draft
    assert (now.height_m, now.confirmed_by, now.is_sized) == (2.12, officer_name(backends, officer), True)
    assert (now.origin, now.credit) == ("reconstruction", "Cô Sáu")
    assert "2,12 m" in officer.get(place.path).text
    assert deeds(backends)[-1][0] == "scene.saved"


def test_who_vouched_first_stays_named_as_long_as_the_height_does(officer, backends, place):
    save(backends, place, draft(height_m=2.12, confirmed_by="Cụ Tư"))

    send(officer, f"{place.path}/about", credit="Cô Sáu")
    assert kept_of(backends, place).draft.confirmed_by == "Cụ Tư"

    send(officer, f"{place.path}/about", height="2.2")
    assert kept_of(backends, place).draft.confirmed_by == officer_name(backends, officer)


@pytest.mark.parametrize("fields", [{"sure": []}, {"height": "", "sure": []}])
def test_without_somebody_who_vouches_there_is_no_ar(officer, backends, place, fields):
    save(backends, place, draft(height_m=2.12, confirmed_by="Cụ Tư"))

    assert send(officer, f"{place.path}/about", **fields).status_code == 303

    assert not kept_of(backends, place).draft.is_sized
    assert "Chưa ai bảo đảm chiều cao thật" in officer.get(place.path).text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("height", "0"), ("height", "2119"), ("height", "hai mét"), ("height", "1e9"), ("height", "nan"),
        ("height", "9" * 400), ("height", ""), ("origin", "mine"), ("licence", "x"), ("placement", "roof"),
        ("credit", "x" * 201), ("source", "x" * 201), ("how_made.vi", "x" * 1001),
    ],
)  # fmt: skip
def test_a_fault_stands_beside_its_field_and_the_rest_is_kept(officer, backends, place, field, typed):
    save(backends, place, draft())

    answer = send(officer, f"{place.path}/about", **{"how_made.en": "By phone", "sure": "yes", field: typed})

    assert answer.status_code == 422
    assert f'id="fault-{field}"' in answer.text
    assert "By phone" in answer.text
    assert kept_of(backends, place).number == 1


# Its parts


def test_a_part_is_named_tied_to_its_sentences_and_seen_from_somewhere(officer, backends, place):
    save(backends, place, draft())
    page = officer.get(f"{place.path}/parts").text
    assert ROOF in page

    answer = officer.post(f"{place.path}/parts", {"base": "1", **row("a", **{"told-a.vi": [ROOF, YARD]})})

    assert (answer.status_code, answer.location) == (303, f"{place.path}?said=saved")
    (kept,) = kept_of(backends, place).draft.hotspots
    assert (kept.id, kept.label, kept.at) == ("mai-dinh", {"vi": "Mái đình", "en": "Roof"}, (0.1, 0.8, -0.05))
    assert kept.told == {"vi": f"{ROOF} {YARD}"}
    assert kept.camera is not None
    assert (kept.camera.around, kept.camera.down, kept.camera.away) == (-30.5, 80, 1.2)
    assert kept.normal == pytest.approx((0, 0.6, 0.8))


def test_an_id_stays_when_its_part_is_renamed_and_moved(officer, backends, place):
    save(backends, place, draft(hotspots=(part("mai"), part("cot"))))

    send(officer, f"{place.path}/parts", **{"label-1.vi": "Mái ngói", "do": "down-1"})

    now = kept_of(backends, place).draft.hotspots
    assert [(each.id, each.label["vi"]) for each in now] == [("cot", "cot"), ("mai", "Mái ngói")]
    send(officer, f"{place.path}/parts", do="remove-1")
    assert [each.id for each in kept_of(backends, place).draft.hotspots] == ["mai"]


def test_two_parts_of_one_name_are_two(officer, backends, place):
    save(backends, place, draft())

    officer.post(f"{place.path}/parts", {"base": "1", **row("a"), **row("b")})

    assert [each.id for each in kept_of(backends, place).draft.hotspots] == ["mai-dinh", "mai-dinh-2"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"label-a.vi": "", "label-a.en": ""}, "label-a.vi"),
        ({"label-a.vi": "x" * 81}, "label-a.vi"),
        ({"at.x-a": "7"}, "at.x-a"),
        ({"at.y-a": ""}, "at.x-a"),
        ({"at.z-a": "nan"}, "at.x-a"),
        ({"at.z-a": "1e1"}, "at.x-a"),
        ({"down-a": "181"}, "around-a"),
        ({"away-a": "0"}, "around-a"),
        ({"around-a": ""}, "around-a"),
        ({"told-a.vi": ["Hãy nhìn mái đình.", YARD]}, "told-a.vi"),
    ],
)
def test_what_cannot_be_a_part_is_told_beside_its_field(officer, backends, place, changes, fault):
    save(backends, place, draft())

    answer = officer.post(f"{place.path}/parts", {"base": "1", **row("a"), **row("b"), **changes})

    assert answer.status_code == 422
    assert f'id="fault-{fault}"' in answer.text
    assert "Roof" in answer.text
    assert kept_of(backends, place).number == 1


def test_no_more_parts_than_a_visitor_finds(officer, backends, place):
    save(backends, place, draft())
    many = {name: value for each in range(25) for name, value in row(f"r{each}").items()}

    assert officer.post(f"{place.path}/parts", {"base": "1", **many}).status_code == 422


def test_whoever_writes_in_another_field_is_not_in_the_way(officer, backends, place, app):
    save(backends, place, draft(hotspots=(part("mai"),)))
    about = form(officer.get(f"{place.path}/about").text, f"{place.path}/about", f"{place.path}/about")
    editor = at_desk(app, backends, "editor", place.commune, name="Trần Văn Hai")
    assert send(editor, f"{place.path}/parts", **{"label-1.vi": "Mái"}).status_code == 303

    assert officer.post(f"{place.path}/about", about.filled(credit="Cô Sáu")).status_code == 303

    now = kept_of(backends, place).draft
    assert (now.credit, now.hotspots[0].label["vi"]) == ("Cô Sáu", "Mái")


@pytest.mark.parametrize(
    ("tab", "name"),
    [("parts", "label-1.vi"), ("about", "credit")],
)
def test_whoever_was_slower_sees_both_and_loses_nothing(officer, backends, place, app, tab, name):
    mine, others = "Lời của tôi", "Lời của Hai"
    save(backends, place, draft(hotspots=(part("mai"),)))
    path = f"{place.path}/{tab}"
    old = form(officer.get(path).text, path, path)
    editor = at_desk(app, backends, "editor", place.commune, name="Trần Văn Hai")
    assert send(editor, path, **{name: others}).status_code == 303

    answer = officer.post(path, old.filled(**{name: mine}))

    assert answer.status_code == 409
    assert mine in answer.text
    assert others in answer.text
    again = officer.post(path, form(answer.text, path, path).filled())
    assert again.status_code == 303
    assert mine in officer.get(path).text


def test_a_quote_that_is_not_said_any_more_is_told_and_stays(officer, backends, place):
    save(backends, place, draft(hotspots=(part("mai", told={"vi": "Mái lợp rạ."}),)))

    page, parts = officer.get(place.path).text, officer.get(f"{place.path}/parts").text
    assert "không còn nói câu mà các phần này dẫn" in page
    assert "Mái lợp rạ." in parts
    send(officer, f"{place.path}/parts")

    assert kept_of(backends, place).draft.hotspots[0].told == {"vi": "Mái lợp rạ."}
    assert "1 phần chưa có tên bằng Tiếng Anh" in page


# Visitors


def test_visitors_have_it_once_it_is_published_and_no_more_once_withdrawn(officer, backends, place):
    officer.post(place.path, {"model": bowl(), "origin": "illustration"})
    send(officer, f"{place.path}/publish", page=place.path)
    assert shown(backends, place) is None
    work(backends, until_empty=True)

    scene = shown(backends, place)
    assert scene is not None
    assert scene.origin == "illustration"
    assert "Khách đang xem bản này" in officer.get(place.path).text
    assert send(officer, f"{place.path}/withdraw", page=place.path).status_code == 422
    assert send(officer, f"{place.path}/withdraw", page=place.path, sure="yes").status_code == 303
    assert shown(backends, place) is None
    assert [each[0] for each in deeds(backends)] == ["scene.sent", "scene.published", "scene.withdrawn"]


def test_only_what_the_page_showed_is_published(officer, backends, place):
    save(backends, place, draft())
    old = form(officer.get(place.path).text, f"{place.path}/publish")
    save(backends, place, draft(credit="Người khác"))

    answer = officer.post(f"{place.path}/publish", old.filled())

    assert answer.status_code == 409
    assert kept_of(backends, place).appointed is None


def test_a_model_that_cannot_be_made_says_why(officer, backends, place):
    save(backends, place, draft())
    with backends.sessions.writing() as session:
        actions.note_refusal(session, place.row, 1, "too-many-triangles")

    page = officer.get(place.path).text

    assert "2 triệu tam giác" in page
    assert f'action="{place.path}/publish"' not in page
    assert officer.post(f"{place.path}/publish", {"base": "1"}).status_code == 409


# Hostile hands, and those who may not


def test_what_is_written_stays_words(officer, backends, place):
    save(backends, place, draft())
    typed = {"credit": HOSTILE, "source": HOSTILE, "how_made.vi": HOSTILE, "how_made.en": HOSTILE}
    assert send(officer, f"{place.path}/about", **typed).status_code == 303
    sent = row("a", **{"label-a.vi": HOSTILE, "label-a.en": HOSTILE, "told-a.vi": [HOSTILE], "normal-a": HOSTILE})
    assert officer.post(f"{place.path}/parts", {"base": "2", **sent, "target-a": HOSTILE}).status_code == 303

    pages = [officer.get(f"{place.path}{end}").text for end in ("", "/about", "/parts")]
    pages.append(officer.post(f"{place.path}/parts", {"base": "3", **row(HOSTILE), **sent}).text)

    for page in pages:
        scripts = [each for tag, each in Elements(page).found if tag == "script" and not each.get("src")]
        assert scripts == []
        assert "49" not in Elements(page).text
    assert HOSTILE in Elements(pages[1]).text or HOSTILE in str(Elements(pages[1]).found)
    (kept,) = kept_of(backends, place).draft.hotspots
    assert (kept.id, kept.normal) == ("script-alert-1-script-7-7", (0, 1, 0))


def test_the_editor_s_policy_lets_the_viewer_in_and_nobody_else(officer, backends, place):
    save(backends, place, draft())

    policy = officer.get(f"{place.path}/parts").headers["Content-Security-Policy"]

    assert "connect-src 'self' blob: data:;" in policy
    assert "http" not in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("end", ["", "/about", "/parts", "/publish", "/withdraw"])
def test_scenes_of_another_commune_are_not_there(app, backends, village, place, end):
    save(backends, place, draft())
    stranger = at_desk(app, backends, "officer", village.commune("vinh-hung"))

    assert stranger.post(f"{place.path}{end}", {"base": "1", "sure": "yes"}).status_code == 404
    if end in ("", "/about", "/parts"):
        assert stranger.get(f"{place.path}{end}").status_code == 404


def test_who_writes_may_not_publish_and_who_reads_may_not_write(app, backends, place):
    save(backends, place, draft())
    editor = at_desk(app, backends, "editor", place.commune, name="Trần Văn Hai")
    reviewer = at_desk(app, backends, "reviewer", place.commune, name="Cụ Tư")

    assert f'action="{place.path}/publish"' not in editor.get(place.path).text
    assert editor.post(f"{place.path}/publish", {"base": "1"}).status_code == 403
    assert reviewer.get(place.path).status_code == 403
    assert "/scene" not in reviewer.get(f"/studio/sites/{place.id}/place").text


def test_a_place_without_a_model_has_no_pages_about_it(officer, place):
    for end in ("about", "parts"):
        assert officer.get(f"{place.path}/{end}").location == place.path
        assert officer.post(f"{place.path}/{end}", {"base": "0"}).location == place.path
    assert officer.post(f"{place.path}/publish", {"base": "0"}).status_code == 409


@dataclass
class Place:
    row: int
    id: str
    commune: int

    @property
    def path(self):
        return f"/studio/sites/{self.id}/scene"


@cache
def _bowl():
    return plain(meshes.tinted(), Wish())


def bowl():
    return io.BytesIO(_bowl()), "chậu.glb"


def draft(**changes):
    return SceneDraft(**{"model": "a.orig", "origin": "scan", **changes})


def part(name, **changes):
    return Hotspot(**{"id": name, "at": (0.0, 0.5, 0.0), "label": {"vi": name}, **changes})


def row(mark, **changes):
    numbers = {"at.x": "0,1", "at.y": "0.8", "at.z": "−0,05", "around": "-30,5", "down": "80", "away": "1,2"}
    numbers |= {"normal": "0 0.6 0.8", "target": "0.1 0.8 0"}
    labels = {f"label-{mark}.vi": "Mái đình", f"label-{mark}.en": "Roof"}
    return {f"key-{mark}": "", **labels, **{f"{name}-{mark}": value for name, value in numbers.items()}, **changes}


def send(someone, path, page="", **changes):
    """The form of a page, with fields changed."""
    return someone.post(path, form(someone.get(page or path).text, path, path).filled(**changes))


def save(backends, place, scene):
    with backends.sessions.writing() as session:
        return actions.save(session, place.row, scene, by="test", now=backends.clock())


def kept_of(backends, place):
    with backends.sessions.reading() as session:
        return queries.kept(session, place.row)


def shown(backends, place):
    with backends.sessions.reading() as session:
        return queries.scene(session, place.row)


def deeds(backends):
    with backends.sessions.reading() as session:
        lines = journal.lines(session, None, limit=100)[::-1]
    return [(line.deed, line.actor, line.site) for line in lines if line.deed.startswith("scene.")]


def officer_name(backends, officer):
    return actor_of(backends, officer).name


@pytest.fixture
def place(village):
    commune = village.commune()
    row, public_id = village.site(commune, told={"vi": words(), "en": words("Van La hall", "van-la-hall")})
    return Place(row, public_id, commune)


@pytest.fixture
def officer(app, backends, place):
    return at_desk(app, backends, "officer", place.commune)
