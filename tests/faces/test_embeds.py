"""Tours and places on other people's sites: framed by anybody, leaving nothing, never broken."""

import base64
import hashlib
import re

import pytest

from tests.conftest import HOST
from tests.faces.markup import Elements, addresses, elements, words_of
from tests.faces.test_every_route import paths as every_path
from tests.faces.test_hostile_words import HOSTILE, a_hostile_house, harmful
from tests.house.source import PACKAGE
from tourism.communes.theme import CONTRAST_MIN, DARK_GROUND, PAPER, contrast
from tourism.web.security import Policy

BASE = f"http://{HOST}"
BAD = (
    "lang=xx", "lang=", "lang=../..", "theme=blue", "theme=%00", "primary=red", "primary=FFFF00", "primary=%23zzzzzz",
    "primary=%3Cscript%3E", "secondary=;}*{display:none", "start=0", "start=99", "start=-1", "start=x", "start=2.5",
    "compact=yes", "unknown=1", "lang=vi&lang=en", "a" * 3000, "%ff%fe", "=&=&&", "start=" + "9" * 500,
)  # fmt: skip


def embeds(standing) -> tuple[str, ...]:
    """Embeds of every sort: a tour, a stop, places that are told, silent and awaited."""
    tour = f"/embed/tours/{standing.tour}"
    places = (standing.site, standing.plain, standing.craft, standing.awaiting)
    return (tour, f"{tour}?lang=vi&start=1", *(f"/embed/sites/{each.id}" for each in places))


def test_only_embeds_may_be_framed_of_all_addresses(standing_app, standing, reader):
    """The table of the house: what every route says to whoever wants to frame it."""
    others = [*every_path(standing_app, standing).values(), "/embed.js", "/oembed", "/vi/communes/hong-van/embed",
              "/studio/", "/studio/sign-in", "/api/v1/sites", "/nowhere", "/embed/", "/embed/x/y"]  # fmt: skip
    for path in others:
        headers = reader.get(path).headers

        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'"), path
    for path in (*embeds(standing), f"/embed/sites/{standing.withdrawn.id}"):
        headers = reader.get(path).headers

        assert "X-Frame-Options" not in headers, path
        assert headers["Content-Security-Policy"].endswith("frame-ancestors *"), path
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin", path


def test_every_framed_route_is_an_embed_s_and_asks_the_phone_for_nothing(standing_app, standing, reader):
    framed = [
        rule.rule
        for rule in standing_app.url_map.iter_rules()
        if getattr(standing_app.view_functions[rule.endpoint], "policy", Policy("nobody")).framed
    ]

    assert sorted(framed) == ["/embed/sites/<id:public_id>", "/embed/tours/<id:public_id>"]
    for path in embeds(standing):
        assert reader.get(path).headers["Permissions-Policy"].startswith("geolocation=(), camera=(), microphone=()")


def test_an_embed_keeps_nothing_and_names_no_other_host(standing, reader):
    for path in embeds(standing):
        answer = reader.get(path, headers={"Cookie": "session=x"})

        assert "Set-Cookie" not in answer.headers, path
        foreign = [each for each in addresses(answer.text) if re.match(r"(?:[a-z]+:)?//", each)]
        assert [each for each in foreign if not each.startswith(f"{BASE}/")] == [], path


def test_what_a_frame_without_an_origin_fetches_is_asked_for_as_anybody(standing, reader):
    """Fonts, scripts, sounds and their tracks come by CORS; no drawing of an icon comes out of another file."""
    for path in embeds(standing):
        text = reader.get(path).text
        for tag, each in Elements(text).found:
            if tag == "script" or each.get("as") == "font":
                assert "crossorigin" in each, (path, each)
            if tag == "audio":
                assert each["crossorigin"] == "anonymous", path
            if tag == "use":
                assert each["href"].startswith("#"), (path, each)
        wanted = {each["href"] for each in elements(text, "use")} - {"#bars"}
        assert wanted <= {f"#{each['id']}" for each in elements(text, "symbol")}, path
        fetched = [each.partition("#")[0] for each in addresses(text) if each.startswith(("/static/", "/media/"))]
        assert fetched
        for address in fetched:
            answer = reader.get(address.split(" ")[0])
            assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*"), address


def test_without_scripts_there_is_all_that_is_told_and_a_way_to_the_guide(standing, reader):
    cover = reader.get(f"/embed/tours/{standing.tour}?lang=vi").text
    assert [
        name in words_of(cover) for name in ("Một ngày", "Đi một vòng làng", "Đình Vân La", "Chợ Mới", "Uốn cây")
    ] == [True] * 5
    assert out(cover) == f"/vi/tours/{standing.tour}/mot-ngay"
    place = reader.get(f"/embed/sites/{standing.site.id}?lang=vi").text
    assert "Bốn góc mái cong lên." in words_of(place)
    assert elements(place, "audio")[0]["src"].endswith(".mp3")
    assert out(place) == f"/vi/sites/{standing.site.id}/dinh-van-la"
    for text in (cover, place):
        assert "Lời Quê · xã Hồng Vân" in words_of(text)
        assert "© Hồng Vân" in words_of(text)
        for each in [each for each in elements(text, "a") if each.get("target")]:
            assert (each["target"], each["rel"]) == ("_blank", "noopener")


def test_one_walks_from_stop_to_stop_without_leaving_the_frame_and_the_look_comes_along(standing, reader):
    path, look = f"/embed/tours/{standing.tour}", "lang=en&theme=dark&compact=1"
    heads, text = [], ""
    next_path = f"{path}?{look}&start=1"
    while next_path:
        assert next_path.startswith(f"{path}?lang=en&theme=dark")
        text = reader.get(next_path).text
        heads.append(words_of(text[text.index("<h1") : text.index("</h1>")]))
        assert elements(text, "html")[0]["data-theme"] == "dark"
        assert all("target" not in each for each in elements(text, "a", rel="next"))
        next_path = next((each["href"] for each in elements(text, "a", rel="next")), "")

    assert heads == ["Van La Communal House", "Chợ Mới", "Uốn cây"]
    assert f"{path}?lang=en&theme=dark&compact=1" in [each["href"] for each in elements(text, "a")]


def test_a_tour_s_cover_leads_to_each_stop(standing, reader):
    text = reader.get(f"/embed/tours/{standing.tour}?lang=vi").text
    within = [each["href"] for each in elements(text, "a") if "data-within" in each]

    assert within == [f"/embed/tours/{standing.tour}?lang=vi&start={number}" for number in (1, 1, 2, 3)]


@pytest.mark.parametrize("query", BAD)
def test_a_bad_option_is_as_if_it_were_not_there(query, standing, reader):
    for path in (f"/embed/tours/{standing.tour}", f"/embed/sites/{standing.site.id}"):
        answer = reader.get(f"{path}?{query}")

        assert answer.status_code == 200, query
        assert answer.text.count("<style>") == 1
        assert "--son:#A8322A;--la:#2F5D46" in answer.text, query
        assert "data-theme" not in elements(answer.text, "html")[0], query


def test_the_language_is_the_address_s_else_the_reader_s(standing, reader):
    path = f"/embed/sites/{standing.site.id}"
    for query, accepted, told in (
        ("?lang=en", "ko", "en"),
        ("?lang=zh-CN", "ko", "zh-Hans"),
        ("", "ko-KR,ko;q=0.9", "ko"),
        ("?lang=tlh", "fr", "fr"),
        ("", None, "vi"),
    ):
        headers = {"Accept-Language": accepted} if accepted else {}
        for _ in range(2):
            answer = reader.get(f"{path}{query}", headers=headers)

            assert elements(answer.text, "html")[0]["lang"] == told, (query, accepted)
            assert ("Accept-Language" in answer.headers["Vary"]) == (query in ("", "?lang=tlh")), query


def test_colours_are_the_partner_s_where_they_can_be_read_by_day_and_by_night(standing, reader):
    path = f"/embed/sites/{standing.site.id}?lang=vi"
    both = style_of(reader.get(f"{path}&primary=%237a1f5c&secondary=046").text)
    dark = style_of(reader.get(f"{path}&primary=7A1F5C&theme=dark").text)
    light = style_of(reader.get(f"{path}&primary=7A1F5C&theme=light").text)

    assert "--son:#7A1F5C;--la:#004466" in both
    assert "prefers-color-scheme:dark" in both
    assert light == ":root{--son:#7A1F5C;--la:#2F5D46}"
    lifted = re.fullmatch(r":root\{--son:(#[0-9A-F]{6});--la:(#[0-9A-F]{6})\}", dark)
    for colour in lifted.groups():
        assert contrast(colour, DARK_GROUND) >= CONTRAST_MIN
    assert contrast("#7A1F5C", PAPER) >= CONTRAST_MIN


def test_the_policy_lets_exactly_the_embed_s_own_style_through(standing, reader):
    answer = reader.get(f"/embed/sites/{standing.site.id}?primary=7A1F5C")
    digest = base64.b64encode(hashlib.sha256(style_of(answer.text).encode()).digest()).decode()

    assert f"style-src 'self' 'sha256-{digest}';" in answer.headers["Content-Security-Policy"]


def test_colours_that_are_forced_are_the_guide_s_own():
    """The sheet of embeds repeats the guide's colours; here they are held together."""
    guide, frame = ((PACKAGE / "web/static/css" / name).read_text() for name in ("guide.css", "embed.css"))
    by_day = tokens(guide[guide.index(":root {") :])
    by_night = tokens(guide[guide.index("@media (prefers-color-scheme: dark)") :].split("{", 1)[1])
    forced = {scheme: tokens(frame[frame.index(f':root[data-theme="{scheme}"] {{') :]) for scheme in ("light", "dark")}

    assert len(forced["dark"]) >= 10
    assert forced["light"] == {name: by_day[name] for name in forced["light"]}
    assert forced["dark"] == {name: by_night.get(name) for name in forced["dark"]}
    # A commune's or a partner's colours come with the page.
    assert set(by_night) - set(forced["dark"]) == {"--son", "--la"}


def test_what_is_gone_says_so_within_the_frame_and_leads_on(standing, reader):
    answer = reader.get(f"/embed/sites/{standing.withdrawn.id}?theme=dark")

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert elements(answer.text, "html")[0]["data-theme"] == "dark"
    assert out(answer.text) == "/vi/"
    assert not elements(answer.text, "form")


def test_an_embed_in_a_language_is_kept_and_one_in_another_look_is_packed(standing, reader):
    path = f"/embed/tours/{standing.tour}"
    for query in ("", "?lang=vi", "?lang=vi&theme=dark", "?lang=vi&start=2"):
        first = reader.get(path + query)
        again = reader.get(path + query, headers={"If-None-Match": first.headers["ETag"]})
        packed = reader.get(path + query, headers={"Accept-Encoding": "gzip"})
        head = reader.head(path + query)

        assert (again.status_code, again.data) == (304, b""), query
        assert packed.headers["Content-Encoding"] == "gzip", query
        assert len(packed.data) < len(first.data) / 2, query
        assert first.headers["Cache-Control"].startswith("public, max-age=60"), query
        assert (head.status_code, head.data) == (200, b""), query


def test_a_new_edition_shows_in_every_look(hamlet, visitor):
    path = f"/embed/tours/{hamlet.tour}"
    before = [visitor.get(path + query).text for query in ("?lang=vi", "?lang=vi&theme=dark")]
    hamlet.village.site(hamlet.commune, "ben-do", order=9)
    hamlet.village.voices()
    visitor.application.wsgi_app.inner.inner.memo = (-1.0, (0, ""))

    after = [visitor.get(path + query).text for query in ("?lang=vi", "?lang=vi&theme=dark")]

    assert all("mp3" not in text for text in before)
    assert after != before


def test_the_script_for_other_sites_is_small_and_asked_for_again_soon(reader):
    answer = reader.get("/embed.js")
    packed = reader.get("/embed.js", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"].startswith("public, max-age=60, ")
    assert len(packed.data) < 1600
    assert reader.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_words_in_an_embed_too(kind, village, visitor):
    listed = a_hostile_house(village, HOSTILE[kind])
    found = {match[0] for path in listed for match in re.finditer(r"/(?:sites|tours)/[0-9A-Z]{8}", path)}

    assert found
    for path in found:
        for query in ("", "?compact=1", "?start=1&lang=en"):
            answer = visitor.get(f"/embed{path}{query}")
            assert answer.status_code == 200
            assert not [each for each in Elements(answer.text).found if harmful(each)], path
        answer = visitor.get("/oembed", query_string={"url": f"{BASE}/vi{path}/", "format": "xml"})
        assert answer.status_code == 200


def test_the_builder_offers_everything_of_the_commune(standing, reader):
    text = reader.get("/vi/communes/hong-van/embed").text

    offered = [each["value"] for each in elements(text, "option") if len(each["value"]) == 8]
    assert offered == [standing.tour, standing.site.id, standing.plain.id, standing.craft.id, standing.awaiting.id]
    assert elements(text, "iframe")[0]["src"] == f"{BASE}/embed/tours/{standing.tour}?lang=vi&dnt=1"


def test_every_snippet_leads_to_what_was_chosen(standing, reader):
    asked = f"what={standing.tour}&lang=en&theme=dark&primary=%237A1F5C&start=2&compact=1"
    text = reader.get(f"/vi/communes/hong-van/embed?{asked}").text
    element, frame, address, link = snippets(text)

    embedded = f"{BASE}/embed/tours/{standing.tour}?lang=en&theme=dark&primary=7A1F5C&start=2&compact=1"
    assert elements(frame, "iframe")[0]["src"] == address == embedded
    assert elements(element, "script")[0] == {"async": "", "src": f"{BASE}/embed.js"}
    page = f"{BASE}/en/tours/{standing.tour}/mot-ngay"
    assert elements(element, "loi-que-tour")[0] == {
        "src": page, "lang": "en", "theme": "dark", "primary": "7A1F5C", "start": "2", "compact": "1",
    }  # fmt: skip
    assert [elements(each, "a")[0]["href"] for each in (element, frame, link)] == [page] * 3
    assert "frame-src 'self';" in reader.get("/vi/communes/hong-van/embed").headers["Content-Security-Policy"]
    for each in (address, page):
        assert reader.get(each.removeprefix(BASE)).status_code == 200


def test_a_plain_look_needs_no_more_in_wordpress_than_the_page_s_address(standing, reader):
    text = reader.get(f"/vi/communes/hong-van/embed?what={standing.site.id}&lang=ko").text

    assert snippets(text)[2] == f"{BASE}/ko/sites/{standing.site.id}/dinh-van-la-ko"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("primary=FFFF00", "cannot be read on paper"),
        ("secondary=%23ddd", "cannot be read on paper"),
        ("primary=red", "A colour is written like"),
        ("theme=blue", "no such choice"),
        ("start=9", "no such choice"),
        ("start=x", "no such choice"),
    ],
)
def test_the_builder_says_what_cannot_be_used_and_shows_what_comes_of_it(query, told, standing, reader):
    text = reader.get(f"/en/communes/hong-van/embed?what={standing.tour}&{query}").text

    assert told in words_of(text)
    assert elements(text, "iframe")[0]["src"] == f"{BASE}/embed/tours/{standing.tour}?lang=en&dnt=1"


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_words_in_the_builder_and_in_what_is_copied(kind, village, visitor):
    a_hostile_house(village, HOSTILE[kind])
    for query in ({}, dict.fromkeys(("what", "lang", "theme", "primary", "secondary", "start", "p"), HOSTILE[kind])):
        answer = visitor.get(next_builder(visitor), query_string=query)

        assert answer.status_code == 200
        assert not [each for each in Elements(answer.text).found if harmful(each)]
        for each in snippets(answer.text):
            assert not [found for found in Elements(each).found if harmful(found)]
            assert {tag for tag, _ in Elements(each).found} <= {"script", "loi-que-tour", "iframe", "p", "a"}


def test_a_tour_s_page_leads_to_its_builder(standing, reader):
    text = reader.get(f"/en/tours/{standing.tour}/mot-ngay").text

    assert f"/en/communes/hong-van/embed?what={standing.tour}" in [each["href"] for each in elements(text, "a")]


def test_a_commune_of_nobody_has_no_builder(reader):
    assert reader.get("/vi/communes/nowhere/embed").status_code == 404


def next_builder(visitor) -> str:
    """The builder's path of the only commune."""
    home = visitor.get("/vi/").text
    return next(each["href"] for each in elements(home, "a") if "/communes/" in each.get("href", "")) + "/embed"


def snippets(text: str) -> list[str]:
    """What is offered to be copied, as people copy it."""
    found = re.findall(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)
    return [Elements(each).text for each in found]


def style_of(text: str) -> str:
    (style,) = re.findall(r"<style>(.*?)</style>", text)
    return style


def out(text: str) -> str:
    """Where an embed leads."""
    return next(each["href"] for each in elements(text, "a") if each.get("class") == "home")


def tokens(sheet: str) -> dict[str, str]:
    """Colours by their names, of a sheet's first block."""
    block = sheet[sheet.index("{") + 1 : sheet.index("}")]
    return {name: value for name, value in re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]+);", block)}
