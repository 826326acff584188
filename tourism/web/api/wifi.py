"""WiFi points as open data: on a map (GeoJSON) and in a spreadsheet (CSV)."""

from dataclasses import dataclass

from flask import Response, g
from sqlalchemy.orm import Session

from tourism import commas
from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief
from tourism.sites import briefs
from tourism.sites.briefs import SiteBrief
from tourism.web.answers import GEOJSON, Body, collection, data, feature, text
from tourism.web.api.items import address
from tourism.web.api.routes import resource
from tourism.web.query import Query
from tourism.web.request import reading
from tourism.web.spots import place
from tourism.wifi import queries as wifi
from tourism.wifi.queries import Coverage, WifiView

CSV = "text/csv; charset=utf-8"
COLUMNS = [
    "commune",
    "place",
    "provider",
    "network",
    "security",
    "password",
    "checked_on",
    "lat",
    "lon",
    "accuracy_m",
]


@dataclass(frozen=True, slots=True)
class Group:
    """A commune's WiFi points; `sites` are its published sites by row."""

    commune: CommuneBrief
    points: tuple[WifiView, ...]
    coverage: Coverage
    sites: dict[int, SiteBrief]


@resource("/wifi", "lang", "commune")
def wifi_map(asked: Query) -> Response:
    """WiFi points as GeoJSON; those whose place nobody knows have no geometry."""
    groups = _groups(asked)
    features = [_feature(group, point) for group in groups for point in group.points]
    return data(collection(features, coverage=_coverage_of(groups)), GEOJSON)


@resource("/wifi.csv", "lang", "commune")
def wifi_table(asked: Query) -> Response:
    """The same as CSV; the mark at its beginning lets Excel read Vietnamese."""
    rows = [_row(group, point) for group in _groups(asked) for point in group.points]
    answer = text(commas.written([COLUMNS, *rows]), CSV)
    answer.headers["Content-Disposition"] = 'attachment; filename="wifi.csv"'
    return answer


def _groups(asked: Query) -> tuple[Group, ...]:
    slug = asked.slug("commune")
    with reading() as session:
        known = communes.communes(session, g.links.language)
        if slug:
            row = communes.commune_id(session, slug)
            known = tuple(each for each in known if each.id == row)
        return tuple(_group(session, each) for each in known)


def _group(session: Session, commune: CommuneBrief) -> Group:
    sites = briefs.of_commune(session, commune.id, g.links.language)
    places = {each.row: place(each) for each in sites}
    points = wifi.points(session, g.links.language, tuple(places.values()), commune.id)
    tourism_points = [places[each.row] for each in sites if each.tourist_point]
    return Group(commune, points, wifi.coverage(points, tourism_points), {each.row: each for each in sites})


def _feature(group: Group, point: WifiView) -> Body:
    properties = {
        "id": point.id,
        "place": point.place,
        "commune": group.commune.slug,
        "site": _site(group.sites[point.site.row]) if point.site else None,
        "provider": point.provider,
        "network": point.network,
        "security": point.security,
        "password": point.password,
        "checked_on": point.checked_on,
        "accuracy_m": point.accuracy_m,
        "approximate": point.approximate,
        "join_code": g.links.absolute(g.links.wifi_code(point.id)) if point.payload else None,
    }
    return feature(point.lon, point.lat, properties)


def _site(brief: SiteBrief) -> Body:
    page = g.links.absolute(g.links.site(brief))
    return {"id": brief.id, "name": brief.name, "page": page, "self": address(f"/sites/{brief.id}")}


def _coverage_of(groups: tuple[Group, ...]) -> Body:
    shares = [group.coverage for group in groups]
    total = Coverage(sum(each.with_wifi for each in shares), sum(each.tourism_points for each in shares))
    parts = [{"commune": group.commune.slug, **_coverage(group.coverage)} for group in groups]
    return {**_coverage(total), "communes": parts}


def _coverage(share: Coverage) -> dict[str, int]:
    return {"with_wifi": share.with_wifi, "tourism_points": share.tourism_points, "percent": share.percent}


def _row(group: Group, point: WifiView) -> tuple[object, ...]:
    texts = (group.commune.slug, point.place, point.provider, point.network, point.security, point.password)
    return (*texts, point.checked_on, point.lat, point.lon, point.accuracy_m)
