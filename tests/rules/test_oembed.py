"""oEmbed documents: what sites put in is made of words only, within the pixels that they have."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile_texts import PAYLOADS
from tourism.markup import allowed
from tourism.tours.oembed import Piece, Thumbnail, as_json, as_xml, fitted, markup

BASE = "https://guide.example.vn"
PIECE = Piece(
    title="Một ngày",
    page=f"{BASE}/vi/tours/7K3Q2M5P/mot-ngay",
    frame=f"{BASE}/embed/tours/7K3Q2M5P?lang=vi&theme=dark",
    author="xã Hồng Vân",
    author_page=f"{BASE}/vi/communes/hong-van",
    provider="Lời Quê",
    provider_page=f"{BASE}/",
    width=600,
    height=720,
    thumbnail=Thumbnail(f"{BASE}/cards/a.png", 1200, 630),
)
# WordPress takes an embed from a stranger by exactly these marks.
WORDPRESS = re.compile(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", re.DOTALL)
KEPT_BY_WORDPRESS = {
    "a": {"href"},
    "blockquote": set(),
    "iframe": {"src", "width", "height", "frameborder", "title", "loading"},
}


def test_the_same_piece_is_the_same_bytes():
    assert (as_json(PIECE), as_xml(PIECE)) == (as_json(replace(PIECE)), as_xml(replace(PIECE)))


def test_both_forms_say_the_same():
    told = json.loads(as_json(PIECE))
    root = ET.fromstring(as_xml(PIECE))

    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {name: str(value) for name, value in told.items()}


def test_a_document_has_all_that_the_specification_asks_of_a_rich_one():
    told = json.loads(as_json(PIECE))

    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert {type(told[name]) for name in ("width", "height", "thumbnail_width", "cache_age")} == {int}
    assert {"html", "title", "author_name", "author_url", "provider_name", "provider_url"} <= set(told)


def test_wordpress_finds_the_quote_and_the_frame():
    quote, frame = WORDPRESS.findall(markup(PIECE))[0]

    assert quote == f'<blockquote><a href="{PIECE.page}">Một ngày</a></blockquote>'
    assert f'src="{BASE}/embed/tours/7K3Q2M5P?lang=vi&amp;theme=dark"' in frame


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_the_pixels_that_a_site_has_are_never_exceeded(width, height):
    made = fitted(PIECE, width, height)

    assert (made.width, made.height) == (min(600, width), min(720, height))
    assert (made.thumbnail is not None) == (width >= 1200 and height >= 630)


@pytest.mark.parametrize("limits", [(1199, None), (None, 629), (1, 1)])
def test_a_thumbnail_that_does_not_fit_is_left_out_whole(limits):
    assert not [name for name in json.loads(as_json(fitted(PIECE, *limits))) if name.startswith("thumbnail")]


def test_whatever_people_wrote_stays_words():
    for text in (*PAYLOADS, "a\x01b\x0bc\ufffe", "]]> <![CDATA[", "&amp;amp; &#0;"):
        made = replace(PIECE, title=text, author=text)
        inside = Tags(json.loads(as_json(made))["html"])
        root = ET.fromstring(as_xml(made))

        assert {tag for tag, _ in inside.found} == {"blockquote", "a", "iframe"}, text
        assert all(set(names) <= KEPT_BY_WORDPRESS[tag] for tag, names in inside.found), text
        assert {each.tag for each in root} == set(json.loads(as_json(made))), text


@given(st.text())
def test_a_title_is_read_back_as_it_was_written(title):
    made = replace(PIECE, title=title)
    told = json.loads(as_json(made))
    # An XML reader, and an HTML one, may make one kind of white space of another.
    written = allowed(title).split()

    assert told["title"].split() == written
    assert Tags(told["html"]).words.split() == written
    assert (ET.fromstring(as_xml(made)).findtext("title") or "").split() == written


class Tags(HTMLParser):
    """Start tags with the names of their attributes, and the words between."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[str]]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, [name for name, _ in attrs]))

    def handle_data(self, data):
        self.words += data
