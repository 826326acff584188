"""What sites ask for when somebody pastes one of our addresses: oEmbed 1.0, of our own pages only."""

from dataclasses import replace
from urllib.parse import parse_qsl

from flask import Response, g, request
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.communes.queries import CommuneBrief
from tourism.engines.raster import CARD
from tourism.errors import Invalid, NotFound
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.staff.keys import Partner
from tourism.tours import oembed as written
from tourism.tours.oembed import Piece, Thumbnail
from tourism.web.answers import kept_nowhere
from tourism.web.embed.addresses import LONGEST, Named, named
from tourism.web.embed.looks import Look, chosen
from tourism.web.embed.routes import blueprint, language_asked, open_to_all
from tourism.web.filters import shown_today
from tourism.web.partnered import keep_to, partner_asked
from tourism.web.request import backends, negotiated, reading, wanted
from tourism.web.roadbooks import tour_page
from tourism.web.security import PUBLIC, declared
from tourism.web.variants import tour_of

NAME = "Lời Quê"
WRITERS = {
    "json": (written.as_json, "application/json"),
    "xml": (written.as_xml, "text/xml; charset=utf-8"),
}
# Pixels: of a frame that no script makes taller, and below which it is shown without its picture.
WIDTH, TOUR_HEIGHT, SITE_HEIGHT, COMPACT_HEIGHT, COMPACT_BELOW = 600, 720, 640, 420, 480


@blueprint.get("/oembed")
@declared(PUBLIC)
def oembed() -> Response:
    """The answer for one address of ours; nothing is fetched, whatever the address is.

    Raises NotFound for what is not ours, Invalid for a size that is none, and for another format than ours. An
    embed's address that has a company's code is as good as the code is.
    """
    form = request.args.get("format") or "json"
    if form not in WRITERS:
        raise Invalid("format-not-offered", allowed=list(WRITERS))
    widest, highest = _size("maxwidth"), _size("maxheight")
    address = request.args.get("url", "")
    if not address:
        raise Invalid("no-address", parameter="url")
    config = backends().config
    found = named(address, config.public_base_url, config.page_languages)
    if found is None:
        raise NotFound("not-embedded", url=address[:200])
    options = dict(parse_qsl(found.query))
    look = _look(found, options, highest)
    partner = partner_asked(options)
    write, content_type = WRITERS[form]
    body = write(written.fitted(_piece(found, look, partner), widest, highest))
    answer = open_to_all(body, content_type, pack=True)
    if found.language is None:
        answer.vary.add("Accept-Language")
    return kept_nowhere(answer) if partner else answer


def _size(name: str) -> int | None:
    """Pixels; what is larger than any screen is as good as no limit."""
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and text.strip("0")) or len(text) > LONGEST:
        raise Invalid("bad-parameter", parameter=name, minimum=1)
    return int(text[:6]) if len(text) <= 6 else None


def _look(found: Named, options: dict[str, str], highest: int | None) -> Look:
    """How it will look; from here on, this request speaks the language of the address."""
    asked = found.language or language_asked(options)
    g.language = asked or negotiated()
    g.links = replace(g.links, language=g.language)
    look = chosen(options, asked).look
    if found.stop is not None:
        look = replace(look, start=found.stop)
    if highest is not None and highest < COMPACT_BELOW:
        look = replace(look, compact=True)
    return replace(look, uncounted=True) if request.args.get("dnt") == "1" else look


def _piece(found: Named, look: Look, partner: Partner | None) -> Piece:
    """What is embedded; raises NotFound."""
    make = _tour if found.kind == "tours" else _site
    with reading() as session:
        return make(session, found, look, partner)


def _site(session: Session, found: Named, look: Look, partner: Partner | None) -> Piece:
    public_id = briefs.sign_site(session, found.id) if found.kind == "signs" else found.id
    if public_id is None:
        raise NotFound("no-such-sign", typed=found.id)
    view = sites.site(session, public_id, wanted())
    keep_to(partner, view.commune, "no-such-site", public_id)
    picture = next((each.share for each in shown_today(view.photos)), None) or view.brief.picture
    frame = look.at(g.links.embed("sites", public_id))
    return _made(view.brief.name, g.links.site(view.brief), frame, view.commune, picture, _height(look, SITE_HEIGHT))


def _tour(session: Session, found: Named, look: Look, partner: Partner | None) -> Piece:
    view = tour_of(session, found.id, partner)
    keep_to(partner, view.commune, "no-such-tour", found.id)
    if found.stop is not None and found.stop > len(view.stops):
        raise NotFound("no-such-tour", id=found.id)
    page = g.links.stop(view.brief, found.stop) if found.stop else tour_page(view)
    frame = look.at(g.links.embed("tours", found.id), look.start)
    picture = next(iter(view.brief.pictures), None)
    return _made(view.brief.name, page, frame, view.commune, picture, _height(look, TOUR_HEIGHT))


def _height(look: Look, usual: int) -> int:
    return COMPACT_HEIGHT if look.compact else usual


def _made(title: str, page: str, frame: str, commune: CommuneBrief, picture: str | None, height: int) -> Piece:
    links = g.links
    return Piece(
        title=title,
        page=links.absolute(page),
        frame=links.absolute(frame),
        author=gettext("Commune of %(commune)s", commune=commune.name),
        author_page=links.absolute(links.commune(commune.slug)),
        provider=NAME,
        provider_page=links.absolute("/"),
        width=WIDTH,
        height=height,
        thumbnail=Thumbnail(links.absolute(links.share_picture(picture)), *CARD) if picture else None,
    )
