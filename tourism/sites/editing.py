"""What the editor does to a site: begins one, and brings one form's fields to the newest draft. Never commits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.communes import actions as communes
from tourism.errors import Conflict, Invalid
from tourism.language import SOURCE
from tourism.sites import actions, draft, drafts, history, signage
from tourism.sites.drafts import DeskSite
from tourism.sites.model import Site
from tourism.sites.naming import slugged

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who saves, when, from which number on; `minor` is what saves itself while somebody is typing."""

    by: str
    now: datetime
    base: int
    minor: bool = False


def begin(
    session: Session,
    *,
    commune_row: int,
    public_id: str,
    name: str,
    place: draft.PlaceInProgress,
    owner: int | None,
    hand: Hand,
    words: draft.WordsInProgress | None = None,
) -> None:
    """A new site after all others of its commune, with its first draft and the code of its sign.

    `words` are the source's where there is more than a name. Raises Invalid for an id that is another site's.
    """
    communes.hold(session, commune_row)
    place = replace(place, order=drafts.next_order(session, commune_row))
    key = _free_key(session, commune_row, slugged(name) or public_id.lower())
    row = actions.add(session, commune_id=commune_row, key=key, public_id=public_id, now=hand.now, owner=owner)
    actions.save_place(session, row, place, picture=None, by=hand.by, now=hand.now, base=0)
    told = replace(words or draft.WordsInProgress(), name=name, slug=slugged(name) or key)
    actions.save(session, row, SOURCE, told, by=hand.by, now=hand.now, base=0)
    signage.keep_signs(session, row, {codes.mint()})


def _free_key(session: Session, commune_row: int, wanted: str) -> str:
    taken = set(session.scalars(select(Site.key).where(Site.commune_id == commune_row, Site.key.startswith(wanted))))
    names = (wanted if number == 1 else f"{wanted[:75].rstrip('-')}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in names if each not in taken)


def save_words(session: Session, site: DeskSite, language: str, fields: Content, hand: Hand) -> int:
    """Saves some fields of the words onto the newest version and returns its number.

    What others saved in other fields stays. Raises Conflict where they changed these fields since `hand.base`.
    """
    kept = site.words.get(language)
    newest = draft.words_json(kept.words if kept else draft.WordsInProgress())
    number = kept.number if kept else 0
    words = _made(draft.WORDS_IN_PROGRESS, {**newest, **fields})
    before = newest
    if hand.base != number:
        before = draft.words_json(history.words_then(session, site.row, language, hand.base))
    if _overwrites(fields, before, newest, draft.words_json(words)):
        raise Conflict("changed-meanwhile", newest=number, base=hand.base)
    return actions.save(session, site.row, language, words, by=hand.by, now=hand.now, base=number, minor=hand.minor)


def save_place(session: Session, site: DeskSite, fields: Content, hand: Hand) -> int:
    """Saves some fields of the place onto the newest version; see `save_words`."""
    newest, number = draft.place_json(site.place.place), site.place.number
    place = _made(draft.PLACE_IN_PROGRESS, {**newest, **fields})
    before = newest if hand.base == number else draft.place_json(history.place_then(session, site.row, hand.base))
    if _overwrites(fields, before, newest, draft.place_json(place)):
        raise Conflict("changed-meanwhile", newest=number, base=hand.base)
    return actions.save_place(
        session,
        site.row,
        place,
        picture=site.place.picture,
        by=hand.by,
        now=hand.now,
        base=number,
        minor=hand.minor,
    )


def keep_aside(session: Session, site: DeskSite, language: str, fields: Content, hand: Hand) -> int:
    """Keeps what could not be saved, whole: what the writer started from with what they made of it; its row's id."""
    if language:
        before = draft.words_json(history.words_then(session, site.row, language, hand.base))
        content = draft.words_json(_made(draft.WORDS_IN_PROGRESS, {**before, **fields}))
    else:
        before = draft.place_json(history.place_then(session, site.row, hand.base))
        content = draft.place_json(_made(draft.PLACE_IN_PROGRESS, {**before, **fields}))
    return actions.set_aside(session, site.row, language, content, by=hand.by, now=hand.now, base=hand.base)


def _overwrites(names: Iterable[str], before: Content, newest: Content, mine: Content) -> bool:
    """Whether others changed one of these fields meanwhile, to something else than this writer did."""
    told = list(names)
    return any(before[name] != newest[name] for name in told) and any(mine[name] != newest[name] for name in told)


def _made(kind: TypeAdapter[Any], content: Content) -> Any:
    try:
        return kind.validate_python(content)
    except ValidationError as error:
        raise Invalid("bad-field", lacking=sorted(set(draft.fields_at_fault(error)))) from error
