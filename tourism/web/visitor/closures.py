"""News of places that close and open again: as Atom and as JSON Feed, of a commune, also by a partner's code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import Response, after_this_request, g, request
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief
from tourism.errors import NotFound
from tourism.partners import queries as partners
from tourism.sites import briefs, closures, notices_atom, notices_json
from tourism.sites.briefs import SiteBrief
from tourism.sites.closed import ClosureView
from tourism.sites.notices import Notice, Notices
from tourism.staff.keys import Partner
from tourism.web.answers import kept_nowhere
from tourism.web.closings import days_words
from tourism.web.media import OPEN
from tourism.web.partnered import partner_of
from tourism.web.request import reading, today, wanted
from tourism.web.visitor.routes import page

# How long a closure is told of after its end, or after it was taken back.
KEPT_DAYS = 90
# The authority of ids (RFC 4151) is the guide's own name, as it was in this year.
AUTHORITY_YEAR = 2026


@page("/<language:language>/communes/<slug:slug>/closures.atom")
def closures_atom(slug: str) -> Response:
    """For feed readers."""
    return _sent(slug, notices_atom.feed, notices_atom.MEDIA_TYPE)


@page("/<language:language>/communes/<slug:slug>/closures.json")
def closures_json(slug: str) -> Response:
    """For programs."""
    return _sent(slug, notices_json.feed, notices_json.MEDIA_TYPE)


def _sent(slug: str, writer: Callable[[Notices], bytes], kind: str) -> Response:
    with reading() as session:
        commune = communes.brief(session, communes.commune_id(session, slug), wanted())
        partner = _partner(session, commune)
        news = _news(session, commune, _own(session, partner) if partner else None)
    news = _by_code(news, partner.code) if partner else news
    answer = Response(writer(news), content_type=f"{kind}; charset=utf-8", headers=dict(OPEN))

    @after_this_request
    def _dated(sent: Response) -> Response:
        # Nothing is decided by it: places that are told again bring older news, and a second has room for two.
        sent.last_modified = news.changed
        return sent

    return kept_nowhere(answer) if partner else answer


def _partner(session: Session, commune: CommuneBrief) -> Partner | None:
    """Whose code was sent; raises NotFound for nobody's or another commune's partner's, NotAllowed where it ended."""
    partner = partner_of(session, request.args)
    if partner and partner.commune != commune.id:
        raise NotFound("no-such-partner", code=partner.code)
    return partner


def _own(session: Session, partner: Partner) -> frozenset[int] | None:
    """The rows of the places where a partner's own tours stop today; None where there are none: then all are told."""
    return partners.places(session, partner) or None


def _by_code(news: Notices, code: str) -> Notices:
    """The same under the address by which it was asked for."""
    return replace(news, id=f"{news.id}/{code}", atom=f"{news.atom}?p={code}", json=f"{news.json}?p={code}")


def _news(session: Session, commune: CommuneBrief, places_told: frozenset[int] | None) -> Notices:
    """What changed in the last months at these places (None: at all of the commune)."""
    since = today() - timedelta(days=KEPT_DAYS)
    told = closures.of_commune(session, commune.id, wanted(), since, sites=places_told)
    places = briefs.by_rows(session, [each.site for each in told], wanted())
    links = g.links
    return Notices(
        id=_name(f"closures/{commune.public_id}"),
        title=gettext("%(commune)s: closures", commune=commune.name),
        language=wanted(),
        atom=links.absolute(links.closures(commune.slug, "atom")),
        json=links.absolute(links.closures(commune.slug, "json")),
        page=links.absolute(links.commune(commune.slug)),
        author=commune.name,
        changed=max((each.changed for each in told), default=datetime.fromtimestamp(0, UTC)),
        about=links.absolute("/api/v1/openapi.json"),
        entries=[_notice(each, places[each.site]) for each in told if each.site in places],
    )


def _notice(closure: ClosureView, place: SiteBrief) -> Notice:
    days = days_words(closure)
    words = gettext("Open again") if closure.withdrawn else days
    told = (place.name, f"{words} ({days})" if closure.withdrawn else days, closure.reason)
    return Notice(
        id=_name(f"closure/{closure.id}"),
        title=f"{words} · {place.name}",
        text="\n".join(each for each in told if each),
        page=g.links.absolute(g.links.site(place)),
        site=place.id,
        begins=closure.begins,
        ends=closure.ends,
        made=closure.made,
        changed=closure.changed,
        withdrawn=closure.withdrawn,
    )


def _name(what: str) -> str:
    """A name for ever (RFC 4151), in this language: the same closure is another text in another one."""
    return f"tag:{urlsplit(g.links.base).hostname},{AUTHORITY_YEAR}:{what}/{wanted()}"
