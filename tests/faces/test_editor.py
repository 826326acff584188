"""The editor of places, as people at the desk meet it."""

import re
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.conftest import HOST, Phone
from tests.desk import actor_of, at_desk
from tourism.app import create_app
from tourism.backends import Backends
from tourism.sites import drafts
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect

SCRIPT = "<script>alert(1)</script>"
JSON = {"Accept": "application/json"}
TABS = ("", "read", "place", "facts", "sources")
EDITORS = 8


def test_a_place_is_begun_in_one_form_and_only_once_however_often_it_is_sent(officer, backends):
    once = once_of(officer)
    form = {"base": "0", "once": once, "name": "Giếng  cổ", "kind": "landscape", "story": "place", "area": "van-la",
            "pin": "20°52'48\"N 105°54'E"}  # fmt: skip

    first = officer.post("/studio/sites/new", form)
    again = officer.post("/studio/sites/new", form)

    assert first.status_code == again.status_code == 303
    assert first.location == again.location == f"/studio/sites/{once}/photos?said=created"
    desk = kept(officer, backends, once)
    assert (desk.name, desk.key, desk.published) == ("Giếng cổ", "gieng-co", False)
    assert (desk.place.place.pin.lat, desk.place.place.pin.lon) == (20.88, 105.9)
    assert not desk.place.place.pin.verified
    assert desk.sign


@pytest.mark.parametrize(("metres", "verified"), [("12.5", True), ("31", False), ("nan", False), ("x", False)])
def test_only_a_phone_that_is_sure_verifies_a_position(officer, backends, metres, verified):
    once = once_of(officer)
    officer.post(
        "/studio/sites/new",
        {"once": once, "name": "Giếng", "pin": "20.881, 105.912", "pin_how": "phone", "pin_accuracy": metres},
    )

    assert kept(officer, backends, once).place.place.pin.verified is verified


def test_a_fault_stands_beside_its_field_and_the_typed_text_stays(officer):
    answer = officer.post("/studio/sites/new", {"once": "x", "name": "", "pin": "ở đầu làng", "kind": "stele"})

    assert answer.status_code == 422
    assert "Điểm cần có tên" in answer.text
    assert 'value="ở đầu làng"' in answer.text
    assert 'id="fault-pin"' in answer.text
    assert '<option value="stele" selected>' in answer.text


def test_the_list_is_searched_without_marks(officer, place):
    assert "Đình Vân La" in officer.get("/studio/sites?q=dinh VAN").text
    assert "Không có điểm nào tên như vậy" in officer.get("/studio/sites?q=chùa").text


def test_words_are_cleaned_and_saved_and_a_script_is_answered_in_json(officer, backends, place):
    form = {
        "base": "1",
        "name": "Đình\u00a0 Vân La",
        "hook": "Mái\u202e cong",
        "story": "Một \r\n\r\n\r\n\r\n\r\nHai\u200b",
    }

    answer = officer.post(f"/studio/sites/{place}/", {**form, "minor": "1"}, headers=JSON)

    assert answer.status_code == 200
    assert answer.json["number"] == 2
    assert re.fullmatch(r"\d\d:\d\d", answer.json["at"])
    words = kept(officer, backends, place).words["vi"]
    assert (words.words.name, words.words.hook, words.words.story) == ("Đình Vân La", "Mái cong", "Một\n\nHai")
    assert words.minor


def test_what_is_too_long_is_told_beside_its_field(officer, place):
    page = officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "n", "hook": "h" * 250, "story": "s"})
    told = officer.post(f"/studio/sites/{place}/", {"base": "1", "story": "s" * 6001}, headers=JSON)

    assert page.status_code == told.status_code == 422
    assert "h" * 250 in page.text
    assert 'id="fault-hook"' in page.text
    assert list(told.json["faults"]) == ["story"]


def test_sections_are_moved_removed_and_added_without_a_script(officer, backends, place):
    rows = {"title-1": "Một", "text-1": "a", "title-2": "Hai", "text-2": "b", "title-3": "", "text-3": ""}
    path = f"/studio/sites/{place}/read"

    officer.post(path, {"base": "1", **rows, "do": "up-2"})
    assert titles(officer, backends, place) == ["Hai", "Một"]
    answer = officer.post(path, {"base": "2", **rows, "do": "add"})
    assert answer.location == f"{path}?said=saved&more=1"
    assert 'name="title-new"' in officer.get(answer.location).text
    officer.post(path, {"base": "3", **rows, "do": "remove-1"})
    assert titles(officer, backends, place) == ["Hai"]


def test_hours_are_read_as_people_write_them_and_unknown_stays_unknown(officer, backends, place):
    path = f"/studio/sites/{place}/facts"
    officer.post(path, {"base": "1", "hours_known": "yes", "hours-mon": "7h30-11h, 13:30 – 17", "do": "copy"})
    hours = kept(officer, backends, place).place.place.practical.hours
    assert hours is not None
    assert hours["sun"] == [("07:30", "11:00"), ("13:30", "17:00")]

    wrong = officer.post(path, {"base": "2", "hours_known": "yes", "hours-tue": "sáng", "price.vi": "Tự tâm"})
    assert wrong.status_code == 422
    assert 'value="sáng"' in wrong.text
    assert "Tự tâm" in wrong.text

    officer.post(path, {"base": "2", "hours-mon": "7-8", "price.vi": "Tự tâm", "price.en": "As you like"})
    practical = kept(officer, backends, place).place.place.practical
    assert practical.hours is None
    assert practical.price == {"vi": "Tự tâm", "en": "As you like"}
    assert practical.dress is None


def test_claims_keep_their_keys_and_cite_only_sources_of_the_commune(officer, backends, place):
    first = {"key-1": "worship", "text-1.vi": "Thờ Chử Đồng Tử.", "confidence-1": "H", "sources-1": ["S1", "S99"]}
    second = {"key-2": "", "text-2.vi": "Giếng có từ lâu lắm rồi.", "confidence-2": "L"}

    officer.post(f"/studio/sites/{place}/sources", {"base": "1", **first, **second})

    facts = kept(officer, backends, place).place.place.facts
    assert [(each.key, each.confidence, each.sources) for each in facts] == [
        ("worship", "H", ("S1",)),
        ("gieng-co-tu-lau-lam", "L", ()),
    ]


def test_a_pin_that_nobody_moved_stays_verified(officer, backends, place):
    before = kept(officer, backends, place).place.place
    form = {"base": "1", "kind": "stele", "story": "place", "area": "van-la", "pin": "20.880000, 105.910000",
            "order": "3", "next": ""}  # fmt: skip

    officer.post(f"/studio/sites/{place}/place", form)

    after = kept(officer, backends, place).place.place
    assert after.pin == before.pin
    assert (after.kind, after.order, after.tourist_point) == ("stele", 3, False)


def test_two_people_at_one_text_see_both_and_nothing_is_lost(officer, backends, place):
    officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "hook": "h", "story": "Một.\n\nCủa Lan."})

    told = officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "story": "x"}, headers=JSON)
    assert told.status_code == 409
    page = officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "hook": "h", "story": f"Hai {SCRIPT}"})
    assert re.fullmatch(rf"/studio/sites/{place}/aside/\d+", page.location)
    shown = officer.get(page.location).text
    assert "Của Lan." in shown
    assert SCRIPT not in shown
    assert page.location in officer.get(f"/studio/sites/{place}/").text

    done = officer.post(page.location, {"base": "2", "take": "merged", "story": "Một.\n\nCủa Lan.\n\nHai."})
    assert done.location == f"/studio/sites/{place}/?said=merged"
    assert kept(officer, backends, place).words["vi"].words.story == "Một.\n\nCủa Lan.\n\nHai."
    assert officer.get(page.location).status_code == 404
    assert page.location not in officer.get(f"/studio/sites/{place}/").text


def test_a_third_change_while_two_are_brought_together_is_kept_beside_again(officer, backends, place):
    officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "story": "Lan."})
    page = officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "story": "Hoa."})
    officer.post(f"/studio/sites/{place}/", {"base": "2", "name": "Đình", "story": "Minh."})

    again = officer.post(page.location, {"base": "2", "take": "merged", "story": "Lan và Hoa."})

    assert again.location != page.location
    assert "Lan và Hoa." in officer.get(again.location).text
    assert kept(officer, backends, place).words["vi"].words.story == "Minh."


def test_a_place_that_two_changed_is_chosen_field_by_field(officer, backends, place):
    form = {"kind": "stele", "story": "place", "area": "van-la", "pin": "20.88, 105.91", "order": "1"}
    officer.post(f"/studio/sites/{place}/place", {**form, "base": "1", "order": "5"})
    page = officer.post(f"/studio/sites/{place}/place", {**form, "base": "1", "kind": "tomb", "awaiting": "yes"})
    assert "/aside/" in page.location

    officer.post(page.location, {"base": "2", "take": "merged", "choose-kind": "theirs", "choose-awaiting": "mine",
                                 "choose-order": "theirs"})  # fmt: skip

    after = kept(officer, backends, place).place.place
    assert (after.kind, after.order, after.awaiting) == ("stele", 5, True)


def test_hints_come_as_a_fragment_and_write_nothing(officer, backends, place):
    answer = officer.post(f"/studio/sites/{place}/hints", {"story": f"Đình dựng năm 2999. {SCRIPT}"})

    assert answer.status_code == 200
    assert "Năm 2999 không thể đúng." in answer.text
    assert SCRIPT not in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("role", ["reviewer", "admin"])
def test_who_does_not_write_reads_the_same_pages_without_buttons(app, backends, place, role):
    reader = at_desk(app, backends, role, None if role == "admin" else 1)
    for tab in TABS:
        page = reader.get(f"/studio/sites/{place}/{tab}")
        assert page.status_code == 200
        assert "disabled" in page.text
        assert "data-status" not in page.text
        assert reader.post(f"/studio/sites/{place}/{tab}", {"base": "1"}).status_code == 403
    assert reader.get("/studio/sites/new").status_code == 403


def test_an_editor_of_english_reads_the_vietnamese(app, backends, place):
    editor = at_desk(app, backends, "editor", 1, languages=("en",))

    assert "data-status" not in editor.get(f"/studio/sites/{place}/").text
    assert editor.post(f"/studio/sites/{place}/", {"base": "1", "name": "x"}).status_code == 403
    assert editor.post(f"/studio/sites/{place}/place", {"base": "1", "kind": "stele", "order": "1"}).status_code == 303


def test_a_contributor_begins_and_writes_their_own_places_only(app, backends, place):
    elder = at_desk(app, backends, "contributor", 1)
    once = once_of(elder)
    elder.post("/studio/sites/new", {"once": once, "name": "Giếng làng"})

    assert elder.get(f"/studio/sites/{place}/").status_code == 404
    assert elder.post(f"/studio/sites/{place}/", {"base": "1", "name": "x"}).status_code == 404
    assert elder.post(f"/studio/sites/{once}/", {"base": "1", "name": "Giếng"}).status_code == 303
    assert "Đình Vân La" not in elder.get("/studio/sites").text


def test_another_communes_places_are_not_there(app, backends, village, place):
    other = at_desk(app, backends, "officer", village.commune("vinh-hung"))

    for tab in (*TABS, "aside/1"):
        assert other.get(f"/studio/sites/{place}/{tab}").status_code == 404
        assert other.post(f"/studio/sites/{place}/{tab}", {"base": "1", "order": "1"}).status_code == 404


def test_tampered_forms_are_refused_and_never_break(officer, place):
    for tab in TABS:
        for base in ("", "x", "-1", "9" * 30, "²"):
            form = {"base": base, "order": "1", "name": "x"}
            assert officer.post(f"/studio/sites/{place}/{tab}", form).status_code == 400
        assert officer.post(f"/studio/sites/{place}/{tab}", {"base": "77", "order": "1"}).status_code == 404
    for order in ("0", "10000", "²", "1e3", ""):
        assert officer.post(f"/studio/sites/{place}/place", {"base": "1", "order": order}).status_code == 422
    wrong = {"base": "1", "order": "1", "kind": "castle", "area": "../", "story": "x", "next": "nowhere"}
    assert officer.post(f"/studio/sites/{place}/place", wrong).status_code == 422


def test_a_text_full_of_scripts_stays_text(officer, place):
    officer.post(f"/studio/sites/{place}/", {"base": "1", "name": SCRIPT, "hook": SCRIPT, "story": SCRIPT})
    officer.post(f"/studio/sites/{place}/read", {"base": "2", "title-1": SCRIPT, "text-1": SCRIPT})
    officer.post(f"/studio/sites/{place}/facts", {"base": "1", "price.vi": SCRIPT})
    officer.post(f"/studio/sites/{place}/sources", {"base": "2", "key-1": "", "text-1.vi": SCRIPT})

    for tab in TABS:
        assert SCRIPT not in officer.get(f"/studio/sites/{place}/{tab}").text
    assert SCRIPT not in officer.get("/studio/sites").text


def test_a_locked_database_says_so_and_gives_every_word_back(officer, app, backends, place, tmp_path):
    impatient = connect(f"sqlite:///{tmp_path}/guide.sqlite", busy_timeout_ms=100)
    house = Backends(backends.config, impatient, FolderBlobs(Path(backends.config.media)), (), backends.clock)
    locked = create_app(house)
    someone = at_desk(locked, house, name="Trần Văn Minh")
    someone.get("/studio/sites")
    answers: list[tuple[int, TestResponse]] = []

    def send(number: int) -> None:
        form = {"_token": token, "base": "1", "name": "Đình", "story": f"Lời thứ {number}."}
        phone = Phone(locked, locked.response_class)
        phone.set_cookie("desk", someone.cookie, domain=HOST)
        answer = phone.post(f"/studio/sites/{place}/", data=form)
        answers.append((number, answer))

    someone.post(f"/studio/sites/{place}/hints", {"story": "x"})
    token = someone.token
    with backends.sessions.writing() as held:
        held.execute(text("SELECT 1"))
        threads = [threading.Thread(target=send, args=(number,)) for number in range(EDITORS)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)

    assert len(answers) == EDITORS
    for number, answer in answers:
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert f"Lời thứ {number}." in answer.text
    assert someone.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "story": "Sau."}).status_code == 303
    impatient.engine.dispose()


def test_every_saved_form_leaves_one_line_in_the_journal(officer, backends, place):
    before = journal(backends)
    officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "story": "Mới."})
    officer.post(f"/studio/sites/{place}/place", {"base": "1", "kind": "stele", "order": "1"})
    officer.post(f"/studio/sites/{place}/hints", {"story": "Mới."})
    officer.post(f"/studio/sites/{place}/", {"base": "1", "name": "Đình", "story": "Khác."})

    assert journal(backends)[len(before) :] == ["words.saved", "place.saved", "words.set-aside"]


def journal(backends: Backends) -> list[str]:
    with backends.sessions.reading() as session:
        return list(session.scalars(text("SELECT deed FROM audit_event ORDER BY number")))


def once_of(someone) -> str:
    found = re.search(r'name="once" value="(\w{8})"', someone.get("/studio/sites/new").text)
    assert found
    return found[1]


def kept(someone, backends: Backends, public_id: str) -> drafts.DeskSite:
    with backends.sessions.reading() as session:
        return drafts.site(session, actor_of(backends, someone), public_id)


def titles(someone, backends: Backends, public_id: str) -> list[str]:
    return [each.title for each in kept(someone, backends, public_id).words["vi"].words.sections]


@pytest.fixture
def place(village) -> str:
    """A published place; its words and its place have the number 1."""
    return village.site(village.commune())[1]


@pytest.fixture
def officer(app, backends, place):
    """The culture officer of its commune."""
    return at_desk(app, backends)
