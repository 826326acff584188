"""What is near: the phone decides; without it, the list by area."""

from dataclasses import dataclass

from flask import g, render_template
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief
from tourism.sites import briefs as sites
from tourism.sites.briefs import SiteBrief
from tourism.web.page import frame, tell
from tourism.web.request import reading, wanted
from tourism.web.visitor import linking
from tourism.web.visitor.routes import page


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Sites of one village; `area` None for those of no village."""

    commune: CommuneBrief
    area: str | None
    sites: tuple[SiteBrief, ...]


@page("/<language:language>/nearby")
def nearby() -> str:
    """The list by area, which the page's script turns into what is near."""
    with reading() as session:
        found = communes.communes(session, wanted())
        groups = tuple(each for commune in found for each in _areas(session, commune))
    frame(
        title=gettext("Nearby"),
        description=gettext("Places near you, and their stories."),
        picture=g.links.guide_card("nearby"),
    )
    tell(linking.nearby(gettext("Nearby"), [site for group in groups for site in group.sites]))
    return render_template("visitor/nearby.html", groups=groups)


def _areas(session: Session, commune: CommuneBrief) -> list[AreaGroup]:
    names = communes.area_names(session, commune.id, wanted())
    by_area: dict[str | None, list[SiteBrief]] = {}
    for brief in sites.of_commune(session, commune.id, wanted()):
        by_area.setdefault(names.get(brief.area or ""), []).append(brief)
    return [AreaGroup(commune, area, tuple(found)) for area, found in by_area.items()]
