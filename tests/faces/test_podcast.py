"""The podcast of a commune, read back by what podcast apps read with, and its pictures and sounds."""

import io
import re
from xml.etree import ElementTree as ET

import feedparser
import podcastparser
import pytest
from PIL import Image

from tests.builders import words
from tests.conftest import HOST
from tests.faces.markup import elements, words_of
from tests.faces.test_hostile_words import HOSTILE, a_hostile_house
from tourism.communes import actions as communes
from tourism.communes.draft import Theme
from tourism.guide import make_fonts
from tourism.narration.model import Narration
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites.draft import Pin
from tourism.web.visitor.sign import FONTS

BASE = f"http://{HOST}"
VI, EN, KO = (f"/{tag}/communes/hong-van/podcast.xml" for tag in ("vi", "en", "ko"))
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
CUE = re.compile(r"^(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})", re.MULTILINE)
INK = (0x23, 0x1F, 0x1C)
ELEMENTS = {
    "channel", "title", "link", "description", "language", "copyright", "image", "url", "author", "category",
    "explicit", "type", "guid", "locked", "medium", "location", "lastBuildDate", "item", "pubDate", "enclosure",
    "duration", "episode", "episodeType", "transcript", "alternateEnclosure", "source",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (VI, ["Đình Vân La", "Chợ Mới", "Uốn cây", "Chùa Làng"]),
        (EN, ["Van La Communal House"]),
        # Told in Korean, but no voice here speaks it.
        (KO, []),
    ],
)
def test_apps_read_what_is_heard_in_the_language_and_nothing_else(path, told, standing, reader):
    answer = reader.get(path)

    one = parsed(answer)
    other = podcastparser.parse(BASE + path, io.BytesIO(answer.data))

    assert (answer.status_code, one.bozo, one.version, one.encoding) == (200, False, "rss20", "utf-8")
    assert [each.title for each in one.entries] == told
    assert [each["title"] for each in other["episodes"]] == told
    assert one.feed.language == other["language"] == path.split("/")[1]


def test_apps_find_a_title_a_cover_an_order_and_the_way_to_the_page(standing, reader):
    found = podcastparser.parse(BASE + EN, io.BytesIO(reader.get(EN).data))

    assert (found["title"], found["itunes_author"]) == ("Hong Van: audio guide · Lời Quê", "Lời Quê")
    assert (found["type"], found["explicit"]) == ("serial", False)
    assert found["itunes_categories"] == [["Society & Culture", "Places & Travel"]]
    assert found["link"] == f"{BASE}/en/communes/hong-van"
    assert found["cover_url"] == f"{BASE}/communes/hong-van/cover.png"
    (episode,) = found["episodes"]
    assert episode["link"] == f"{BASE}/en/sites/{standing.site.id}/van-la-communal-house"
    assert (episode["guid"], episode["number"]) == (f"{standing.site.id}-en", 1)
    assert episode["description"].startswith("A curved roof by the river")


def test_every_address_in_a_feed_is_ours_and_answers(standing, reader):
    for path in (VI, EN):
        for address in addresses(reader.get(path, headers={"X-Forwarded-Host": "evil.example"}).data):
            assert address.startswith(f"{BASE}/"), address
            assert reader.get(address.removeprefix(BASE)).status_code == 200, address


def test_each_sound_is_as_long_as_the_feed_says_and_comes_in_pieces_too(standing, reader):
    channel = read(reader.get(VI).data)
    files = [*channel.iter("enclosure"), *channel.iter(f"{PODCAST}alternateEnclosure")]

    assert len(files) >= 4
    for file in files:
        source = file.find(f"{PODCAST}source")
        path = (file.get("url") if source is None else source.get("uri")).removeprefix(BASE)
        whole, piece = reader.get(path), reader.get(path, headers={"Range": "bytes=1-2"})

        assert (whole.status_code, len(whole.data)) == (200, int(file.get("length"))), path
        assert whole.mimetype == file.get("type"), path
        assert (piece.status_code, piece.data) == (206, whole.data[1:3]), path
    assert {each.get("type") for each in channel.iter("enclosure")} == {"audio/mpeg"}


def test_each_transcript_has_the_words_and_ends_with_its_sound(standing, reader):
    for item in read(reader.get(VI).data).iter("item"):
        told = item.find(f"{PODCAST}transcript")
        answer = reader.get(told.get("url").removeprefix(BASE))
        times = [[milliseconds(found.groups()[at : at + 4]) for at in (0, 4)] for found in CUE.finditer(answer.text)]

        assert (answer.mimetype, told.get("type"), told.get("language")) == ("text/vtt", "text/vtt", "vi")
        assert answer.text.startswith("WEBVTT")
        assert len(times) > 1
        assert times == sorted(times)
        assert times[-1][1] <= 1000 * int(item.findtext(f"{ITUNES}duration"))
        assert item.findtext("title") in answer.text


def test_a_pin_that_nobody_has_verified_is_told_as_the_commune(hamlet, visitor):
    hamlet.village.site(hamlet.commune, "ben-do", told={"vi": words("Bến đò", "ben-do")}, order=7,
                        pin=Pin(lat=20.9, lon=105.9, accuracy_m=10, verified=False))  # fmt: skip
    hamlet.village.voices()
    places = {
        item.findtext("title"): item.find(f"{PODCAST}location") for item in read(visitor.get(VI).data).iter("item")
    }

    assert places["Đình Vân La"].get("geo") == "geo:20.88000,105.91000;u=20"
    for name in ("Bến đò", "Chợ Mới"):
        assert places[name].text == "Hồng Vân"
        # As far as the farthest corner of the commune.
        assert places[name].get("geo") == "geo:20.88000,105.90000;u=13667"


def test_an_episode_says_who_speaks_and_how_the_words_were_made(hamlet, visitor):
    told = {
        "vi": words("Bến đò", "ben-do", reviewed=False),
        "en": words("Ferry", "ferry", made_by="machine", reviewed=False),
    }
    row, _ = hamlet.village.site(hamlet.commune, "ben-do", told=told, order=7)
    hamlet.village.voices()
    spoken_by(hamlet, hamlet.site.row, "en", [[0, "recorded", "human", "Nguyễn Thị Hoa"]])
    spoken_by(hamlet, row, "en", [[0, "recorded", "human", ""], [1, "gtts", "machine", ""]])

    found = {item.findtext("title"): item for item in read(visitor.get(EN).data).iter("item")}
    draft = next(each for each in read(visitor.get(VI).data).iter("item") if each.findtext("title") == "Bến đò")

    assert summary(found["Van La Communal House"])[1:] == ["Read by Nguyễn Thị Hoa"]
    assert [each.text for each in found["Van La Communal House"].iter(f"{PODCAST}person")] == ["Nguyễn Thị Hoa"]
    assert summary(found["Ferry"])[1:] == [
        "Human voice · Machine voice of Google (gTTS)",
        "machine translation, not yet reviewed",
    ]
    assert list(found["Ferry"].iter(f"{PODCAST}person")) == []
    assert summary(draft)[1:] == ["Giọng máy", "Bản nháp từ các nguồn đã dẫn, xã chưa đọc duyệt"]


def test_an_episode_is_dated_by_its_voice_and_known_again_under_another_name(hamlet, visitor):
    village, site = hamlet.village, hamlet.site
    village.voices()
    before = entry(visitor, site.id)
    village.backends.clock.forward(days=40)
    with village.backends.sessions.writing() as session:
        told = words("Đình làng Vân La", "dinh-lang-van-la", story="Mới.")
        sites.save(session, site.row, "vi", told, by="test", now=village.backends.clock())
        publishing.publish_site(session, site.row, hamlet.commune, {"vi"}, village.backends.clock())
    village.voices()
    fresh(visitor)
    after = entry(visitor, site.id)

    assert before["published"] == "Sat, 21 Nov 2026 03:00:00 +0000"
    assert after["published"] == "Thu, 31 Dec 2026 03:00:00 +0000"
    assert before["id"] == after["id"] == f"{site.id}-vi"
    assert after["title"] == "Đình làng Vân La"
    assert after["link"].endswith("/dinh-lang-van-la")


def test_a_place_at_rest_and_a_story_changed_since_it_was_spoken_are_not_offered(hamlet, visitor):
    village = hamlet.village
    village.voices()
    with village.backends.sessions.writing() as session:
        now = village.backends.clock()
        publishing.withdraw_site(session, hamlet.plain.row, hamlet.commune, now)
        sites.save(session, hamlet.craft.row, "vi", words("Uốn cây", "uon-cay", story="Mới."), by="test", now=now)
        publishing.publish_site(session, hamlet.craft.row, hamlet.commune, {"vi"}, now)
    fresh(visitor)

    assert [item.findtext("title") for item in read(visitor.get(VI).data).iter("item")] == ["Đình Vân La", "Chùa Làng"]


@pytest.mark.parametrize(("tag", "told"), [("zh-Hans", "zh-cn"), ("zh-Hant", "zh-tw"), ("fr", "fr")])
def test_a_language_is_called_as_feeds_call_it(tag, told, village, visitor):
    village.site(village.commune(), told={tag: words()})

    assert read(visitor.get(f"/{tag}/communes/hong-van/podcast.xml").data).findtext("language") == told


@pytest.mark.parametrize(
    "path",
    ["/vi/communes/nowhere/podcast.xml", "/ja/communes/hong-van/podcast.xml", "/communes/nowhere/cover.png",
     "/covers/" + "f" * 64 + ".png", "/covers/x.png"],
)  # fmt: skip
def test_what_there_is_not_is_a_wrong_turn(path, standing, reader):
    answer = reader.get(path)

    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_feed_is_a_finished_page(standing, reader):
    answer = reader.get(VI)

    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    # Players in other people's pages read it, too.
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert reader.get(VI).headers["ETag"] == answer.headers["ETag"]
    again = reader.get(VI, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert reader.get(VI, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert reader.head(VI).headers["Content-Length"] == str(len(answer.data))


def test_the_commune_s_page_shows_the_way_where_there_is_something_to_hear(standing, reader):
    for path in ("/vi/communes/hong-van", "/vi/"):
        page = reader.get(path).text
        (link,) = elements(page, "link", rel="alternate", type="application/rss+xml")

        assert link["href"] == BASE + VI
        assert [each["href"] for each in elements(page, "a", type="application/rss+xml")] == [VI]
        assert BASE + VI in words_of(page)
    assert KO not in reader.get("/ko/communes/hong-van").text


def test_pictures_are_squares_as_directories_want_them(standing, reader):
    channel = read(reader.get(VI).data)
    pictures = {each.get("href") for each in channel.iter(f"{ITUNES}image")}

    assert len(pictures) == 2
    for address in pictures:
        answer = reader.get(address.removeprefix(BASE))
        picture = Image.open(io.BytesIO(answer.data))

        assert (answer.mimetype, picture.format, picture.mode) == ("image/png", "PNG", "RGB")
        assert picture.width == picture.height
        assert 1400 <= picture.width <= 3000
        assert len(answer.data) < 512_000
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_cover_wears_the_commune_s_colours_and_name(village, visitor):
    make_fonts(FONTS)
    village.commune(theme=Theme(name="chàm", primary="#22405F", secondary="#7A4A12"))

    cover = Image.open(io.BytesIO(visitor.get("/communes/hong-van/cover.png").data))

    colours = {colour: count for count, colour in cover.getcolors(1 << 16)}
    assert colours[0x22, 0x40, 0x5F] > 400_000
    assert colours[0x7A, 0x4A, 0x12] > 1_000
    assert colours[INK] > 20_000


@pytest.mark.parametrize("kind", ["script", "closing", "entities", "control", "combining"])
def test_hostile_words_are_words_to_apps(kind, village, visitor):
    a_hostile_house(village, HOSTILE[kind])

    answer = visitor.get(VI)

    assert {each.tag.rpartition("}")[2] for each in read(answer.data).iter()} <= ELEMENTS
    found = parsed(answer, sanitize_html=False)
    assert not found.bozo
    assert len(found.entries) == 2
    for told in (found.feed.subtitle, *(each.summary for each in found.entries)):
        assert not re.search(r"<(?!/?p>)", told), told
    assert visitor.get("/communes/hong-van/cover.png").status_code == 200


def read(written: bytes) -> ET.Element:
    """The channel of a feed."""
    return next(ET.fromstring(written.decode()).iter("channel"))


def parsed(answer, **options) -> feedparser.FeedParserDict:
    """What feedparser makes of a feed and its headers."""
    headers = {name.lower(): value for name, value in answer.headers}
    return feedparser.parse(answer.data, response_headers=headers, **options)


def entry(visitor, site: str) -> feedparser.FeedParserDict:
    """A site's episode in Vietnamese."""
    (found,) = (each for each in parsed(visitor.get(VI)).entries if each.id.startswith(site))
    return found


def summary(item: ET.Element) -> list[str]:
    """Paragraphs of an episode's description."""
    return re.findall(r"<p>(.*?)</p>", item.findtext("description"))


def milliseconds(parts) -> int:
    hours, minutes, seconds, rest = (int(each) for each in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def addresses(written: bytes) -> list[str]:
    """Everything in a feed that is an address, without the names of its vocabularies."""
    channel = read(written)
    told = [value for each in channel.iter() for value in (each.text or "", *each.attrib.values())]
    return [each for each in told if re.match(r"(?:[a-z]+:)?//", each)]


def spoken_by(hamlet, row: int, language: str, voices: list) -> None:
    """Says of a sound who speaks its parts."""
    with hamlet.village.backends.sessions.writing() as session:
        session.get(Narration, (row, language)).credits = voices
        communes.raise_edition(session, hamlet.commune)


def fresh(visitor) -> None:
    """Lets the half second pass for which the edition is remembered."""
    visitor.application.wsgi_app.inner.inner.memo = (-1.0, (0, ""))
