"""What a visitor lives through: the sign, the story, the next stop, a tour to its end."""

import re

import pytest

from tests.builders import words
from tests.faces.markup import Attributes, elements, words_of
from tourism import codes
from tourism.publishing import actions as publishing
from tourism.tours.draft import StopDraft

KOREAN = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"}


def test_scan_listen_and_walk_on(village, visitor):
    # Given a house and a market that follows it, both told and spoken in Vietnamese
    commune, sign = village.commune(), codes.mint()
    village.site(commune, sign=sign, next="cho-moi")
    village.site(commune, "cho-moi", order=2, told={"vi": words("Chợ Mới", "cho-moi")})
    village.voices()

    # When a phone reads the sign
    page = visitor.get(f"/q/{sign}")

    # Then the story is there at once, with its sound
    assert page.status_code == 200
    assert "Bốn góc mái cong lên." in words_of(page.text)
    sound = visitor.get(elements(page.text, "audio")[0]["src"], headers={"Range": "bytes=0-99"})
    assert (sound.status_code, len(sound.data)) == (206, 100)

    # And the way on leads to the market
    onward = after(page.text, 'class="onward"', "a")[0]["href"]
    assert "Chợ Mới" in words_of(visitor.get(onward).text)


def test_a_guest_from_korea_changes_to_english_and_back(village, visitor):
    # Given a house that is told in Vietnamese and English
    commune, sign = village.commune(), codes.mint()
    village.site(commune, sign=sign, told={"vi": words(), "en": words("House", "house")})

    # When a Korean phone reads the sign
    page = visitor.get(f"/q/{sign}", headers=KOREAN).text

    # Then the page is Korean around an English story, and says so
    assert (elements(page, "html")[0]["lang"], elements(page, "h1")[0]["lang"]) == ("ko", "en")

    # When the guest chooses Vietnamese, and Korean again
    vietnamese = visitor.get(language(page, "vi"), headers=KOREAN).text
    korean = visitor.get(language(vietnamese, "ko"), headers=KOREAN).text

    # Then each choice is kept in the address, whatever the phone prefers
    assert "Đình Vân La" in words_of(vietnamese)
    assert elements(vietnamese, "html")[0]["lang"] == "vi"
    assert elements(korean, "html")[0]["lang"] == "ko"


def test_a_slip_of_the_finger_is_put_right(village, visitor):
    # Given a sign
    commune, sign = village.commune(), codes.mint()
    village.site(commune, sign=sign)

    # When somebody types its code into the box with one character wrong, in small letters
    wrong = ("Z" if sign[0] != "Z" else "Y") + sign[1:]
    box = visitor.get("/vi/scan").text
    (form,) = elements(box, "form")
    answer = visitor.get(form["action"], query_string={"code": wrong.lower()}, follow_redirects=True)

    # Then the page shows the wrong code and the right sign, one tap away
    assert answer.status_code == 404
    assert elements(answer.text, "input")[0]["value"].upper() == wrong
    suggested = after(answer.text, 'id="meant"', "a")[0]["href"]
    assert "Đình Vân La" in words_of(visitor.get(suggested).text)


def test_a_tour_from_stop_to_stop_to_the_end(village, visitor):
    # Given a tour of three places, each spoken
    commune = village.commune()
    names = ("Đình", "Chợ", "Vườn")
    for order, name in enumerate(names, 1):
        village.site(commune, f"noi-{order}", order=order, told={"vi": words(name, f"noi-{order}")})
    stops = tuple(StopDraft(site=f"noi-{order}", kind="visit", dwell_minutes=10) for order in (1, 2, 3))
    tour = village.tour(commune, stops)
    village.voices()

    # When a visitor finds it on the commune's page and follows every "next"
    commune_page = visitor.get("/vi/").text
    path = next(each["href"] for each in elements(commune_page, "a") if each["href"].startswith(f"/vi/tours/{tour}"))
    path = next(each["href"] for each in elements(visitor.get(path).text, "a") if each["href"].endswith("/mot-ngay/1"))
    seen = []
    while path:
        page = visitor.get(path).text
        seen.append(words_of(re.findall(r"<h1.*?</h1>", page, re.DOTALL)[0]))
        assert elements(page, "audio"), path
        path = next((each["href"] for each in elements(page, "a", rel="next")), "")

    # Then each place is met once, in its order, and the last one leads nowhere further
    assert seen == list(names)


def test_the_last_stop_leads_back_to_the_tour(village, visitor):
    commune = village.commune()
    village.site(commune)
    tour = village.tour(commune, (StopDraft(site="dinh-van-la", kind="visit", dwell_minutes=10),))

    page = visitor.get(f"/vi/tours/{tour}/mot-ngay/1").text

    assert elements(page, "a", rel="next") == []
    assert elements(page, "a", href=f"/vi/tours/{tour}/mot-ngay")


def test_a_place_that_closes_while_its_sign_stands(village, visitor):
    # Given a sign of one place, and another place
    commune, sign = village.commune(), codes.mint()
    row, _ = village.site(commune, sign=sign)
    _, other = village.site(commune, "cho-moi", order=2, told={"vi": words("Chợ Mới", "cho-moi")})

    # When the place is taken off the pages
    with village.backends.sessions.writing() as session:
        publishing.withdraw_site(session, row, commune, village.backends.clock())

    # Then the sign says so and leads to the other place
    answer = visitor.get(f"/q/{sign}")
    assert answer.status_code == 410
    assert f"/vi/sites/{other}/cho-moi" in {each["href"] for each in elements(answer.text, "a")}


@pytest.mark.parametrize("path", ["/vi/", "/vi/nearby", "/vi/wifi", "/vi/scan", "/sitemap.xml", "/robots.txt"])
def test_a_guide_without_any_commune_is_empty_and_not_broken(path, visitor):
    assert visitor.get(path).status_code == 200


def language(page: str, tag: str) -> str:
    """Where the menu of languages leads."""
    return next(each["href"] for each in elements(page, "a") if each.get("data-language") == tag)


def after(page: str, mark: str, tag: str) -> list[Attributes]:
    """Elements after a mark in a page."""
    return elements(page.partition(mark)[2], tag)
