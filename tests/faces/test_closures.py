"""A place that is closed says so on every page, in every file and to every program; feeds tell when it opens again."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.desk import at_desk
from tests.faces.markup import Elements, words_of
from tests.faces.test_hostile_words import HOSTILE, harmful
from tourism.publishing import actions as publishing
from tourism.sites import closing, closures
from tourism.staff import granting, keys

TODAY = date(2026, 11, 21)
WHY = {"vi": "Sửa mái", "en": "Roof repairs"}
FEED = "/{}/communes/hong-van/closures.{}"
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGES = {
    "vi": "Đóng cửa đến hết ngày 24/11/2026",
    "en": "Closed until Nov 24, 2026",
    "zh-Hans": "暂停开放至2026年11月24日（含当日）",
    "ko": "2026. 11. 24.까지 관람할 수 없습니다",
    "zh-Hant": "暫停開放至2026年11月24日（含當日）",
    "ja": "2026/11/24まで見学できません",
    "fr": "Fermé jusqu’au 24 nov. 2026 inclus",
}


@pytest.mark.parametrize(("tag", "words"), LANGUAGES.items())
def test_its_page_says_until_when_and_why_in_every_language(tag, words, hamlet, visitor, shut):
    shut(0, 3)

    told = page(visitor, f"/{tag}/sites/{hamlet.site.id}/")

    assert words in told
    assert WHY["vi" if tag == "vi" else "en"] in told


def test_a_sign_and_an_embed_say_the_same(hamlet, visitor, shut):
    shut(0, 3)

    for path in (
        f"/q/{hamlet.site.sign}",
        f"/embed/sites/{hamlet.site.id}?lang=vi",
        f"/vi/tours/{hamlet.tour}/mot-ngay/1",
    ):
        assert "Đóng cửa đến hết ngày 24/11/2026" in page(visitor, path), path


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        (0, 0, "Closed today"),
        (-3, None, "Closed until further notice"),
        (5, 5, "Closed on Nov 26, 2026"),
        (5, 6, "Closed from Nov 26, 2026 to Nov 27, 2026"),
        (5, None, "Closed from Nov 26, 2026 until further notice"),
        (15, 16, None),
    ],
)
def test_what_comes_soon_is_said_too_and_what_is_far_is_not(begins, ends, words, hamlet, visitor, shut):
    shut(begins, ends)
    told = page(visitor, f"/en/sites/{hamlet.site.id}/")

    assert (words in told) if words else ("Closed" not in told)


def test_a_tour_says_which_of_its_stops_and_says_it_at_the_stop(hamlet, visitor, shut):
    shut(2, 4)

    for path in (f"/en/tours/{hamlet.tour}/mot-ngay", f"/embed/tours/{hamlet.tour}?lang=en"):
        told = page(visitor, path)
        assert "Closed now or soon: 1. Van La Communal House" in told, path
        written = visitor.get(path, follow_redirects=True).text
        assert written.count("<span>Closed from Nov 23, 2026 to Nov 25, 2026</span>") == 1, path


def test_lists_mark_what_is_closed_today_and_hours_do_not_say_open(hamlet, visitor, shut):
    shut(0, 3)
    home, place = visitor.get("/vi/communes/hong-van").text, visitor.get(f"/vi/sites/{hamlet.site.id}/dinh-van-la").text

    assert home.count("Đóng cửa đến hết ngày 24/11/2026") == 2, "today, and on its card"
    assert "open-today.js" not in place
    assert "data-open=" not in place
    assert "closed-mark" in visitor.get("/vi/nearby").text


def test_without_a_closure_no_page_has_a_word_of_it(hamlet, visitor):
    for path in (
        f"/vi/sites/{hamlet.site.id}/dinh-van-la",
        f"/vi/sites/{hamlet.site.id}/3d",
        f"/vi/tours/{hamlet.tour}/mot-ngay",
    ):
        assert "of-closing" not in visitor.get(path).text
        assert "closed-mark" not in visitor.get(path).text


def test_a_kept_page_is_as_old_as_its_day(hamlet, visitor, shut, clock, app):
    """Nobody publishes at midnight: the day alone opens the place again, and midnight is that of Việt Nam."""
    shut(0, 0)
    path = f"/en/sites/{hamlet.site.id}/van-la-communal-house"
    assert "Closed today" in page(visitor, path)

    clock.now = clock.now.replace(hour=16, minute=59)
    forget(app)
    assert "Closed today" in page(visitor, path)
    clock.forward(minutes=1)
    forget(app)

    assert "Closed" not in page(visitor, path)


def test_programs_get_it_as_data(hamlet, visitor, shut):
    public_id = shut(0, 3)
    shut(40, None)
    site = visitor.get(f"/api/v1/sites/{hamlet.site.id}?lang=en").json
    first, second = site["closures"]

    assert {name: first[name] for name in ("id", "begins", "ends", "reason")} == {
        "id": public_id, "begins": "2026-11-21", "ends": "2026-11-24",
        "reason": {"text": "Roof repairs", "language": "en"},
    }  # fmt: skip
    assert (second["begins"], second["ends"]) == ("2026-12-31", None)
    tour = visitor.get(f"/api/v1/tours/{hamlet.tour}?lang=en").json
    assert [bool(stop["site"]["closures"]) for stop in tour["stops"]] == [True, False, False]
    cell = visitor.get("/api/v1/cells/2217-5718.geojson?lang=en").json
    assert {each["properties"]["closed"] for each in cell["features"]} == {None, "Closed until Nov 24, 2026"}


def test_map_programs_get_the_days_of_the_next_closure(hamlet, visitor, shut):
    shut(3, 5)
    told = visitor.get(f"/ogc/collections/sites/items/{hamlet.site.id}").json["properties"]

    assert (told["closed_from"], told["closed_until"]) == ("2026-11-24", "2026-11-26")
    other = visitor.get(f"/ogc/collections/sites/items/{hamlet.plain.id}").json["properties"]
    assert (other["closed_from"], other["closed_until"]) == (None, None)


def test_machines_that_read_pages_get_the_days(hamlet, visitor, shut):
    shut(0, 3)
    told = visitor.get(f"/vi/sites/{hamlet.site.id}/dinh-van-la", headers={"Accept": "application/ld+json"}).json

    assert told["specialOpeningHoursSpecification"] == [
        {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", "validFrom": "2026-11-21",
         "validThrough": "2026-11-24"},
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["gpx", "ics", "geojson", "kml", "csv"])
def test_what_is_taken_along_says_it_at_the_stop(kind, hamlet, visitor, shut):
    shut(30, 31)
    told = visitor.get(f"/vi/tours/{hamlet.tour}/mot-ngay.{kind}").text.replace("\r\n ", "")

    assert "Đóng cửa từ 21/12/2026 đến hết 22/12/2026 · Sửa mái" in told


def test_what_is_taken_along_is_as_true_tomorrow(hamlet, visitor, shut):
    """A file that is kept says the days, and never "today"."""
    shut(0, 0)
    told = visitor.get(f"/en/tours/{hamlet.tour}/mot-ngay.gpx").text

    assert "Closed on Nov 21, 2026 · Roof repairs" in told
    assert "Closed today" not in told


def test_feed_readers_hear_of_it_and_of_its_end(hamlet, visitor, shut, village, clock):
    public_id = shut(0, 3)
    clock.forward(hours=1)
    with village.backends.sessions.writing() as session:
        kept = closures.closure(session, hamlet.site.row, public_id)
        closing.change(
            session, hamlet.site.row, public_id, begins=kept.begins, ends=TODAY + timedelta(days=5), reasons=WHY,
            seen=kept.changed.isoformat(), today=TODAY, now=clock(),
        )  # fmt: skip
    (changed,) = read(visitor)
    clock.forward(hours=1)
    with village.backends.sessions.writing() as session:
        closing.reopen(session, hamlet.site.row, public_id, today=TODAY, now=clock())
    (opened,) = read(visitor)

    assert changed.id == opened.id == f"tag:guide.test,2026:closure/{public_id}/en"
    assert changed.title == "Closed from Nov 21, 2026 to Nov 26, 2026 · Van La Communal House"
    assert (changed.published, changed.updated) == ("2026-11-21T03:00:00Z", "2026-11-21T04:00:00Z")
    assert (opened.title, opened.updated) == ("Open again · Van La Communal House", "2026-11-21T05:00:00Z")
    assert opened.link == f"http://guide.test/en/sites/{hamlet.site.id}/van-la-communal-house"


def test_news_end_ninety_days_after_the_place_opened(hamlet, visitor, shut, clock):
    shut(0, 3)

    clock.forward(days=93)
    assert len(read(visitor)) == 1
    clock.forward(days=1)
    assert read(visitor) == []


def test_both_forms_tell_the_same(hamlet, visitor, shut):
    shut(0, 3)
    shut(10, None)
    atom, told = read(visitor), visitor.get(FEED.format("en", "json")).json

    assert [(each.id, each.title, each.updated) for each in atom] == [
        (each["id"], each["title"], each["date_modified"]) for each in told["items"]
    ]
    assert told["items"][1]["_closure"]["ends"] == "2026-11-24"


@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_feed_says_when_it_changed_and_is_sent_once(form, hamlet, visitor, shut, clock):
    empty = visitor.get(FEED.format("vi", form))
    assert empty.headers["Last-Modified"] == "Thu, 01 Jan 1970 00:00:00 GMT"
    clock.forward(minutes=5)
    shut(0, 3)
    forget(visitor.application)
    answer = visitor.get(FEED.format("vi", form))

    assert answer.headers["Last-Modified"] == "Sat, 21 Nov 2026 03:05:00 GMT"
    assert answer.headers["ETag"] != empty.headers["ETag"]
    again = visitor.get(FEED.format("vi", form), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("query", ["", "?p={}"])
def test_the_moment_of_the_last_news_says_nothing_of_what_else_is_told(query, hamlet, visitor, shut, partner):
    """Two closures of one second, a place that is told again, another tour of a company's own: all are sent."""
    path = FEED.format("vi", "json") + query.format(partner.code)
    shut(0, 3)
    before = visitor.get(path)
    shut(5, 6)
    forget(visitor.application)

    answer = visitor.get(path, headers={"If-Modified-Since": before.headers["Last-Modified"]})

    assert answer.status_code == 200
    assert answer.headers["Last-Modified"] == before.headers["Last-Modified"]
    assert len(answer.get_json(force=True)["items"]) == 2


def test_pages_name_the_feeds(hamlet, visitor):
    for path in ("/vi/communes/hong-van", f"/vi/tours/{hamlet.tour}/mot-ngay"):
        named = [
            attributes for tag, attributes in Elements(visitor.get(path).text).found
            if tag == "link" and "closures" in attributes.get("href", "")
        ]  # fmt: skip
        assert [(each["rel"], each["type"], each["href"]) for each in named] == [
            ("alternate", "application/atom+xml", "http://guide.test/vi/communes/hong-van/closures.atom"),
            ("alternate", "application/feed+json", "http://guide.test/vi/communes/hong-van/closures.json"),
        ]


def test_a_withdrawn_place_is_no_news(hamlet, visitor, shut, village):
    shut(0, 3)
    with village.backends.sessions.writing() as session:
        publishing.withdraw_site(session, hamlet.site.row, hamlet.commune, village.backends.clock())

    assert read(visitor) == []


# By a partner's code


@pytest.mark.parametrize("form", ["atom", "json"])
def test_by_a_code_the_feed_is_its_partner_s_and_is_kept_by_nobody(form, hamlet, visitor, shut, partner):
    shut(0, 3)
    answer = visitor.get(f"{FEED.format('vi', form)}?p={partner.code}")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert f"http://guide.test{FEED.format('vi', form)}?p={partner.code}" in answer.text
    assert "Sửa mái" in answer.text


@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_code_of_nobody_is_not_found_and_one_that_ended_is_forbidden_at_once(form, visitor, hamlet, partner, village):
    path = FEED.format("vi", form)
    assert visitor.get(f"{path}?p=AAAAAAAA").status_code == 404
    assert visitor.get(f"{path}?p={'x' * 3000}").status_code == 404
    assert visitor.get(f"{path}?p={partner.code}").status_code == 200
    with village.backends.sessions.writing() as session:
        granting.revoke(session, partner.id, village.backends.clock())

    assert visitor.get(f"{path}?p={partner.code}").status_code == 403


def test_a_code_opens_the_feed_of_its_own_commune_alone(village, visitor, hamlet, partner):
    village.commune("xa-khac")

    assert visitor.get(f"/vi/communes/xa-khac/closures.atom?p={partner.code}").status_code == 404
    assert visitor.get("/vi/communes/xa-khac/closures.atom").status_code == 200


# At the desk


def test_two_taps_close_a_place_and_one_opens_it(app, backends, hamlet, visitor):
    officer = at_desk(app, backends, "officer", hamlet.commune)
    page_ = f"/studio/sites/{hamlet.site.id}/closures"
    assert f'href="{page_}"' in officer.get(f"/studio/sites/{hamlet.site.id}/").text

    answer = officer.post(page_, {"do": "today"})

    assert (answer.status_code, answer.location) == (303, f"{page_}?said=closed")
    assert "Closed today" in page(visitor, f"/en/sites/{hamlet.site.id}/")
    (kept,) = kept_of(hamlet)
    assert officer.post(f"{page_}/{kept.id}/reopen").status_code == 303
    forget(app)
    assert "Closed" not in page(visitor, f"/en/sites/{hamlet.site.id}/")


def test_from_the_home_board_it_is_two_taps_as_well(app, backends, hamlet):
    officer = at_desk(app, backends, "officer", hamlet.commune)
    assert 'href="/studio/closures"' in officer.get("/studio/").text
    assert f'action="/studio/sites/{hamlet.site.id}/closures"' in officer.get("/studio/closures").text

    answer = officer.post(f"/studio/sites/{hamlet.site.id}/closures", {"do": "today", "from": "list"})

    assert answer.location == "/studio/closures?said=closed"
    assert "Hôm nay 1 điểm đóng cửa" in officer.get("/studio/").text


def test_nothing_typed_is_lost_when_it_is_refused(app, backends, hamlet):
    officer = at_desk(app, backends, "officer", hamlet.commune)
    typed = {"begins": "2026-12-05", "ends": "2026-12-01", "reason-vi": "Sửa <mái>", "reason-en": "y" * 201}
    for changes, sentence in (
        ({}, "Ngày cuối không thể trước ngày đầu"),
        ({"ends": ""}, "Chọn ngày cuối"),
        ({"begins": "hôm nay"}, "Chọn một ngày"),
        ({"ends": "2026-12-09"}, "nhiều nhất 200 chữ cái"),
        ({"ends": "2031-01-01"}, "nhiều nhất hai năm"),
    ):
        answer = officer.post(f"/studio/sites/{hamlet.site.id}/closures", {**typed, **changes})

        assert answer.status_code == 422
        assert sentence in answer.text
        values = [attributes.get("value") for tag, attributes in Elements(answer.text).found if tag == "input"]
        assert {"Sửa <mái>", "y" * 201} <= set(values)
    assert kept_of(hamlet) == ()


def test_two_officers_at_once_are_told_of_each_other(app, backends, hamlet, shut, clock):
    public_id = shut(0, 3)
    officer = at_desk(app, backends, "officer", hamlet.commune)
    (kept,) = kept_of(hamlet)
    sent = {"begins": "2026-11-21", "ends": "2026-11-25", "reason-vi": "Mưa", "seen": kept.changed.isoformat()}
    path = f"/studio/sites/{hamlet.site.id}/closures/{public_id}"
    clock.forward(minutes=1)
    assert officer.post(path, sent).status_code == 303

    late = officer.post(path, {**sent, "ends": "2026-11-29", "reason-vi": "Bão"})

    assert late.status_code == 409
    assert 'value="Bão"' in late.text
    assert 'value="2026-11-29"' in late.text
    assert kept_of(hamlet)[0].ends == date(2026, 11, 25)
    assert officer.post(f"/studio/sites/{hamlet.site.id}/closures", {"do": "today"}).status_code == 409


@pytest.mark.parametrize("role", ["editor", "reviewer", "contributor", "admin"])
def test_only_who_publishes_closes(role, app, backends, hamlet):
    someone = at_desk(app, backends, role, None if role == "admin" else hamlet.commune)

    assert someone.post(f"/studio/sites/{hamlet.site.id}/closures", {"do": "today"}).status_code == 403
    assert "Close today" not in someone.get("/studio/closures?speak=en").text


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_reason_is_words_everywhere(kind, app, backends, hamlet, visitor):
    officer, told = at_desk(app, backends, "officer", hamlet.commune), HOSTILE[kind][:200]
    desk = f"/studio/sites/{hamlet.site.id}/closures"
    sent = {"begins": "2026-11-21", "ends": "2026-11-24", "reason-vi": told, "reason-en": told}
    assert officer.post(desk, sent).status_code == 303
    pages = [
        f"/vi/sites/{hamlet.site.id}/dinh-van-la", f"/embed/sites/{hamlet.site.id}?lang=vi", "/vi/communes/hong-van",
        f"/vi/tours/{hamlet.tour}/mot-ngay", f"/embed/tours/{hamlet.tour}?lang=vi",
    ]  # fmt: skip

    for answer in (*map(visitor.get, pages), officer.get(desk), officer.get("/studio/closures")):
        assert answer.status_code == 200
        assert not [
            each for each in Elements(answer.text).found if harmful(each) and "/studio" not in answer.request.path
        ]
        assert "1337" not in answer.text
    assert not feedparser.parse(visitor.get(FEED.format("vi", "atom")).data).bozo
    entry = ET.fromstring(visitor.get(FEED.format("vi", "atom")).data).find(f"{ATOM}entry")
    assert len(entry) == 6
    assert len(json.loads(visitor.get(FEED.format("vi", "json")).data)["items"]) == 1
    assert visitor.get(f"/vi/tours/{hamlet.tour}/mot-ngay.gpx").status_code == 200


def page(visitor, path: str) -> str:
    """The words of a page, wherever its address leads today."""
    answer = visitor.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return " ".join(words_of(answer.text).split())


def read(visitor) -> list:
    """Entries of the feed in English, as a feed reader has them."""
    forget(visitor.application)
    told = feedparser.parse(visitor.get(FEED.format("en", "atom")).data)
    assert not told.bozo
    return told.entries


def forget(app) -> None:
    """Half a second later: the edition and the day are read anew."""
    layer = app.wsgi_app
    while not hasattr(layer, "memo"):
        layer = layer.inner
    layer.memo = (-1.0, layer.memo[1])


def kept_of(hamlet):
    with hamlet.village.backends.sessions.reading() as session:
        return closures.kept(session, [hamlet.site.row])


@pytest.fixture
def shut(hamlet):
    """Closes the communal house from a day to a day, counted from today."""

    def close(begins: int, ends: int | None, reasons=WHY) -> str:
        first, last = (None if each is None else TODAY + timedelta(days=each) for each in (begins, ends))
        with hamlet.village.backends.sessions.writing() as session:
            return closing.close(
                session, hamlet.site.row, begins=first, ends=last, reasons=reasons, today=TODAY,
                now=hamlet.village.backends.clock(),
            )  # fmt: skip

    return close


@pytest.fixture
def partner(hamlet):
    with hamlet.village.backends.sessions.writing() as session:
        granting.grant(session, hamlet.commune, "Lữ hành", days=None, by="x", now=hamlet.village.backends.clock())
        return keys.keys(session, hamlet.commune, hamlet.village.backends.clock())[0]
