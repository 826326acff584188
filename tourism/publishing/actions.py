"""Publish and withdraw a site: pointer, edition and job in one transaction. Never commits."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from tourism import language
from tourism.communes import actions as communes
from tourism.narration import actions as narration
from tourism.narration import queries as narrations
from tourism.sites import actions as sites
from tourism.sites import queries as told


def publish_site(session: Session, site_row: int, commune_row: int, languages: set[str], now: datetime) -> bool:
    """Publishes the newest place and the newest words in `languages`, and takes all others off the pages.

    Asks for narration where the text to be heard changed. Returns whether anything changed.
    """
    communes.hold(session, commune_row)
    changed = sites.publish_place(session, site_row, now)
    for tag in sorted(languages):
        changed |= sites.publish(session, site_row, tag, now)
    gone = set(told.told_languages(session, site_row)) - languages
    changed |= sites.untell(session, site_row, gone, now)
    if changed:
        communes.raise_edition(session, commune_row)
        _ask_for_voices(session, site_row, languages, now)
    return changed


def _ask_for_voices(session: Session, site_row: int, languages: set[str], now: datetime) -> None:
    # The source first: it is what most visitors wait for.
    for tag in sorted(languages, key=lambda tag: (tag != language.SOURCE, tag)):
        if _is_silent(session, site_row, tag):
            narration.ask(session, site_row, tag, now)


def withdraw_site(session: Session, site_row: int, commune_row: int, now: datetime) -> None:
    """Takes a site off the pages; its signs go on answering."""
    communes.hold(session, commune_row)
    sites.withdraw(session, site_row, now)
    communes.raise_edition(session, commune_row)


def ask_for_missing_voices(session: Session, can_speak: Callable[[str], bool], now: datetime) -> int:
    """Asks for every published text without a sound of today in a language that a voice speaks; returns how many."""
    asked = 0
    for site_row, tag in told.everything_told(session):
        if can_speak(tag) and _is_silent(session, site_row, tag):
            narration.ask(session, site_row, tag, now)
            asked += 1
    return asked


def _is_silent(session: Session, site_row: int, tag: str) -> bool:
    digest = narrations.script(session, site_row, tag).digest
    return narrations.current(session, site_row, tag) != (digest, "ready")
