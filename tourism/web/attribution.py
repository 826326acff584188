"""Who speaks and who made the words, as every page and feed says it."""

from collections.abc import Sequence
from typing import Protocol

from flask_babel import gettext, lazy_gettext

from tourism.communes.licences import FREE, page
from tourism.narration.credits import Credit

MACHINE_NAMES = {
    "gtts": lazy_gettext("Machine voice of Google (gTTS)"),
    "piper": lazy_gettext("Machine voice (Piper)"),
    "espeak-ng": lazy_gettext("Offline machine voice (espeak-ng), until there is a better one"),
}


class Worded(Protocol):
    """Words that say how they were made."""

    @property
    def made_by(self) -> str:
        """Human or machine."""

    @property
    def reviewed(self) -> bool:
        """Whether the commune has read them."""


def voice_name(credit: Credit) -> str:
    """Who speaks: people by their names, machines as machines."""
    if credit.made_by == "human":
        return gettext("Read by %(name)s", name=credit.speaker) if credit.speaker else gettext("Human voice")
    return machine_name(credit.engine)


def voices(credits_: Sequence[Credit]) -> str:
    """Everybody who speaks, each once."""
    return " · ".join(dict.fromkeys(voice_name(each) for each in credits_)) or gettext("Machine voice")


def machine_name(engine: str) -> str:
    """A machine voice by its engine's key."""
    return str(MACHINE_NAMES.get(engine) or gettext("Machine voice"))


def how_made(words: Worded) -> str | None:
    """The label of words that are a machine's or that the commune has not read; None for others."""
    if words.made_by == "machine":
        reviewed, unread = gettext("machine translation, reviewed"), gettext("machine translation, not yet reviewed")
        return reviewed if words.reviewed else unread
    return None if words.reviewed else gettext("Draft from the cited sources, not yet read by the commune")


def terms(licence: str | None) -> str:
    """What others may do with what a commune tells, by the licence that it has named; None: it has not said."""
    if licence is None:
        return gettext(
            "The commune has not said yet under which licence others may use this. Please ask before you do."
        )
    if licence not in FREE:
        return gettext("The commune keeps all rights. Please ask it before you use this.")
    return f"{FREE[licence].name}: {page(licence)}"
