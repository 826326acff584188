"""A pin as a form sends it: measured by a phone on the spot, put on the chart, or typed."""

from dataclasses import dataclass

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import CommuneDraft
from tourism.errors import Invalid
from tourism.sites.briefs import SiteBrief
from tourism.sites.draft import Pin
from tourism.sites.pointing import Chart, chart, read_position
from tourism.web.studio.editor.sending import Sent

# A phone that stands there and is this sure has verified the position.
VERIFIED_METRES = 30.0
TYPED_METRES = 50.0
NEAREST_METRES, FURTHEST_METRES = 1.0, 50_000.0


@dataclass(frozen=True, slots=True)
class Dot:
    """Another place, or a village where its places lie, on the chart."""

    x: int
    y: int
    name: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart of the commune with what is known on it."""

    chart: Chart
    dots: tuple[Dot, ...]
    villages: tuple[Dot, ...]


def pin_sent(sent: Sent, form: MultiDict[str, str], kept: Pin | None) -> Pin | None:
    """The pin of a form; the kept one where nobody moved it, None for an empty field."""
    typed, how = form.get("pin", "").strip(), form.get("pin_how", "")
    if not typed:
        return None
    if how not in ("phone", "map") and typed == pin_text(kept):
        return kept
    try:
        point = read_position(typed)
    except Invalid:
        sent.faults["pin"] = gettext("Write latitude and longitude, like 20.8797, 105.8880.")
        return kept
    reach = _metres(form.get("pin_accuracy", "")) if how in ("phone", "map") else TYPED_METRES
    is_sure = how == "phone" and reach <= VERIFIED_METRES
    return Pin(lat=round(point.lat, 6), lon=round(point.lon, 6), accuracy_m=reach, verified=is_sure)


def _metres(text: str) -> float:
    try:
        metres = float(text[:12])
    except ValueError:
        return TYPED_METRES
    # Not even NaN gets through.
    return round(metres, 1) if NEAREST_METRES <= metres <= FURTHEST_METRES else FURTHEST_METRES


def pin_text(pin: Pin | None) -> str:
    """Latitude and longitude as the field shows them."""
    return f"{pin.lat:.6f}, {pin.lon:.6f}" if pin else ""


def drawn(commune: CommuneDraft, others: tuple[SiteBrief, ...], names: dict[str, str]) -> Drawn:
    """The commune's chart; `names` are its villages'."""
    ground = chart(commune.bbox)
    dots = tuple(Dot(*ground.spot(each.lat, each.lon), each.name) for each in others)
    villages = []
    for key, name in names.items():
        inside = [each for each in others if each.area == key]
        if inside:
            lat = sum(each.lat for each in inside) / len(inside)
            lon = sum(each.lon for each in inside) / len(inside)
            villages.append(Dot(*ground.spot(lat, lon), name))
    return Drawn(ground, dots, tuple(villages))


def village_names(commune: CommuneDraft) -> dict[str, str]:
    """Villages by their keys, as people at the desk say them."""
    return {area.key: area.names.get("vi") or next(iter(area.names.values()), area.key) for area in commune.areas}
