"""What changes translations and the glossary; never commits."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tourism.communes import actions as communes
from tourism.communes.draft import MadeBy
from tourism.errors import Invalid, NotFound
from tourism.sites import actions as sites
from tourism.sites.draft import words_json
from tourism.sites.naming import slugged
from tourism.staff.permissions import Actor
from tourism.translating import queries
from tourism.translating.model import Incoming, Term
from tourism.translating.parcel import Reading
from tourism.translating.proposal import Proposal, SiteChange
from tourism.translating.queries import Translation
from tourism.translating.states import is_same, texts, translated

# A file that nobody has decided about is forgotten.
WAITS = timedelta(days=7)


def save(
    session: Session,
    at: Translation,
    told: dict[str, str],
    *,
    made_by: MadeBy,
    reviewed: bool,
    in_step: bool,
    source_number: int,
    base: int,
    by: str,
    now: datetime,
    minor: bool = False,
) -> int:
    """Keeps a translation, `told` by the keys of its parts, and returns its number.

    `source_number` is the source's version that the writer had before them: the translation counts as held against
    it when it is new, reviewed, or said to be in step. What is saved by itself (`minor`) approves nothing. Raises
    Conflict where `base` is not the newest version any more.
    """
    before = texts(at.words)
    if minor:
        is_as_before = all(is_same(told.get(key, ""), before.get(key, "")) for key in {*told, *before})
        reviewed, in_step = at.words.reviewed and is_as_before, False
    words = translated(
        at.source, told, slug=slugged(told.get("name", "")) or at.source.slug, made_by=made_by, reviewed=reviewed
    )
    is_held = reviewed or in_step or not at.target_number
    return sites.save(
        session,
        at.site.row,
        at.language,
        words,
        by=by,
        now=now,
        base=base,
        minor=minor,
        source_number=min(source_number, at.source_number) if is_held and not minor else _held(at, source_number),
    )


def _held(at: Translation, source_number: int) -> int:
    """A first version that was saved by itself was made from what its writer saw."""
    return at.held_number if at.target_number else min(source_number, at.source_number)


def keep_term(
    session: Session,
    commune_row: int,
    *,
    language: str,
    source: str,
    target: str,
    note: str,
    reviewed: bool,
    by: str,
    now: datetime,
    term: int | None = None,
) -> int:
    """A new word of the glossary, or one changed; raises Invalid where it is listed already, NotFound."""
    communes.hold(session, commune_row)
    same = (Term.commune_id == commune_row) & (Term.language == language) & (Term.source == source)
    listed = session.scalar(select(Term.id).where(same))
    if listed is not None and listed != term:
        raise Invalid("term-twice")
    row = _term(session, commune_row, term) if term is not None else None
    if row is None:
        row = Term(
            commune_id=commune_row,
            language=language,
            source=source,
            target=target,
            note=note,
            reviewed=reviewed,
            changed=now,
            changed_by=by,
        )
        session.add(row)
    row.language, row.source, row.target, row.note, row.reviewed = language, source, target, note, reviewed
    row.changed, row.changed_by = now, by
    session.flush()
    return row.id


def drop_term(session: Session, commune_row: int, term: int) -> str:
    """Takes a word out of the glossary and returns it; raises NotFound."""
    row = _term(session, commune_row, term)
    session.delete(row)
    session.flush()
    return row.source


def _term(session: Session, commune_row: int, term: int) -> Term:
    row = session.get(Term, term)
    if row is None or row.commune_id != commune_row:
        raise NotFound("no-such-term")
    return row


def receive(
    session: Session, commune_row: int, reading: Reading, language: str, *, name: str, by: str, now: datetime
) -> int:
    """Lets a file wait for somebody's yes; returns its row. Those that nobody wanted are forgotten."""
    session.execute(delete(Incoming).where(Incoming.commune_id == commune_row, Incoming.made < now - WAITS))
    content = queries.READING.dump_python(reading, mode="json")
    row = Incoming(commune_id=commune_row, language=language, name=name, content=content, made=now, author=by)
    session.add(row)
    session.flush()
    return row.id


def drop_incoming(session: Session, commune_row: int, row: int) -> None:
    """A file is kept, or not wanted; raises NotFound."""
    queries.incoming(session, commune_row, row)
    session.execute(delete(Incoming).where(Incoming.id == row))


def keep(
    session: Session, actor: Actor, proposal: Proposal, *, made_by: MadeBy, now: datetime
) -> list[tuple[str, int]]:
    """Saves what a file proposes and returns the sites' ids and new numbers; raises Invalid, Conflict, NotFound.

    Nothing of it counts as reviewed: that is said by somebody who reads it at the desk.
    """
    if proposal.bad:
        raise Invalid("exchange-broken")
    return [(each.site, _keep_site(session, actor, each, proposal.language, made_by, now)) for each in proposal.sites]


def _keep_site(session: Session, actor: Actor, change: SiteChange, tag: str, made_by: MadeBy, now: datetime) -> int:
    at = queries.translation(session, actor, change.site, tag)
    told = texts(at.words) | {each.key: each.after for each in change.changes}
    renewed = {each.key for each in change.changes}
    # Whatever was old and came back as it was stays old; so do words that a machine made and nobody touched.
    is_caught_up = all(each.state != "stale" or each.key in renewed for each in at.parts)
    is_mixed = at.words.made_by == "machine" and any(each.target and each.key not in renewed for each in at.parts)
    return save(
        session,
        at,
        told,
        made_by="machine" if is_mixed else made_by,
        reviewed=False,
        in_step=is_caught_up,
        source_number=change.source_number,
        base=change.target_number,
        by=actor.name,
        now=now,
    )


def set_aside(
    session: Session, at: Translation, told: dict[str, str], *, made_by: MadeBy, base: int, by: str, now: datetime
) -> int:
    """Keeps a translation beside the versions where somebody else was quicker; returns its row's id."""
    words = translated(at.source, told, slug=at.source.slug, made_by=made_by, reviewed=False)
    return sites.set_aside(session, at.site.row, at.language, words_json(words), by=by, now=now, base=base)
