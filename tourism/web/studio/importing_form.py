"""What somebody says of a file of places, as a form or an address sends it; and what may be chosen."""

from dataclasses import dataclass, field

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict

from tourism.importing.options import LICENCES, SOURCE_MAX, WGS84, Options
from tourism.importing.vn2000 import CODES, ZONES
from tourism.language import SOURCE
from tourism.sites.cleaning import cleaned_line
from tourism.web.request import backends
from tourism.web.studio.digits import whole_number
from tourism.web.studio.faults import too_long

LICENCE_NAMES = {
    "own": lazy_gettext("The commune's own"),
    "by-permission": lazy_gettext("By permission"),
    "cc-by-4.0": "CC BY 4.0",
    "cc-by-sa-4.0": "CC BY-SA 4.0",
    "cc0": "CC0",
    "odbl": "ODbL 1.0 (OpenStreetMap)",
}
ZONE_MAX = 99_999
ROW_MAX = 9_999


@dataclass(frozen=True, slots=True)
class Chosen:
    """Options, and a sentence beside each field that cannot be taken."""

    options: Options
    faults: dict[str, str] = field(default_factory=dict)


def languages() -> tuple[str, ...]:
    """The languages that words may be in."""
    return backends().config.page_languages


def chosen(form: MultiDict[str, str], before: Options) -> Chosen:
    """What a form chooses; `before` stands where it says nothing."""
    faults = {}
    zone = whole_number(form.get("zone", str(before.zone)), ZONE_MAX)
    if zone is None or (zone != WGS84 and zone not in CODES):
        faults["zone"], zone = gettext("Choose one of the list."), WGS84
    language = form.get("language", before.language)
    if language not in languages():
        faults["language"], language = gettext("Choose one of the list."), SOURCE
    licence = form.get("licence", before.licence)
    if licence not in LICENCES:
        faults["licence"], licence = gettext("Choose one of the list."), before.licence
    source = cleaned_line(form.get("source", before.source))
    if len(source) > SOURCE_MAX:
        faults["source"] = too_long(source, SOURCE_MAX)
    exchange = form.get("exchange", "yes" if before.exchange else "") == "yes"
    return Chosen(Options(language, zone, exchange, source, licence), faults)


def zones() -> list[tuple[str, str]]:
    """WGS 84, then the zones of VN-2000 with the provinces that use them."""
    told = [(str(WGS84), gettext("WGS 84: GPS, phones, Google Maps, OpenStreetMap"))]
    for each in ZONES:
        provinces = f" · {each.provinces}" if each.provinces else ""
        told.append((str(each.code), f"VN-2000 {each.name}{provinces}"))
    return told


def rows_out(form: MultiDict[str, str]) -> frozenset[int]:
    """Rows that somebody ticked to be left out."""
    told = (whole_number(each, ROW_MAX) for each in form.getlist("out"))
    return frozenset(each for each in told if each is not None)
