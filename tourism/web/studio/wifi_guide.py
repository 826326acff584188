"""WiFi and the guide: what to copy into a router so that phones that join it are offered the guide."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import g, request
from flask_babel import gettext

from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.sites import briefs as sites
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.spots import place
from tourism.web.studio.desk import desk, show
from tourism.wifi import queries as wifi
from tourism.wifi import routers
from tourism.wifi.queries import WifiView


@dataclass(frozen=True, slots=True)
class Router:
    """A kind of router, where its lines are written, and the lines."""

    key: str
    name: str
    where: str
    lines: str


@desk("/wifi-guide", permission="settings")
def wifi_guide(actor: Actor) -> tuple[str, int]:
    """The lines for one WiFi point, or for a network that belongs to none."""
    asked = request.args.get("point", "")
    with reading() as session:
        places = tuple(place(each) for each in sites.of_commune(session, actor.commune or 0, SOURCE))
        points = wifi.points(session, SOURCE, places, actor.commune or 0)
    point = _asked(points, asked)
    base = backends().config.public_base_url
    address = g.links.absolute(g.links.captive(asked))
    return show(
        "wifi_guide",
        title=gettext("WiFi and the guide"),
        points=points,
        point=point,
        address=address,
        is_secure=base.startswith("https://"),
        routers=_routers(address),
        gates=_gates(urlsplit(base).hostname or ""),
        host=urlsplit(base).hostname,
    )


def _asked(points: tuple[WifiView, ...], asked: str) -> WifiView | None:
    found = next((each for each in points if each.id == asked), None)
    if asked and found is None:
        raise NotFound("no-such-wifi", id=asked[:20])
    return found


def _routers(address: str) -> tuple[Router, ...]:
    shell, terminal = gettext("In the router's command line (SSH):"), gettext("In WinBox, under New Terminal:")
    file = gettext("In a file of its own, /etc/dnsmasq.d/loi-que.conf; then restart dnsmasq:")
    return (
        Router("openwrt", "OpenWrt", shell, routers.openwrt(address)),
        Router("mikrotik", "MikroTik", terminal, routers.mikrotik(address)),
        Router("dnsmasq", "dnsmasq", file, routers.dnsmasq(address)),
    )


def _gates(host: str) -> tuple[Router, ...]:
    shell, terminal = gettext("In the router's command line (SSH):"), gettext("In WinBox, under New Terminal:")
    return (
        Router("opennds", "OpenWrt (openNDS)", shell, routers.opened_by_opennds(host)),
        Router("hotspot", "MikroTik (Hotspot)", terminal, routers.opened_by_hotspot(host)),
    )
