"""Where a company makes one of a commune's tours or places ready for its own site, and sees it live."""

from dataclasses import dataclass, replace
from html import escape

from flask import g, make_response, render_template, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tourism.communes import queries as communes
from tourism.communes.queries import CommuneBrief
from tourism.errors import NotAllowed, NotFound
from tourism.partners import queries as partners
from tourism.partners.queries import VariantView
from tourism.sites import briefs
from tourism.sites.briefs import SiteBrief
from tourism.staff.keys import Partner
from tourism.tours import queries as tours
from tourism.tours.queries import TourBrief
from tourism.web.answers import kept_nowhere, known_again
from tourism.web.edition import FINISHED
from tourism.web.embed.looks import Choice, Look, chosen
from tourism.web.embed.routes import blueprint, language_asked
from tourism.web.links import Links
from tourism.web.page import frame
from tourism.web.partnered import partner_asked
from tourism.web.request import reading, wanted
from tourism.web.security import Policy, declared

BUILDING = Policy("anyone", frames=True)
HEIGHT, COMPACT_HEIGHT = 720, 420
# What an option is called as an attribute, where it has a longer name there.
ATTRIBUTES = {"p": "partner"}


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be put on another site: its page, its embed, how many stops it has.

    `tour` is the commune's tour that a company's own is made from; "" for what is the commune's own.
    """

    kind: str
    id: str
    name: str
    page: str
    stops: int
    tour: str = ""


@dataclass(frozen=True, slots=True)
class Snippets:
    """The same embed in the four ways that sites take one in.

    `frame` is its absolute address; `preview` is the same for this page, where nothing is counted.
    """

    frame: str
    preview: str
    height: int
    element: str
    iframe: str
    wordpress: str
    link: str


@blueprint.get("/<language:language>/communes/<slug:slug>/embed")
@declared(BUILDING)
def builder(slug: str) -> Response:
    """The builder; everything chosen stands in its address, so that it works without scripts and can be sent on."""
    with reading() as session:
        commune = communes.brief(session, communes.commune_id(session, slug), wanted())
        listed = tours.tours(session, wanted(), commune.id), briefs.of_commune(session, commune.id, wanted())
        company, why_not = _company(commune)
        own = partners.variants(session, company, wanted()) if company else ()
        offers = [
            *(_own(g.links, each) for each in own),
            *(_tour(g.links, each) for each in listed[0]),
            *(_site(g.links, each) for each in listed[1]),
        ]
        offer = _chosen(offers, request.args.get("what"))
        choice = _choice(offer, company, why_not)
        told = replace(offer, page=_page(session, offer, choice.look.language or wanted()))
    frame(title=gettext("Put it on your site"), commune=commune)
    request.environ[FINISHED] = True
    body = render_template(
        "embed/builder.html",
        commune=commune,
        offers=offers,
        offer=told,
        choice=choice,
        company=company,
        typed=request.args,
        snippets=_snippets(told, choice.look, commune),
    )
    answer = make_response(body)
    answer.headers["Content-Language"] = wanted()
    return kept_nowhere(known_again(answer)) if request.args.get("p") else known_again(answer)


def _tour(links: Links, brief: TourBrief) -> Offer:
    return Offer("tours", brief.id, brief.name, links.tour(brief), brief.stops)


def _own(links: Links, view: VariantView) -> Offer:
    return replace(_tour(links, view.brief), page=links.tour(view.tour), tour=view.tour.id)


def _site(links: Links, brief: SiteBrief) -> Offer:
    return Offer("sites", brief.id, brief.name, links.site(brief), 0)


def _chosen(offers: list[Offer], public_id: str | None) -> Offer:
    """What was asked for, else the first; raises NotFound where the commune has nothing yet."""
    if not offers:
        raise NotFound("no-such-tour")
    return next((each for each in offers if each.id == public_id), offers[0])


def _company(commune: CommuneBrief) -> tuple[Partner | None, str]:
    """Whom the code that was typed names, or why nobody: `no-such-partner`, `key-ended`, `elsewhere`."""
    try:
        found = partner_asked(request.args)
    except (NotFound, NotAllowed) as error:
        return None, error.reason
    return (None, "elsewhere") if found and found.commune != commune.id else (found, "")


def _choice(offer: Offer, company: Partner | None, why_not: str) -> Choice:
    """The language is the page's, unless another one is chosen; a stop that the tour lacks is said to be none."""
    choice = chosen(request.args, language_asked(request.args) or wanted())
    look = replace(choice.look, partner=company.code if company else None)
    faults = {**choice.faults, **({"p": why_not} if why_not else {})}
    start = look.start
    if offer.kind == "sites":
        return Choice(replace(look, start=None), {name: why for name, why in faults.items() if name != "start"})
    if start is not None and start > offer.stops:
        return Choice(replace(look, start=None), {**faults, "start": "no-choice"})
    return Choice(look, faults)


def _page(session: Session, offer: Offer, tag: str) -> str:
    """The page's path in the embed's language, which may differ from the builder's."""
    links = replace(g.links, language=tag)
    if offer.kind == "tours":
        return links.tour(tours.tour(session, offer.tour or offer.id, tag).brief)
    return links.site(briefs.brief(session, offer.id, tag))


def _snippets(offer: Offer, look: Look, commune: CommuneBrief) -> Snippets:
    links = g.links
    page = links.absolute(offer.page)
    frame_ = links.absolute(look.at(links.embed(offer.kind, offer.id), look.start))
    height = COMPACT_HEIGHT if look.compact else HEIGHT
    name = escape(f"{offer.name} · Lời Quê, {commune.name}")
    link = f'<a href="{escape(page)}">{name}</a>'
    # A company's own tour has no page by which the script could know it.
    source = links.absolute(links.embed(offer.kind, offer.id)) if offer.tour else page
    options = "".join(f' {ATTRIBUTES.get(key, key)}="{escape(value)}"' for key, value in look.options.items())
    return Snippets(
        frame=frame_,
        preview=links.absolute(replace(look, uncounted=True).at(links.embed(offer.kind, offer.id), look.start)),
        height=height,
        element=f'<script async src="{links.absolute("/embed.js")}"></script>\n'
        f'<loi-que-tour src="{escape(source)}"{options}>{link}</loi-que-tour>',
        iframe=f'<iframe src="{escape(frame_)}" title="{name}" width="100%" height="{height}" loading="lazy" '
        f'style="border:0"></iframe>\n<p>{link}</p>',
        wordpress=page if look.is_plain else frame_,
        link=link,
    )
