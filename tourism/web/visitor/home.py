"""The front page, and a commune's own home."""

from dataclasses import dataclass

from flask import g, redirect, render_template
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief
from tourism.narration import queries as narration
from tourism.sites import briefs as sites
from tourism.sites import queries as places
from tourism.sites.briefs import SiteBrief
from tourism.sites.draft import Clock, Hours, Weekday
from tourism.sites.sketch import sketch
from tourism.tours import queries as tours
from tourism.web.page import frame, tell
from tourism.web.request import negotiated, reading, today, wanted
from tourism.web.visitor import linking
from tourism.web.visitor.catalogue import CATALOGUE
from tourism.web.visitor.routes import page
from tourism.web.visitor.wifi import group

PICTURES = 4
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class CommuneCard:
    """A commune on the front page; `pictures` are blobs' names."""

    brief: CommuneBrief
    sites: int
    tours: int
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenToday:
    """A site whose hours are known, and today's of them; the page's script says what is open now."""

    site: SiteBrief
    hours: Hours
    intervals: list[tuple[Clock, Clock]]


@page("/", finished=False)
def root() -> Response:
    """To the home in the phone's language."""
    answer = redirect(f"/{negotiated()}/", 302)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@page("/<language:language>/")
def home() -> str:
    """All communes, or the one commune's own home."""
    with reading() as session:
        found = communes.communes(session, wanted())
        if len(found) == 1:
            return _commune_page(session, found[0].slug)
        cards = tuple(_card(session, brief) for brief in found)
    about = frame(title=gettext("Words of the countryside"), picture=g.links.guide_card()).description
    tell(linking.home(found, about, CATALOGUE))
    return render_template("visitor/home.html", communes=cards)


@page("/<language:language>/communes/<slug:slug>")
def commune(slug: str) -> str:
    """A commune's home: all its sites, tours and lists."""
    with reading() as session:
        return _commune_page(session, slug)


def _card(session: Session, brief: CommuneBrief) -> CommuneCard:
    found = sites.of_commune(session, brief.id, wanted())
    pictures = tuple(each.picture for each in found if each.picture)[:PICTURES]
    return CommuneCard(brief, len(found), len(tours.tours(session, wanted(), brief.id)), pictures)


def _commune_page(session: Session, slug: str) -> str:
    view = communes.commune(session, slug, wanted(), today())
    found = sites.of_commune(session, view.brief.id, wanted())
    hours = places.hours(session, view.brief.id)
    walks = tours.tours(session, wanted(), view.brief.id)
    card = g.links.commune_card(slug)
    frame(title=view.brief.name, description=view.brief.tagline, commune=view.brief, picture=card)
    tell(linking.commune(view, found, walks, card))
    return render_template(
        "visitor/commune.html",
        commune=view,
        sites=found,
        is_heard=bool(narration.fresh_sounds(session, [each for each in found if each.as_asked])),
        tours=walks,
        coverage=group(session, view.brief, found).coverage,
        sketch=sketch(found),
        today=tuple(_open_today(each, hours[each.row]) for each in found if each.row in hours),
    )


def _open_today(site: SiteBrief, hours: Hours) -> OpenToday:
    return OpenToday(site, hours, hours.get(WEEKDAYS[today().weekday()], []))
