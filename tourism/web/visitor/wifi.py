"""WiFi-enabled tourism points of a commune or of all, and the codes that join them."""

from dataclasses import dataclass

from flask import Response, g, render_template
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief
from tourism.engines import qr
from tourism.errors import NotFound
from tourism.sites import briefs as sites
from tourism.sites.briefs import SiteBrief
from tourism.web.media import OPEN
from tourism.web.page import frame, tell
from tourism.web.request import reading, today, wanted
from tourism.web.spots import place
from tourism.web.visitor import linking
from tourism.web.visitor.routes import page
from tourism.wifi import queries as wifi
from tourism.wifi.queries import Coverage, SpotPlace, WifiView


@dataclass(frozen=True, slots=True)
class WifiGroup:
    """A commune's WiFi points; `awaiting` are tourism points whose WiFi nobody has confirmed."""

    commune: CommuneBrief
    points: tuple[WifiView, ...]
    coverage: Coverage
    awaiting: tuple[SpotPlace, ...]


def group(session: Session, commune: CommuneBrief, found: tuple[SiteBrief, ...]) -> WifiGroup:
    """A commune's WiFi points and the share of its tourism points that they cover."""
    places = tuple(place(each) for each in found)
    tourism_points = tuple(place(each) for each in found if each.tourist_point)
    points = wifi.points(session, wanted(), places, commune.id)
    covered = {point.site.row for point in points if point.site}
    awaiting = tuple(each for each in tourism_points if each.row not in covered)
    return WifiGroup(commune, points, wifi.coverage(points, tourism_points), awaiting)


@page("/<language:language>/wifi")
def wifi_everywhere() -> str:
    """WiFi points of all communes."""
    with reading() as session:
        groups = tuple(_group_of(session, brief) for brief in communes.communes(session, wanted()))
    title = gettext("WiFi points")
    frame(title=title, picture=g.links.guide_card("wifi"))
    tell(linking.wifi_points(title, [(each.commune, each.points) for each in groups]))
    return render_template("visitor/wifi.html", commune=None, groups=groups)


@page("/<language:language>/communes/<slug:slug>/wifi")
def wifi_of_commune(slug: str) -> str:
    """WiFi points of one commune."""
    with reading() as session:
        view = communes.commune(session, slug, wanted(), today())
        groups = (_group_of(session, view.brief),)
    title = gettext("WiFi points · %(commune)s", commune=view.brief.name)
    frame(title=title, commune=view.brief, picture=g.links.commune_card(slug))
    tell(linking.wifi_points(title, [(each.commune, each.points) for each in groups]))
    return render_template("visitor/wifi.html", commune=view, groups=groups)


def _group_of(session: Session, commune: CommuneBrief) -> WifiGroup:
    return group(session, commune, sites.of_commune(session, commune.id, wanted()))


@page("/wifi/<id:public_id>.svg")
def join_code(public_id: str) -> Response:
    """The picture of a WiFi point's join code."""
    with reading() as session:
        point = next((each for each in wifi.points(session, "vi", ()) if each.id == public_id), None)
    if point is None or point.payload is None:
        raise NotFound("no-such-file")
    return Response(qr.picture(point.payload), content_type="image/svg+xml", headers=dict(OPEN))
