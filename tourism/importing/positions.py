"""Where a row says that its place lies, in whatever columns and notation: a point with an honest reach. Pure."""

from dataclasses import dataclass, replace

from tourism.errors import Invalid
from tourism.geo import Point
from tourism.importing import angles, vn2000
from tourism.importing.cells import Cells
from tourism.importing.findings import Findings, quoted
from tourism.importing.ground import in_vietnam
from tourism.importing.numerals import metres, number
from tourism.importing.options import WGS84, Options
from tourism.sites.pointing import read_position

# A position that somebody typed; one that a phone or a survey measured; the middle of something that has an extent.
TYPED_METRES, MEASURED_METRES, SURVEYED_METRES, CENTRE_METRES = 50.0, 20.0, 10.0, 50.0
REACH_MAX = 50_000.0
# Nobody's latitude or longitude is larger; metres of VN-2000 always are.
DEGREES_MAX = 180.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A point, the metres that it may be wrong by, and for VN-2000 its east and north as they were told."""

    spot: Point
    reach: float
    metres: tuple[float, float] | None = None


def placed(cells: Cells, options: Options, notes: Findings, *, reach: float, is_typed: bool) -> Placed | None:
    """The point of a row; None where it has none, or one that cannot be used, which `notes` then say.

    `reach` is what such positions may be wrong by; what somebody typed is no more exact than it was written.
    """
    has_degrees = cells.has("lat") or cells.has("lon")
    # A table with both is taken by the one that was chosen.
    if (cells.has("x") or cells.has("y")) and (options.zone or not has_degrees):
        return _of_metres(cells, ("x", "y"), options, notes)
    if has_degrees:
        if options.zone and _are_metres(cells):
            return _of_metres(cells, ("lat", "lon"), options, notes)
        return _of_degrees(cells, options, notes, reach, is_typed=is_typed)
    return _of_one_cell(cells, options, notes, reach) if cells.has("position") else None


def _are_metres(cells: Cells) -> bool:
    told = [number(cells.get(each)) for each in ("lat", "lon")]
    return all(each is not None and abs(each) > DEGREES_MAX for each in told)


def _of_metres(cells: Cells, names: tuple[str, str], options: Options, notes: Findings) -> Placed | None:
    told = []
    for name in names:
        text, column = cells.get(name), cells.column(name)
        value = metres(text)
        if not text:
            notes.stop("half-a-position", column)
            return None
        if value is None:
            notes.stop("bad-number", column, text=quoted(text))
            return None
        _mended_number(notes, column, text, value)
        told.append(value)
    if all(abs(each) <= DEGREES_MAX for each in told):
        return _checked(cells.column(names[0]), (told[1], told[0]), options, notes, TYPED_METRES)
    if not options.zone:
        notes.stop("metres-without-zone", cells.column(names[0]))
        return None
    found = vn2000.ordered(*told)
    if found is None:
        notes.stop("bad-metres", cells.column(names[0]), text=quoted(" / ".join(cells.get(each) for each in names)))
        return None
    return Placed(vn2000.to_degrees(options.zone, *found), SURVEYED_METRES, found)


def _of_degrees(cells: Cells, options: Options, notes: Findings, reach: float, *, is_typed: bool) -> Placed | None:
    told: list[float] = []
    exact = reach
    axes: tuple[tuple[angles.Axis, str], ...] = (("lat", cells.get("lat")), ("lon", cells.get("lon")))
    for axis, text in axes:
        column, value = cells.column(axis), angles.angle(text, axis) if text else None
        if not text:
            notes.stop("half-a-position", column)
            return None
        if value is None:
            notes.stop("bad-degrees", column, text=quoted(text))
            return None
        _mended_number(notes, column, text, value)
        exact = max(exact, angles.exactness(text)) if is_typed else exact
        told.append(value)
    return _checked(cells.column("lat"), (told[0], told[1]), options, notes, exact)


def _of_one_cell(cells: Cells, options: Options, notes: Findings, reach: float) -> Placed | None:
    text, column = cells.get("position"), cells.column("position")
    try:
        spot = read_position(text)
    except Invalid:
        notes.stop("bad-position", column, text=quoted(text))
        return None
    halves = [each for each in text.replace(";", " ").replace(", ", " ").split() if any(map(str.isdigit, each))]
    exact = max((angles.exactness(each) for each in halves), default=reach)
    # What says both numbers in degrees needs no zone.
    return _checked(column, (spot.lat, spot.lon), replace(options, zone=WGS84), notes, max(exact, reach))


def _mended_number(notes: Findings, column: str, text: str, value: float) -> None:
    """Says how a figure was read that a program would not read so."""
    try:
        is_plain = float(text) == value
    except ValueError:
        is_plain = False
    if not is_plain:
        notes.mend("number-read", column, text=quoted(text), value=f"{value:.9f}".rstrip("0").rstrip("."))


def _checked(column: str, told: tuple[float, float], options: Options, notes: Findings, reach: float) -> Placed | None:
    """Latitude and longitude as a place, where they can be one."""
    lat, lon = told
    if abs(lat) > DEGREES_MAX or abs(lon) > DEGREES_MAX:
        notes.stop("metres-without-zone" if vn2000.ordered(lat, lon) else "no-degrees", column)
        return None
    if options.zone:
        notes.stop("degrees-with-zone", column)
        return None
    spot = _point(lat, lon)
    turned = _point(lon, lat)
    if (spot is None or not in_vietnam(spot)) and turned is not None and in_vietnam(turned):
        if not options.exchange:
            notes.stop("looks-swapped", column, lat=f"{lat:g}", lon=f"{lon:g}")
            return None
        notes.mend("swapped", column)
        spot = turned
    if spot is None:
        notes.stop("no-degrees", column)
        return None
    return Placed(spot, min(reach, REACH_MAX))


def _point(lat: float, lon: float) -> Point | None:
    try:
        return Point(round(lat, 7), round(lon, 7))
    except Invalid:
        return None
