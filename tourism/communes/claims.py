"""Claims in one language: texts by the fallback chain, how sure they are, sources by number. Pure."""

from dataclasses import dataclass

from tourism import language
from tourism.communes import draft


@dataclass(frozen=True, slots=True)
class Told:
    """One text, the language it is in, and whether that is what was asked for."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A claim in one language; `sources` are numbers into the page's list of sources, from 1."""

    key: str
    text: str
    language: str
    confidence: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it is listed under its number."""

    number: int
    key: str
    title: str
    published: str | None


def told(texts: draft.Texts, asked: str) -> Told:
    """The text for a reader of `asked`, by the fallback chain; empty where nothing is told."""
    chosen = language.best_told(asked, tuple(texts))
    return Told(texts[chosen], chosen) if chosen else Told("", asked)


def number_sources(facts: tuple[tuple[str, ...], ...], known: dict[str, draft.Source]) -> tuple[SourceView, ...]:
    """Sources in the order in which the claims cite them, numbered from 1."""
    keys = dict.fromkeys(key for cited in facts for key in cited if key in known)
    return tuple(SourceView(number, key, known[key].title, known[key].published) for number, key in enumerate(keys, 1))


def fact_views(facts: tuple[draft.Fact, ...], listed: tuple[SourceView, ...], asked: str) -> tuple[FactView, ...]:
    """Claims in one language, citing the listed sources by number."""
    numbers = {source.key: source.number for source in listed}
    views = []
    for fact in facts:
        text = told(fact.texts, asked)
        cited = tuple(numbers[key] for key in fact.sources if key in numbers)
        views.append(FactView(fact.key, text.text, text.language, fact.confidence, cited))
    return tuple(views)
