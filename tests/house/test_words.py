"""Nothing unfinished, nothing of the builder's machine, and no third party in what is served."""

import re
from pathlib import Path

from tests.house.source import PACKAGE, kept_files, name_of, texts

PROSE = {".py", ".html", ".js", ".mjs", ".css", ".yaml", ".md"}
TEXTS = PROSE | {".svg", ".toml", ".yml", ".json", ".txt", ".po", ".xml", ".sh", ".conf", ""}

UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|MINT)\b")
HOMES = re.compile(r"(?:^|[\s\"'`=(])/(?:home|Users|root|work|workspace|builds)/\w")
HOST = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
# Names, not addresses: nothing is fetched from them.
NAMESPACES = {
    "www.w3.org": "SVG and XML namespaces",
    "schema.org": "JSON-LD vocabulary",
    "www.topografix.com": "GPX namespace",
    "www.opengis.net": "KML namespace and CRS names",
    "oembed.com": "oEmbed's relation",
    "www.itunes.com": "podcast apps' namespace",
    "jsonfeed.org": "JSON Feed's version",
    "podcastindex.org": "podcast apps' second namespace",
    "www.idpf.org": "EPUB's namespaces",
    "purl.org": "Dublin Core's terms",
    "xmlns.com": "FOAF's terms",
    "publications.europa.eu": "the catalogue's codes of languages and file types",
    "www.iana.org": "names of media types",
    "www.sitemaps.org": "the sitemap's namespace",
    "iiif.io": "contexts of IIIF's manifests",
    "creativecommons.org": "names of licences",
    "arvr.google.com": "how Android's own AR program is named when a visitor taps for it; nothing is fetched",
}
# Asked by a worker, never by a visitor's browser, and only while online voices are on.
ASKED_BY_US = {"translate.google.com"}
EXAMPLES = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|org|net|vn))?|test|localhost)$|^127\.0\.0\.1$")


def test_nothing_is_left_for_later():
    assert places(UNFINISHED, PROSE) == []


def test_no_file_names_the_machine_it_was_built_on():
    assert places(HOMES, TEXTS) == []


def test_what_is_served_names_no_third_party():
    foreign = {
        (name_of(path), host)
        for path, text in texts(".py", ".html", ".css", ".js", ".mjs", ".svg", under=PACKAGE)
        for host in HOST.findall(text)
        if host.lower() not in NAMESPACES and host.lower() not in ASKED_BY_US and not EXAMPLES.search(host.lower())
    }

    assert foreign == set()


def test_the_browser_s_libraries_are_not_committed():
    assert [name_of(path) for path in kept_files() if "vendor" in path.parts or "node_modules" in path.parts] == []


def places(pattern: re.Pattern[str], suffixes: set[str]) -> list[str]:
    """file:line of each finding."""
    return [
        f"{name_of(path)}:{number}: {found.group(0)}"
        for path in kept_files()
        if path.suffix in suffixes and path != Path(__file__) and path.name != "package-lock.json"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := pattern.search(line))
    ]
