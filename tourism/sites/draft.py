"""A site as people write it: the place itself, and its words in one language; whole, or still being written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import Field, TypeAdapter, ValidationError

from tourism.communes.draft import LINE_MAX, STRICT, TEXT_MAX, Fact, Latitude, Line, Longitude, MadeBy, Slug, Texts
from tourism.communes.licences import Licence

Kind = Literal[
    "communal_house", "market", "stele", "tomb", "pagoda", "shrine", "clan_house", "cooperative",
    "farm", "garden", "village", "craft", "landscape", "road",
]  # fmt: skip
Story = Literal["place", "process"]
STORIES: tuple[Story, ...] = get_args(Story)
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# The order of a place that comes after all others.
ORDER_MAX = 9999
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


# What is said of a place in words, in the order of the pages.
PRACTICAL_TEXTS = ("price", "season", "dress", "toilets", "contact")


@dataclass(frozen=True, kw_only=True, slots=True)
class Illustration:
    """What the picture shows, for those who cannot see it."""

    __pydantic_config__ = STRICT
    alt: Texts = field(default_factory=dict)


# Whether the people in the picture (or the owner of what it shows) agreed that it is published.
Consent = Literal["awaited", "given", "not-needed"]
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoFile:
    """One size of a photo: a blob's name, and its width in pixels."""

    __pydantic_config__ = STRICT
    name: Line
    format: Literal["avif", "webp"]
    width: Annotated[int, Field(gt=0, le=20_000)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A photo as it is served; `width` and `height` are pixels of the largest file, `share` a card of 1200 by 630.

    `focus` is the point that must stay in view when the picture is cropped, from the upper left corner.
    """

    __pydantic_config__ = STRICT
    id: Line
    width: Annotated[int, Field(gt=0, le=20_000)]
    height: Annotated[int, Field(gt=0, le=20_000)]
    files: Annotated[tuple[PhotoFile, ...], Field(min_length=1)]
    share: Line | None = None
    alt: Texts = field(default_factory=dict)
    credit: Annotated[str, Field(max_length=LINE_MAX)] = ""
    licence: Licence = "commune"
    consent: Consent = "awaited"
    consent_until: date | None = None
    taken: date | None = None
    focus: tuple[Share, Share] = (0.5, 0.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """All of a site but its words, as in site.yaml; `next` is a key of another site of the commune."""

    __pydantic_config__ = STRICT
    kind: Kind
    story: Story = "place"
    area: Slug | None = None
    pin: Pin
    order: Annotated[int, Field(ge=1, le=ORDER_MAX)]
    next: Slug | None = None
    tourist_point: bool = False
    awaiting: bool = False
    practical: Practical = field(default_factory=Practical)
    facts: tuple[Fact, ...] = ()
    illustration: Illustration | None = None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceInProgress:
    """A place before it can be published: what is None is still to be said. The rest as in Place."""

    __pydantic_config__ = STRICT
    kind: Kind = "landscape"
    story: Story = "place"
    area: Slug | None = None
    pin: Pin | None = None
    order: Annotated[int, Field(ge=1, le=ORDER_MAX)] = ORDER_MAX
    next: Slug | None = None
    tourist_point: bool = False
    awaiting: bool = False
    practical: Practical = field(default_factory=Practical)
    facts: tuple[Fact, ...] = ()
    illustration: Illustration | None = None
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and the Markdown below it: a step of a process, or something to read on.

    `photo` is the id of one of the place's photos.
    """

    __pydantic_config__ = STRICT
    title: Line
    text: str
    photo: Line | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionInProgress:
    """A section whose heading may still be missing."""

    __pydantic_config__ = STRICT
    title: Annotated[str, Field(max_length=LINE_MAX)] = ""
    text: Annotated[str, Field(max_length=TEXT_MAX)] = ""
    photo: Line | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A site in one language; `story` is the Markdown that is heard, `sections` are steps or reading."""

    __pydantic_config__ = STRICT
    name: Line
    slug: Slug
    hook: Annotated[str, Field(min_length=1, max_length=LINE_MAX)]
    made_by: MadeBy
    reviewed: bool
    story: Annotated[str, Field(min_length=1, max_length=TEXT_MAX)]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class WordsInProgress:
    """Words before they can be published: any of them may be empty; Markdown as in Words."""

    __pydantic_config__ = STRICT
    name: Annotated[str, Field(max_length=LINE_MAX)] = ""
    slug: Slug | Literal[""] = ""
    hook: Annotated[str, Field(max_length=LINE_MAX)] = ""
    made_by: MadeBy = "human"
    reviewed: bool = False
    story: Annotated[str, Field(max_length=TEXT_MAX)] = ""
    sections: tuple[SectionInProgress, ...] = ()


PLACE = TypeAdapter(Place)
WORDS = TypeAdapter(Words)
# Every whole place is also one in progress, and so are words.
PLACE_IN_PROGRESS = TypeAdapter(PlaceInProgress)
WORDS_IN_PROGRESS = TypeAdapter(WordsInProgress)


def place_json(place: Place | PlaceInProgress) -> dict[str, Any]:
    """A place as it is kept."""
    if isinstance(place, Place):
        return cast("dict[str, Any]", PLACE.dump_python(place, mode="json"))
    return cast("dict[str, Any]", PLACE_IN_PROGRESS.dump_python(place, mode="json"))


def words_json(words: Words | WordsInProgress) -> dict[str, Any]:
    """Words as they are kept."""
    if isinstance(words, Words):
        return cast("dict[str, Any]", WORDS.dump_python(words, mode="json"))
    return cast("dict[str, Any]", WORDS_IN_PROGRESS.dump_python(words, mode="json"))


def fields_at_fault(error: ValidationError) -> tuple[str, ...]:
    """The fields of a place or of words that do not fit, in their order; one is named as often as it is wrong."""
    return tuple(str(each["loc"][0]) for each in error.errors() if each["loc"])
