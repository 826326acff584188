"""A commune as people write it; the shape of commune.yaml and of a commune's words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter

from tourism.communes.licences import CommuneLicence

STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)

Texts = dict[str, str]
Confidence = Literal["H", "M", "L"]
MadeBy = Literal["human", "machine"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
LINE_MAX, TEXT_MAX = 200, 6000
Line = Annotated[str, Field(min_length=1, max_length=LINE_MAX)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


def solar_days(interval: str) -> tuple[date, date]:
    """First and last day of an ISO interval (2027-03-15/2027-03-17) or of one day; raises ValueError."""
    first, _, last = interval.partition("/")
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    if days[1] < days[0]:
        raise ValueError("the last day comes before the first")
    return days


def _interval(text: str) -> str:
    solar_days(text)
    return text


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """What the commune was called, and under whom, between two dates (None: since ever, until now)."""

    __pydantic_config__ = STRICT
    name: Line
    parent: Line
    code: Line | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: Confidence
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Centre:
    """Degrees, WGS 84."""

    __pydantic_config__ = STRICT
    lat: Latitude
    lon: Longitude


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """The commune's own two colours, and a pattern file beside commune.yaml."""

    __pydantic_config__ = STRICT
    name: Line
    primary: Colour
    secondary: Colour
    pattern: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.svg$")] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A village or another part of the commune."""

    __pydantic_config__ = STRICT
    key: Slug
    names: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One claim, how sure it is (H, M, L) and which sources say so."""

    __pydantic_config__ = STRICT
    key: Line
    confidence: Confidence
    sources: tuple[str, ...] = ()
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Festival:
    """A festival by the lunar calendar; `solar` gives computed days (ISO interval) by year."""

    __pydantic_config__ = STRICT
    key: Slug
    lunar: Line | None = None
    solar: dict[int, Annotated[str, AfterValidator(_interval)]] = field(default_factory=dict)
    confidence: Confidence
    sources: tuple[str, ...] = ()
    names: Texts
    texts: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a claim was read."""

    __pydantic_config__ = STRICT
    title: Annotated[str, Field(min_length=1, max_length=500)]
    published: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CommuneDraft:
    """All of a commune but its words, as in commune.yaml; `bbox` is west, south, east, north."""

    __pydantic_config__ = STRICT
    slug: Slug
    id: str
    identities: Annotated[tuple[Identity, ...], Field(min_length=1)]
    centre: Centre
    bbox: tuple[Longitude, Latitude, Longitude, Latitude]
    theme: Theme
    languages: tuple[str, ...]
    emergency: str | None = None
    # Of what the commune tells here; None: nobody has said.
    licence: CommuneLicence | None = None
    areas: tuple[Area, ...] = ()
    facts: tuple[Fact, ...] = ()
    festivals: tuple[Festival, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class CommuneWords:
    """A commune in one language; `welcome` is Markdown."""

    __pydantic_config__ = STRICT
    name: Line
    tagline: Line
    made_by: MadeBy
    reviewed: bool
    welcome: str


DRAFT = TypeAdapter(CommuneDraft)
WORDS = TypeAdapter(CommuneWords)
