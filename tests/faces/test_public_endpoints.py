"""Every public address in one table: what each promises to programs, and that it holds."""

import gzip
import json
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from tests.conftest import HOST
from tourism.tours.draft import StopDraft
from tourism.web.assets import Assets

BASE = f"http://{HOST}"
SITE, TOUR = "/{tag}/sites/{site}", "/{tag}/tours/{tour}"
HTML, JSON, GEOJSON, SVG, PNG = "text/html", "application/json", "application/geo+json", "image/svg+xml", "image/png"
LINKED, VTT, ICS, CSV = "application/ld+json", "text/vtt", "text/calendar", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENCODED = frozenset({"Accept-Encoding"})
NEGOTIATED = frozenset({"Accept-Language"})
# A page, or what it tells machines.
EITHER = frozenset({"Accept", "Accept-Encoding"})


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What an address promises.

    `open`: any site's page may read it. `kept`: it has an ETag, and is answered with 304 to whoever has it. `language`:
    the one that it is in (`{tag}` that of its address). `unknown`: the answer to a parameter that it does not know:
    200 is the same answer. `items`: where its pages hold their items, and `next` leads through all of them.
    """

    path: str
    kind: str
    open: bool = True
    kept: bool = True
    language: str | None = None
    vary: frozenset[str] = ENCODED
    status: int = 200
    unknown: int = 200
    items: str = ""


def page(path: str, vary: frozenset[str] = EITHER) -> Promise:
    """A page for people: nobody else's page reads or frames it."""
    return Promise(path=path, kind=HTML, open=False, language="{tag}", vary=vary)


def way(path: str, status: int, vary: frozenset[str] = frozenset()) -> Promise:
    """A way to another address."""
    return Promise(path=path, kind=HTML, open=False, kept=False, vary=vary, status=status)


def file(path: str, kind: str) -> Promise:
    """A file to take along, in its address's language."""
    return Promise(path=path, kind=kind, language="{tag}")


def packed(path: str, kind: str) -> Promise:
    """A file that is packed already."""
    return Promise(path=path, kind=kind, language="{tag}", vary=frozenset())


def framed(path: str) -> Promise:
    """A page that stands in other people's pages, in the phone's language unless the address says one."""
    return Promise(path=path, kind=HTML, language="{tag}", vary=ENCODED | NEGOTIATED)


def layer(path: str, kind: str = JSON) -> Promise:
    """An address for map programs, in Vietnamese unless it is asked for in another language."""
    return Promise(path=f"/ogc{path}", kind=kind, language="vi", unknown=400)


def data(path: str, kind: str = JSON, language: str | None = "{tag}", items: str = "") -> Promise:
    """An address of the API, which takes what it knows and nothing else."""
    return Promise(path=f"/api/v1{path}", kind=kind, language=language, unknown=400, items=items)


LANGUAGE, ID, COMMUNE = "/<language:language>", "<id:public_id>", "/communes/<slug:slug>"
TABLE: dict[str, Promise] = {
    "/": way("/", 302, NEGOTIATED),
    "/q": way("/q", 302, NEGOTIATED),
    "/q/": way("/q/", 302, NEGOTIATED),
    "/q/<path:code>": page("/q/{sign}", vary=EITHER | NEGOTIATED),
    f"{LANGUAGE}/": page("/{tag}/"),
    f"{LANGUAGE}/nearby": page("/{tag}/nearby"),
    f"{LANGUAGE}/scan": page("/{tag}/scan"),
    f"{LANGUAGE}/wifi": page("/{tag}/wifi"),
    f"{LANGUAGE}{COMMUNE}": page("/{tag}/communes/hong-van"),
    f"{LANGUAGE}{COMMUNE}/embed": page("/{tag}/communes/hong-van/embed", vary=ENCODED),
    f"{LANGUAGE}/card.png": file("/{tag}/card.png", PNG),
    f"{LANGUAGE}/<any(nearby, wifi, scan):kind>/card.png": file("/{tag}/nearby/card.png", PNG),
    f"{LANGUAGE}{COMMUNE}/card.png": file("/{tag}/communes/hong-van/card.png", PNG),
    f"{LANGUAGE}/sites/{ID}/card.png": file(f"{SITE}/card.png", PNG),
    f"{LANGUAGE}/tours/{ID}/card.png": file(f"{TOUR}/card.png", PNG),
    f"{LANGUAGE}{COMMUNE}/wifi": page("/{tag}/communes/hong-van/wifi"),
    f"{LANGUAGE}{COMMUNE}/podcast.xml": file("/{tag}/communes/hong-van/podcast.xml", "application/rss+xml"),
    f"{LANGUAGE}{COMMUNE}/festivals.ics": file("/{tag}/communes/hong-van/festivals.ics", ICS),
    f"{LANGUAGE}{COMMUNE}/closures.atom": file("/{tag}/communes/hong-van/closures.atom", "application/atom+xml"),
    f"{LANGUAGE}{COMMUNE}/closures.json": file("/{tag}/communes/hong-van/closures.json", "application/feed+json"),
    f"{LANGUAGE}/sites/{ID}/": way(f"{SITE}/", 301),
    f"{LANGUAGE}/sites/{ID}/<slug>": page(f"{SITE}/{{slug}}"),
    f"{LANGUAGE}/sites/{ID}/3d": page(f"{SITE}/3d"),
    f"{LANGUAGE}/sites/{ID}/3d/parts.vtt": file(f"{SITE}/3d/parts.vtt", VTT),
    f"{LANGUAGE}/sites/{ID}/3d/phone.svg": Promise(path=f"{SITE}/3d/phone.svg", kind=SVG, open=False),
    f"{LANGUAGE}/tours/{ID}/": way(f"{TOUR}/", 301),
    f"{LANGUAGE}/tours/{ID}/<slug>": page(f"{TOUR}/mot-ngay"),
    f"{LANGUAGE}/tours/{ID}/<slug>/<int(max=60):number>": page(f"{TOUR}/mot-ngay/2"),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.gpx": file(f"{TOUR}/mot-ngay.gpx", "application/gpx+xml"),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.kml": file(f"{TOUR}/mot-ngay.kml", "application/vnd.google-earth.kml+xml"),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.geojson": file(f"{TOUR}/mot-ngay.geojson", GEOJSON),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.ics": file(f"{TOUR}/mot-ngay.ics", ICS),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.csv": file(f"{TOUR}/mot-ngay.csv", CSV),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.xlsx": file(f"{TOUR}/mot-ngay.xlsx", XLSX),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.pdf": file(f"{TOUR}/mot-ngay.pdf", "application/pdf"),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>.epub": packed(f"{TOUR}/mot-ngay.epub", "application/epub+zip"),
    f"{LANGUAGE}/tours/{ID}/<slug:slug>-audio.zip": packed(f"{TOUR}/mot-ngay-audio.zip", "application/zip"),
    f"/embed/sites/{ID}": framed("/embed/sites/{site}"),
    f"/embed/tours/{ID}": framed("/embed/tours/{tour}"),
    "/embed.js": Promise(path="/embed.js", kind="text/javascript"),
    "/oembed": Promise(path="/oembed?url={base}/vi/tours/{tour}/mot-ngay", kind=JSON),
    "/catalog.jsonld": Promise(path="/catalog.jsonld", kind=LINKED),
    "/ogc": layer(""),
    "/ogc/": layer("/"),
    "/ogc/api": layer("/api", "application/vnd.oai.openapi+json"),
    "/ogc/conformance": layer("/conformance"),
    "/ogc/collections": layer("/collections"),
    "/ogc/collections/<layer>": layer("/collections/sites"),
    "/ogc/collections/<layer>/items": layer("/collections/sites/items", GEOJSON),
    "/ogc/collections/<layer>/items/<feature>": layer("/collections/sites/items/{site}", GEOJSON),
    "/signs/<id:code>.svg": Promise(path="/signs/{sign}.svg", kind=SVG),
    "/signs/<id:code>.png": Promise(path="/signs/{sign}.png", kind=PNG),
    "/cards/<name>.png": Promise(path="/cards/{drawing}.png", kind=PNG),
    "/covers/<name>.png": Promise(path="/covers/{drawing}.png", kind=PNG),
    "/communes/<slug:slug>/cover.png": Promise(path="/communes/hong-van/cover.png", kind=PNG),
    f"/wifi/{ID}.svg": Promise(path="/wifi/{wifi}.svg", kind=SVG),
    # Crawlers are no pages of anybody's.
    "/sitemap.xml": Promise(path="/sitemap.xml", kind="application/xml", open=False),
    "/robots.txt": Promise(path="/robots.txt", kind="text/plain", open=False),
    # Asked anew each time: of the database itself, and by each phone for itself.
    "/healthz": Promise(path="/healthz", kind="text/plain", open=False, kept=False, vary=frozenset()),
    "/captive.json": Promise(
        path="/captive.json", kind="application/captive+json", open=False, kept=False, vary=frozenset()
    ),
    "/api/v1/communes": data("/communes", items="items"),
    "/api/v1/communes/<slug>": data("/communes/hong-van"),
    "/api/v1/sites": data("/sites", items="items"),
    "/api/v1/sites.geojson": data("/sites.geojson", GEOJSON, items="features"),
    f"/api/v1/sites/{ID}": data("/sites/{site}"),
    f"/api/v1/sites/{ID}/scene.json": data("/sites/{site}/scene.json", language=None),
    f"/api/v1/sites/{ID}/iiif3.json": data("/sites/{site}/iiif3.json", LINKED, language=None),
    f"/api/v1/sites/{ID}/iiif4.json": data("/sites/{site}/iiif4.json", LINKED, language=None),
    f"/api/v1/sites/{ID}/scene.svx.json": data("/sites/{site}/scene.svx.json", language=None),
    f"/api/v1/sites/{ID}/scene/<tag>.vtt": data("/sites/{site}/scene/{tag}.vtt", VTT),
    "/api/v1/cells/<cell>.geojson": data("/cells/2217-5718.geojson", GEOJSON),
    "/api/v1/tours": data("/tours", items="items"),
    f"/api/v1/tours/{ID}": data("/tours/{tour}"),
    "/api/v1/wifi": data("/wifi", GEOJSON),
    "/api/v1/wifi.csv": data("/wifi.csv", CSV),
    "/api/v1/openapi.json": data("/openapi.json", language=None),
    # In front of Flask.
    "media: a sound": Promise(path="/media/{sound}", kind="audio/mpeg", vary=frozenset()),
    "media: a drawing": Promise(path="/media/{picture}", kind=SVG),
    "media: cues": Promise(path="/media/{cues}", kind=VTT),
    "static": Promise(path="{static}", kind=SVG),
}
KEPT = [rule for rule, each in TABLE.items() if each.kept]
PAGED = [rule for rule, each in TABLE.items() if each.items]
# One of the three is spoken by `Accept-Language`; the addresses themselves are Vietnamese.
SPOKEN = {"vi": "vi-VN,vi;q=0.9", "en": "en-GB,en;q=0.8", "ko": "ko"}


def test_every_public_address_has_its_row_and_every_row_an_address(standing_app):
    policies = {
        rule.rule: standing_app.view_functions[rule.endpoint].policy for rule in standing_app.url_map.iter_rules()
    }
    public = {rule for rule, policy in policies.items() if policy.audience == "anyone"}

    assert {rule for rule in TABLE if rule.startswith("/")} == public


@pytest.mark.parametrize("rule", TABLE)
def test_it_answers_as_what_it_is_and_says_who_may_read_it(rule, address, reader):
    promise, answer = TABLE[rule], reader.get(address(rule), headers={"Origin": "https://partner.example"})
    headers = answer.headers

    assert (answer.status_code, answer.mimetype) == (promise.status, promise.kind)
    assert headers.get("Access-Control-Allow-Origin") == ("*" if promise.open else None)
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if promise.open else "same-site")
    # Nobody's credentials are asked for, so none are let through, and none are given.
    assert not {"Access-Control-Allow-Credentials", "Set-Cookie", "WWW-Authenticate"} & set(headers)
    assert varies(headers) == promise.vary


@pytest.mark.parametrize("rule", TABLE)
def test_it_says_its_language_where_it_has_one(rule, address, reader):
    promise = TABLE[rule]
    told = {promise.language.format(tag="vi")} if promise.language else {None}

    assert {reader.get(address(rule)).headers.get("Content-Language")} == told


@pytest.mark.parametrize("rule", [rule for rule, each in TABLE.items() if "{tag}" in each.path])
def test_in_another_language_it_says_that_one(rule, address, reader):
    answer = reader.get(address(rule, "en"))

    if answer.status_code == 200 and TABLE[rule].language:
        assert answer.headers["Content-Language"].split(", ")[0] == "en"
    else:
        assert answer.status_code == TABLE[rule].status or answer.status_code == 301


@pytest.mark.parametrize("rule", [rule for rule in TABLE if rule.startswith("/api/") and TABLE[rule].language])
def test_an_address_of_the_api_speaks_as_it_is_asked_to(rule, address, reader):
    asked = address(rule, "en") if "{tag}" in TABLE[rule].path else f"{address(rule)}?lang=en"

    assert reader.get(asked).headers["Content-Language"] == "en"


@pytest.mark.parametrize("rule", TABLE)
def test_a_reader_s_language_changes_the_answer_exactly_where_vary_says_so(rule, address, reader):
    answers = [reader.get(address(rule), headers={"Accept-Language": each}) for each in SPOKEN.values()]
    told = {(each.headers.get("Location"), each.data) for each in answers}
    ways = {(each.status_code, each.mimetype) for each in answers}

    assert len(ways) == 1
    assert (len(told) > 1) == ("Accept-Language" in TABLE[rule].vary)


@pytest.mark.parametrize("rule", TABLE)
def test_who_has_it_already_gets_no_body_again(rule, address, reader):
    promise, path = TABLE[rule], address(rule)
    answer = reader.get(path)
    if not promise.kept:
        assert "ETag" not in answer.headers
        assert reader.get(path, headers={"If-None-Match": "*"}).status_code == promise.status
        return
    tag = answer.headers["ETag"]

    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = reader.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag), known
        assert again.headers.get("Access-Control-Allow-Origin") == answer.headers.get("Access-Control-Allow-Origin")
        assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]
        assert varies(again.headers) == promise.vary
    assert not tag.startswith("W/")
    assert reader.get(path, headers={"If-None-Match": '"x"'}).data == answer.data


@pytest.mark.parametrize("rule", KEPT)
def test_it_may_be_kept_by_everybody_and_is_as_old_as_it_says(rule, address, reader):
    for _ in range(2):
        answer = reader.get(address(rule))

        assert answer.headers["Cache-Control"].startswith("public, max-age=")
        assert "Date" not in answer.headers, "the server tells when it sends; a kept page's own would be of another day"


@pytest.mark.parametrize("rule", KEPT)
def test_compressed_it_is_the_same_under_an_etag_of_its_own(rule, address, reader):
    path = address(rule)
    plain, packed = reader.get(path), reader.get(path, headers={"Accept-Encoding": "gzip"})
    is_packed = packed.headers.get("Content-Encoding") == "gzip"

    assert (gzip.decompress(packed.data) if is_packed else packed.data) == plain.data
    assert (packed.headers["ETag"] != plain.headers["ETag"]) == is_packed
    assert is_packed == ("Accept-Encoding" in TABLE[rule].vary)


@pytest.mark.parametrize("rule", TABLE)
def test_head_is_get_without_its_body(rule, address, reader):
    got, head = reader.get(address(rule)), reader.head(address(rule))

    assert (head.status_code, head.data) == (got.status_code, b"")
    assert dict(head.headers) == dict(got.headers)
    assert int(head.headers["Content-Length"]) == len(got.data)


@pytest.mark.parametrize("rule", TABLE)
def test_cookies_change_nothing(rule, address, reader):
    plain = reader.get(address(rule))
    known = reader.get(address(rule), headers={"Cookie": "desk=x; session=y"})

    assert (known.data, dict(known.headers)) == (plain.data, dict(plain.headers))


@pytest.mark.parametrize("rule", TABLE)
def test_what_it_does_not_know_is_refused_by_the_api_and_overheard_elsewhere(rule, address, reader):
    promise, path = TABLE[rule], address(rule)
    plain, more = reader.get(path), reader.get(f"{path}?utm_source=letter")

    if promise.unknown == 400:
        assert (more.status_code, more.mimetype) == (400, "application/problem+json")
        assert more.json["parameters"] == ["utm_source"]
        assert more.headers["Access-Control-Allow-Origin"] == "*"
        assert more.headers["Cache-Control"] == "no-store"
        return
    assert more.status_code == promise.status
    if promise.kept:
        assert more.data == plain.data
        assert more.headers["Cache-Control"] == plain.headers["Cache-Control"]
        again = reader.get(f"{path}?utm_source=letter", headers={"If-None-Match": more.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("rule", [rule for rule, each in TABLE.items() if each.unknown == 400])
def test_a_browser_that_asks_first_is_let_through(rule, address, reader):
    asked = {"Origin": "https://partner.example", "Access-Control-Request-Method": "GET"}
    answer = reader.options(address(rule), headers=asked)

    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")


@pytest.mark.parametrize("limit", [1, 2, 3])
@pytest.mark.parametrize("rule", PAGED)
def test_next_leads_through_everything_once(rule, limit, crowd, visitor):
    items, path = TABLE[rule].items, TABLE[rule].path
    whole = [each_id(each) for each in visitor.get(f"{path}?limit=100").json[items]]
    seen, sizes, onward = [], [], f"{path}?{urlencode({'limit': limit, 'lang': 'en'})}"

    while onward:
        answer = visitor.get(onward)
        told = json.loads(answer.data)
        assert answer.headers.get("Link") == (f'<{told["next"]}>; rel="next"' if told["next"] else None)
        assert answer.headers["Content-Language"] == "en"
        assert not told["next"] or f"limit={limit}&lang=en&after=" in told["next"]
        sizes.append(len(told[items]))
        seen += [each_id(each) for each in told[items]]
        onward = told["next"] and told["next"].removeprefix(BASE)
        assert len(sizes) <= len(whole), "it goes round"

    assert seen == whole
    assert len(whole) == 5
    assert set(sizes[:-1]) <= {limit}
    assert 0 < sizes[-1] <= limit


@pytest.mark.parametrize("rule", PAGED)
def test_what_is_added_while_somebody_reads_shifts_nothing(rule, crowd, village, visitor):
    """By key, not by number."""
    first = visitor.get(f"{TABLE[rule].path}?limit=2").json
    crowded(village, 6)
    rest = visitor.get(first["next"].removeprefix(BASE).replace("limit=2", "limit=100")).json
    read = [each_id(each) for page in (first, rest) for each in page[TABLE[rule].items]]

    assert read == [each_id(each) for each in visitor.get(f"{TABLE[rule].path}?limit=99").json[TABLE[rule].items]]
    assert len(set(read)) == 6
    assert rest["next"] is None


def varies(headers) -> frozenset[str]:
    """The names in Vary."""
    return frozenset(each.strip() for each in headers.get("Vary", "").split(",") if each.strip())


def each_id(item: dict[str, str]) -> str:
    """What an item is known by."""
    return item.get("id") or item["slug"]


@pytest.fixture
def address(standing):
    """The address of a row, in a language."""
    root = standing.village.backends.blobs.root
    blobs = {kind: next(path.name for path in sorted(root.rglob(f"*.{kind}"))) for kind in ("mp3", "svg", "vtt")}
    media = {kind: f"{name[:2]}/{name}" for kind, name in blobs.items()}
    static = Assets.of().address("icons.svg")

    def of(rule: str, tag: str = "vi") -> str:
        slug = {"vi": "dinh-van-la", "en": "van-la-communal-house"}[tag]
        return TABLE[rule].path.format(
            tag=tag, site=standing.site.id, slug=slug, tour=standing.tour, sign=standing.site.sign,
            base=BASE, wifi=standing.wifi, drawing=blobs["svg"].removesuffix(".svg"), static=static,
            sound=media["mp3"], picture=media["svg"], cues=media["vtt"],
        )  # fmt: skip

    return of


@pytest.fixture
def crowd(village):
    """Five communes, each with a site and a tour."""
    for number in range(1, 6):
        crowded(village, number)


def crowded(village, number: int) -> None:
    """One more commune with a site and a tour."""
    commune = village.commune(f"xa-{number}")
    village.site(commune, "dinh")
    village.tour(commune, (StopDraft(site="dinh", kind="visit", dwell_minutes=5),))
