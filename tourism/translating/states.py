"""How far a translation has come, part by part, beside the words that it was made from. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tourism.communes.draft import LINE_MAX, TEXT_MAX, MadeBy, Slug
from tourism.sites.cleaning import cleaned, cleaned_line
from tourism.sites.draft import SectionInProgress, WordsInProgress

# missing: nothing there yet; stale: the source says something else since; machine: nobody has read it;
# unreviewed: people wrote it; reviewed; surplus: the source has no such part any more.
State = Literal["missing", "stale", "machine", "unreviewed", "reviewed", "surplus"]
# Whole languages go by the part that needs most.
URGENCY: tuple[State, ...] = ("stale", "missing", "surplus", "machine", "unreviewed", "reviewed")
LENGTHS = {"name": LINE_MAX, "hook": LINE_MAX, "story": TEXT_MAX, "title": LINE_MAX, "text": TEXT_MAX}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a site's words; `before` is what its source said when the translation was held against it.

    `key` is name, hook, story, or title-1, text-1, title-2 … for the sections.
    """

    key: str
    source: str
    before: str
    target: str
    state: State


@dataclass(frozen=True, slots=True)
class Version:
    """When a numbered version of the source was saved, in seconds since 1970."""

    number: int
    made: float


def held_against(source_number: int | None, made: float, source: Sequence[Version]) -> int:
    """The number of the source's version that a translation was held against; 0 where there is no source.

    Words that came from files tell no number: they count as in step with the newest source of the moment when they
    were saved, for files are loaded together. Those that are older than every source go with the first.
    """
    if source_number is not None or not source:
        return source_number or 0
    known = [each.number for each in source if each.made <= made]
    return max(known, default=min(each.number for each in source))


def parts(now: WordsInProgress, then: WordsInProgress, target: WordsInProgress) -> tuple[Part, ...]:
    """All parts that have a text in the source of today or in the translation, in the order of the page.

    `then` is the source that the translation was held against; where there is no translation, today's.
    """
    today, before, told = texts(now), texts(then), texts(target)
    keys = sorted({*today, *told}, key=_place)
    pairs = ((key, today.get(key, ""), before.get(key, ""), told.get(key, "")) for key in keys)
    return tuple(Part(*each, _state(each[1:], target)) for each in pairs if each[1] or each[3])


def overall(states: Sequence[State]) -> State:
    """What the language as a whole needs most; `missing` where nothing is there at all."""
    if not any(each != "missing" for each in states):
        return "missing"
    return next(each for each in URGENCY if each in states)


def texts(words: WordsInProgress) -> dict[str, str]:
    """The texts of words by the keys of their parts, empty ones too."""
    found = {"name": words.name, "hook": words.hook, "story": words.story}
    for number, section in enumerate(words.sections, 1):
        found |= {f"title-{number}": section.title, f"text-{number}": section.text}
    return found


def translated(
    source: WordsInProgress, told: dict[str, str], *, slug: Slug | Literal[""], made_by: MadeBy, reviewed: bool
) -> WordsInProgress:
    """Words put together from the texts of parts; a section's photo is that of the source's section.

    Sections beyond the source's are kept while they have a text.
    """
    numbers = [int(key.partition("-")[2]) for key, text in told.items() if "-" in key and text]
    count = max([len(source.sections), *numbers])
    while count and not any(told.get(f"{stem}-{count}") for stem in ("title", "text")):
        count -= 1
    photos = [each.photo for each in source.sections] + [None] * count
    return WordsInProgress(
        name=told.get("name", ""),
        slug=slug,
        hook=told.get("hook", ""),
        made_by=made_by,
        reviewed=reviewed,
        story=told.get("story", ""),
        sections=tuple(
            SectionInProgress(title=told.get(f"title-{at}", ""), text=told.get(f"text-{at}", ""), photo=photos[at - 1])
            for at in range(1, count + 1)
        ),
    )


def is_same(one: str, other: str) -> bool:
    """Whether two texts say the same: ends of lines and composed marks make no difference."""
    return cleaned(one) == cleaned(other)


def tidied(key: str, text: str) -> str:
    """A part's text as it is kept: only stories and sections have several lines."""
    return cleaned(text) if key.partition("-")[0] in ("story", "text") else cleaned_line(text)


def is_too_long(key: str, text: str) -> bool:
    """Whether a part's text is longer than what is kept."""
    return len(text) > LENGTHS[key.partition("-")[0]]


def _place(key: str) -> tuple[int, int]:
    stem, _, number = key.partition("-")
    return (int(number or 0), ("name", "hook", "story", "title", "text").index(stem))


def _state(told: tuple[str, str, str], target: WordsInProgress) -> State:
    source, before, text = told
    if not text:
        return "missing"
    if not source:
        return "surplus"
    if not is_same(source, before):
        return "stale"
    if target.reviewed:
        return "reviewed"
    return "machine" if target.made_by == "machine" else "unreviewed"
