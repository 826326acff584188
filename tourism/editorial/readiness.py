"""What would change for visitors, and what must come before. Pure."""

from dataclasses import dataclass, fields
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from tourism.language import SOURCE
from tourism.narration.hints import LONG_SECONDS, LONGEST_SECONDS
from tourism.sites import draft, photographs

LanguageState = Literal["new", "changed", "same", "kept", "unfinished"]
PlaceInHand = draft.Place | draft.PlaceInProgress


@dataclass(frozen=True, slots=True)
class Versions:
    """What visitors are to have: the number of the place, and the number of the words by language."""

    place: int
    words: dict[str, int]


@dataclass(frozen=True, slots=True)
class LanguageNews:
    """What publishing means for one language; `newest` and `told` are numbers of words, `seconds` of the newest.

    States: new (visitors get it for the first time), changed, same, kept (what visitors have stays, for the newest
    words are not ready), unfinished (not told, and not ready).
    """

    tag: str
    state: LanguageState
    newest: int
    told: int | None
    lacking: tuple[str, ...]
    seconds: float
    made_by: str
    reviewed: bool

    @property
    def version(self) -> int:
        """The words that visitors would have after publishing."""
        return self.told if self.state in ("same", "kept") and self.told else self.newest

    @property
    def is_ready(self) -> bool:
        """Whether the language can be told at all."""
        return self.state != "unfinished"

    @property
    def is_too_long(self) -> bool:
        """Whether it is refused for its length."""
        return self.seconds > LONGEST_SECONDS

    @property
    def is_long(self) -> bool:
        """Whether people will walk on before it ends."""
        return self.seconds > LONG_SECONDS


@dataclass(frozen=True, slots=True)
class PlaceNews:
    """What would change of the place: names of fields, photos that come and go; `lacking` keeps it all from visitors.

    `photos_unseen` are those that nobody has described, or that wait for consent.
    """

    number: int
    changed: tuple[str, ...]
    photos_added: int
    photos_gone: int
    photos_unseen: int
    lacking: tuple[str, ...]


def language_news(
    tag: str, newest: int, told: int | None, words: draft.WordsInProgress, seconds: float
) -> LanguageNews:
    """What becomes of one language whose newest words are `words`."""
    lacking = lacking_words(words)
    is_refused = bool(lacking) or seconds > LONGEST_SECONDS
    state: LanguageState
    if newest == told:
        state = "same"
    elif is_refused:
        state = "unfinished" if told is None else "kept"
    else:
        state = "new" if told is None else "changed"
    return LanguageNews(tag, state, newest, told, lacking, seconds, words.made_by, words.reviewed)


def place_news(number: int, before: PlaceInHand | None, after: PlaceInHand) -> PlaceNews:
    """What visitors would notice of the place."""
    was = before or draft.PlaceInProgress()
    names = [each.name for each in fields(draft.PlaceInProgress) if each.name != "photos"]
    changed = tuple(name for name in names if getattr(was, name) != getattr(after, name))
    seen, shown = (photographs.views(place.photos, SOURCE) for place in (was, after))
    old, new = {each.id for each in seen}, {each.id for each in shown}
    if old == new and seen != shown:
        changed = (*changed, "photos")
    unseen = len(after.photos) - len(new)
    return PlaceNews(number, changed, len(new - old), len(old - new), unseen, lacking_place(after))


def lacking_words(words: draft.WordsInProgress) -> tuple[str, ...]:
    """Fields that keep words from visitors; empty where they are whole."""
    return _lacking(draft.WORDS, draft.words_json(words))


def lacking_place(place: PlaceInHand) -> tuple[str, ...]:
    """Fields that keep a place from visitors; empty where it is whole."""
    return _lacking(draft.PLACE, draft.place_json(place))


def _lacking(adapter: TypeAdapter[Any], content: dict[str, Any]) -> tuple[str, ...]:
    try:
        adapter.validate_python(content)
    except ValidationError as error:
        # Nobody types a slug: it comes with the name.
        return tuple(dict.fromkeys("name" if name == "slug" else name for name in draft.fields_at_fault(error)))
    return ()
