"""What the desk says of translations: their states, their sound, what is wrong with a file that came back."""

from dataclasses import dataclass
from typing import Literal

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from tourism.sites.history import KeptWords
from tourism.translating.proposal import Finding
from tourism.translating.queries import Translation
from tourism.translating.states import State
from tourism.web.studio.desk import blueprint

Sound = Literal["heard", "old", "coming", "silent", "none"]
PART_NAMES = {
    "name": lazy_gettext("Name"),
    "hook": lazy_gettext("One line that draws people in"),
    "story": lazy_gettext("Words to hear"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in words, and the class of its colour."""

    words: str
    tone: str
    icon: str = ""


# Said anew for each reader: a page of marks looks one up for every place and language.
_STATES: dict[State, tuple[LazyString, str, str]] = {
    "missing": (lazy_gettext("not translated"), "is-lacking", "add"),
    "stale": (lazy_gettext("older than the Vietnamese"), "is-old", "clock"),
    "surplus": (lazy_gettext("no source any more"), "is-old", "notice"),
    "machine": (lazy_gettext("by machine, not reviewed"), "is-old", "language"),
    "unreviewed": (lazy_gettext("not reviewed"), "", "eye"),
    "reviewed": (lazy_gettext("reviewed"), "is-good", "done"),
}
_SOUNDS: dict[Sound, tuple[LazyString, str]] = {
    "heard": (lazy_gettext("sound up to date"), "is-good"),
    "old": (lazy_gettext("sound of the published words"), "is-old"),
    "coming": (lazy_gettext("sound in the making"), ""),
    "silent": (lazy_gettext("no sound"), "is-lacking"),
}


def state_mark(state: State) -> Mark:
    """How far a part or a language has come."""
    words, tone, icon = _STATES[state]
    return Mark(str(words), tone, icon)


def language_mark(at: Translation) -> Mark:
    """The same of a whole language."""
    if at.state == "missing" and at.target_number:
        return Mark(gettext("not all translated"), "is-lacking", "add")
    return state_mark(at.state)


def sound_of(kept: KeptWords | None, is_told: bool, silence: str | None) -> Sound:  # noqa: FBT001 (one row's facts)
    """What is heard of a language: sound goes stale with its text."""
    if kept is None or not is_told:
        return "none"
    if silence is not None:
        return "coming" if silence == "voice-in-the-making" else "silent"
    return "heard" if kept.told else "old"


def sound_mark(sound: Sound) -> Mark | None:
    """The same in words; None where nothing is published that could be heard."""
    if sound == "none":
        return None
    words, tone = _SOUNDS[sound]
    return Mark(str(words), tone, "play")


def counted(at: Translation) -> str:
    """What is open in a language that somebody has begun, in one line."""
    counts = at.counts if at.target_number else {}
    told = [
        ngettext("%(num)d part old", "%(num)d parts old", counts.get("stale", 0)) if counts.get("stale") else "",
        ngettext("%(num)d part missing", "%(num)d parts missing", counts.get("missing", 0))
        if counts.get("missing")
        else "",
    ]
    return " · ".join(each for each in told if each)


@blueprint.app_template_filter("part_name")
def part_name(key: str) -> str:
    """A part in words."""
    stem, _, number = key.partition("-")
    if number:
        words = gettext("Heading of section %(number)s") if stem == "title" else gettext("Text of section %(number)s")
        return words % {"number": number}
    return str(PART_NAMES.get(key, key))


_FINDINGS = {
    "wrong-language": lazy_gettext("The file is of another language than those that you may translate."),
    "nothing-in-it": lazy_gettext("The file has no translations in it."),
    "too-many-rows": lazy_gettext("The file has too many rows."),
    "two-exports": lazy_gettext("Rows of two exports are mixed for this place."),
    "unknown-version": lazy_gettext(
        "The column or mark with the version was changed, so we cannot tell what this is of."
    ),
    "unknown-place": lazy_gettext("Your commune has no such place."),
    "unknown-part": lazy_gettext("There is no such part of a place."),
    "twice": lazy_gettext("The same part comes twice."),
    "no-text": lazy_gettext("A formula, a date or something else that is not text."),
    "too-long": lazy_gettext("The translation is too long."),
    "markup": lazy_gettext("The translation has codes or HTML in it; only ** and ## are understood."),
    "source-edited": lazy_gettext("The Vietnamese of this row was changed in the file."),
    "source-changed": lazy_gettext("The Vietnamese has changed since: this will be kept, and marked as old."),
    "changed-here": lazy_gettext("Somebody has changed this translation here since: it stays as it is here."),
    "part-gone": lazy_gettext("This part is not there any more: it is left out."),
}


@blueprint.app_template_filter("finding_sentence")
def finding_sentence(finding: Finding) -> str:
    """What is to be known of one row of a file."""
    return str(_FINDINGS.get(finding.reason, finding.reason))


def file_sentence(reason: str) -> str | None:
    """Why a file could not be read at all; None for other reasons."""
    return {
        "exchange-too-big": gettext("The file is larger than a file of ours could be."),
        "exchange-hostile": gettext("The file has something in it that no translator's file needs. It was not read."),
        "exchange-not-readable": gettext("The file cannot be read. It may be damaged, or of another kind."),
        "exchange-not-xliff": gettext("This is no XLIFF 2 file."),
        "exchange-not-our-sheet": gettext("The first row is not that of our sheets. Export one and fill that in."),
        "exchange-formulas": gettext("The sheet has formulas in it. Only text is taken."),
        "exchange-nothing": gettext("Choose a file first."),
    }.get(reason)
