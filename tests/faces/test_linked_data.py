"""What machines read of each page: its JSON-LD in the page and by itself, its card, the catalogue of the data."""

import json
from io import BytesIO
from urllib.parse import urlsplit

import extruct
import pytest
from PIL import Image

from tests.builders import words
from tests.faces.markup import elements
from tests.hostile_texts import PAYLOADS
from tourism.communes.draft import Festival
from tourism.engines import raster
from tourism.engines.lettering import lettering
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.web.visitor.fitting import fitted
from tourism.web.visitor.sign import FONTS

BASE = "http://guide.test"
LD = {"Accept": "application/ld+json"}
KINDS = {
    "home": ("/{tag}/", "AdministrativeArea"),
    "commune": ("/{tag}/communes/hong-van", "AdministrativeArea"),
    "site": ("/{tag}/sites/{site}/{slug}", "LandmarksOrHistoricalBuildings"),
    "craft": ("/vi/sites/{craft}/uon-cay", "TouristAttraction"),
    "tour": ("/{tag}/tours/{tour}/mot-ngay", "TouristTrip"),
    "stop": ("/{tag}/tours/{tour}/mot-ngay/1", "LandmarksOrHistoricalBuildings"),
    "scene": ("/{tag}/sites/{site}/3d", "3DModel"),
    "nearby": ("/{tag}/nearby", "CollectionPage"),
    "wifi": ("/{tag}/wifi", "CollectionPage"),
    "commune's wifi": ("/{tag}/communes/hong-van/wifi", "CollectionPage"),
    "scan": ("/{tag}/scan", "WebPage"),
}
SLUGS = {"vi": "dinh-van-la", "en": "van-la-communal-house", "ko": "dinh-van-la-ko"}


@pytest.mark.parametrize("tag", SLUGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_program_reads_in_the_page_what_it_gets_when_it_asks_for_that_alone(kind, tag, standing, reader):
    path = address(kind, tag, standing)
    page, alone = reader.get(path), reader.get(path, headers=LD)

    read = extruct.extract(page.text, base_url=BASE + path, syntaxes=["json-ld", "opengraph"], uniform=False)

    assert (page.mimetype, alone.mimetype) == ("text/html", "application/ld+json")
    assert read["json-ld"] == [json.loads(alone.data)]
    assert read["json-ld"][0]["@type"] == KINDS[kind][1]
    assert len(elements(page.text, "script", type="application/ld+json")) == 1
    (graph,) = read["opengraph"]
    told = dict(graph["properties"])
    (canonical,) = elements(page.text, "link", rel="canonical")
    assert told["og:url"] == canonical["href"]
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image"].startswith(f"{BASE}/")
    assert told["og:image:alt"]


def test_every_page_of_the_map_of_the_site_has_a_document(standing, reader):
    text = reader.get("/sitemap.xml").text
    paths = [each.partition("</loc>")[0].removeprefix(BASE) for each in text.split("<loc>")[1:]]

    documents = {path: reader.get(path, headers=LD) for path in paths}

    assert len(paths) > 50
    assert {path for path, answer in documents.items() if answer.mimetype != "application/ld+json"} == set()
    assert all(json.loads(answer.data)["@context"] == "https://schema.org" for answer in documents.values())


@pytest.mark.parametrize("first", ["page", "document"])
def test_neither_form_of_a_finished_page_is_ever_answered_for_the_other(first, hamlet, visitor):
    path = f"/vi/sites/{hamlet.site.id}/dinh-van-la"
    wishes = [{"Accept": "text/html"}, LD] if first == "page" else [LD, {"Accept": "text/html"}]

    answers = [visitor.get(path, headers=each) for each in wishes * 2]

    kinds = [each.mimetype for each in answers]
    assert kinds[:2] == kinds[2:]
    assert set(kinds) == {"text/html", "application/ld+json"}
    assert all("Accept" in {each.strip() for each in answer.headers["Vary"].split(",")} for answer in answers)
    assert len({answer.headers["ETag"] for answer in answers}) == 2


def test_a_sign_s_code_has_both_forms_in_each_language(standing, reader):
    path = f"/q/{standing.site.sign}"

    for tag, name in (("vi", "Đình Vân La"), ("en", "Van La Communal House")):
        headers = {"Accept-Language": tag}
        assert name in reader.get(path, headers=headers).text
        assert json.loads(reader.get(path, headers=headers | LD).data)["name"] == name


def test_programs_in_other_sites_pages_may_read_it_and_ask_whether_it_changed(standing, reader):
    path = f"/vi/tours/{standing.tour}/mot-ngay"
    answer = reader.get(path, headers=LD)
    again = reader.get(path, headers=LD | {"If-None-Match": answer.headers["ETag"]})
    page = reader.get(path, headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Language"] == "vi"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in again.headers["Vary"]
    assert page.status_code == 200
    assert "Access-Control-Allow-Origin" not in page.headers


def test_a_site_s_document_tells_the_voice_the_wifi_and_the_model(standing, reader):
    told = json.loads(reader.get(address("site", "vi", standing), headers=LD).data)

    sound, model = told["subjectOf"]
    assert sound["transcript"].endswith("Phía trước là sân gạch.")
    assert sound["about"] == {"@id": told["@id"]}
    assert reader.get(sound["contentUrl"].removeprefix(BASE)).mimetype == sound["encodingFormat"] == "audio/mpeg"
    assert model == {"@type": "3DModel", "@id": f"{model['url']}#model", "url": model["url"]}
    assert json.loads(reader.get(model["url"].removeprefix(BASE), headers=LD).data)["@id"] == model["@id"]
    assert told["amenityFeature"][0]["name"] == "WiFi"
    assert "hoa,sen" not in json.dumps(told)


def test_a_machine_s_translation_says_so(standing, reader):
    told = json.loads(reader.get(address("site", "ko", standing), headers=LD).data)

    assert (told["name"], told["alternateName"]) == ("번라 마을회관", "Đình Vân La")
    assert told["mainEntityOfPage"]["digitalSourceType"].endswith("TrainedAlgorithmicMediaDigitalSource")
    assert told["mainEntityOfPage"]["creativeWorkStatus"]


def test_a_name_of_a_thing_is_the_same_in_all_languages_and_leads_to_it(standing, reader):
    named = {json.loads(reader.get(address("site", tag, standing), headers=LD).data)["@id"] for tag in SLUGS}

    (found,) = named
    answer = reader.get(urlsplit(found).path, headers=LD, follow_redirects=True)
    assert json.loads(answer.data)["@id"] == found


def test_only_a_festival_whose_days_are_known_is_an_event(village, visitor):
    known = festival("le-hoi", solar={2027: "2027-03-15/2027-03-17"})
    village.commune(festivals=(known, festival("gio-to")))

    told = json.loads(visitor.get("/vi/communes/hong-van", headers=LD).data)

    assert [(each["name"], each["startDate"], each["endDate"]) for each in told["event"]] == [
        ("le-hoi", "2027-03-15", "2027-03-17")
    ]


def test_the_front_page_of_many_communes_names_them_and_the_catalogue(village, visitor):
    village.commune()
    village.commune("son-nam")

    told = json.loads(visitor.get("/en/", headers=LD).data)

    assert told["@type"] == "WebSite"
    assert [each["url"] for each in told["about"]] == [
        f"{BASE}/en/communes/hong-van",
        f"{BASE}/en/communes/son-nam",
    ]
    assert visitor.get(told["hasPart"][0]["url"].removeprefix(BASE)).mimetype == "application/ld+json"


def test_hostile_words_are_words_in_the_script_and_on_the_card(hamlet, visitor):
    for number, text in enumerate(PAYLOADS[:: len(PAYLOADS) // 12]):
        told = text[:150].strip()
        rename(hamlet, told)

        # With a query it is made anew: kept pages may be as old as half a second.
        answer = visitor.get(f"/vi/sites/{hamlet.site.id}/dinh-van-la?{number}")
        card = visitor.get(f"/vi/sites/{hamlet.site.id}/card.png?{number}")

        (read,) = extruct.extract(answer.text, syntaxes=["json-ld"])["json-ld"]
        assert read["name"] == told
        assert len(elements(answer.text, "script", type="application/ld+json")) == 1
        assert size(card) == (1200, 630)


@pytest.mark.parametrize("tag", [*SLUGS, "zh-Hans", "ja"])
def test_every_card_is_a_picture_of_the_size_that_it_says(tag, standing, reader):
    for kind in KINDS:
        if kind == "scene":
            continue
        page = reader.get(address(kind, tag, standing)).text
        (picture,) = elements(page, "meta", property="og:image")
        answer = reader.get(picture["content"].removeprefix(BASE))

        assert (answer.status_code, answer.mimetype, size(answer)) == (200, "image/png", (1200, 630)), kind
        assert len(answer.data) < 120_000, kind


def test_a_card_shows_other_words_in_another_language(standing, reader):
    cards = {reader.get(f"/{tag}/sites/{standing.site.id}/card.png").data for tag in ("vi", "en")}

    assert len(cards) == 2


def test_a_name_that_no_font_here_can_write_is_left_out_of_the_card():
    assert lettering("Đình Vân La", "vi", FONTS, ()).family == "Be Vietnam Pro"
    assert lettering("Maison communale, œuvre d’été", "fr", FONTS, ()).family == "Be Vietnam Pro"
    for text, tag in (
        ("번라 마을회관", "ko"),
        ("云罗亭", "zh-Hans"),
        ("村の集会所", "ja"),
        ("👩🏽‍🌾", "en"),
        ("قرية", "vi"),
    ):
        assert lettering(text, tag, FONTS, ()) is None, text


def test_a_card_without_fonts_for_its_language_says_the_vietnamese_name(standing, reader, monkeypatch):
    monkeypatch.setattr("tourism.web.visitor.card.lettering", lambda text, tag, own: lettering(text, tag, own, ()))
    drawings: list[str] = []

    def kept(drawing: str, **_: object) -> bytes:
        drawings.append(drawing)
        return b""

    monkeypatch.setattr(raster, "share", kept)

    standing_card = f"/ko/sites/{standing.site.id}/card.png?fresh"
    reader.get(standing_card)

    (drawing,) = drawings
    assert "Đình Vân La" in drawing
    assert "번라" not in drawing


@pytest.mark.parametrize("text", ["Đình", "Ò" * 200, "một hai ba " * 60, "村" * 90, "a b", "x" * 15 + " " + "y" * 15])
def test_words_stay_in_their_box(text):
    set_ = fitted(text, top=70, width=460, height=250, largest=76, smallest=30)

    assert set_.lines
    assert max(line.y for line in set_.lines) <= 70 + 250
    assert 30 <= set_.size <= 76


def test_the_catalogue_lists_data_that_is_there(standing, reader):
    answer = reader.get("/catalog.jsonld")
    told = json.loads(answer.data)
    datasets = told["dcat:dataset"]

    assert answer.mimetype == "application/ld+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    kinds = [each["@id"].partition("#")[2] for each in datasets]
    assert kinds[:3] == ["sites", "tours", "data"]
    assert set(kinds[3:]) == {"audio"}
    for each in datasets:
        assert not each.keys() & {"dct:license"}
        for file in each["dcat:distribution"]:
            found = reader.get(file["dcat:downloadURL"]["@id"].removeprefix(BASE))
            assert found.status_code == 200, file
            assert file["dcat:mediaType"]["@id"].endswith(f"/{found.mimetype}"), file


def test_a_scene_keeps_its_own_card(standing, reader):
    page = reader.get(address("scene", "vi", standing)).text

    (picture,) = elements(page, "meta", property="og:image")
    assert picture["content"].startswith(f"{BASE}/media/")
    assert picture["content"].endswith(".jpg")


def address(kind: str, tag: str, standing) -> str:
    """A page of the standing village, told or not in this language."""
    slug = SLUGS.get(tag, SLUGS["en"])
    return KINDS[kind][0].format(tag=tag, site=standing.site.id, craft=standing.craft.id, tour=standing.tour, slug=slug)


def festival(key: str, **changes) -> Festival:
    """A festival whose name is its key."""
    return Festival(key=key, confidence="H", names={"vi": key}, texts={"vi": "Rước nước."}, **changes)


def rename(hamlet, name: str) -> None:
    """Publishes a site under another name."""
    now = hamlet.village.backends.clock()
    with hamlet.village.backends.sessions.writing() as session:
        sites.save(session, hamlet.site.row, "vi", words(name), by="test", now=now)
        publishing.publish_site(session, hamlet.site.row, hamlet.commune, {"vi"}, now)


def size(answer) -> tuple[int, int]:
    """Pixels of a picture."""
    with Image.open(BytesIO(answer.data)) as picture:
        return picture.size
