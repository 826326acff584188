"""Addresses in other languages, old ones, broken ones, and names that are not ours."""

import re

import pytest

from tests.conftest import HOST, Phone
from tests.faces.markup import addresses, elements
from tourism.app import create_app
from tourism.language import HEADER_MAX
from tourism.sites import actions as sites
from tourism.sites.draft import Words

HOSTILE_PATHS = (
    "/vi/%ff%fe%c0%af",
    "/vi/sites/%00%00%00%00%00%00%00%00/",
    "/q/%00",
    "/q/%ff%fe",
    "/q/" + "%F0%9F%98%80" * 30,
    "/vi/communes/%E2%80%AEgpj.exe",
    "/vi/communes/" + "%25" * 40,
    "/de/sites/ABCDEFGH/a%0d%0aSet-Cookie:%20x=1",
    "/de/%0d%0aX-Injected:1",
    "/de/communes/a%3Fb%23c",
    "/media/../../../etc/passwd",
    "/media/%2e%2e/%2e%2e/etc/passwd",
    "/media/aa/" + "a" * 64 + ".exe",
    "/media/%00/" + "a" * 64 + ".mp3",
    "/static/x/../../app.py",
    "/static/x/%2e%2e/%2e%2e/app.py",
    "/static/x//etc/passwd",
    "/static/x/%00",
    "/static/x/css",
    "/static/x/" + "a" * 300,
    "/static/" + "a/" * 4000,
    "/static/x/" + "a" * 8000,
    "/media/" + "a" * 8000,
    "/" + "a" * 8000,
    "/vi/" + "a" * 8000,
    "/q/" + "0" * 8000,
    "/vi/sites/ABCDEFGH/" + "a" * 8000,
    "/vi/tours/ABCDEFGH/a/99999999999999999999",
    "/vi/tours/ABCDEFGH/a/-1",
    "/cards/" + "f" * 64 + ".png",
    "/cards/%2e%2e%2fx.png",
    "/signs/%00%00%00%00%00%00%00%00.svg",
    "/vi/../../etc/passwd",
    "//evil.com/",
    "/%2f%2fevil.com/",
    "/\\evil.com",
)
HOSTILE_HOSTS = (
    "evil.com", "evil.com:80", "EVIL.COM", "guide.test.evil.com", "evil.com.guide.test", "www.guide.test",
    "guide.test@evil.com", "evil.com@guide.test", "guide.test:80@evil.com", "guide.test:99", "guide.test:0",
    "guide.test:65536", "guide.test:-1", "guide.test:http", "guide.test:", "guide.test.", "guide.test/evil",
    "guide.test?x=", "guide.test#x", "guide.test\\evil.com", "guide.test evil.com", "guide.test,evil.com",
    "http://guide.test", "//evil.com", "127.0.0.1", "[::1]", "localhost", "xn--e1aybc.test", "guıde.test",
    "guide.test\t", "'\"><script>alert(1)</script>", "*", ".", "..", "guide%2etest", "",
)  # fmt: skip
FORWARDED = (
    {"X-Forwarded-Host": "evil.com"},
    {"X-Forwarded-Host": "evil.com, guide.test", "X-Forwarded-Proto": "https"},
    {"X-Forwarded-Server": "evil.com"},
    {"X-Forwarded-Prefix": "/evil.com"},
    {"X-Forwarded-Port": "99"},
    {"Forwarded": "host=evil.com;proto=https"},
    {"X-Original-Host": "evil.com"},
    {"X-Host": "evil.com"},
    {"X-HTTP-Host-Override": "evil.com"},
    {"X-Original-URL": "/evil.com", "X-Rewrite-URL": "/evil.com"},
    {"Referer": "http://evil.com/", "Origin": "http://evil.com"},
)


@pytest.mark.parametrize(
    "asked, accepted, expected",
    [
        ("de", "ko", "ko"),
        ("de", None, "vi"),
        ("de", "sw", "en"),
        ("zh-CN", "fr", "zh-Hans"),
        ("zh-TW", "fr", "zh-Hant"),
        ("fr-CA", "ko", "fr"),
        ("VI", "ko", "vi"),
    ],
)
def test_a_language_that_we_do_not_speak_leads_to_one_that_we_do(asked, accepted, expected, standing, reader):
    headers = {"Accept-Language": accepted} if accepted else {}

    answer = reader.get(f"/{asked}/communes/hong-van?a=1&b=%20", headers=headers)

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/{expected}/communes/hong-van?a=1&b=%20",
    )
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("accepted, expected", [("ja,en;q=0.5", "ja"), (None, "vi"), ("zh-HK", "zh-Hant")])
def test_the_bare_address_leads_to_the_phone_s_language(accepted, expected, standing, reader):
    answer = reader.get("/", headers={"Accept-Language": accepted} if accepted else {})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{expected}/")
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("slug", ["", "old-name", "dinh-van-la", "%E1%BB%9F", "a" * 500])
def test_a_slug_of_another_day_leads_to_today_s(slug, standing, reader):
    answer = reader.get(f"/en/sites/{standing.site.id}/{slug}")

    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/en/sites/{standing.site.id}/van-la-communal-house"


def test_a_tour_s_old_slug_leads_to_today_s_with_its_stop(standing, reader):
    for rest, expected in (("old", "mot-ngay"), ("", "mot-ngay"), ("old/2", "mot-ngay/2")):
        answer = reader.get(f"/vi/tours/{standing.tour}/{rest}")

        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            f"/vi/tours/{standing.tour}/{expected}",
        )


def test_a_name_that_comes_back_leads_nobody_in_a_circle(standing, reader):
    # Browsers keep a 301 without a term for good: two renames, there and back, would chase each other.
    answer = reader.get(f"/vi/sites/{standing.site.id}/old")

    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_ids_are_not_case_folded_into_other_pages(standing, reader):
    assert reader.get(f"/vi/sites/{'0' * 8}/x").status_code == 404


@pytest.mark.parametrize("path", HOSTILE_PATHS, ids=range(len(HOSTILE_PATHS)))
def test_a_hostile_address_is_refused_calmly(path, standing, reader):
    answer = reader.get(path)

    assert answer.status_code in (301, 302, 308, 400, 404), path[:60]
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "X-Injected" not in answer.headers
    assert not re.match(r"(?:[a-z]+:)?[/\\]{2}", answer.headers.get("Location", "/vi/"))
    assert answer.headers["X-Content-Type-Options"] == "nosniff" or answer.status_code in (301, 302, 308)


def test_a_question_mark_in_a_name_stays_in_the_name(standing, reader):
    assert reader.get("/de/sites/ABCDEFGH/a%3Fb%23c").headers["Location"] == "/vi/sites/ABCDEFGH/a%3Fb%23c"


@pytest.mark.parametrize(
    "header",
    [
        "vi," * 27_000,
        "x" * 80_000,
        ";q=" * 27_000,
        "en;q=0.5," * 9_000,
        "*" * 80_000,
        "-" * 80_000,
        "\xff\xfe",
        "vi;q=nan",
        "vi;q=1e309",
        "a-" * 40_000,
        ", , ,",
    ],
    ids=range(11),
)
def test_any_accept_language_gets_a_page_or_a_clear_refusal(header, standing, reader):
    for path in ("/", f"/q/{standing.site.sign}", "/q/WRONG"):
        answer = reader.get(path, environ_overrides={"HTTP_ACCEPT_LANGUAGE": header})

        assert answer.status_code in ((431,) if len(header) > HEADER_MAX else (200, 302, 404)), path


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_a_host_that_is_not_ours_gets_no_page(host, standing, reader):
    reader.get("/vi/")
    for path in ("/vi/", "/vi", "/", "/de/", f"/q/{standing.site.sign}", f"/vi/sites/{standing.site.id}/old"):
        answer = reader.get(path, environ_overrides={"HTTP_HOST": host})

        assert answer.status_code == 400, path
        assert "Location" not in answer.headers, path
        assert foreign(answer) == [], path


@pytest.mark.parametrize("headers", FORWARDED, ids=str)
def test_what_a_proxy_is_said_to_say_changes_no_address(headers, standing, reader):
    for path in (
        "/vi/",
        "/vi",
        "/",
        "/de/",
        f"/q/{standing.site.sign}",
        "/q/WRONG",
        "/sitemap.xml",
        "/robots.txt",
    ):
        answer = reader.get(path, headers=headers)

        assert answer.status_code in (200, 302, 308, 404), path
        assert foreign(answer) == [], path
        assert "evil" not in answer.text + str(answer.headers), path


def test_our_own_name_is_answered_however_it_is_spelt(standing, reader):
    for host in ("guide.test", "guide.test:80"):
        assert reader.get("/vi/", environ_overrides={"HTTP_HOST": host}).status_code == 200


def test_a_port_of_the_configured_address_is_part_of_the_name(backends):
    from dataclasses import replace

    app = create_app(replace(backends, config=replace(backends.config, public_base_url=f"http://{HOST}:8000")))
    app.test_client_class = Phone
    phone = app.test_client()

    answers = {
        host: phone.get("/vi/", environ_overrides={"HTTP_HOST": host}).status_code
        for host in (f"{HOST}:8000", HOST, f"{HOST}:8001")
    }

    assert answers == {f"{HOST}:8000": 200, HOST: 400, f"{HOST}:8001": 400}


def test_behind_https_no_redirect_goes_back_to_http(backends):
    from dataclasses import replace

    app = create_app(replace(backends, config=replace(backends.config, public_base_url=f"https://{HOST}")))
    app.test_client_class = Phone
    phone = app.test_client()

    for path in ("/vi", "/", "/de/", "/vi//nearby"):
        answer = phone.get(path)
        assert answer.status_code in (302, 308), path
        assert answer.headers["Location"].startswith("/"), path


def test_a_place_renamed_while_somebody_reads_is_found_under_both_names(hamlet, visitor):
    village, site = hamlet.village, hamlet.site
    new = Words(
        name="Đình làng Vân La",
        slug="dinh-lang-van-la",
        hook="Mái đình",
        made_by="human",
        reviewed=True,
        story="Mới.",
    )
    with village.backends.sessions.writing() as session:
        sites.save(session, site.row, "vi", new, by="test", now=village.backends.clock())
        sites.publish(session, site.row, "vi", village.backends.clock())

    answer = visitor.get(f"/vi/sites/{site.id}/dinh-van-la", follow_redirects=True)

    assert answer.status_code == 200
    assert elements(answer.text, "link", rel="canonical")[0]["href"].endswith("/dinh-lang-van-la")


def foreign(answer) -> list[str]:
    """Addresses in headers or page that are not the configured host's."""
    told = [
        value for name, value in answer.headers.items() if name in ("Location", "Content-Location", "Link", "Refresh")
    ]
    if answer.mimetype == "text/html":
        told += addresses(answer.text)
    return [each for each in told if re.match(r"(?:[a-z]+:)?//", each) and not each.startswith(f"http://{HOST}/")]
