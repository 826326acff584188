"""What a commune has said of its licence stands in everything that leaves the house, and nothing where it has not."""

import io
import json
import re
import zipfile
from dataclasses import replace

import extruct
import pytest

from tests.faces.markup import elements
from tests.programs import checked_epub
from tourism.communes import actions as communes
from tourism.communes import queries
from tourism.communes.licences import FREE

BY = "https://creativecommons.org/licenses/by/4.0/"
KEPT = "The commune keeps all rights. Please ask it before you use this."
UNSAID = "The commune has not said yet under which licence"


def test_map_files_calendars_and_tables_name_it(free, visitor):
    tour = f"/en/tours/{free.tour}/mot-ngay"

    told = {kind: visitor.get(f"{tour}.{kind}").text for kind in ("gpx", "kml", "geojson", "csv")}
    calendar = visitor.get(f"{tour}.ics").text.replace("\r\n ", "")

    assert f"<license>{BY}</license>" in told["gpx"]
    assert [kind for kind in told if BY not in told[kind]] == []
    assert f"COMMENT:© Hong Van · {BY}" in calendar


def test_book_and_album_say_it_in_words(free, visitor, tmp_path):
    tour = f"/en/tours/{free.tour}/mot-ngay"
    (tmp_path / "book.epub").write_bytes(visitor.get(f"{tour}.epub").data)

    package = unpacked(tmp_path / "book.epub", "EPUB/book.opf")
    terms = unpacked(io.BytesIO(visitor.get(f"{tour}-audio.zip").data), "LICENCE.txt")

    assert f'<meta property="dcterms:license">{BY}</meta>' in package
    (rights,) = re.findall(r"<dc:rights>(.*?)</dc:rights>", package, re.DOTALL)
    assert f"CC BY 4.0: {BY}" in rights
    assert f"CC BY 4.0: {BY}" in terms
    assert checked_epub(tmp_path / "book.epub") == []


def test_linked_data_names_it_for_words_and_voices_but_not_for_photos(free, visitor):
    for path in (
        "/en/communes/hong-van",
        f"/en/sites/{free.site.id}/van-la-communal-house",
        f"/en/tours/{free.tour}/mot-ngay",
    ):
        (told,) = extruct.extract(visitor.get(path).text, syntaxes=["json-ld"])["json-ld"]
        assert told["mainEntityOfPage"]["license"] == BY, path
        assert [
            each for each in told.get("subjectOf", []) if each["@type"] == "AudioObject" and "license" not in each
        ] == []


def test_the_catalogue_gives_every_file_its_licence(free, visitor):
    (files, _) = distributions(visitor)

    assert {json.dumps(each.get("dct:license")) for each in files} == {json.dumps({"@id": BY})}
    assert [each for each in files if "dct:rights" in each] == []


def test_the_podcast_names_it_as_lists_know_it(free, visitor):
    feed = visitor.get("/vi/communes/hong-van/podcast.xml").text

    assert f'<podcast:license url="{BY}">cc-by-4.0</podcast:license>' in feed


def test_embeds_and_the_commune_s_page_lead_to_it(free, visitor):
    for path in (f"/embed/tours/{free.tour}?lang=en", f"/embed/sites/{free.site.id}?lang=en", "/en/communes/hong-van"):
        (link,) = elements(visitor.get(path).text, "a", href=BY)
        assert "license" in link["rel"].split(), path


def test_the_api_tells_it(free, visitor):
    told = visitor.get("/api/v1/communes/hong-van").json

    assert (told["licence"], told["licence_page"]) == ("cc-by-4.0", BY)


@pytest.mark.parametrize("path", ["/ogc/collections", "/ogc/collections/sites"])
def test_map_layers_link_to_a_licence_that_all_communes_share(path, free, village, visitor):
    assert {each["href"] for each in links(visitor, path) if each["rel"] == "license"} == {BY}

    village.commune("son-nam")
    assert [each for each in links(visitor, f"{path}?lang=en") if each["rel"] == "license"] == []


def test_a_commune_that_keeps_all_rights_says_so(hamlet, visitor):
    says(hamlet, "commune")
    tour = f"/en/tours/{hamlet.tour}/mot-ngay"

    files, rights = distributions(visitor)

    assert KEPT in visitor.get(f"/embed/tours/{hamlet.tour}?lang=en").text
    assert KEPT in visitor.get("/en/communes/hong-van").text
    assert KEPT in unpacked(io.BytesIO(visitor.get(f"{tour}-audio.zip").data), "LICENCE.txt")
    assert KEPT in unpacked(io.BytesIO(visitor.get(f"{tour}.epub").data), "EPUB/book.opf")
    assert "The commune keeps all rights. Ask it before you reuse this." in rights
    assert [each for each in files if "dct:license" in each] == []
    assert visitor.get("/api/v1/communes/hong-van").json["licence"] == "commune"
    assert everything(hamlet, visitor).count("creativecommons.org") == 0


def test_what_nobody_has_said_is_nowhere_guessed(hamlet, visitor):
    hamlet.village.voices()

    told = everything(hamlet, visitor)

    assert "creativecommons.org" not in told
    assert KEPT not in told
    assert UNSAID in told
    assert "Licence: awaiting the officer" in told


def test_every_licence_has_a_name_and_an_address_of_its_own():
    assert len({each.address for each in FREE.values()}) == len({each.spdx for each in FREE.values()}) == len(FREE)


@pytest.fixture
def free(hamlet):
    """The hamlet, whose commune lets everybody use its words and be named for it."""
    says(hamlet, "cc-by-4.0")
    return hamlet


def says(hamlet, licence: str) -> None:
    """The commune's people have said it in their file."""
    hamlet.village.voices()
    with hamlet.village.backends.sessions.writing() as session:
        draft, words, pattern = queries.draft_of(session, "hong-van")
        communes.save(session, replace(draft, licence=licence), words, pattern)


def everything(hamlet, visitor) -> str:
    """All that tells of whose the words are, as one text."""
    tour = f"/en/tours/{hamlet.tour}/mot-ngay"
    paths = (
        *(f"{tour}.{kind}" for kind in ("gpx", "kml", "geojson", "csv", "ics")),
        "/catalog.jsonld", "/vi/communes/hong-van/podcast.xml", f"/embed/tours/{hamlet.tour}?lang=en",
        "/api/v1/communes/hong-van", "/ogc/collections", "/en/communes/hong-van", tour,
    )  # fmt: skip
    album = io.BytesIO(visitor.get(f"{tour}-audio.zip").data)
    return "\n".join([*(visitor.get(path).text for path in paths), unpacked(album, "LICENCE.txt")])


def distributions(visitor) -> tuple[list[dict], str]:
    """The files that the catalogue lists, and all that it says as text."""
    answer = visitor.get("/catalog.jsonld")
    return [
        file for each in answer.get_json(force=True)["dcat:dataset"] for file in each["dcat:distribution"]
    ], answer.text


def links(visitor, path: str) -> list[dict]:
    """The links of a document for map programs, its collections' own among them."""
    told = visitor.get(path).get_json(force=True)
    return [*told["links"], *(link for each in told.get("collections", []) for link in each["links"])]


def unpacked(file, name: str) -> str:
    """A text out of a ZIP."""
    with zipfile.ZipFile(file) as archive:
        return archive.read(name).decode()
