"""The headers that every answer carries."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from tests.conftest import HOST, Phone
from tests.faces.markup import Elements
from tourism.app import create_app

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src {styles}; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' blob:; font-src 'self'; "
    "worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-site",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(), xr-spatial-tracking=(self)",
}
PATHS = (
    "/vi/",
    "/vi/scan",
    "/vi/nearby",
    "/vi/wifi",
    "/q/WRONG",
    "/nowhere",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
    "/",
    "/vi",
)


def test_every_answer_carries_the_same_headers(standing, reader):
    # Pictures that everybody may put on a page of their own.
    shown = {**ALWAYS, "Cross-Origin-Resource-Policy": "cross-origin"}
    pictures = (f"/signs/{standing.site.sign}.svg", f"/wifi/{standing.wifi}.svg")
    for path in (*PATHS, f"/q/{standing.site.sign}", *pictures):
        for _ in range(2):
            headers = reader.get(path).headers

            assert {name: headers.get(name) for name in ALWAYS} == (shown if path in pictures else ALWAYS), path


def test_the_policy_lets_exactly_the_page_s_own_style_through(standing, reader):
    for path in (
        "/vi/communes/hong-van",
        f"/q/{standing.site.sign}",
        f"/vi/tours/{standing.tour}/mot-ngay",
        "/vi/wifi",
    ):
        answer = reader.get(path)
        styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
        hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in styles]

        assert answer.headers["Content-Security-Policy"] == POLICY.format(styles=" ".join(["'self'", *hashes])), path
        assert len(styles) == (0 if path == "/vi/wifi" else 1), path


def test_nothing_in_a_page_needs_what_the_policy_forbids(standing, reader):
    for path in (
        "/vi/",
        "/vi/nearby",
        "/vi/wifi",
        f"/q/{standing.site.sign}",
        f"/q/{standing.craft.sign}",
        f"/vi/tours/{standing.tour}/mot-ngay",
        "/q/WRONG",
    ):
        for tag, attributes in Elements(reader.get(path).text).found:
            assert "style" not in attributes, (path, tag)
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            assert tag != "script" or attributes.get("src") or attributes["type"] == "application/ld+json", path
            assert not attributes.get("href", "").lower().startswith(("javascript:", "data:")), path


def test_an_https_guide_says_so_for_two_years_and_an_http_one_does_not(backends, reader):
    secure = create_app(replace(backends, config=replace(backends.config, public_base_url=f"https://{HOST}")))
    secure.test_client_class = Phone

    told = secure.test_client().get("/vi/").headers["Strict-Transport-Security"]

    assert told == "max-age=63072000; includeSubDomains; preload"
    assert "Strict-Transport-Security" not in reader.get("/vi/").headers


def test_a_drawing_opened_by_itself_runs_nothing(standing, reader):
    blob = next(standing.village.backends.blobs.root.rglob("*.svg")).name

    headers = reader.get(f"/media/{blob[:2]}/{blob}").headers

    assert headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/q/WRONG", "/nowhere", "/vi/sites/ABCDEFGH/"])
def test_an_error_is_kept_by_nobody(path, standing, reader):
    assert reader.get(path).headers["Cache-Control"] == "no-store"


def test_no_answer_tells_which_software_made_it(standing, reader):
    for path in PATHS:
        assert not {"Server", "X-Powered-By", "Via"} & set(reader.get(path).headers), path
