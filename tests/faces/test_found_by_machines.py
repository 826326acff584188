"""What search engines and monitors read: one canonical address a page, its languages, the map of the site."""

from xml.etree import ElementTree as ET

import pytest

from tests.faces.markup import elements

BASE = "http://guide.test"
LANGUAGES = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_the_sitemap_names_every_page_in_every_language_and_each_answers(standing, reader):
    listed = sitemap(reader)

    assert len(listed) == len(LANGUAGES) * (4 + 2 + 4 + 1 + 1)
    assert listed.keys() == {each for alternates in listed.values() for each in alternates.values()}
    answers = {path: reader.get(path).status_code for path in listed}
    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_no_page_that_is_at_rest_is_in_the_sitemap(standing, reader):
    assert standing.withdrawn.id not in reader.get("/sitemap.xml").text


def test_each_page_says_the_same_of_its_languages_as_the_sitemap(standing, reader):
    for path, alternates in sitemap(reader).items():
        page = reader.get(path).text
        # The podcast is another form of the page, not another language.
        alternate = [each for each in elements(page, "link", rel="alternate") if "type" not in each]
        told = {each["hreflang"]: each["href"].removeprefix(BASE) for each in alternate}

        assert told == alternates, path
        assert told["x-default"] == told["en"], path


def test_each_page_is_its_own_canonical_address_in_its_own_language(standing, reader):
    for path in sitemap(reader):
        page = reader.get(path).text
        (html,) = elements(page, "html")

        assert elements(page, "link", rel="canonical") == [{"rel": "canonical", "href": BASE + path}]
        assert (html["lang"], html["dir"]) == (path.split("/")[1], "ltr"), path
        (own,) = elements(page, "meta", property="og:url")
        assert own["content"] == BASE + path
        assert len(elements(page, "title")) == len(elements(page, "main")) == len(elements(page, "h1")) == 1, path
        assert elements(page, "meta", name="description")[0]["content"], path


def test_every_page_offers_every_language_by_its_own_name(standing, reader):
    for path in sitemap(reader):
        links = [each for each in elements(reader.get(path).text, "a") if "data-language" in each]

        assert {each["data-language"] for each in links} == set(LANGUAGES), path
        assert all(each["lang"] == each["hreflang"] == each["data-language"] for each in links), path
        assert [each["data-language"] for each in links if "aria-current" in each] == [path.split("/")[1]], path


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_id_stands_twice_on_a_page(tag, standing, reader):
    for path in (
        f"/{tag}/",
        f"/{tag}/nearby",
        f"/{tag}/wifi",
        f"/q/{standing.site.sign}",
        f"/q/{standing.craft.sign}",
    ):
        page = reader.get(path, headers={"Accept-Language": tag}, follow_redirects=True).text
        ids = [attributes["id"] for attributes in every(page) if "id" in attributes]

        assert sorted(ids) == sorted(set(ids)), path
        named = {
            name
            for attributes in every(page)
            for key in ("aria-labelledby", "aria-describedby", "for")
            for name in attributes.get(key, "").split()
        }
        assert named <= set(ids), path


def test_a_stop_of_a_tour_leaves_the_place_s_own_page_to_search_engines(standing, reader):
    page = reader.get(f"/vi/tours/{standing.tour}/mot-ngay/1").text

    assert elements(page, "link", rel="canonical")[0]["href"] == f"{BASE}/vi/sites/{standing.site.id}/dinh-van-la"
    assert [each for each in elements(page, "link", rel="alternate") if "hreflang" in each] == []


def test_robots_may_read_all_but_what_machines_read_anyway(standing, reader):
    answer = reader.get("/robots.txt")

    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /ogc",
        "Allow: /",
        f"Sitemap: {BASE}/sitemap.xml",
    ]


def test_the_health_page_asks_the_database_each_time(standing, reader):
    answer = reader.get("/healthz")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.text.startswith("ok ")


def test_a_share_card_is_drawn_for_the_place(standing, reader):
    page = reader.get(f"/q/{standing.site.sign}").text
    picture = elements(page, "meta", property="og:image")[0]["content"]

    answer = reader.get(picture.removeprefix(BASE))

    assert picture == f"{BASE}/vi/sites/{standing.site.id}/card.png"
    assert (answer.status_code, answer.mimetype, answer.data[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")


def every(page: str) -> list[dict[str, str]]:
    """Attributes of all elements."""
    from tests.faces.markup import Elements

    return [attributes for _, attributes in Elements(page).found]


def sitemap(reader) -> dict[str, dict[str, str]]:
    """Paths of the sitemap with their alternates by language."""
    answer = reader.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    found = {}
    for url in ET.fromstring(answer.text).iter(f"{SITEMAP}url"):
        path = (url.findtext(f"{SITEMAP}loc") or "").removeprefix(BASE)
        assert path not in found, path
        found[path] = {
            link.attrib["hreflang"]: link.attrib["href"].removeprefix(BASE) for link in url.iter(f"{XHTML}link")
        }
    return found
