"""A whole file before anything of it is kept: every place that it would begin, and all that is to be said. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from tourism.importing import openstreetmap
from tourism.importing.candidates import Candidate, Frame, candidate
from tourism.importing.columns import TRANSLATED, Column, columns, unknown
from tourism.importing.findings import Remark, quoted
from tourism.importing.found import Found, Told
from tourism.importing.ground import Ground
from tourism.importing.options import Options
from tourism.importing.twins import with_twins
from tourism.importing.vn2000 import ZONES, to_degrees
from tourism.language import SOURCE

# Apps sort by letters, so our own maps have numbers before names.
_NUMBERED = re.compile(r"0*(\d+)\. ")
_FEATURE_COLUMNS = 200
# The template's own row; whoever forgets to take it out imports no such place.
EXAMPLE_NAME = "Đình làng Mẫu (ví dụ)"


@dataclass(frozen=True, slots=True)
class Left:
    """What a file has that is no place of a guide; it is listed and left out."""

    where: int
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`asks` and `mended` are about the file; `stamp` names exactly this, and changes with the file or the commune."""

    candidates: tuple[Candidate, ...]
    left: tuple[Left, ...]
    asks: tuple[Remark, ...]
    mended: tuple[Remark, ...]
    stamp: str

    def chosen(self, out: Collection[int]) -> tuple[Candidate, ...]:
        """Those that are not left out; `out` are their rows."""
        return tuple(each for each in self.candidates if each.where not in out)

    def broken(self, out: Collection[int] = ()) -> tuple[Candidate, ...]:
        """Those of them that cannot be kept: while there is one, nothing is."""
        return tuple(each for each in self.chosen(out) if each.stops)

    @property
    def twins(self) -> frozenset[int]:
        """Rows that may be there already: left out unless somebody wants them."""
        return frozenset(each.where for each in self.candidates if each.twin)


def preview(told: Told, options: Options, ground: Ground, *, tags: Sequence[str], writable: Collection[str]) -> Preview:
    """What a file would begin in a commune; `tags` are the guide's languages, `writable` those of whoever imports."""
    found, left = _ours(told, tags)
    examples = {each.where for each in found if EXAMPLE_NAME in each.cells.values()}
    found = tuple(each for each in found if each.where not in examples)
    found, mended = _without_numbers(found) if told.form == "gpx" else (found, ())
    headers = told.headers if told.form == "table" else _headers(found)
    names = columns(headers, tags)
    frame = Frame(told.form, options, names, ground, writable, told.encoding == "cp1258")
    # What a thing's tags mean is asked of the tags, not of our columns.
    tags_of = {each.where: each.cells for each in told.found}
    made = [_with_tags(each, tags_of[each.where], frame) for each in found]
    ids = [each.cells.get(names.get(Column("id"), ""), "") for each in found]
    candidates = with_twins(made, ground, ids)
    asks = _asks(told, frame, unknown(headers, names) if told.form == "table" else (), left)
    asks = (*asks, *_other_zones(candidates, ground, options.zone))
    mended = (*mended, *_mended(told), *((Remark("example-left-out"),) if examples else ()))
    return Preview(candidates, left, asks, mended, _stamp(candidates, options))


def _with_tags(found: Found, tags: dict[str, str], frame: Frame) -> Candidate:
    made = candidate(found, frame)
    return replace(made, kind=openstreetmap.kind_of(tags) or made.kind) if frame.form == "osm" else made


def _ours(told: Told, tags: Sequence[str]) -> tuple[tuple[Found, ...], tuple[Left, ...]]:
    """Things of OpenStreetMap by our columns, and those that mean nothing to us; others as they are."""
    if told.form != "osm":
        return told.found, ()
    left = tuple(
        Left(each.where, quoted(openstreetmap.cells(each.cells, tags)["name"]), quoted(openstreetmap.told(each.cells)))
        for each in told.found
        if openstreetmap.kind_of(each.cells) is None
    )
    out = {each.where for each in left}
    return tuple(
        replace(each, cells=openstreetmap.cells(each.cells, tags)) for each in told.found if each.where not in out
    ), left


def _headers(found: Sequence[Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in found for name in each.cells))[:_FEATURE_COLUMNS]


def _without_numbers(found: tuple[Found, ...]) -> tuple[tuple[Found, ...], tuple[Remark, ...]]:
    """Waypoints without the numbers before their names, where these count them from first to last."""
    numbers = [_NUMBERED.match(each.cells.get("name", "")) for each in found]
    if len(found) < 2 or [int(each[1]) if each else 0 for each in numbers] != list(range(1, len(found) + 1)):
        return found, ()
    stripped = tuple(
        replace(each, cells=each.cells | {"name": _NUMBERED.sub("", each.cells["name"], count=1)}) for each in found
    )
    return stripped, (Remark("numbers-left-out"),)


def _asks(told: Told, frame: Frame, strange: Sequence[str], left: Sequence[Left]) -> tuple[Remark, ...]:
    asks = []
    if strange:
        asks.append(Remark("columns-left-out", "", {"names": ", ".join(quoted(each) for each in strange[:20])}))
    if told.unnamed:
        asks.append(Remark("unnamed-left-out", "", {"count": str(told.unnamed)}))
    if left:
        asks.append(Remark("kinds-left-out", "", {"count": str(len(left))}))
    others = {column.tag or frame.options.language for column in frame.names if column.field in TRANSLATED}
    if foreign := sorted(others - set(frame.writable) - {SOURCE}):
        asks.append(Remark("languages-left-out", "", {"names": ", ".join(foreign)}))
    if SOURCE not in frame.writable and SOURCE in others:
        asks.append(Remark("words-left-out"))
    return tuple(asks)


def _other_zones(candidates: Sequence[Candidate], ground: Ground, zone: int) -> tuple[Remark, ...]:
    """The zones in which the first place would lie in the commune, where in the chosen one none does."""
    placed = [each.placed for each in candidates if each.placed]
    metres = next((each.metres for each in placed if each.metres), None)
    if not zone or metres is None or any(ground.holds(each.spot) for each in placed):
        return ()
    fitting = [each.name for each in ZONES if ground.holds(to_degrees(each.code, *metres))]
    return (Remark("other-zones", "", {"names": ", ".join(fitting)}),) if fitting else ()


def _mended(told: Told) -> tuple[Remark, ...]:
    return {"cp1258": (Remark("read-as-1258"),), "utf-16": (Remark("read-as-utf-16"),)}.get(told.encoding, ())


def _stamp(candidates: Sequence[Candidate], options: Options) -> str:
    """A name for exactly these rows, what is said of them and what was chosen."""
    told = repr((asdict(options), [asdict(each) for each in candidates]))
    return sha256(told.encode()).hexdigest()[:32]
