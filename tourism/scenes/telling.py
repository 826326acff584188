"""When the voice speaks of a part: quotes of the narration, found in its sentences. Pure."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

from tourism.scenes.view import PartTold, Texts


class Quoted(Protocol):
    """A part of a model with the words, by language, that speak of it."""

    @property
    def id(self) -> str:
        """Its name in addresses and cues."""

    @property
    def told(self) -> Texts:
        """Quotes of the narration."""


class Heard(Protocol):
    """A sentence of a narration with its time; None where there is no sound."""

    @property
    def text(self) -> str:
        """As it is shown."""

    @property
    def start_ms(self) -> int | None:
        """When it begins."""

    @property
    def end_ms(self) -> int | None:
        """When it ends."""


def parts_told(hotspots: Iterable[Quoted], language: str, sentences: Sequence[Heard]) -> tuple[PartTold, ...]:
    """When each part is spoken of, in order of time; a sentence that two parts quote belongs to the first of them."""
    taken: set[int] = set()
    found = []
    for hotspot in hotspots:
        run = [place for place in run_of(hotspot.told.get(language, ""), sentences) if place not in taken]
        taken.update(run)
        if told := _told(hotspot.id, [sentences[place] for place in run]):
            found.append(told)
    return tuple(sorted(found, key=lambda each: each.start_ms))


def untold(hotspots: Iterable[Quoted], language: str, sentences: Sequence[Heard]) -> tuple[str, ...]:
    """Ids of parts whose quotes the narration does not say, or no longer."""
    return tuple(each.id for each in hotspots if language in each.told and not run_of(each.told[language], sentences))


def run_of(quote: str, sentences: Sequence[Heard]) -> range:
    """The places of the sentences in which a quote stands, the first time that it does; empty where it does not."""
    wanted = _folded(quote)
    whole, ends = "", []
    for each in sentences:
        text = _folded(each.text)
        whole += text if not text or _is_wide(text[-1]) else f"{text} "
        ends.append(len(whole))
    at = whole.find(wanted) if wanted else -1
    if at < 0:
        return range(0)
    first = next(place for place, end in enumerate(ends) if at < end)
    last = next(place for place, end in enumerate(ends) if at + len(wanted) <= end)
    return range(first, last + 1)


def _told(part: str, run: Sequence[Heard]) -> PartTold | None:
    starts = [each.start_ms for each in run if each.start_ms is not None]
    ends = [each.end_ms for each in run if each.end_ms is not None]
    if not starts or not ends:
        return None
    return PartTold(part, min(starts), max(ends), " ".join(each.text for each in run))


def _folded(text: str) -> str:
    """Blanks are one; after letters that are written without any, none."""
    words = unicodedata.normalize("NFC", text).split()
    return "".join(word if _is_wide(word[-1]) else f"{word} " for word in words).rstrip()


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
