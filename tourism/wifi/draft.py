"""A WiFi point as people write it, as in wifi.yaml."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from tourism.communes.draft import STRICT, Confidence, Latitude, Longitude, Slug, Texts

NETWORK_BYTES = 32


def _short_enough(network: str) -> str:
    """A network's name has at most 32 bytes (IEEE 802.11), and a Vietnamese letter takes up to three."""
    if len(network.encode()) > NETWORK_BYTES:
        raise ValueError(f"a network's name has at most {NETWORK_BYTES} bytes")
    return network


@dataclass(frozen=True, kw_only=True, slots=True)
class PointPin:
    """Degrees, WGS 84; the point lies within `accuracy_m` metres."""

    __pydantic_config__ = STRICT
    lat: Latitude
    lon: Longitude
    accuracy_m: Annotated[float, Field(gt=0, le=50_000)]
    verified: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class WifiDraft:
    """A tourism point with WiFi; `network` None means that its name awaits the officer."""

    __pydantic_config__ = STRICT
    id: str
    site: Slug | None = None
    pin: PointPin | None = None
    names: Texts = field(default_factory=dict)
    provider: str | None = None
    network: Annotated[str, Field(min_length=1), AfterValidator(_short_enough)] | None = None
    security: Literal["open", "wpa"] | None = None
    password: Annotated[str, Field(min_length=8, max_length=63)] | None = None
    checked_on: date | None = None
    confidence: Confidence = "L"
    sources: tuple[str, ...] = ()


DRAFT = TypeAdapter(WifiDraft)
