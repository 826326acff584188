"""A site as people write it: the place itself, and its words in one language."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tourism.communes.draft import STRICT, Fact, Latitude, Line, Longitude, MadeBy, Slug, Texts

Kind = Literal[
    "communal_house", "market", "stele", "tomb", "pagoda", "shrine", "clan_house", "cooperative",
    "farm", "garden", "village", "craft", "landscape", "road",
]  # fmt: skip
Story = Literal["place", "process"]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Hours = dict[Weekday, list[tuple[Clock, Clock]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """Degrees, WGS 84; the place lies within `accuracy_m` metres of it."""

    __pydantic_config__ = STRICT
    lat: Latitude
    lon: Longitude
    accuracy_m: Annotated[float, Field(gt=0, le=50_000)]
    verified: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Practical:
    """What a visitor needs to know; None means that the officer has yet to say it."""

    __pydantic_config__ = STRICT
    hours: Hours | None = None
    price: Texts | None = None
    season: Texts | None = None
    dress: Texts | None = None
    toilets: Texts | None = None
    contact: Texts | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Illustration:
    """What the picture shows, for those who cannot see it."""

    __pydantic_config__ = STRICT
    alt: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """All of a site but its words, as in site.yaml; `next` is a key of another site of the commune."""

    __pydantic_config__ = STRICT
    kind: Kind
    story: Story = "place"
    area: Slug | None = None
    pin: Pin
    order: Annotated[int, Field(ge=1, le=9999)]
    next: Slug | None = None
    tourist_point: bool = False
    awaiting: bool = False
    practical: Practical = field(default_factory=Practical)
    facts: tuple[Fact, ...] = ()
    illustration: Illustration | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and the Markdown below it: a step of a process, or something to read on."""

    __pydantic_config__ = STRICT
    title: Line
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A site in one language; `story` is the Markdown that is heard, `sections` are steps or reading."""

    __pydantic_config__ = STRICT
    name: Line
    slug: Slug
    hook: Annotated[str, Field(min_length=1, max_length=200)]
    made_by: MadeBy
    reviewed: bool
    story: Annotated[str, Field(min_length=1, max_length=6000)]
    sections: tuple[Section, ...] = ()


PLACE = TypeAdapter(Place)
WORDS = TypeAdapter(Words)
