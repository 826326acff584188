"""Translations at the desk: all places by languages, the languages of a place, source and target side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.errors import Conflict, NotAllowed, NotFound
from tourism.language import SOURCE
from tourism.narration import queries as narrations
from tourism.sites import drafts, history
from tourism.sites.comparison import Run, compare
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.translating import actions, glossary, queries
from tourism.translating.queries import TermView, Translation
from tourism.translating.states import URGENCY, Part
from tourism.web.request import backends, reading
from tourism.web.studio import door, faults
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.opened import said_words
from tourism.web.studio.translating_sent import Sent, read_form
from tourism.web.studio.translating_words import (
    Mark,
    Sound,
    counted,
    language_mark,
    part_name,
    sound_mark,
    sound_of,
    state_mark,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in one language, as lists show it."""

    translation: Translation
    state: Mark
    sound: Mark | None
    open: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One part of both languages; `runs` is what changed in the source, `terms` with whether each is followed."""

    part: Part
    name: str
    state: Mark
    runs: tuple[Run, ...]
    terms: tuple[tuple[TermView, bool], ...]
    target: str
    rows: int

    @property
    def is_line(self) -> bool:
        """Whether it is written in one line."""
        return self.part.key.partition("-")[0] in ("name", "title")


def languages() -> tuple[str, ...]:
    """What can be translated into."""
    return tuple(tag for tag in backends().config.page_languages if tag != SOURCE)


@desk("/translations", permission="view")
def translation_list(actor: Actor) -> tuple[str, int]:
    """Every place in every language of the commune, or in the one that was chosen."""
    chosen = request.args.get("tag", "")
    with reading() as session:
        listed = drafts.sites(session, actor)
        tags = _wanted(session, listed)
        cells = _cells(session, listed, tags)
    shown = [chosen] if chosen in tags else tags
    if chosen in tags:
        listed = tuple(sorted(listed, key=lambda site: URGENCY.index(cells[site.row, chosen].translation.state)))
    done = {tag: sum(cells[site.row, tag].translation.state == "reviewed" for site in listed) for tag in tags}
    return show(
        "translations",
        title=gettext("Translations"),
        site=None,
        sites=listed,
        tags=tags,
        shown=shown,
        cells=cells,
        done=done,
        said_words=gettext("The translations of the file are kept.") if request.args.get("said") == "imported" else "",
    )


@desk("/sites/<id:public_id>/translations", permission="view")
def site_translations(actor: Actor, public_id: str) -> tuple[str, int]:
    """The languages of one place, and those that it could have."""
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        tags = _wanted(session, [site])
        cells = _cells(session, [site], tags)
        since = {tag: queries.stale_since(session, cells[site.row, tag].translation) for tag in tags}
    begun = [tag for tag in tags if cells[site.row, tag].translation.target_number]
    rest = [tag for tag in dict.fromkeys((*tags, *languages())) if tag not in begun and actor.may_write_in(tag)]
    return show(
        "translations",
        title=site.name,
        site=site,
        begun=begun,
        rest=rest,
        cells=cells,
        since=since,
    )


@desk("/sites/<id:public_id>/words/<tag>", permission="translate")
def words(actor: Actor, public_id: str, tag: str) -> tuple[str, int]:
    """Source and translation side by side."""
    at = _opened(actor, public_id, tag)
    return _page(at, Sent({each.key: each.target for each in at.parts}))


@desk("/sites/<id:public_id>/words/<tag>", permission="translate", methods=("POST",))
def save_words(actor: Actor, public_id: str, tag: str) -> Any:
    """Keeps a translation; where somebody else was quicker, it is kept beside theirs."""
    at = _opened(actor, public_id, tag)
    sent = read_form(at)
    if sent.faults:
        return faults.answered(sent.faults) if door.is_fetched() else _page(at, sent)
    base, now = saving.base_sent(), backends().clock()
    try:
        with deed("words.saved", actor=actor, site=public_id) as doing:
            at = queries.translation(doing.session, actor, public_id, tag)
            number = actions.save(doing.session, at, sent.told, base=base, by=actor.name, now=now, **sent.said)
            doing.told.update(language=tag, number=number, reviewed=sent.said["reviewed"], minor=sent.said["minor"])
    except Conflict:
        if door.is_fetched():
            raise
        return _set_aside(actor, at, sent, base)
    return saving.answered(number, f"{request.path}?said=saved")


def _set_aside(actor: Actor, at: Translation, sent: Sent, base: int) -> Any:
    with deed("words.set-aside", actor=actor, site=at.site.id) as doing:
        row = actions.set_aside(
            doing.session,
            at,
            sent.told,
            made_by=sent.said["made_by"],
            base=base,
            by=actor.name,
            now=backends().clock(),
        )
        doing.told.update(language=at.language, base=base)
    return saving.answered(row, f"/studio/sites/{at.site.id}/aside/{row}")


def _opened(actor: Actor, public_id: str, tag: str) -> Translation:
    """One translation that this actor may write; raises NotFound and NotAllowed."""
    if tag not in languages():
        raise NotFound("no-such-language")
    with reading() as session:
        at = queries.translation(session, actor, public_id, tag)
    if not actor.may_write_in(tag):
        raise NotAllowed("not-your-part")
    return at


def _page(at: Translation, sent: Sent) -> tuple[str, int]:
    with reading() as session:
        since = queries.stale_since(session, at)
        terms = [each for each in queries.terms(session, at.site.commune_row) if each.language == at.language]
        asides = [each for each in history.aside(session, at.site.row) if each.language == at.language]
    return show(
        "words",
        title=at.site.name,
        status=422 if sent.faults else 200,
        at=at,
        site=at.site,
        pairs=[_pair(each, sent, terms) for each in at.parts],
        since=since,
        asides=asides,
        faults=sent.faults,
        made_by=sent.said.get("made_by", at.words.made_by),
        base=request.form.get("base", at.target_number),
        source_number=request.form.get("source", at.source_number),
        state=language_mark(at),
        said_words=said_words(),
    )


def _pair(part: Part, sent: Sent, terms: list[TermView]) -> Pair:
    target = sent.told.get(part.key, part.target)
    missed = glossary.unfollowed(part.source, target, terms) if target else ()
    return Pair(
        part=part,
        name=part_name(part.key),
        state=state_mark(part.state),
        runs=compare(part.before, part.source) if part.state == "stale" else (),
        terms=tuple((each, each not in missed) for each in glossary.occurring(part.source, terms)),
        target=target,
        rows=2 if part.key == "hook" else max(3, min(24, len(part.source) // 34 + part.source.count("\n"))),
    )


def _wanted(session: Session, listed: Sequence[DeskSite]) -> list[str]:
    """Languages of the communes of these places, in their order, then those that somebody began."""
    tags: dict[str, None] = {}
    for row in {each.commune_row for each in listed}:
        tags |= dict.fromkeys(communes.at_home(session, row, SOURCE)[1].languages)
    tags |= {tag: None for site in listed for tag in sorted(site.words)}
    return [tag for tag in tags if tag in languages()]


def _cells(session: Session, listed: Sequence[DeskSite], tags: list[str]) -> dict[tuple[int, str], Cell]:
    found = queries.translations(session, listed, tags)
    heard = narrations.heard_among(session, [each.row for each in listed])
    return {
        (at.site.row, tag): Cell(at, language_mark(at), sound_mark(_sound(at.site, tag, heard)), counted(at))
        for (_, tag), at in found.items()
    }


def _sound(site: DeskSite, tag: str, heard: dict[tuple[int, str], str | None]) -> Sound:
    return sound_of(site.words.get(tag), (site.row, tag) in heard, heard.get((site.row, tag)))
