"""A phone that joins the village's WiFi is offered the guide, and the officer finds what to copy into the router."""

import html
import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from tests.conftest import HOST, Phone
from tests.desk import at_desk
from tests.faces.markup import Elements, elements, words_of
from tests.hostile_texts import PAYLOADS
from tourism import codes
from tourism.app import create_app
from tourism.wifi.draft import WifiDraft

BASE = f"http://{HOST}"


def test_a_phone_is_offered_the_page_of_the_place_whose_wifi_it_joined(standing, reader):
    answer = reader.get(f"/captive.json?point={standing.wifi}")

    assert answer.status_code == 200
    assert answer.content_type == "application/captive+json"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert answer.json == {"captive": False, "venue-info-url": f"{BASE}/und/sites/{standing.site.id}/dinh-van-la"}


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [
        ("en-GB,en;q=0.9", "en", "Van La Communal House"),
        ("vi-VN", "vi", "Đình Vân La"),
        ("ko", "ko", "번라 마을회관"),
        # Nobody here speaks it: English, as at a sign.
        ("de-DE", "en", "Van La Communal House"),
    ],
)
def test_the_page_that_is_offered_opens_in_the_phone_s_own_language(accepted, language, title, standing, reader):
    address = reader.get(f"/captive.json?point={standing.wifi}").json["venue-info-url"]

    page = reader.get(urlsplit(address).path, headers={"Accept-Language": accepted}, follow_redirects=True)

    assert page.status_code == 200
    assert page.request.path.startswith(f"/{language}/sites/{standing.site.id}/")
    assert title in page.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?point=",
        "?point=ABCDEFGH",
        "?point=00000000",
        "?other=1",
        "?point=x&point=y",
        "?point=%FF%00",
        "?%",
        "?point=%0A",
    ],
)
def test_no_phone_ever_gets_an_error_but_the_front_page(query, standing, reader):
    answer = reader.get(f"/captive.json{query}")

    assert (answer.status_code, answer.json) == (200, {"captive": False, "venue-info-url": f"{BASE}/"})
    assert reader.get("/", follow_redirects=True).status_code == 200


def test_a_hostile_point_is_no_point(standing, reader):
    for text in PAYLOADS:
        answer = reader.get("/captive.json", query_string={"point": text})

        assert (answer.status_code, answer.json) == (200, {"captive": False, "venue-info-url": f"{BASE}/"}), text


def test_a_code_typed_into_a_router_by_hand_is_read_kindly(standing, reader):
    typed = f"{standing.wifi[:4].lower()}-{standing.wifi[4:].lower()}"

    assert "/sites/" in reader.get(f"/captive.json?point={typed}").json["venue-info-url"]


def test_where_the_place_is_not_published_the_commune_s_page_is_offered(hamlet, visitor):
    elsewhere = {site: codes.mint() for site in ("giot-nuoc", "nowhere", None)}
    points = tuple(WifiDraft(id=each, site=site, names={"vi": "Sân"}) for site, each in elsewhere.items())
    hamlet.village.wifi(hamlet.commune, *points)

    for each in elsewhere.values():
        address = visitor.get(f"/captive.json?point={each}").json["venue-info-url"]
        page = visitor.get(urlsplit(address).path, headers={"Accept-Language": "vi"}, follow_redirects=True)

        assert address == f"{BASE}/und/communes/hong-van"
        assert (page.status_code, page.request.path) == (200, "/vi/communes/hong-van")


def test_the_address_is_the_configured_one_whatever_the_request_says(standing, reader):
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "Forwarded": "host=evil.example"}

    assert reader.get("/captive.json", headers=headers).json["venue-info-url"] == f"{BASE}/"


def test_it_is_one_phone_s_own_answer_and_kept_by_nobody_in_between(standing, reader):
    answer = reader.get(f"/captive.json?point={standing.wifi}", headers={"Origin": "https://elsewhere.example"})

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert not {"Set-Cookie", "Vary"} & set(answer.headers)


# The officer's page


def test_the_officer_finds_the_lines_for_each_router_and_its_place(officer, hamlet):
    page = officer.get(f"/studio/wifi-guide?point={hamlet.wifi}")
    address = f"{BASE}/captive.json?point={hamlet.wifi}"
    told = [each for _, each in to_copy(page.text)]

    assert page.status_code == 200
    assert "Đình Vân La" in words_of(page.text)
    assert f"dhcp-option=114,{address}\n" in told
    assert f"uci add_list dhcp.lan.dhcp_option='114,{address}'" in "".join(told)
    assert f"value=\"'{address.replace('?', chr(92) + '3F')}'\"" in "".join(told)
    assert address in told
    assert "walledgarden_fqdn_list='guide.test'" in "".join(told)
    assert "dst-host=guide.test" in "".join(told)


def test_a_network_of_the_whole_commune_has_its_lines_too(officer, hamlet):
    page = officer.get("/studio/wifi-guide").text

    assert f"dhcp-option=114,{BASE}/captive.json\n" in [each for _, each in to_copy(page)]
    assert f"/studio/wifi-guide?point={hamlet.wifi}" in {each.get("href") for each in elements(page, "a")}


def test_every_button_copies_what_is_marked_by_a_tap_without_a_script(officer, hamlet):
    page = officer.get(f"/studio/wifi-guide?point={hamlet.wifi}").text
    marked = {each for attributes, each in to_copy(page) if attributes["tabindex"] == "0"}
    buttons = {each["data-copy"] for each in elements(page, "button") if "data-copy" in each}

    assert len(buttons) == 5
    assert buttons < marked


def test_a_guide_without_https_says_that_phones_will_not_ask(app, backends, officer, hamlet):
    warning = "Điện thoại chỉ hỏi qua https"
    secure = create_app(replace(backends, config=replace(backends.config, public_base_url=f"https://{HOST}")))
    secure.test_client_class = Phone
    on_https = at_desk(secure, backends, "officer", hamlet.commune, name="Trần Văn Nam")
    on_https.phone.set_cookie("__Host-desk", on_https.cookie, domain=HOST)

    assert warning in words_of(officer.get("/studio/wifi-guide").text)
    told = on_https.get("/studio/wifi-guide", base_url=f"https://{HOST}").text
    assert warning not in words_of(told)
    assert f"https://{HOST}/captive.json" in told


@pytest.mark.parametrize("point", ["ABCDEFGH", "x", "<script>", "' or 1=1"])
def test_a_point_of_nobody_s_or_of_another_commune_s_is_not_there(point, officer, village):
    other = village.commune("vinh-hung")
    foreign = codes.mint()
    village.wifi(other, WifiDraft(id=foreign, names={"vi": "Chợ bên"}))

    assert officer.get("/studio/wifi-guide", query_string={"point": point}).status_code == 404
    assert officer.get(f"/studio/wifi-guide?point={foreign}").status_code == 404
    assert "Chợ bên" not in officer.get("/studio/wifi-guide").text


def test_hostile_names_stay_words_on_the_officer_s_page(officer, hamlet):
    plain = elements(officer.get("/studio/wifi-guide").text, "script")
    points = [WifiDraft(id=codes.mint(), names={"vi": text}) for text in PAYLOADS]
    hamlet.village.wifi(hamlet.commune, *points)

    page = officer.get(f"/studio/wifi-guide?point={points[-1].id}").text

    assert {each.strip() for each in PAYLOADS} <= {each.strip() for each in words_in_rows(page)}
    assert elements(page, "script") == plain
    assert not [each for _, each in Elements(page).found if any(name.startswith("on") for name in each)]


@pytest.mark.parametrize(("role", "status"), [("editor", 403), ("reviewer", 403), ("contributor", 403)])
def test_it_is_the_officer_s_page(role, status, app, backends, hamlet):
    someone = at_desk(app, backends, role, hamlet.commune)

    assert someone.get("/studio/wifi-guide").status_code == status
    assert "/studio/wifi-guide" not in someone.get("/studio/").text


def test_the_desk_s_first_page_leads_there(officer, hamlet):
    assert 'href="/studio/wifi-guide"' in officer.get("/studio/").text


def to_copy(page: str) -> list[tuple[dict[str, str], str]]:
    """Every block that a tap marks whole: its attributes, its text."""
    blocks = [each for tag, each in Elements(page).found if tag == "pre" and each.get("class") == "to-copy"]
    texts = re.findall(r'<pre class="to-copy"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    return list(zip(blocks, [html.unescape(each) for each in texts], strict=True))


def words_in_rows(page: str) -> list[str]:
    """The name of each WiFi point in the list."""
    return [html.unescape(each) for each in re.findall(r"</svg><span>(.*?)</span></a></li>", page, re.DOTALL)]


@pytest.fixture
def officer(app, backends, hamlet):
    return at_desk(app, backends, "officer", hamlet.commune)
