"""What becomes of files of places: they wait, are kept as drafts in one piece, or go. Never commits."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.communes import actions as communes
from tourism.communes.draft import Fact
from tourism.errors import Conflict, Invalid, NotFound
from tourism.importing.candidates import Candidate, Said
from tourism.importing.found import Form, Told
from tourism.importing.model import PlaceFile
from tourism.importing.options import Options
from tourism.importing.origins import claim, source
from tourism.importing.preview import Preview
from tourism.importing.queries import OPTIONS, TOLD, WAITS
from tourism.language import SOURCE
from tourism.sites import actions as sites
from tourism.sites import briefs, editing
from tourism.sites.draft import Pin, PlaceInProgress, Practical, WordsInProgress
from tourism.sites.editing import Hand
from tourism.sites.naming import slugged
from tourism.staff.permissions import Actor


def receive(
    session: Session, actor: Actor, data: bytes, told: Told, options: Options, *, name: str, now: datetime
) -> int:
    """Lets a file wait for somebody's yes; returns its row. The same file again only has its options renewed.

    Those that nobody wanted are forgotten, whoever sent them.
    """
    commune_row, digest = actor.commune or 0, sha256(data).hexdigest()
    communes.hold(session, commune_row)
    session.execute(delete(PlaceFile).where(PlaceFile.made < now - WAITS))
    same = (PlaceFile.commune_id == commune_row) & (PlaceFile.person == actor.person) & (PlaceFile.digest == digest)
    row = session.scalar(select(PlaceFile).where(same))
    content = TOLD.dump_python(told, mode="json")
    if row is None:
        row = PlaceFile(
            commune_id=commune_row, person=actor.person, digest=digest, name=name, content=content, options={}, made=now
        )
        session.add(row)
    row.content, row.options, row.made, row.kept = content, OPTIONS.dump_python(options, mode="json"), now, []
    session.flush()
    return row.id


def forget(session: Session, actor: Actor, row: int) -> None:
    """A file that is not wanted; raises NotFound."""
    session.delete(_mine(session, actor, row))


def done(session: Session, actor: Actor, row: int, ids: tuple[str, ...]) -> None:
    """The file's places are kept: what it said goes, that it was kept stays known for some days."""
    found = _mine(session, actor, row)
    found.content, found.kept = {}, list(ids)


def _mine(session: Session, actor: Actor, row: int) -> PlaceFile:
    found = session.get(PlaceFile, row)
    if found is None or (found.commune_id, found.person) != (actor.commune, actor.person):
        raise NotFound("no-such-import")
    return found


def keep(
    session: Session,
    commune_row: int,
    preview: Preview,
    form: Form,
    options: Options,
    *,
    seen: str,
    out: Collection[int],
    owner: int | None,
    by: str,
    now: datetime,
) -> tuple[str, ...]:
    """Begins a draft for every row that is not left out and returns their ids; nothing of it is published.

    `seen` is the stamp of what somebody looked at: raises Conflict where it is another by now, and Invalid where
    a row that is not left out cannot be kept, or none is left.
    """
    communes.hold(session, commune_row)
    if seen != preview.stamp:
        raise Conflict("import-changed")
    if preview.broken(out):
        raise Invalid("import-broken")
    chosen = preview.chosen(out)
    if not chosen:
        raise Invalid("import-all-out")
    key = _cited(session, commune_row, form, options, now)
    hand = Hand(by, now, 0)
    return tuple(
        _begin(session, commune_row, each, claim(options, form, each.origin, key), owner, hand) for each in chosen
    )


def _begin(
    session: Session, commune_row: int, each: Candidate, fact: Fact | None, owner: int | None, hand: Hand
) -> str:
    """One draft with all its words; its position is nobody's yet who stood there."""
    public_id = codes.mint()
    place = PlaceInProgress(
        kind=each.kind,
        area=each.village,
        pin=_pin(each),
        practical=_practical(each),
        facts=(fact,) if fact else (),
    )
    editing.begin(
        session,
        commune_row=commune_row,
        public_id=public_id,
        name=each.name,
        place=place,
        owner=owner,
        hand=hand,
        words=_words(each.words.get(SOURCE, Said())),
    )
    row = briefs.row_of(session, public_id)
    for tag, said in each.words.items():
        if tag != SOURCE:
            words = replace(
                _words(said), name=said.name, slug=slugged(said.name) or slugged(each.name) or public_id.lower()
            )
            sites.save(session, row, tag, words, by=hand.by, now=hand.now, base=0, source_number=1)
    return public_id


def _pin(each: Candidate) -> Pin | None:
    where = each.placed
    if where is None:
        return None
    return Pin(lat=round(where.spot.lat, 6), lon=round(where.spot.lon, 6), accuracy_m=max(round(where.reach, 1), 1.0))


def _practical(each: Candidate) -> Practical:
    texts = {name: {SOURCE: text} for name, text in each.practical.items()}
    return Practical(
        price=texts.get("price"),
        season=texts.get("season"),
        dress=texts.get("dress"),
        toilets=texts.get("toilets"),
        contact=texts.get("contact"),
    )


def _words(said: Said) -> WordsInProgress:
    return WordsInProgress(hook=said.hook, story=said.story)


def _cited(session: Session, commune_row: int, form: Form, options: Options, now: datetime) -> str:
    """The key under which the commune lists the file's source from now on; "" where nobody said one."""
    found = source(options, form, now.date().isoformat())
    return communes.cite(session, commune_row, found) if found else ""
