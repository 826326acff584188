"""The desk's pages of translations: the grid, both languages side by side, the glossary, files that go and come."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from tests.builders import words
from tests.desk import at_desk
from tests.hostile_exchanges import of_sheet, of_xliff
from tourism.audit.model import AuditEvent
from tourism.sites import actions as sites
from tourism.sites import drafts
from tourism.sites.draft import Section

SCRIPT = '<script>alert("1")</script>'


@pytest.fixture
def commune(village):
    return village.commune()


@pytest.fixture
def place(village, commune):
    told = {
        "vi": words(sections=(Section(title="Sân", text="Sân gạch."),)),
        "en": words("Van La House", "van-la", hook="A roof", story="Look up.", made_by="machine", reviewed=False),
    }
    return village.site(commune, told=told)


@pytest.fixture
def officer(app, backends, place):
    return at_desk(app, backends)


def form(page):
    """The fields of the page's own form, as a browser would send them."""
    found = dict(re.findall(r'<input type="hidden" name="(base|source)" value="(\d+)">', page.text))
    found |= dict.fromkeys(re.findall(r'<(?:input|textarea) id="f-[^"]+" name="([^"]+)"', page.text), "")
    return found | {"made_by": "machine"}


def kept(backends, row, tag="en"):
    with backends.sessions.reading() as session:
        return drafts.site_by_row(session, row).words[tag]


def deeds(backends):
    with backends.sessions.reading() as session:
        return [row.deed for row in session.query(AuditEvent).order_by(AuditEvent.number)]


def edit_vietnamese(backends, row, clock, **changes):
    clock.forward(minutes=10)
    with backends.sessions.writing() as session:
        newest = drafts.site_by_row(session, row).words["vi"].words
        sites.save(session, row, "vi", replace(newest, **changes), by="Hoa", now=clock())


def test_the_grid_tells_how_far_each_language_has_come(officer, place):
    page = officer.get("/studio/translations")

    assert page.status_code == 200
    assert "Đình Vân La" in page.text
    assert "chưa dịch hết" in page.text
    assert "2 phần còn thiếu" in page.text
    assert f"/studio/sites/{place[1]}/words/en" in page.text


def test_one_language_alone_begins_with_what_needs_most(officer, place, village, commune):
    village.site(commune, "cho-moi", order=2, told={"vi": words("Chợ Mới", "cho-moi")})
    village.site(commune, "ao", order=3, told={"vi": words("Ao", "ao"), "en": words("Pond", "pond")})

    text = officer.get("/studio/translations?tag=en").text

    assert text.index("Chợ Mới") < text.index(">Ao<")


def test_a_place_tells_its_languages_its_sound_and_since_when_it_is_old(officer, place, backends, clock, village):
    village.voices()
    edit_vietnamese(backends, place[0], clock, hook="Mái đình cong trên sông")

    page = officer.get(f"/studio/sites/{place[1]}/translations")

    assert "cũ hơn lời Việt" in page.text
    assert "giọng khớp lời" in page.text
    assert "21/11/2026" in page.text
    assert f"/studio/sites/{place[1]}/words/ja" in page.text


def test_both_languages_stand_side_by_side_with_what_changed(officer, place, backends, clock):
    edit_vietnamese(backends, place[0], clock, hook="Mái đình cong trên sông")

    page = officer.get(f"/studio/sites/{place[1]}/words/en")

    assert page.status_code == 200
    assert "<ins>trên</ins>" in page.text.replace("<ins>trên </ins>", "<ins>trên</ins>")
    assert "<del>" in page.text
    assert ">A roof</textarea>" in page.text.replace("\n", "")


def test_a_translation_is_saved_reviewed_and_journalled(officer, place, backends):
    path = f"/studio/sites/{place[1]}/words/en"
    told = {"name": "Van La House", "hook": "A roof", "story": "Look up!\r\n", "title-1": "Yard", "text-1": "Brick."}

    answer = officer.post(path, form(officer.get(path)) | told | {"reviewed": "yes"})

    words_now = kept(backends, place[0]).words
    assert (answer.status_code, answer.location) == (303, f"{path}?said=saved")
    assert (words_now.story, words_now.sections[0].title, words_now.slug) == ("Look up!", "Yard", "van-la-house")
    assert (words_now.made_by, words_now.reviewed) == ("machine", True)
    assert deeds(backends) == ["words.saved"]
    assert "đã duyệt" in officer.get(f"{path}?said=saved").text


def test_a_script_is_told_the_new_number(officer, place, backends):
    path = f"/studio/sites/{place[1]}/words/en"
    told = form(officer.get(path)) | {"name": "Van La", "minor": "1"}

    answer = officer.post(path, told, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json["number"]) == (200, 2)
    assert kept(backends, place[0]).minor


def test_a_field_that_is_too_long_keeps_what_was_typed(officer, place, backends):
    path = f"/studio/sites/{place[1]}/words/en"

    answer = officer.post(path, form(officer.get(path)) | {"name": "x" * 201, "story": "Not lost"})

    assert answer.status_code == 422
    assert 'id="fault-name"' in answer.text
    assert "Not lost" in answer.text
    assert kept(backends, place[0]).number == 1
    assert deeds(backends) == []


def test_who_was_slower_finds_both_texts(officer, place, backends):
    path = f"/studio/sites/{place[1]}/words/en"
    mine = form(officer.get(path)) | {"hook": "Mine"}
    officer.post(path, form(officer.get(path)) | {"hook": "Theirs"})

    answer = officer.post(path, mine)
    page = officer.get(answer.location)

    assert answer.status_code == 303
    assert page.status_code == 200
    assert "Mine" in page.text
    assert "Theirs" in page.text
    assert kept(backends, place[0]).words.hook == "Theirs"
    assert deeds(backends) == ["words.saved", "words.set-aside"]


def test_a_script_in_every_field_is_text_on_every_page(officer, place, backends):
    path = f"/studio/sites/{place[1]}/words/en"
    officer.post(path, form(officer.get(path)) | dict.fromkeys(("name", "hook", "story", "title-1", "text-1"), SCRIPT))
    officer.post("/studio/glossary", {"tag": "en", "source": SCRIPT, "target": SCRIPT, "note": SCRIPT})

    for page in (path, f"/studio/sites/{place[1]}/translations", "/studio/translations", "/studio/glossary"):
        assert SCRIPT not in officer.get(page).text


@pytest.mark.parametrize("tag", ["vi", "xx", "EN", "zh-Hans-x"])
def test_only_the_guide_s_languages_can_be_translated_into(officer, place, tag):
    assert officer.get(f"/studio/sites/{place[1]}/words/{tag}").status_code == 404


def test_an_editor_writes_in_their_languages_only(app, backends, place, village, commune):
    editor = at_desk(app, backends, "editor", languages=("ko",))
    base = f"/studio/sites/{place[1]}/words"

    assert editor.get(f"{base}/ko").status_code == 200
    assert editor.get(f"{base}/en").status_code == 403
    assert editor.post(f"{base}/en", {"base": "1", "name": "x"}).status_code == 403
    assert editor.get("/studio/exchange/file?tag=en&kind=xlsx").status_code == 403
    assert editor.post("/studio/glossary", {"tag": "en", "source": "a", "target": "b"}).status_code == 422
    assert "words/en" not in editor.get("/studio/translations").text


def test_another_commune_sees_nothing_of_it(app, backends, place, village):
    stranger = at_desk(app, backends, commune=village.commune("vinh-hung"), name="Lan")

    for path in (f"/studio/sites/{place[1]}/translations", f"/studio/sites/{place[1]}/words/en"):
        assert stranger.get(path).status_code == 404
    assert "Đình Vân La" not in stranger.get("/studio/translations").text


@pytest.mark.parametrize("role", ["reviewer", "contributor"])
def test_roles_that_do_not_translate_are_told_so(app, backends, place, role):
    someone = at_desk(app, backends, role, name="Minh")

    for path in (f"/studio/sites/{place[1]}/words/en", "/studio/glossary", "/studio/exchange"):
        assert someone.get(path).status_code == 403


def test_a_word_of_the_glossary_comes_is_found_and_goes(officer, place, backends):
    officer.post("/studio/glossary", {"tag": "en", "source": "mái đình", "target": "temple roof", "reviewed": "yes"})

    page = officer.get("/studio/glossary?q=TEMPLE")
    beside = officer.get(f"/studio/sites/{place[1]}/words/en")
    (number,) = re.findall(r"/studio/glossary/(\d+)/remove", page.text)

    assert "mái đình" in page.text
    assert "bản dịch chưa dùng" in beside.text
    assert "mái đình" not in officer.get("/studio/glossary?q=market").text
    assert officer.get(f"/studio/glossary?edit={number}").text.count("temple roof") == 2
    assert officer.post("/studio/glossary", {"tag": "en", "source": "mái đình", "target": "x"}).status_code == 422
    assert officer.post(f"/studio/glossary/{number}/remove").status_code == 303
    assert deeds(backends) == ["term.kept", "term.removed"]


@pytest.mark.parametrize("changes", [{"source": ""}, {"target": "x" * 121}, {"note": "x" * 301}, {"tag": "vi"}])
def test_a_word_that_cannot_be_kept_says_where(officer, place, changes):
    answer = officer.post("/studio/glossary", {"tag": "en", "source": "chợ", "target": "market"} | changes)

    assert answer.status_code == 422
    assert f'id="fault-{next(iter(changes))}"' in answer.text


def sheet_of(officer, **typed):
    """The sheet that goes out, with these cells typed into."""
    answer = officer.get("/studio/exchange/file?tag=en&kind=xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="loi-que-en-2026-11-21.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    for cell, text in typed.items():
        book["en"][cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(officer, data, name="en.xlsx"):
    """As a browser sends a file; the test client's own way leaves large ones open."""
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    token = f'--b\r\nContent-Disposition: form-data; name="_token"\r\n\r\n{officer.token or token_of(officer)}\r\n'
    body = token.encode() + head.encode() + data + b"\r\n--b--\r\n"
    return officer.phone.post("/studio/exchange", data=body, content_type="multipart/form-data; boundary=b")


def token_of(officer):
    """The token of the forms of this sign-in."""
    (token,) = re.findall(r'name="desk-token" content="(\w+)"', officer.get("/studio/exchange").text)
    return token


def test_a_sheet_goes_out_comes_back_is_looked_at_and_kept(officer, place, backends):
    seen = send(officer, sheet_of(officer, F3="A curved roof"))
    page = officer.get(seen.location)

    assert seen.status_code == 303
    assert "curved" in page.text
    assert kept(backends, place[0]).number == 1

    assert officer.post(f"{seen.location}/keep", {}).status_code == 422
    answer = officer.post(f"{seen.location}/keep", {"made_by": "human"})

    assert answer.location == "/studio/translations?tag=en&said=imported"
    assert kept(backends, place[0]).words.hook == "A curved roof"
    assert officer.get(seen.location).status_code == 404
    assert deeds(backends) == ["translations.received", "translations.imported"]


def test_a_file_that_says_nothing_new_can_only_be_forgotten(officer, place, backends):
    there = send(officer, officer.get("/studio/exchange/file?tag=en&kind=xliff").data, "en.xlf").location

    assert f"{there}/keep" not in officer.get(there).text
    assert officer.post(f"{there}/drop").status_code == 303
    assert kept(backends, place[0]).number == 1


def test_a_broken_file_is_told_row_by_row_and_nothing_is_kept(officer, place, backends):
    answer = send(officer, sheet_of(officer, F3="<b>roof</b>", F4="x" * 7000))

    assert answer.status_code == 422
    assert "Dòng hoặc mục: 3" in answer.text
    assert "Dòng hoặc mục: 4" in answer.text
    assert deeds(backends) == []


def test_no_hostile_file_is_taken_and_none_breaks_the_desk(officer, place, backends):
    text = officer.get("/studio/exchange/file?tag=en&kind=xliff").data
    forms = [*of_xliff(text.replace(b"Look up", b"Look")), *of_sheet(sheet_of(officer))]

    answers = {name: send(officer, data).status_code for name, data in forms}

    assert len(forms) >= 60
    assert {name: status for name, status in answers.items() if status not in (413, 422)} == {}
    assert deeds(backends) == []


def test_what_waits_in_another_commune_is_not_there(app, backends, officer, place, village):
    there = send(officer, sheet_of(officer, F3="A curved roof")).location
    stranger = at_desk(app, backends, commune=village.commune("vinh-hung"), name="Lan")

    assert stranger.get(there).status_code == 404
    assert stranger.post(f"{there}/keep", {"made_by": "human"}).status_code == 404
    assert stranger.post(f"{there}/drop").status_code == 404
    assert stranger.get("/studio/exchange/file?tag=en&kind=xliff").data.count(b"<file") == 0
