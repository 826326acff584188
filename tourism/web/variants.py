"""The tour that an address asks for: the commune's, or by a partner's code that partner's own."""

from urllib.parse import urlencode

from flask import request
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.partners import queries as partners
from tourism.partners.queries import VariantView
from tourism.staff.keys import Partner
from tourism.tours import queries as tours
from tourism.tours.queries import TourView
from tourism.web.links import Links
from tourism.web.partnered import CODE, partner_of
from tourism.web.request import wanted


def tour_asked(session: Session, public_id: str) -> TourView:
    """The tour of this id; raises NotFound, and NotAllowed where it is a partner's whose key has ended."""
    try:
        return tours.tour(session, public_id, wanted())
    except NotFound:
        partner = partner_of(session, request.args)
        if partner is None:
            raise
    return partners.variant(session, public_id, partner, wanted())


def tour_of(session: Session, public_id: str, partner: Partner | None) -> TourView:
    """The commune's tour of this id or this partner's own; raises NotFound for everybody else's."""
    try:
        return tours.tour(session, public_id, wanted())
    except NotFound:
        if partner is None:
            raise
    return partners.variant(session, public_id, partner, wanted())


def kit_path(links: Links, view: TourView, kind: str) -> str:
    """The path of a tour as a file (`zip` is the album); a partner's own has the partner's code."""
    path = links.album(view.brief) if kind == "zip" else links.kit(view.brief, kind)
    return with_code(view, path)


def with_code(view: TourView, path: str) -> str:
    """A path as a partner's own tour is asked for."""
    return f"{path}?{urlencode({CODE: view.code})}" if isinstance(view, VariantView) else path
