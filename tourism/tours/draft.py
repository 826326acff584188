"""A tour as people write it, as in tour.yaml, and its words in one language."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tourism.communes.draft import STRICT, TEXT_MAX, Line, MadeBy, Slug, Texts
from tourism.sites.draft import Clock, Pin

StopKind = Literal["visit", "do", "shop", "eat", "rest"]
Travel = Literal["walk", "bicycle"]
Tag = Annotated[str, Field(max_length=20)]
# The same words in several languages, each within its limit.
Lines = dict[Tag, Line]
Told = dict[Tag, Annotated[str, Field(min_length=1, max_length=TEXT_MAX)]]


@dataclass(frozen=True, kw_only=True, slots=True)
class StopDraft:
    """A stop at a site of the commune, by the site's key."""

    __pydantic_config__ = STRICT
    site: Slug
    kind: StopKind
    dwell_minutes: Annotated[int, Field(ge=0, le=1440)]
    notes: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class TourDraft:
    """A tour's stops in their order."""

    __pydantic_config__ = STRICT
    id: str
    travel: Travel = "walk"
    season: Texts | None = None
    stops: Annotated[tuple[StopDraft, ...], Field(min_length=1, max_length=60)]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingDraft:
    """Where people meet before the first stop; without an hour, it is told when they book."""

    __pydantic_config__ = STRICT
    name: Annotated[Lines, Field(min_length=1)]
    pin: Pin
    note: Told = field(default_factory=dict)
    hour: Clock | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TourWords:
    """A tour in one language; `intro` is Markdown."""

    __pydantic_config__ = STRICT
    name: Line
    slug: Slug
    hook: Annotated[str, Field(min_length=1, max_length=200)]
    made_by: MadeBy
    reviewed: bool
    intro: str


DRAFT = TypeAdapter(TourDraft)
WORDS = TypeAdapter(TourWords)
