"""What somebody with bad intentions sends to the desk: refused with a reason, and never an error of ours."""

import re

import pytest

from tests.desk import at_desk
from tourism.sites import actions as sites
from tourism.sites.draft import WordsInProgress
from tourism.sites.model import Site

NO_ADDRESSES = ("//[", "http://[", "http://[::1", "//evil\u2100.example", "//evil.example", "/studio/\\evil.example")
CHALLENGE = re.compile(r'name="challenge" value="([^"]+)"')


@pytest.mark.parametrize("there", NO_ADDRESSES)
def test_what_is_no_address_of_ours_leads_nowhere(place, visitor, there):
    asked = visitor.get("/studio/sign-in", query_string={"then": there})
    led = place.officer.get("/studio/sign-in", query_string={"then": there})

    assert asked.status_code == 200
    assert 'name="then" value="/studio/"' in asked.text
    assert (led.status_code, led.location) == (303, "/studio/")


@pytest.mark.parametrize("origin", ["http://[", "http://\u2100", "null", "//", "", "http://guide.test@evil.example"])
def test_an_origin_that_is_none_is_a_foreign_one(place, origin):
    headers = {"Origin": origin.encode().decode("latin-1")}

    assert place.officer.post("/studio/account/language", {"speaks": "en"}, headers=headers).status_code == 400


@pytest.mark.parametrize("name", ['"\\ud800"', '"a\\u0000b"', "{}", "[1]", "null"])
def test_a_passkey_of_an_impossible_name_is_nobody_s(visitor, name):
    page = visitor.get("/studio/sign-in").text
    token = re.search(r'name="_token" value="([^"]+)"', page).group(1)
    sent = {"_token": token, "challenge": CHALLENGE.search(page).group(1), "credential": f'{{"id": {name}}}'}

    assert visitor.post("/studio/sign-in/passkey", data=sent).status_code == 400


def test_a_nul_is_refused_before_any_database_sees_it(place):
    assert place.officer.post("/studio/sign-in/sheet", {"login": "hoa\0", "code": "x"}).status_code == 400
    assert place.officer.post(f"{place.path}/", {"name": "Đình\0", "base": "1"}).status_code == 400


def test_an_editor_of_one_language_turns_no_word_of_another_into_theirs(place, app, backends):
    place.officer.post("/studio/glossary", {"tag": "fr", "source": "đình", "target": "maison communale"})
    editor = at_desk(app, backends, "editor", place.commune, name="Biên dịch", languages=("en",))
    number = re.search(r"/studio/glossary/(\d+)/remove", place.officer.get("/studio/glossary").text).group(1)

    stolen = editor.post("/studio/glossary", {"id": number, "tag": "en", "source": "đình", "target": "hall"})

    assert stolen.status_code == 403
    assert "maison communale" in place.officer.get("/studio/glossary").text
    assert editor.post("/studio/glossary", {"id": "99", "tag": "en", "source": "a", "target": "b"}).status_code == 404


def test_a_villager_restores_no_translation(place, app, backends):
    """Who may not write a translation may not bring back an old one either."""
    villager = at_desk(app, backends, "contributor", place.commune, name="Cô Sáu")
    with backends.sessions.writing() as session:
        session.get_one(Site, place.row).owner = villager.person
        for name in ("House", "Hall"):
            half = WordsInProgress(name=name, slug="hall")
            sites.save(session, place.row, "en", half, by="Lê Thu Hà", now=backends.clock())

    answer = villager.post(f"{place.path}/versions/en/restore", {"number": "1", "base": "2"})

    assert answer.status_code == 403
    assert villager.get(f"{place.path}/versions/en").status_code == 200


def test_links_that_somebody_made_end_with_their_part_here(place, app, backends):
    """Nobody leaves a door open for themselves."""
    leaving = at_desk(app, backends, "officer", place.commune, name="Trần Văn Nam")
    leaving.post("/studio/people/invite", {"role": "officer", "name": "Bản thân"})
    invitation = re.search(r"/studio/join/[\w-]+", leaving.get("/studio/people/link").text).group(0)
    preview = re.search(r'href="(/studio/p/[^"/]+/vi)"', leaving.get(f"{place.path}/preview").text).group(1)
    guest = app.test_client()
    assert [guest.get(path, base_url="http://guide.test").status_code for path in (invitation, preview)] == [200, 200]

    place.officer.post(f"/studio/people/{leaving.person}/remove")

    assert [guest.get(path, base_url="http://guide.test").status_code for path in (invitation, preview)] == [404, 410]


def test_a_form_too_big_to_be_read_is_refused_on_a_page_of_the_desk(place):
    answer = place.officer.post(f"{place.path}/", {"base": "1", "story": "a" * 600_000})

    assert answer.status_code == 413
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert 'href="/studio/' in answer.text


def test_a_link_of_one_kind_opens_no_other_and_no_letter_of_it_may_change(place, app):
    guest = app.test_client()
    link = re.search(r'href="/studio/p/([^"/]+)/vi"', place.officer.get(f"{place.path}/preview").text).group(1)
    tampered = [link[:at] + ("A" if link[at] != "A" else "B") + link[at + 1 :] for at in range(0, len(link) - 1, 3)]

    paths = [f"/studio/r/{link}", f"/studio/join/{link}", *(f"/studio/p/{each}/vi" for each in tampered)]

    assert {guest.get(path, base_url="http://guide.test").status_code for path in paths} == {404}


class Place:
    """A published place and its officer's browser."""

    def __init__(self, app, village):
        self.commune = village.commune()
        self.row, public_id = village.site(self.commune)
        self.path = f"/studio/sites/{public_id}"
        self.officer = at_desk(app, village.backends, "officer", self.commune)


@pytest.fixture
def place(app, village) -> Place:
    return Place(app, village)
