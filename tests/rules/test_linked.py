"""Documents for machines: what is known is said in schema.org's words, what is not known is not said."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from tests.hostile_texts import PAYLOADS
from tests.roadbooks import a_roadbook
from tourism import geo
from tourism.communes import linked as communes
from tourism.communes.catalogue import CONTEXT as DCAT
from tourism.communes.catalogue import Dataset, File, Publisher, catalogue
from tourism.communes.linked import Commune, Feast, Home, Written
from tourism.narration import linked as narration
from tourism.narration.linked import Heard
from tourism.sites import linked as sites
from tourism.sites.linked import Attraction
from tourism.tours import linked as tours
from tourism.tours.linked import Place
from tourism.web.linked import is_wanted, written
from tourism.wifi import linked as wifi
from tourism.wifi.linked import Spot

BASE = "https://guide.example"
SCHEMA = "https://schema.org/"
VOCABULARY = os.environ.get("TOURISM_TEST_SCHEMAORG", "")
WRITTEN = Written(f"{BASE}/vi/x", f"{BASE}/", "vi", changed=datetime(2026, 11, 21, 3, tzinfo=UTC))
HOME = Home(f"{BASE}/vi/communes/hong-van#commune", "Hồng Vân", f"{BASE}/vi/communes/hong-van")
CARD = communes.picture(f"{BASE}/card.png", width=1200, height=630, caption="Đình")
SITE = Attraction(
    id=f"{BASE}/vi/sites/AAAA0000/#place",
    page=f"{BASE}/vi/sites/AAAA0000/dinh",
    public_id="AAAA0000",
    kind="communal_house",
    name="Communal House",
    name_vi="Đình Vân La",
    about="Mái đình cong",
    here=geo.Point(20.88, 105.91),
    accuracy_m=20,
    approximate=False,
    area="Vân La",
    home=HOME,
    hours={"sun": [("07:30", "11:30"), ("13:30", "17:00")], "mon": [("08:00", "09:00")]},
    closed=[(date(2026, 12, 1), date(2026, 12, 3)), (date(2027, 1, 5), None)],
    price="Miễn phí.",
    pictures=[sites.photo(CARD, credit="Hoa", licence="cc-by-4.0", taken=date(2026, 3, 1)), CARD],
)
HEARD = Heard(
    "Đình", "vi", f"{BASE}/a.mp3", "audio/mpeg", 24_187, 3_900, f"{BASE}/a.vtt", "Hãy nhìn.", "machine", "espeak-ng",
    "Giọng máy", "2026-11-21T03:00:00+00:00",
)  # fmt: skip
DAY = ("validFrom", "validThrough", "opens", "closes")
SPOT = Spot(f"{BASE}/vi/communes/hong-van/wifi#1", "Đình", None, geo.Point(20.88, 105.91), 30, True, HOME)
COMMUNE = Commune(
    home=HOME,
    about="Làng hoa",
    above="TP Hà Nội",
    lat=20.88,
    lon=105.9,
    box=(105.8, 20.8, 106.0, 20.95),
    picture=CARD,
    feasts=[Feast(f"{HOME.id}-le-hoi-2027", "Lễ hội", "Rước", date(2027, 3, 15), date(2027, 3, 17))],
    places=[(SITE.id, SITE.name, SITE.page)],
)
# What schema.org knows, of the things that we say; all of it where TOURISM_TEST_SCHEMAORG names its JSON-LD.
THING = {"url", "name", "description", "identifier", "alternateName", "image", "mainEntityOfPage", "subjectOf"}
PLACE = THING | {
    "geo", "containedInPlace", "containsPlace", "event", "openingHoursSpecification",
    "specialOpeningHoursSpecification", "isAccessibleForFree", "amenityFeature",
}  # fmt: skip
WORK = THING | {
    "inLanguage", "digitalSourceType", "creativeWorkStatus", "dateModified", "isPartOf", "hasPart", "about",
    "mentions", "mainEntity", "creditText", "license", "dateCreated", "isAccessibleForFree",
}  # fmt: skip
MEDIA = WORK | {"contentUrl", "encodingFormat", "contentSize", "duration", "uploadDate", "width", "height"}
KNOWN = {
    "TouristAttraction": PLACE,
    "LandmarksOrHistoricalBuildings": PLACE,
    "AdministrativeArea": PLACE,
    "Place": PLACE,
    "TouristTrip": THING | {"itinerary"},
    "Event": THING | {"startDate", "endDate", "location"},
    "ItemList": THING | {"itemListOrder", "numberOfItems", "itemListElement"},
    "ListItem": THING | {"position", "item"},
    "WebPage": WORK,
    "CollectionPage": WORK,
    "WebSite": WORK,
    "DataCatalog": WORK,
    "AudioObject": MEDIA | {"transcript", "caption"},
    "ImageObject": MEDIA | {"caption"},
    "MediaObject": MEDIA,
    "GeoCoordinates": {"latitude", "longitude"},
    "GeoShape": {"box"},
    "GeoCircle": {"geoMidpoint", "geoRadius"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes", "validFrom", "validThrough"},
    "LocationFeatureSpecification": {"name", "value"},
    "QuantitativeValue": {"value", "unitCode"},
}


def documents() -> dict[str, dict[str, Any]]:
    """One of each kind."""
    book = a_roadbook()
    places = {stop.site: Place(f"{BASE}/{stop.site}", stop.page, "craft") for stop in book.stops}
    machine = replace(WRITTEN, by_machine=True, how="dịch máy")
    return {
        "site": sites.attraction(SITE, machine) | {"subjectOf": [narration.audio(HEARD, SITE.id)]},
        "commune": communes.commune(COMMUNE, WRITTEN),
        "tour": tours.trip(book, f"{BASE}/tour#tour", HOME, places, CARD, WRITTEN),
        "wifi": communes.listing("WiFi", [wifi.place(SPOT)], WRITTEN),
        "guide": communes.website([HOME], "Chuyện làng quê", ["vi", "en"], f"{BASE}/catalog.jsonld", WRITTEN),
        "plain": communes.plain_page("Nhập mã", "Chuyện", WRITTEN),
    }


@pytest.mark.parametrize("kind", documents())
def test_nothing_is_said_that_schema_org_does_not_know(kind):
    for node in typed(documents()[kind]):
        assert node.keys() - KNOWN[node["@type"]] <= {"@context", "@id", "@type"}, node["@type"]


@pytest.mark.parametrize("kind", documents())
def test_nothing_unknown_is_said_at_all(kind):
    assert [each for each in every(documents()[kind]) if each in (None, "", [], {})] == []


@pytest.mark.parametrize("kind", documents())
def test_a_program_that_reads_triples_finds_the_thing_and_its_type(kind):
    document = documents()[kind]

    graph = graph_of(document, {"@vocab": SCHEMA})

    (found,) = set(graph.objects(URIRef(document["@id"]), RDF.type))
    assert found == URIRef(SCHEMA + document["@type"])


@pytest.mark.parametrize("kind", documents())
def test_the_same_is_written_the_same(kind):
    assert written(documents()[kind]) == written(documents()[kind])


def test_a_site_says_what_is_known():
    told = documents()["site"]

    assert told["@type"] == "LandmarksOrHistoricalBuildings"
    assert told["geo"] == {"@type": "GeoCoordinates", "latitude": 20.88, "longitude": 105.91}
    hours = [(each["dayOfWeek"][19:], each["opens"], each["closes"]) for each in told["openingHoursSpecification"]]
    assert hours == [("Monday", "08:00", "09:00"), ("Sunday", "07:30", "11:30"), ("Sunday", "13:30", "17:00")]
    shut = [{each: day.get(each) for each in DAY} for day in told["specialOpeningHoursSpecification"]]
    assert shut == [
        dict(zip(DAY, ("2026-12-01", "2026-12-03", "00:00", "00:00"), strict=True)),
        dict(zip(DAY, ("2027-01-05", None, "00:00", "00:00"), strict=True)),
    ]
    assert told["isAccessibleForFree"] is True
    assert told["alternateName"] == "Đình Vân La"
    assert [each.get("license") for each in told["image"]] == ["https://creativecommons.org/licenses/by/4.0/", None]
    assert told["mainEntityOfPage"]["digitalSourceType"].endswith("/TrainedAlgorithmicMediaDigitalSource")
    assert told["mainEntityOfPage"]["creativeWorkStatus"] == "dịch máy"


def test_a_site_of_which_little_is_known_says_little():
    bare = replace(
        SITE, kind="market", name=SITE.name_vi, approximate=True, accuracy_m=2_000, hours=None, price=None, area=None,
        closed=(), pictures=(),
    )  # fmt: skip

    told = sites.attraction(bare, WRITTEN)

    assert told["@type"] == "TouristAttraction"
    assert (told["geo"]["@type"], told["geo"]["geoRadius"]) == ("GeoCircle", 2_000)
    assert told["containedInPlace"]["@type"] == "AdministrativeArea"
    assert not told.keys() & {
        "openingHoursSpecification",
        "specialOpeningHoursSpecification",
        "isAccessibleForFree",
        "image",
        "sameAs",
    }


@pytest.mark.parametrize("price", ["20.000 đ", "Miễn phí cho trẻ em", "free parking", "", None, "0", "Tự nguyện"])
def test_only_a_price_that_says_free_and_nothing_else_is_free(price):
    assert not sites.is_free(price)


@pytest.mark.parametrize(
    ("made_by", "engine", "source"),
    [
        ("machine", "espeak-ng", "AlgorithmicMediaDigitalSource"),
        ("machine", "piper", "TrainedAlgorithmicMediaDigitalSource"),
        ("mixed", "piper", "CompositeWithTrainedAlgorithmicMediaDigitalSource"),
        ("human", "", None),
    ],
)
def test_a_machine_s_voice_is_called_that(made_by, engine, source):
    told = narration.audio(replace(HEARD, made_by=made_by, engine=engine), SITE.id)

    assert told.get("digitalSourceType") == (SCHEMA + source if source else None)
    assert (told["transcript"], told["inLanguage"], told["duration"]) == ("Hãy nhìn.", "vi", "PT3.900S")


def test_wifi_without_a_known_position_has_none_and_never_a_password():
    told = wifi.place(replace(SPOT, here=None))

    assert "geo" not in told
    assert told["amenityFeature"] == [{"@type": "LocationFeatureSpecification", "name": "WiFi", "value": True}]


def test_the_stops_of_a_tour_come_in_their_order():
    book, told = a_roadbook(), documents()["tour"]

    listed = told["itinerary"]["itemListElement"]
    assert [each["position"] for each in listed] == list(range(1, len(book.stops) + 1))
    assert [each["item"]["name"] for each in listed] == [stop.name for stop in book.stops]


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_words_end_the_script_that_they_stand_in(text):
    told = str(written(sites.attraction(replace(SITE, name=text, about=text), WRITTEN)))

    assert "<" not in told
    assert (json.loads(told)["name"], json.loads(told)["description"]) == (text, text)


@pytest.mark.parametrize(
    ("accept", "is_linked"),
    [
        ("application/ld+json", True),
        ("application/ld+json, */*", True),
        ("Application/LD+JSON;q=0.9, text/html;q=0.5", True),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', True),
        ("text/turtle, application/ld+json;q=0.8, */*;q=0.1", True),
        ("text/html, application/ld+json", False),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", False),
        ("application/ld+json;q=0", False),
        ("text/plain, application/ld+json;q=0, text/html;q=0", False),
        ("application/json", False),
        ("*/*", False),
        ("", False),
        ("application/ld+json," + "a/b," * 400, False),
        ("ld+json;;;q=\x00,,,", False),
    ],
)
def test_only_who_likes_json_ld_better_than_a_page_gets_it(accept, is_linked):
    assert is_wanted(accept) is is_linked


def test_a_portal_s_program_reads_the_catalogue():
    files = [File(f"{BASE}/api/v1/sites?commune=hong-van", "application/json")]
    data = Dataset(f"{BASE}/c#sites", "sites", ["vi", "zh-Hans", "zh-Hant", "xx"], WRITTEN.changed, files, HOME.page)
    publisher = Publisher(HOME.id, {"vi": "Hồng Vân"}, HOME.page, COMMUNE.box, [data])

    graph = graph_of(catalogue(f"{BASE}/catalog.jsonld", f"{BASE}/", ["vi"], [publisher]), DCAT)

    dcat, terms = DCAT["dcat"], DCAT["dct"]
    dataset = URIRef(data.id)
    assert set(graph.subjects(RDF.type, URIRef(f"{dcat}Dataset"))) == {dataset}
    titles = {
        each.language: str(each)
        for each in graph.objects(dataset, URIRef(f"{terms}title"))
        if isinstance(each, Literal)
    }
    assert titles == {"vi": "Điểm đến của Hồng Vân", "en": "Places of Hồng Vân"}
    languages = {str(each)[-3:] for each in graph.objects(dataset, URIRef(f"{terms}language"))}
    assert languages == {"VIE", "ZHO"}
    assert set(graph.objects(None, URIRef(f"{dcat}downloadURL"))) == {URIRef(files[0].address)}
    assert not set(graph.objects(None, URIRef(f"{terms}license")))
    assert len(set(graph.objects(None, URIRef(f"{terms}rights")))) == 1


if VOCABULARY:

    def test_schema_org_has_each_of_these_terms_where_we_use_it():
        graph = {each["@id"]: each for each in json.loads(Path(VOCABULARY).read_text(encoding="utf-8"))["@graph"]}

        for document in documents().values():
            for node in typed(document):
                kinds = {node["@type"], *above(graph, node["@type"])}
                names = {name for name in node if not name.startswith("@")}
                strangers = {
                    name for name in names if not kinds & set(named(graph[f"schema:{name}"], "domainIncludes"))
                }
                assert strangers == set(), node["@type"]

    def test_schema_org_lets_each_of_these_things_stand_where_it_stands():
        graph = {each["@id"]: each for each in json.loads(Path(VOCABULARY).read_text(encoding="utf-8"))["@graph"]}

        for document in documents().values():
            for node in typed(document):
                for name, value in node.items():
                    for each in value if isinstance(value, list) else [value]:
                        if isinstance(each, dict) and "@type" in each:
                            kinds = {each["@type"], *above(graph, each["@type"])}
                            assert kinds & set(named(graph[f"schema:{name}"], "rangeIncludes")), (node["@type"], name)


def graph_of(document: dict[str, Any], context: dict[str, str]) -> Graph:
    """The document's triples by a context that is here: no network."""
    with catch_warnings():
        # rdflib's own reader of JSON-LD uses what rdflib has put on its way out.
        simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(document | {"@context": context}), format="json-ld")


def above(graph: dict[str, Any], kind: str) -> Iterator[str]:
    """All types that a type is one of."""
    for each in named(graph[f"schema:{kind}"], "subClassOf", "rdfs"):
        yield each
        yield from above(graph, each)


def named(node: dict[str, Any], relation: str, space: str = "schema") -> list[str]:
    """Names of what a term points at."""
    found = node.get(f"{space}:{relation}", [])
    names = [each["@id"] for each in (found if isinstance(found, list) else [found])]
    return [each.removeprefix("schema:") for each in names if each.startswith("schema:")]


def typed(node: Any) -> Iterator[dict[str, Any]]:
    """All things with a type in a document."""
    return (each for each in every(node) if isinstance(each, dict) and "@type" in each)


def every(node: Any) -> Iterator[Any]:
    """A document and all that is in it."""
    yield node
    for each in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        yield from every(each)
