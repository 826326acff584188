"""Where imported places are from: a claim at each of them, and a source of the commune. Pure."""

from tourism.communes.draft import Fact, Source
from tourism.importing.found import Form
from tourism.importing.options import LICENCES, Options

# The words that OpenStreetMap's licence asks for, wherever its data is shown.
OSM_CREDIT = "© OpenStreetMap contributors, ODbL 1.0, openstreetmap.org/copyright"
KEY = "imported-from"


def settled(options: Options, form: Form) -> tuple[str, str]:
    """The source and the licence in words; OpenStreetMap's own wherever the file is its. Empty where nobody said."""
    if form == "osm":
        return OSM_CREDIT, LICENCES["odbl"]
    return options.source, LICENCES[options.licence] if options.source else ""


def claim(options: Options, form: Form, origin: str, source_key: str) -> Fact | None:
    """The claim that says so at a place; `origin` is the thing's name there (node/123). None where nobody said.

    The words stand on their own: they go with the place wherever it goes.
    """
    source, licence = settled(options, form)
    if not source:
        return None
    if form == "osm":
        which = f" ({origin})" if origin else ""
        return _fact(
            source_key,
            f"Tên và vị trí lấy từ OpenStreetMap{which}: {source}.",
            f"Name and position are taken from OpenStreetMap{which}: {source}.",
        )
    return _fact(
        source_key,
        f"Tên và vị trí lấy từ: {source}. Giấy phép: {licence}.",
        f"Name and position are taken from: {source}. Licence: {_in_english(options)}.",
    )


def _in_english(options: Options) -> str:
    return {"own": "the commune's own", "by-permission": "used by permission"}.get(
        options.licence, LICENCES[options.licence]
    )


def _fact(key: str, vi: str, en: str) -> Fact:
    return Fact(key=KEY, confidence="M", sources=(key,), texts={"vi": vi, "en": en})


def source(options: Options, form: Form, day: str) -> Source | None:
    """How the commune lists it; `day` is when the file was taken in, as 2026-11-29. None where nobody said."""
    title, licence = settled(options, form)
    if not title:
        return None
    told = title if form == "osm" else f"{title} ({licence})"
    return Source(title=told[:500], published=day)
