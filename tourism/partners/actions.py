"""What changes partners' own tours; never commits."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tourism import codes, geo
from tourism.communes import actions as communes
from tourism.errors import Conflict, Invalid, NotFound
from tourism.language import SOURCE
from tourism.partners import draft
from tourism.partners.draft import VariantDraft
from tourism.partners.model import TourVariant
from tourism.sites import briefs as sites
from tourism.tours import queries as tours

VARIANTS_MAX = 50


def make(session: Session, commune_row: int, key_row: int, tour: str, now: datetime) -> str:
    """A partner's tour, which begins as the commune's of public id `tour`; its own public id.

    Raises NotFound for another commune's tour, Invalid where the key has as many as it may have.
    """
    communes.hold(session, commune_row)
    number = session.scalar(select(func.count()).where(TourVariant.key_id == key_row)) or 0
    if number >= VARIANTS_MAX:
        raise Invalid("too-many-variants", most=VARIANTS_MAX)
    tour_row = tours.row_in(session, commune_row, tour)
    content = _json(draft.made_from(tours.course(session, tour_row).written))
    row = TourVariant(public_id=codes.mint(), key_id=key_row, tour_id=tour_row, content=content, changed=now)
    session.add(row)
    session.flush()
    return row.public_id


def save(
    session: Session, key_row: int, public_id: str, written: VariantDraft, *, base: int, now: datetime
) -> VariantDraft:
    """Keeps a partner's tour under the next number; what says the same as before keeps its own.

    Raises NotFound, Conflict where somebody has saved after number `base`, Invalid for places that the commune does
    not tell (those that were in it before may stay) and for a meeting point that is far from the first stop.
    """
    row = _held(session, key_row, public_id)
    before = draft.DRAFT.validate_python(row.content)
    whole = draft.DRAFT.validate_python(_json(replace(written, number=before.number)))
    if whole == before:
        return before
    if before.number != base:
        raise Conflict("changed-meanwhile", newest=before.number, base=base)
    _refuse_unfit(session, tours.course(session, row.tour_id).commune, whole, before)
    found = replace(whole, number=before.number + 1)
    row.content, row.changed = _json(found), now
    session.flush()
    return found


def remove(session: Session, key_row: int, public_id: str) -> VariantDraft:
    """Deletes a partner's tour, and gives what it was; raises NotFound."""
    row = _held(session, key_row, public_id)
    found = draft.DRAFT.validate_python(row.content)
    session.delete(row)
    session.flush()
    return found


def _held(session: Session, key_row: int, public_id: str) -> TourVariant:
    query = select(TourVariant).where(TourVariant.public_id == public_id, TourVariant.key_id == key_row)
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFound("no-such-tour", id=public_id[:20])
    return row


def _refuse_unfit(session: Session, commune_row: int, written: VariantDraft, before: VariantDraft) -> None:
    known = {each.key: each for each in sites.of_commune(session, commune_row, SOURCE)}
    kept = {each.site for each in before.stops}
    if strange := [each.site for each in written.stops if each.site not in known and each.site not in kept]:
        raise Invalid("no-such-site", field="stops", site=strange[0])
    first = next((known[each.site] for each in written.stops if each.site in known), None)
    if written.meeting is None or first is None:
        return
    metres = draft.too_far(written.meeting, geo.Point(first.lat, first.lon), written.travel)
    if metres is not None:
        raise Invalid("meeting-too-far", field="pin", metres=round(metres), most=draft.FAR[written.travel])


def _json(written: VariantDraft) -> dict[str, object]:
    found: dict[str, object] = draft.DRAFT.dump_python(written, mode="json")
    return found
