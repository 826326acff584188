"""What the voice says of a site, sentence by sentence: parts of a model quote it, and words change."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tourism.editorial import rehearsals
from tourism.errors import NotFound
from tourism.narration import queries as narration
from tourism.narration.queries import SentenceView
from tourism.narration.script import Script
from tourism.scenes.draft import Hotspot
from tourism.scenes.telling import run_of, untold
from tourism.sites.cleaning import cleaned_line
from tourism.sites.drafts import DeskSite


@dataclass(frozen=True, slots=True)
class Told:
    """One language: sentences of the newest words, and of those that visitors hear (none before any are published)."""

    language: str
    sentences: tuple[SentenceView, ...]
    published: tuple[SentenceView, ...]

    def chosen(self, quote: str) -> frozenset[str]:
        """Ids of the sentences in which a quote stands; none where the newest words do not say it."""
        return frozenset(self.sentences[place].id for place in run_of(quote, self.sentences))

    def lost(self, parts: Sequence[Hotspot]) -> tuple[Hotspot, ...]:
        """Parts whose quotes the newest words do not say."""
        gone = untold(parts, self.language, self.sentences)
        return tuple(each for each in parts if each.id in gone)

    def not_heard(self, parts: Sequence[Hotspot]) -> tuple[Hotspot, ...]:
        """Parts whose quotes stand in the newest words, and not yet in what visitors hear."""
        gone = set(untold(parts, self.language, self.published)) - set(untold(parts, self.language, self.sentences))
        return tuple(each for each in parts if each.id in gone)

    def quote(self, ticked: Sequence[str], before: str) -> str | None:
        """What a part quotes once these sentences are ticked; None where they do not follow each other.

        `before` stays where it means the same, and what is not said any more stays until it is unticked.
        """
        first = {cleaned_line(each.text): place for place, each in reversed(list(enumerate(self.sentences)))}
        places = sorted({first[text] for text in map(cleaned_line, ticked) if text in first})
        if not places:
            return ticked[0] if ticked else ""
        if places != list(range(places[0], places[-1] + 1)):
            return None
        is_same = before and places == list(run_of(before, self.sentences))
        return before if is_same else " ".join(self.sentences[place].text for place in places)


def told_of(session: Session, site: DeskSite, languages: Sequence[str]) -> tuple[Told, ...]:
    """The languages in which anything is written to be heard, in the order of these."""
    return tuple(
        Told(
            tag,
            _sentences(rehearsals.script_of(session, site, tag, site.words[tag].words)),
            _published(session, site, tag),
        )
        for tag in languages
        if tag in site.words and site.words[tag].words.story
    )


def _published(session: Session, site: DeskSite, language: str) -> tuple[SentenceView, ...]:
    try:
        return _sentences(narration.script(session, site.row, language))
    except NotFound:
        return ()


def _sentences(script: Script) -> tuple[SentenceView, ...]:
    return tuple(SentenceView(f"s{each.index}", each.shown, None, None) for each in script.sentences)
