"""Podcast feeds: whole XML of whatever people wrote, with all that directories ask for."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.markup import allowed, element
from tourism.narration.podcast import Channel, Episode, File, Spot, feed, identity

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
BASE = "https://guide.example.vn"
HOSTILE = (
    "<script>harm()</script>",
    "</title></item></channel></rss>",
    "]]> <![CDATA[ ]]&gt;",
    "&lt;b&gt; &amp;amp; &#0; &undefined;",
    '" onload="harm()" x=\'',
    "<!-- --> <?php ?> <!DOCTYPE x [<!ENTITY a 'b'>]>",
    "{{ 7*191 }} %(name)s",
    "👩🏽‍🌾 𠮷 قرية",
)
CHANNEL = Channel(
    address=f"{BASE}/vi/communes/hong-van/podcast.xml",
    page=f"{BASE}/vi/communes/hong-van",
    language="vi",
    title="Hồng Vân",
    description="Làng hoa\n\nMời bạn về.",
    author="Lời Quê",
    copyright="© Hồng Vân",
    picture=f"{BASE}/communes/hong-van/cover.png",
    spot=Spot("Hồng Vân", 20.8797, 105.888, 5214),
)
EPISODE = Episode(
    id="7K3Q2M5P-vi",
    number=3,
    title="Đình Vân La",
    page=f"{BASE}/vi/sites/7K3Q2M5P/dinh-van-la",
    summary="Mái đình cong\n\nGiọng máy",
    published=datetime(2026, 11, 21, 3, 0, 5, tzinfo=UTC),
    sound=File(f"{BASE}/media/aa/a.mp3", 481_567, "audio/mpeg"),
    seconds=81,
    transcript=f"{BASE}/media/bb/b.vtt",
    spot=Spot("Đình Vân La", 20.88, -0.00004, 20),
    picture=f"{BASE}/covers/c.png",
)
# Directories refuse feeds and episodes without these.
OF_CHANNEL = (
    "title", "description", "language", "link", f"{ITUNES}image", f"{ITUNES}category", f"{ITUNES}explicit",
)  # fmt: skip
OF_EPISODE = ("title", "enclosure", "guid", "pubDate", "description", f"{ITUNES}duration")


def test_the_same_stories_are_the_same_bytes():
    assert feed(CHANNEL, [EPISODE]) == feed(replace(CHANNEL), (replace(EPISODE),))


def test_a_feed_has_what_directories_ask_for():
    channel = read(feed(CHANNEL, [EPISODE, replace(EPISODE, number=4)]))

    assert [name for name in OF_CHANNEL if channel.find(name) is None] == []
    assert channel.find(f"{ITUNES}category").attrib == {"text": "Society & Culture"}
    assert channel.find(f"{ITUNES}category/{ITUNES}category").attrib == {"text": "Places & Travel"}
    assert (channel.findtext(f"{ITUNES}type"), channel.findtext(f"{ITUNES}explicit")) == ("serial", "false")
    items = channel.findall("item")
    assert [[name for name in OF_EPISODE if item.find(name) is None] for item in items] == [[], []]
    assert [item.findtext(f"{ITUNES}episode") for item in items] == ["3", "4"]
    assert len({element.tag for element in channel if element.tag != "item"}) == len(channel) - len(items)


def test_an_episode_says_what_is_heard_and_where():
    item = read(feed(CHANNEL, [EPISODE])).find("item")

    assert item.find("enclosure").attrib == {"url": EPISODE.sound.address, "length": "481567", "type": "audio/mpeg"}
    assert (item.find("guid").text, item.find("guid").attrib) == ("7K3Q2M5P-vi", {"isPermaLink": "false"})
    assert item.find(f"{PODCAST}transcript").attrib == {
        "url": EPISODE.transcript,
        "type": "text/vtt",
        "language": "vi",
        "rel": "captions",
    }
    place = item.find(f"{PODCAST}location")
    assert (place.text, place.get("geo")) == ("Đình Vân La", "geo:20.88000,-0.00004;u=20")
    assert item.find(f"{ITUNES}image").get("href") == EPISODE.picture
    assert item.findtext(f"{ITUNES}duration") == "81"


def test_people_are_named_and_a_smaller_file_is_offered_only_where_there_are_any():
    other = File(f"{BASE}/media/dd/d.webm", 241_022, "audio/webm")
    bare = read(feed(CHANNEL, [replace(EPISODE, picture=None)])).find("item")
    rich = read(feed(CHANNEL, [replace(EPISODE, speakers=("Bà Hoa", "Ông Sen"), other=other)])).find("item")

    for name in (f"{PODCAST}person", f"{PODCAST}alternateEnclosure", f"{ITUNES}image"):
        assert bare.find(name) is None
    people = rich.findall(f"{PODCAST}person")
    assert [each.text for each in people] == ["Bà Hoa", "Ông Sen"]
    assert people[0].attrib == {"role": "narrator", "group": "cast"}
    assert rich.find(f"{PODCAST}alternateEnclosure").get("length") == "241022"
    assert rich.find(f"{PODCAST}alternateEnclosure/{PODCAST}source").get("uri") == other.address


def test_moments_are_told_in_utc_as_mail_does_and_the_newest_is_the_feed_s():
    there = timezone(timedelta(hours=7))
    late = replace(EPISODE, published=datetime(2026, 12, 1, 6, 30, tzinfo=there))
    channel = read(feed(CHANNEL, [late, EPISODE]))

    assert [each.text for each in channel.iter("pubDate")] == [
        "Mon, 30 Nov 2026 23:30:00 +0000",
        "Sat, 21 Nov 2026 03:00:05 +0000",
    ]
    assert channel.findtext("lastBuildDate") == "Mon, 30 Nov 2026 23:30:00 +0000"


def test_a_feed_whose_voices_are_being_made_is_empty_and_whole():
    channel = read(feed(CHANNEL, []))

    assert channel.find("item") is None
    assert channel.find("lastBuildDate") is None


@pytest.mark.parametrize(
    ("tag", "told"), [("vi", "vi"), ("zh-Hans", "zh-cn"), ("zh-Hant", "zh-tw"), ("pt-BR", "pt-br")]
)
def test_a_language_is_told_as_feeds_tell_it_and_to_players_as_it_is(tag, told):
    channel = read(feed(replace(CHANNEL, language=tag), [EPISODE]))

    assert channel.findtext("language") == told
    assert channel.find(f"item/{PODCAST}transcript").get("language") == tag


@pytest.mark.parametrize(
    ("address", "number"),
    [
        # The examples of the namespace.
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
    ],
)
def test_a_feed_s_number_is_made_of_its_address(address, number):
    assert identity(address) == number
    assert read(feed(replace(CHANNEL, address=address), [])).findtext(f"{PODCAST}guid") == number


@pytest.mark.parametrize("told", HOSTILE)
def test_hostile_words_are_words_in_every_field(told):
    written = feed(hostile_channel(told), [hostile_episode(told)])
    channel = read(written)

    assert b"]]>" not in written
    assert b"<!" not in written
    assert written.count(b"<?") == 1
    names = {each.tag for each in read(feed(CHANNEL, [whole_episode()])).iter()}
    assert {each.tag for each in channel.iter()} == names
    for name in ("title", "copyright", "item/title", "item/guid", f"item/{PODCAST}person"):
        assert channel.findtext(name) == told, name
    assert channel.find(f"item/{PODCAST}location").text == told
    assert channel.find("item/enclosure").get("url") == told
    # Apps read descriptions as HTML: there, too, it is words.
    assert ET.fromstring(f"<p>{channel.findtext('description')}</p>").text == told
    assert ET.fromstring(f"<p>{channel.findtext('item/description')}</p>").find("p").text == told


def test_characters_that_no_xml_may_hold_are_left_out_and_marks_are_composed():
    told = "a\x00\x01\x0b\x0c\x1f\ufffe\uffff\ud800\udfffb" + unicodedata.normalize("NFD", "Hồng Vân")
    channel = read(feed(hostile_channel(told), [hostile_episode(told)]))

    assert channel.findtext("title") == "abHồng Vân"
    assert channel.find("item/enclosure").get("url") == "abHồng Vân"


@given(st.text())
def test_any_words_come_back_as_they_went_in(told):
    read_back = ET.fromstring(element("x", told, y=told))

    assert (read_back.text or "") == allowed(told)
    assert read_back.get("y") == allowed(told)


def test_a_long_description_is_cut_between_characters():
    channel = read(feed(replace(CHANNEL, description="Ố" * 5_000), [replace(EPISODE, summary="🌸" * 5_000)]))

    assert set(channel.findtext("description")) == {"Ố"}
    for told in (channel.findtext("description", ""), channel.findtext("item/description", "")):
        assert 3_000 < len(told.encode()) <= 4_000
        assert "\ufffd" not in told


def test_paragraphs_stay_paragraphs():
    channel = read(feed(CHANNEL, [EPISODE]))

    assert channel.findtext("description") == CHANNEL.description
    assert channel.findtext("item/description") == "<p>Mái đình cong</p><p>Giọng máy</p>"


def read(written: bytes) -> ET.Element:
    """The channel of a feed, which is UTF-8 and well formed."""
    assert written.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"')
    return next(ET.fromstring(written.decode()).iter("channel"))


def hostile_channel(told: str) -> Channel:
    return replace(
        CHANNEL, title=told, description=told, author=told, copyright=told, page=told, spot=Spot(told, 1.0, 2.0, 3)
    )


def hostile_episode(told: str) -> Episode:
    file = File(told, 1, told)
    return replace(
        whole_episode(), id=told, title=told, page=told, summary=told, sound=file, transcript=told, picture=told,
        spot=Spot(told, 1.0, 2.0, 3), speakers=(told,), other=file,
    )  # fmt: skip


def whole_episode() -> Episode:
    """An episode with all that it may have."""
    return replace(EPISODE, speakers=("Bà Hoa",), other=EPISODE.sound)
