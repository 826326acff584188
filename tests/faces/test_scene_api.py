"""Scenes for other people's programs: what the API answers of them, how it is kept, what it refuses."""

from urllib.parse import quote

import pytest

from tests.builders import words
from tests.conftest import HOST
from tourism.scenes import actions as scenes
from tourism.scenes.draft import Hotspot
from tourism.scenes.wording import ORIGINS

BASE = f"http://{HOST}"
TYPES = {
    "scene.json": "application/json",
    "iiif3.json": 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"',
    "iiif4.json": 'application/ld+json;profile="http://iiif.io/api/presentation/4/context.json"',
    "scene.svx.json": "application/json",
    "scene/vi.vtt": "text/vtt; charset=utf-8",
}
JSONS = list(TYPES)[:-1]


@pytest.fixture
def ask(reader, standing):
    """Asks for a document of the standing village's site in 3D, which is told in vi, en and ko, heard in vi and en."""

    def asked(document, public_id=standing.site.id, **options):
        return reader.get(f"/api/v1/sites/{public_id}/{document}", **options)

    return asked


def test_our_own_document_leads_to_everything(ask, reader, standing):
    told = ask("scene.json").json

    assert (told["id"], told["site"]) == (f"{BASE}/api/v1/sites/{standing.site.id}/scene.json", standing.site.id)
    assert told["names"] == {"vi": "Đình Vân La", "en": "Van La Communal House", "ko": "번라 마을회관"}
    assert told["size_m"] == {"width": 12.0, "height": 8.5, "depth": 10.0}
    for file in told["files"].values():
        got = reader.get(file["url"].removeprefix(BASE))
        assert (got.content_type, got.headers["Access-Control-Allow-Origin"]) == (file["type"], "*")
        assert "immutable" in got.headers["Cache-Control"]
    for voice in told["narration"]:
        assert reader.get(voice["url"].removeprefix(BASE)).content_length == voice["bytes"]
        assert reader.get(voice["transcript"].removeprefix(BASE)).mimetype == "text/vtt"
    addresses = [*told["manifests"].values(), *told["pages"].values(), *(each["cues"] for each in told["narration"])]
    assert {reader.get(each.removeprefix(BASE)).status_code for each in addresses} == {200}


def test_a_cue_is_named_by_the_part_that_the_voice_speaks_of(ask):
    vi = ask("scene.json").json["narration"][0]
    cues = ask("scene/vi.vtt").text.split("\n\n")

    assert [each["id"] for each in vi["parts"]] == ["mai-dinh", "san"]
    assert [each["text"] for each in vi["parts"]] == ["Bốn góc mái cong lên.", "Phía trước là sân gạch."]
    assert cues[0] == "WEBVTT"
    assert [each.split("\n")[0] for each in cues[1:]] == ["mai-dinh", "san"]
    start = vi["parts"][0]["start_ms"]
    assert f"00:00:{start // 1000:02d}.{start % 1000:03d} --> " in cues[1]


def test_a_language_that_is_told_but_not_heard_has_a_page_and_no_narration(ask, standing):
    found = ask("scene.json").json

    assert found["pages"]["ko"] == f"{BASE}/ko/sites/{standing.site.id}/3d"
    assert [each["language"] for each in found["narration"]] == ["vi", "en"]


@pytest.mark.parametrize("document", TYPES)
def test_every_document_can_be_kept_asked_for_anew_and_read_from_anywhere(ask, reader, standing, document):
    answer = ask(document)
    again = ask(document, headers={"If-None-Match": answer.headers["ETag"]})
    head = reader.head(f"/api/v1/sites/{standing.site.id}/{document}")

    assert (answer.status_code, answer.content_type) == (200, TYPES[document])
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (again.status_code, again.data) == (304, b"")
    assert (head.status_code, head.data, head.content_length) == (200, b"", answer.content_length)
    for each in (answer, again, head):
        assert each.headers["Access-Control-Allow-Origin"] == "*"
        assert each.headers["Cache-Control"].startswith("public, max-age=60")
        assert each.headers["ETag"] == answer.headers["ETag"]
        assert "Accept-Language" not in each.headers.get("Vary", "")


@pytest.mark.parametrize("document", TYPES)
def test_a_browser_that_asks_first_is_told_that_it_may_read(reader, standing, document):
    answer = reader.options(f"/api/v1/sites/{standing.site.id}/{document}")

    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")


@pytest.mark.parametrize("document", TYPES)
def test_what_is_asked_for_besides_is_refused(ask, document):
    answer = ask(f"{document}?lang=en")

    assert (answer.status_code, answer.json["reason"]) == (400, "unknown-parameter")


@pytest.mark.parametrize("document", TYPES)
def test_where_there_is_no_scene_a_problem_says_so(ask, standing, document):
    answer = ask(document, standing.plain.id)

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.json["reason"] == "no-such-scene"
    assert ask(document, "AAAAAAAA").json["reason"] == "no-such-site"
    assert ask(document, standing.withdrawn.id).json["reason"] == "no-such-site"


@pytest.mark.parametrize("tag", ["ko", "xx", "VI", "vi-VN", "a" * 300, quote("../vi"), "%00"])
def test_a_language_that_is_not_heard_has_no_cues(ask, tag):
    answer = ask(f"scene/{tag}.vtt")

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_addresses_come_from_the_configuration_not_from_the_request(ask):
    forwarded = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}

    for document in TYPES:
        assert b"evil.example" not in ask(document, headers=forwarded).data


def test_lists_and_places_name_the_scene_where_there_is_one(reader, standing):
    listed = {each["id"]: each["scene"] for each in reader.get("/api/v1/sites?limit=9").json["items"]}
    address = f"{BASE}/api/v1/sites/{standing.site.id}/scene.json"

    assert {public_id for public_id, scene in listed.items() if scene} == {standing.site.id}
    assert listed[standing.site.id] == address
    assert reader.get(f"/api/v1/sites/{standing.site.id}").json["scene"] == address
    assert reader.get(f"/api/v1/sites/{standing.plain.id}").json["scene"] is None


def test_a_scene_is_there_once_it_is_published_and_gone_once_it_is_taken_off(visitor, village):
    row, public_id = village.site(village.commune())
    village.scene(row, published=False)
    assert visitor.get(f"/api/v1/sites/{public_id}/scene.json").status_code == 404
    with village.backends.sessions.writing() as session:
        scenes.publish(session, row, village.backends.clock())
    # Nobody has asked for these before: finished answers may be half a second old.
    assert visitor.get(f"/api/v1/sites/{public_id}/iiif3.json").status_code == 200
    with village.backends.sessions.writing() as session:
        scenes.withdraw(session, row, village.backends.clock())
    assert visitor.get(f"/api/v1/sites/{public_id}/iiif4.json").status_code == 404


@pytest.mark.parametrize("origin", ["reconstruction", "illustration"])
def test_what_is_no_likeness_says_so_and_hostile_words_stay_words(visitor, village, origin):
    evil = '</script><script>harm()</script>"\\ \u2028 {{7*191}}'
    row, public_id = village.site(village.commune(), told={"vi": words(evil)})
    spot = Hotspot(id="mai-dinh", at=(0.0, 0.4, 0.2), label={"vi": evil}, told={"vi": evil})
    village.scene(row, origin=origin, credit=evil, source=evil, how_made={"vi": evil}, hotspots=(spot,))

    for document in JSONS:
        found = texts_in(visitor.get(f"/api/v1/sites/{public_id}/{document}").get_json(force=True))
        assert {evil, ORIGINS[origin]["vi"]} <= found, document


def texts_in(node) -> set[str]:
    """All strings of a document that are values."""
    if isinstance(node, str):
        return {node}
    nodes = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return {text for each in nodes for text in texts_in(each)}
