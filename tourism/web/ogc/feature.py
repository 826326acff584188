"""What is on a map: a feature with its place and moment, a page of them, and what of them is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tourism.geo import Box, Point
from tourism.sites.sweep import Extent
from tourism.web.answers import Body
from tourism.web.ogc.moments import ALWAYS, Span


@dataclass(frozen=True, slots=True)
class Feature:
    """A thing on a map; `line` is one point, several of a line, or none where nobody knows the place.

    `moments` is what `datetime` asks of it: None for what has no time; `mark` is what a page is continued after.
    """

    id: str
    line: tuple[Point, ...]
    properties: Body
    moments: Span | None
    mark: str
    is_way: bool = False

    @property
    def geometry(self) -> Body | None:
        """As GeoJSON: longitude before latitude."""
        places = [[each.lon, each.lat] for each in self.line]
        if not places:
            return None
        if self.is_way:
            # A line has two ends even where it leads nowhere: one layer has one kind of shape.
            return {"type": "LineString", "coordinates": places if len(places) > 1 else places * 2}
        return {"type": "Point", "coordinates": places[0]}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: how many, after which mark, in which box, from which time, in which language."""

    language: str
    limit: int
    after: str | None = None
    box: Box | None = None
    span: Span = ALWAYS

    def holds(self, feature: Feature) -> bool:
        """Whether place and time meet; what has none meets always, as the standard says."""
        is_here = self.box is None or not feature.line or self.box.meets(feature.line)
        return is_here and (feature.moments is None or self.span.meets(feature.moments))


@dataclass(frozen=True, slots=True)
class Layer:
    """A collection, in the language given first: what it is called, a page of it, one feature by its id, the whole.

    `page` raises Invalid for a mark that is none; `one` is None or raises NotFound where there is no such feature.
    """

    title: Callable[[], str]
    page: Callable[[Session, Wanted], tuple[Feature, ...]]
    one: Callable[[Session, str, str], Feature | None]
    extent: Callable[[Session, str], Extent | None]


def around(features: Iterable[Feature]) -> Extent | None:
    """What features lie in, and from when they are; None where none has a place or none a time."""
    lats: list[float] = []
    lons: list[float] = []
    moments: list[datetime] = []
    for each in features:
        lats += [point.lat for point in each.line]
        lons += [point.lon for point in each.line]
        moments += [moment for moment in each.moments or () if moment is not None]
    if not lats:
        return None
    box = Box(min(lats), min(lons), max(lats), max(lons))
    return Extent(box, min(moments, default=None), max(moments, default=None))
