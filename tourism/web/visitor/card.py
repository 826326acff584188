"""The picture of a page that is shared: its name in that language, Vietnamese below, the commune's colours."""

import base64
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from flask import Response, g, render_template
from flask_babel import force_locale, gettext

from tourism.communes import queries as communes
from tourism.communes.linked import GUIDE
from tourism.communes.queries import CommuneBrief
from tourism.communes.theme import PAPER
from tourism.engines import raster
from tourism.engines.lettering import lettering
from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.markup import allowed
from tourism.sites import briefs as sites
from tourism.tours import queries as tours
from tourism.web.assets import STATIC
from tourism.web.media import OPEN
from tourism.web.request import backends, reading, wanted
from tourism.web.visitor.fitting import Fitted, fitted
from tourism.web.visitor.routes import page
from tourism.web.visitor.sign import FONTS, illustration

# Of about 60 kB each.
KEPT = 128
WIDTH = 460.0
NAME_TOP, NAME_HEIGHT, AROUND_TOP = 70.0, 250.0, 470.0
PRIMARY, SECONDARY = "#A8322A", "#2F5D46"


@dataclass(frozen=True, slots=True)
class Told:
    """What a card says: the name in its language, in Vietnamese, and of which commune; `picture` is a blob's name."""

    name: str
    language: str
    name_vi: str
    commune: CommuneBrief | None
    picture: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """Words set in a family."""

    family: str
    set: Fitted


@page("/<language:language>/card.png")
def guide_card() -> Response:
    """The guide's own."""
    return _card(Told(GUIDE, SOURCE, GUIDE, None, None))


@page("/<language:language>/<any(nearby, wifi, scan):kind>/card.png")
def list_card(kind: str) -> Response:
    """Of a page of all communes."""
    with force_locale(SOURCE):
        vietnamese = _title(kind)
    return _card(Told(_title(kind), wanted(), vietnamese, None, None))


@page("/<language:language>/communes/<slug:slug>/card.png")
def commune_card(slug: str) -> Response:
    """A commune's."""
    with reading() as session:
        id_ = communes.commune_id(session, slug)
        brief, vietnamese = communes.brief(session, id_, wanted()), communes.brief(session, id_, SOURCE)
        found = sites.of_commune(session, id_, wanted())
    picture = next((each.picture for each in found if _is_drawn(each.picture)), None)
    return _card(Told(brief.name, brief.language, vietnamese.name, brief, picture))


@page("/<language:language>/sites/<id:public_id>/card.png")
def site_card(public_id: str) -> Response:
    """A site's."""
    with reading() as session:
        site, vietnamese = sites.brief(session, public_id, wanted()), sites.brief(session, public_id, SOURCE)
        commune = communes.brief(session, site.commune_row, wanted())
    picture = site.picture if _is_drawn(site.picture) else None
    return _card(Told(site.name, site.language, vietnamese.name, commune, picture))


@page("/<language:language>/tours/<id:public_id>/card.png")
def tour_card(public_id: str) -> Response:
    """A tour's."""
    with reading() as session:
        view, vietnamese = tours.tour(session, public_id, wanted()), tours.tour(session, public_id, SOURCE)
    picture = next((each for each in view.brief.pictures if _is_drawn(each)), None)
    return _card(Told(view.brief.name, view.language, vietnamese.brief.name, view.commune, picture))


def _title(kind: str) -> str:
    titles = {"nearby": gettext("Nearby"), "wifi": gettext("WiFi points"), "scan": gettext("Type a sign's code")}
    return titles[kind]


def _is_drawn(picture: str | None) -> bool:
    return picture is not None and picture.endswith(".svg")


def _card(told: Told) -> Response:
    names, files = _names(told)
    commune = told.commune
    around = _set(commune.name, commune.language, AROUND_TOP, 60.0, 30.0) if commune else None
    if around:
        files |= around[1]
    drawing = render_template(
        "print/card.svg",
        paper=PAPER,
        primary=commune.primary if commune else PRIMARY,
        secondary=commune.secondary if commune else SECONDARY,
        picture=_drawn(told.picture),
        pattern=_encoded(backends().blobs.get(commune.pattern)) if commune and commune.pattern else "",
        seal=_seal(),
        names=names,
        around=[around[0]] if around and names and commune and commune.name != told.name else [],
    )
    pixels = _pixels(allowed(drawing), tuple(sorted(files)))
    return Response(pixels, content_type="image/png", headers={**dict(OPEN), "Content-Language": g.language})


def _names(told: Told) -> tuple[list[Words], set[str]]:
    """What can be written here: a name whose letters no font has is left out, and the picture speaks alone."""
    first = _set(told.name, told.language, NAME_TOP, NAME_HEIGHT, 76.0)
    top = first[0].set.bottom + 24 if first else NAME_TOP
    second = _set(told.name_vi, SOURCE, top, AROUND_TOP - 20 - top, 44.0) if told.name_vi != told.name else None
    found = [each for each in (first, second) if each]
    return [each for each, _ in found], {file for _, files in found for file in files}


def _set(text: str, tag: str, top: float, height: float, largest: float) -> tuple[Words, set[str]] | None:
    words = unicodedata.normalize("NFC", allowed(text))
    font = lettering(words, tag, FONTS)
    if font is None or not words.strip():
        return None
    box = fitted(words, top=top, width=WIDTH, height=height, largest=largest, smallest=largest / 2.4)
    return Words(font.family, box), {*font.files, *lettering(GUIDE, SOURCE, FONTS).files}  # type: ignore[union-attr]


def _drawn(name: str | None) -> str:
    if name is None:
        return ""
    try:
        return _encoded(illustration(name.removesuffix(".svg")).encode())
    except NotFound:
        # A card without its picture is better than none.
        return ""


@lru_cache(maxsize=1)
def _seal() -> str:
    return _encoded((STATIC / "img" / "seal.svg").read_bytes())


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


@lru_cache(maxsize=KEPT)
def _pixels(drawing: str, files: tuple[str, ...]) -> bytes:
    """A new edition makes all pages anew, but few cards change."""
    return raster.share(drawing, fonts=files)
