"""What sites get when somebody pastes one of our addresses, and what they get for everybody else's."""

import json
import socket
import sys
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import HOST
from tests.faces.markup import elements
from tests.hostile_addresses import hostile_addresses
from tourism import codes

BASE = f"http://{HOST}"
TAGS = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")
# What the interpreter is told of when a program opens a socket or asks for a name.
CALLS = {
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.bind",
    "socket.sendto",
    "urllib.Request",
}
seen: list[str] = []


def _listen(event: str, told: object) -> None:
    if event in CALLS:
        seen.append(event)


sys.addaudithook(_listen)


@pytest.mark.parametrize("tag", TAGS)
def test_pages_are_recognised_in_every_language_with_any_slug_or_none(tag, standing, reader):
    for kind, public_id in (("tours", standing.tour), ("sites", standing.site.id)):
        for rest in ("", "/", "/mot-ngay", "/a-name-of-last-year", "/mot-ngay?fbclid=x&utm_source=y", "/mot-ngay#s3"):
            told = oembed(reader, url=f"{BASE}/{tag}/{kind}/{public_id}{rest}").json

            assert framed(told) == f"{BASE}/embed/{kind}/{public_id}?lang={tag}", rest


def test_a_stop_begins_the_tour_there(standing, reader):
    told = oembed(reader, url=f"{BASE}/vi/tours/{standing.tour}/mot-ngay/2").json

    assert framed(told) == f"{BASE}/embed/tours/{standing.tour}?lang=vi&start=2"
    assert f'<a href="{BASE}/vi/tours/{standing.tour}/mot-ngay/2">' in told["html"]


def test_a_sign_s_address_is_its_place_in_the_asker_s_language(standing, reader):
    for written in (standing.site.sign, codes.printed(standing.site.sign), standing.site.sign.lower()):
        answer = oembed(reader, url=f"{BASE}/q/{written}")
        there = oembed(reader, {"Accept-Language": "en"}, url=f"{BASE}/q/{written}")

        assert framed(answer.json) == f"{BASE}/embed/sites/{standing.site.id}"
        assert (answer.json["title"], there.json["title"]) == ("Đình Vân La", "Van La Communal House")
        assert "Accept-Language" in answer.headers["Vary"]


def test_an_embed_s_own_address_keeps_its_look_and_loses_what_is_none(standing, reader):
    own = (
        f"{BASE}/embed/tours/{standing.tour}?lang=en&theme=dark&primary=7A1F5C&secondary=ffff00&start=3&x=<y>&compact=1"
    )

    told = oembed(reader, url=own).json

    asked = f"{BASE}/embed/tours/{standing.tour}?lang=en&theme=dark&primary=7A1F5C&start=3&compact=1"
    assert framed(told) == asked
    assert told["height"] == 420


def test_a_document_names_who_made_it_and_where_it_leads(standing, reader):
    told = oembed(reader, url=f"{BASE}/vi/tours/{standing.tour}/mot-ngay").json

    assert (told["type"], told["version"], told["title"]) == ("rich", "1.0", "Một ngày")
    assert (told["provider_name"], told["provider_url"]) == ("Lời Quê", f"{BASE}/")
    assert (told["author_name"], told["author_url"]) == ("xã Hồng Vân", f"{BASE}/vi/communes/hong-van")
    assert told["html"].startswith(
        f'<blockquote><a href="{BASE}/vi/tours/{standing.tour}/mot-ngay">Một ngày</a></blockquote>'
    )
    for address in (framed(told), told["thumbnail_url"], told["author_url"]):
        answer = reader.get(address.removeprefix(BASE))
        assert answer.status_code == 200, address
    assert (
        reader.get(told["thumbnail_url"].removeprefix(BASE)).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    )
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({}, (600, 720)),
        ({"maxwidth": "400"}, (400, 720)),
        ({"maxheight": "500"}, (600, 500)),
        ({"maxwidth": "1", "maxheight": "1"}, (1, 1)),
        ({"maxwidth": "99999999999999999999"}, (600, 720)),
        ({"maxwidth": "", "maxheight": ""}, (600, 720)),
        # WordPress, for a theme 500 pixels wide.
        ({"maxwidth": "500", "maxheight": "750", "dnt": "1"}, (500, 720)),
    ],
)
def test_no_more_pixels_are_taken_than_a_site_has(asked, size, standing, reader):
    told = oembed(reader, url=f"{BASE}/vi/tours/{standing.tour}/", **asked).json

    assert (told["width"], told["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in told["html"]
    limits = [int(text) for text in (asked.get("maxwidth"), asked.get("maxheight")) if text]
    assert ("thumbnail_url" in told) == all(limit >= 1200 for limit in limits)


def test_where_there_is_little_room_the_embed_is_a_compact_one(standing, reader):
    told = oembed(reader, url=f"{BASE}/vi/sites/{standing.site.id}/", maxheight="300").json

    assert framed(told).endswith("?lang=vi&compact=1")
    assert told["height"] == 300


def test_who_asks_that_nothing_be_counted_gets_a_frame_that_says_so(standing, reader):
    page = f"{BASE}/vi/tours/{standing.tour}/"
    embed = f"{BASE}/embed/tours/{standing.tour}?lang=vi&theme=dark"

    assert framed(oembed(reader, url=page, dnt="1").json) == f"{BASE}/embed/tours/{standing.tour}?lang=vi&dnt=1"
    assert framed(oembed(reader, url=embed, dnt="1").json) == f"{embed}&dnt=1"
    assert framed(oembed(reader, url=f"{embed}&dnt=1").json) == f"{embed}&dnt=1"
    for value in ("", "0", "true", "1 "):
        assert "dnt" not in framed(oembed(reader, url=page, dnt=value).json), value


@pytest.mark.parametrize("size", ["0", "-1", "x", "1.5", "1e3", "٣٠٠", " 5", "000", "9" * 3000])
def test_a_size_that_is_none_is_refused_in_words(size, standing, reader):
    answer = oembed(reader, url=f"{BASE}/vi/tours/{standing.tour}/", maxwidth=size)

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json["title"]


def test_xml_is_the_same_in_xml(standing, reader):
    address = f"{BASE}/vi/tours/{standing.tour}/mot-ngay"
    answer = oembed(reader, url=address, format="xml")
    root = ET.fromstring(answer.data)

    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert root.tag == "oembed"
    told = oembed(reader, url=address).json
    assert {each.tag: each.text for each in root} == {name: str(value) for name, value in told.items()}


@pytest.mark.parametrize("form", ["yaml", "JSON", "html", "json,xml", "%00", "../json"])
def test_another_format_is_not_implemented(form, standing, reader):
    answer = oembed(reader, url=f"{BASE}/vi/tours/{standing.tour}/", format=form)

    assert (answer.status_code, answer.mimetype) == (501, "application/problem+json")


def test_no_address_at_all_is_a_fault_of_the_asker(reader):
    for asked in ({}, {"url": ""}):
        assert oembed(reader, **asked).status_code == 400


def test_whoever_asks_again_has_it_already_and_every_site_may_ask(standing, reader):
    asked = {"url": f"{BASE}/vi/tours/{standing.tour}/"}
    first = oembed(reader, **asked)
    again = oembed(reader, {"If-None-Match": first.headers["ETag"]}, **asked)
    packed = oembed(reader, {"Accept-Encoding": "gzip"}, **asked)

    assert first.headers["Content-Type"] == "application/json"
    assert (again.status_code, again.data) == (304, b"")
    assert packed.headers["ETag"] != first.headers["ETag"]
    for answer in (first, again, oembed(reader, url="http://evil.example/")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_what_is_gone_is_not_found(standing, reader):
    for path in (
        f"/vi/sites/{standing.withdrawn.id}/",
        f"/embed/sites/{standing.withdrawn.id}",
        f"/q/{standing.withdrawn.sign}",
        "/vi/tours/AAAAAAAA/",
    ):
        assert oembed(reader, url=f"{BASE}{path}").status_code == 404, path


def test_a_hostile_address_is_nobody_s_and_opens_no_socket(standing, reader):
    told = hostile_addresses(f"/vi/tours/{standing.tour}/mot-ngay")
    assert len(told) > 80
    assert oembed(reader, url=f"{BASE}/vi/tours/{standing.tour}/mot-ngay").status_code == 200
    seen.clear()
    answers = {}
    for kind, address in told.items():
        for form in ("json", "xml"):
            query = urlencode({"url": address, "format": form}, errors="surrogatepass")
            answer = reader.get("/oembed", query_string=query)
            answers[kind, form] = answer.status_code
            assert answer.mimetype == "application/problem+json", kind
            assert json.loads(answer.data)["title"], kind

    assert {each: status for each, status in answers.items() if status not in (400, 404)} == {}
    assert seen == []


def test_the_ear_hears_a_socket(reader):
    seen.clear()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", 1), 0.2):
        pass

    assert "socket.connect" in seen


def test_whatever_the_host_header_says_every_address_is_the_configured_one(standing, reader):
    answer = reader.get(
        "/oembed",
        query_string={"url": f"{BASE}/vi/tours/{standing.tour}/"},
        headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
    )

    assert "evil" not in answer.text


def test_pages_say_where_to_ask_early_in_their_head(standing, reader):
    for path in (
        f"/vi/tours/{standing.tour}/mot-ngay",
        f"/vi/tours/{standing.tour}/mot-ngay/2",
        f"/en/sites/{standing.site.id}/van-la-communal-house",
        f"/q/{standing.site.sign}",
        f"/embed/tours/{standing.tour}?lang=ko&theme=dark",
        f"/embed/sites/{standing.site.id}?lang=ko&primary=7A1F5C",
    ):
        text = reader.get(path).text
        found = {
            each["type"]: each for each in elements(text, "link", rel="alternate") if "oembed" in each.get("type", "")
        }

        assert set(found) == {"application/json+oembed", "text/xml+oembed"}, path
        assert text.index("+oembed") < 1500, path
        for each in found.values():
            assert each["title"], path
            answer = reader.get(each["href"].removeprefix(BASE))
            assert answer.status_code == 200, path
        told = oembed_at(reader, found["application/json+oembed"]["href"])
        # A page leads to its own embed, an embed to itself.
        assert ("/embed/" not in path) or framed(told) == f"{BASE}{path}"


def test_pages_that_are_no_tour_and_no_place_say_nothing_of_it(standing, reader):
    for path in ("/vi/", "/vi/communes/hong-van", "/vi/wifi", "/vi/nearby", "/q/WRONG"):
        assert "+oembed" not in reader.get(path).text, path


def oembed(reader, headers=None, **asked):
    return reader.get("/oembed", query_string=asked, headers=headers or {})


def oembed_at(reader, address):
    return reader.get(address.removeprefix(BASE)).json


def framed(told) -> str:
    """The address in the frame."""
    (frame,) = elements(told["html"], "iframe")
    return frame["src"]
