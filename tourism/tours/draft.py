"""A tour as people write it, as in tour.yaml, and its words in one language."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tourism.communes.draft import STRICT, Line, MadeBy, Slug, Texts

StopKind = Literal["visit", "do", "shop", "eat", "rest"]
Travel = Literal["walk", "bicycle"]


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
