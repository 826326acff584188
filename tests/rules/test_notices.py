"""Closures as feeds: whole Atom and whole JSON Feed of whatever people wrote, byte for byte the same each time."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.hostile_texts import PAYLOADS
from tourism.sites import notices_atom, notices_json
from tourism.sites.notices import Notice, Notices

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://guide.example"
NOTICE = Notice(
    id="tag:guide.example,2026:closure/7K3Q2M5P/vi",
    title="Đóng cửa từ 01/12/2026 đến 03/12/2026 · Đình Vân La",
    text="Đình Vân La\nĐóng cửa từ 01/12/2026 đến 03/12/2026\nSửa mái",
    page=f"{BASE}/vi/sites/AAAA0000/dinh-van-la",
    site="AAAA0000",
    begins=date(2026, 12, 1),
    ends=date(2026, 12, 3),
    made=datetime(2026, 11, 21, 3, tzinfo=UTC),
    changed=datetime(2026, 11, 22, 4, 5, 6, 789, tzinfo=UTC),
    withdrawn=None,
)
NEWS = Notices(
    id="tag:guide.example,2026:closures/BBBB0000/vi",
    title="Hồng Vân: ngày đóng cửa",
    language="vi",
    atom=f"{BASE}/vi/communes/hong-van/closures.atom",
    json=f"{BASE}/vi/communes/hong-van/closures.json",
    page=f"{BASE}/vi/communes/hong-van",
    author="Hồng Vân",
    changed=datetime(2026, 11, 22, 4, 5, 6, 789, tzinfo=UTC),
    about=f"{BASE}/api/v1/openapi.json",
    entries=[NOTICE, replace(NOTICE, id="tag:guide.example,2026:closure/X/vi", ends=None, withdrawn=NOTICE.changed)],
)


def test_a_feed_reader_reads_what_was_written():
    read = feedparser.parse(notices_atom.feed(NEWS))

    assert not read.bozo
    assert (read.version, read.feed.id, read.feed.title) == ("atom10", NEWS.id, NEWS.title)
    assert (read.feed.language, read.feed.author, read.feed.updated) == ("vi", "Hồng Vân", "2026-11-22T04:05:06Z")
    assert {each.rel: each.href for each in read.feed.links if each.type != "application/feed+json"} == {
        "self": NEWS.atom,
        "alternate": NEWS.page,
    }
    first = read.entries[0]
    assert (first.id, first.title, first.link) == (NOTICE.id, NOTICE.title, NOTICE.page)
    assert (first.published, first.updated) == ("2026-11-21T03:00:00Z", "2026-11-22T04:05:06Z")
    assert (first.content[0].type, first.content[0].value) == ("text/plain", NOTICE.text)


@pytest.mark.parametrize("news", [NEWS, replace(NEWS, entries=[])], ids=["full", "empty"])
def test_the_feed_has_what_rfc_4287_asks_for(news):
    root = ET.fromstring(notices_atom.feed(news))
    once = {"id", "title", "updated"}

    assert root.tag == f"{ATOM}feed"
    for each in (root, *root.iter(f"{ATOM}entry")):
        held = [child.tag.removeprefix(ATOM) for child in each]
        assert {name: held.count(name) for name in once} == dict.fromkeys(once, 1)
        for name in ("updated", "published"):
            for moment in each.findall(f"{ATOM}{name}"):
                assert datetime.fromisoformat(moment.text).tzinfo is not None
    # An author of the feed is that of its entries; no two links of one relation have the same type and language.
    assert root.find(f"{ATOM}author/{ATOM}name").text == news.author
    links = [(each.get("rel"), each.get("type"), each.get("hreflang")) for each in root.findall(f"{ATOM}link")]
    assert len(links) == len(set(links))
    assert ("self", "application/atom+xml", "vi") in links
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 1 + len(news.entries)
    assert all(each.startswith("tag:guide.example,2026:") for each in ids)


@pytest.mark.parametrize("news", [NEWS, replace(NEWS, entries=[])], ids=["full", "empty"])
def test_the_json_has_what_json_feed_asks_for(news):
    told = json.loads(notices_json.feed(news))

    assert (told["version"], told["title"]) == ("https://jsonfeed.org/version/1.1", news.title)
    assert (told["feed_url"], told["home_page_url"], told["language"]) == (news.json, news.page, "vi")
    assert told["authors"] == [{"name": "Hồng Vân", "url": news.page}]
    for item in told["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert datetime.fromisoformat(item["date_published"]) <= datetime.fromisoformat(item["date_modified"])
        # Names of our own begin with _ and hold no dot.
        own = set(item) - {"id", "url", "title", "content_text", "date_published", "date_modified", "language"}
        assert own == {"_closure"}
    assert [each["id"] for each in told["items"]] == [each.id for each in news.entries]


def test_programs_get_the_days():
    first, second = json.loads(notices_json.feed(NEWS))["items"]

    assert first["_closure"] == {
        "about": NEWS.about, "site": "AAAA0000", "begins": "2026-12-01", "ends": "2026-12-03", "withdrawn": None,
    }  # fmt: skip
    assert (second["_closure"]["ends"], second["_closure"]["withdrawn"]) == (None, "2026-11-22T04:05:06Z")


@pytest.mark.parametrize("told", PAYLOADS)
def test_whatever_people_wrote_is_text_in_both(told):
    hostile = replace(NOTICE, title=told, text=f"x {told}")
    news = replace(NEWS, title=told, author=told, entries=[hostile])
    atom, read = notices_atom.feed(news), ET.fromstring(notices_atom.feed(news))

    known = {"feed", "id", "title", "updated", "author", "name", "link", "entry", "published", "content"}
    assert {each.tag.removeprefix(ATOM) for each in read.iter()} == known
    assert [each.get("type") for each in read.iter(f"{ATOM}content")] == ["text"]
    assert b"<script" not in atom
    assert (
        json.loads(notices_json.feed(news))["items"][0].keys() == json.loads(notices_json.feed(NEWS))["items"][0].keys()
    )
    assert (notices_atom.feed(news), notices_json.feed(news)) == (atom, notices_json.feed(news))
