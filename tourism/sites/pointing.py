"""A position as people type it, and a chart of the commune to point at. Pure."""

import math
import re
from dataclasses import dataclass

from tourism.errors import Invalid
from tourism.geo import Point

TYPED_MAX = 100
CHART_WIDTH = 1000
_NUMBER = r"\d{1,3}(?:[.,]\d{1,12})?"
# Without a fraction it would be a point somewhere in the province, and 20,105 is half a point.
_FRACTION = r"[-+]?\d{1,3}[.,]\d{1,12}"
_DECIMAL = re.compile(rf"({_FRACTION})\s*°?\s*(?:[,;/]\s*|\s)\s*({_FRACTION})\s*°?")
_DEGREES = re.compile(
    rf"({_NUMBER})\s*°\s*(?:({_NUMBER})\s*['′’]\s*)?(?:({_NUMBER})\s*(?:[\"″”]|'')\s*)?([NSEWBĐDTO])", re.IGNORECASE
)
# Also in Vietnamese: Bắc, Đông, Tây. N is the north here, as on every phone.
_SOUTH_OR_WEST = frozenset("SWT")
_LATITUDES = frozenset("NSB")


def read_position(typed: str) -> Point:
    """What somebody typed: 20.8797, 105.8880 · 20,8797; 105,8880 · 20°52'48"N 105°54'E. Raises Invalid.

    Latitude and longitude in the wrong order are put right where only one of the two can be meant.
    """
    text = " ".join(typed[:TYPED_MAX].split())
    marked = _DEGREES.findall(text)
    if len(marked) == 2 and not _DEGREES.sub("", text).strip(" ,;"):
        named = {each[3].upper() in _LATITUDES: _signed(*each) for each in marked}
        if len(named) == 2:
            return Point(named[True], named[False])
    plain = _DECIMAL.fullmatch(text)
    if not plain:
        raise Invalid("bad-position", field="pin")
    lat, lon = (float(each.replace(",", ".")) for each in plain.groups())
    return Point(lon, lat) if abs(lat) > 90 >= abs(lon) else Point(lat, lon)


def _signed(degrees: str, minutes: str, seconds: str, side: str) -> float:
    whole, parts, rest = (float(each.replace(",", ".") or 0) for each in (degrees, minutes, seconds))
    if parts >= 60 or rest >= 60:
        raise Invalid("bad-position", field="pin")
    size = whole + parts / 60 + rest / 3600
    return round(-size if side.upper() in _SOUTH_OR_WEST else size, 7)


@dataclass(frozen=True, slots=True)
class Chart:
    """A commune on paper, north up: `bbox` is west, south, east, north in degrees; `width`, `height` in units."""

    bbox: tuple[float, float, float, float]
    width: int
    height: int

    def spot(self, lat: float, lon: float) -> tuple[int, int]:
        """Where a point lies, in units from the upper left corner; what is outside lies at the edge."""
        west, south, east, north = self.bbox
        x = (lon - west) / (east - west) * self.width
        y = (north - lat) / (north - south) * self.height
        return round(min(max(x, 0), self.width)), round(min(max(y, 0), self.height))


def chart(bbox: tuple[float, float, float, float]) -> Chart:
    """A chart of a box that does not cross the antimeridian, to scale in its middle; an empty box gets some ground."""
    west, south, east, north = bbox
    if east - west < 0.001 or north - south < 0.001:
        west, south, east, north = west - 0.01, south - 0.01, max(east, west) + 0.01, max(north, south) + 0.01
    stretch = math.cos(math.radians((south + north) / 2))
    height = CHART_WIDTH * (north - south) / ((east - west) * max(stretch, 0.05))
    return Chart((west, south, east, north), CHART_WIDTH, round(min(max(height, 300), 2000)))
