"""Publish and withdraw a site: pointer, edition and job in one transaction. Never commits."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy.orm import Session

from tourism import language
from tourism.communes import actions as communes
from tourism.narration import actions as narration
from tourism.narration import queries as narrations
from tourism.narration import takes
from tourism.narration.choice import Offer
from tourism.sites import actions as sites
from tourism.sites import queries as told


def publish_site(
    session: Session,
    site_row: int,
    commune_row: int,
    languages: set[str],
    now: datetime,
    *,
    kept: AbstractSet[str] = frozenset(),
    with_place: bool = True,
) -> bool:
    """Publishes the newest place and the newest words in `languages`, and takes all others off the pages.

    Words in the languages of `kept` stay as visitors have them, and so does the place without `with_place`. Asks for
    narration where the text to be heard changed. Returns whether anything changed.
    """
    communes.hold(session, commune_row)
    changed = with_place and sites.publish_place(session, site_row, now)
    for tag in sorted(languages):
        changed |= sites.publish(session, site_row, tag, now)
    gone = set(told.told_languages(session, site_row)) - languages - kept
    changed |= sites.untell(session, site_row, gone, now)
    if changed:
        communes.raise_edition(session, commune_row)
        _ask_for_voices(session, site_row, languages, now)
    return changed


def _ask_for_voices(session: Session, site_row: int, languages: set[str], now: datetime) -> None:
    # The source first: it is what most visitors wait for.
    for tag in sorted(languages, key=language.source_first):
        if _is_silent(session, site_row, tag):
            narration.ask(session, site_row, tag, now)


def withdraw_site(session: Session, site_row: int, commune_row: int, now: datetime) -> None:
    """Takes a site off the pages; its signs go on answering."""
    communes.hold(session, commune_row)
    sites.withdraw(session, site_row, now)
    communes.raise_edition(session, commune_row)


def ask_for_missing_voices(
    session: Session, offers: Callable[[str], tuple[Offer, ...]], revision: int, now: datetime
) -> int:
    """Asks where words have no sound of today, or one that a voice on offer would better; returns for how many.

    `offers` gives the voices for a language; `revision` is the way of mastering.
    """
    asked = 0
    for site_row, tag in told.everything_told(session):
        script = narrations.script(session, site_row, tag)
        is_silent, better = takes.missing(session, site_row, script, revision, offers(tag))
        if is_silent and (better or takes.best_of(session, site_row, script)):
            narration.ask(session, site_row, tag, now)
        elif better:
            # Something is heard: a start does not wait for what is only better.
            narration.ask_better(session, site_row, tag, now)
        else:
            continue
        asked += 1
    return asked


def ask_again(session: Session, site_rows: Iterable[int], languages: set[str], now: datetime) -> None:
    """Asks for sites that sound otherwise now though their words are the same: how names are said has changed."""
    for site_row in site_rows:
        for tag in told.told_languages(session, site_row):
            if tag in languages:
                narration.ask(session, site_row, tag, now)


def _is_silent(session: Session, site_row: int, tag: str) -> bool:
    digest = narrations.script(session, site_row, tag).digest
    return narrations.current(session, site_row, tag) != (digest, "ready")
