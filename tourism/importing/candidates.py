"""One row of a file as the place that it would become, with all that is to be said of it. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tourism import geo
from tourism.communes.draft import LINE_MAX
from tourism.importing import kinds, openstreetmap, wording
from tourism.importing.cells import Cells
from tourism.importing.columns import TRANSLATED, Column
from tourism.importing.findings import Findings, Remark, quoted
from tourism.importing.found import Form, Found
from tourism.importing.ground import Ground, in_vietnam
from tourism.importing.numerals import number
from tourism.importing.options import Options
from tourism.importing.positions import (
    CENTRE_METRES,
    MEASURED_METRES,
    REACH_MAX,
    TYPED_METRES,
    Placed,
    placed,
)
from tourism.language import SOURCE
from tourism.sites.draft import PRACTICAL_TEXTS, Kind
from tourism.sites.naming import folded

REACH: dict[Form, float] = {
    "table": TYPED_METRES,
    "gpx": MEASURED_METRES,
    "geojson": TYPED_METRES,
    "osm": MEASURED_METRES,
}
STOP_KINDS = frozenset({"visit", "do", "shop", "eat", "rest"})


@dataclass(frozen=True, slots=True)
class Said:
    """Words in one language."""

    name: str = ""
    hook: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """A place that may be the same: one of the commune's (its `id`), or an earlier row; `metres` away if known."""

    name: str
    id: str = ""
    where: int = 0
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a row would become. Only one without `stops` can; `metres` are those to the commune's centre."""

    where: int
    name: str
    kind: Kind
    village: str | None
    placed: Placed | None
    words: Mapping[str, Said]
    practical: Mapping[str, str]
    origin: str
    metres: float | None
    stops: tuple[Remark, ...]
    asks: tuple[Remark, ...]
    mended: tuple[Remark, ...]
    twin: Twin | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows of a file share; `writable` are the languages that whoever imports may write in."""

    form: Form
    options: Options
    names: Mapping[Column, str]
    ground: Ground
    writable: Collection[str]
    is_known_decomposed: bool = False


@dataclass(slots=True)
class _Draft:
    words: dict[str, Said] = field(default_factory=dict)
    practical: dict[str, str] = field(default_factory=dict)


def candidate(found: Found, frame: Frame) -> Candidate:
    """The place of one row."""
    notes = Findings()
    cells = _cells(found, frame, notes)
    made = _Draft(_words(cells, frame, notes), _practical(cells, notes))
    name = _name(cells, frame, made, notes)
    where = _placed(found, cells, frame, notes)
    metres = geo.distance(frame.ground.centre, where.spot) if where else None
    return Candidate(
        where=found.where,
        name=name,
        kind=_kind(found, cells, frame, name, notes),
        village=_village(cells, frame, notes),
        placed=where,
        words=made.words,
        practical=made.practical,
        origin=cells.get("origin") if frame.form == "osm" else "",
        metres=metres,
        stops=tuple(notes.stops),
        asks=tuple(notes.asks),
        mended=tuple(notes.mended),
    )


def _cells(found: Found, frame: Frame, notes: Findings) -> Cells:
    """The row's cells by their fields, repaired; what is no text at all stops the row."""
    texts: dict[Column, str] = {}
    for column, header in frame.names.items():
        raw = found.cells.get(header, "")
        if header in found.odd:
            notes.stop("no-text", header, text=quoted(raw))
        elif raw.strip():
            texts[column] = wording.repaired(raw, header, notes, is_known_decomposed=frame.is_known_decomposed)
    if found.cells.get(""):
        notes.stop("too-many-cells", text=quoted(found.cells[""]))
    return Cells({column: text for column, text in texts.items() if text}, frame.names)


def _words(cells: Cells, frame: Frame, notes: Findings) -> dict[str, Said]:
    """Words by language; those that whoever imports may not write are left out, but for Vietnamese names."""
    told: dict[str, dict[str, str]] = {}
    for column in frame.names:
        if column.field not in TRANSLATED or not cells.get(column.field, column.tag):
            continue
        tag = column.tag or frame.options.language
        if tag not in frame.writable and not (tag == SOURCE and column.field == "name"):
            continue
        read = wording.text if column.field == "story" else wording.line
        told.setdefault(tag, {}).setdefault(column.field, read(cells, column.field, column.tag, notes))
    return {tag: Said(**words) for tag, words in told.items()}


def _name(cells: Cells, frame: Frame, made: _Draft, notes: Findings) -> str:
    """What the desk calls it: the Vietnamese name, else the file's own, else any."""
    names = [made.words[SOURCE].name] if SOURCE in made.words else []
    own = " ".join(cells.get("name").split())
    own = own if len(own) <= LINE_MAX else quoted(own)
    name = next((each for each in (*names, own, *(said.name for said in made.words.values())) if each), "")
    if not name and not any(remark.column == cells.column("name") for remark in notes.stops):
        notes.stop("no-name", cells.column("name"))
    elif name and not any(names):
        notes.ask("no-vietnamese-name", cells.column("name"), text=quoted(name))
    return name


def _practical(cells: Cells, notes: Findings) -> dict[str, str]:
    told = {each: wording.text(cells, each, "", notes) for each in PRACTICAL_TEXTS if cells.has(each)}
    if told.get("contact"):
        told["contact"] = wording.phone(told["contact"], cells.column("contact"), notes)
    return {each: text for each, text in told.items() if text}


def _kind(found: Found, cells: Cells, frame: Frame, name: str, notes: Findings) -> Kind:
    if frame.form == "osm":
        return openstreetmap.kind_of(found.cells) or "landscape"
    word, column = cells.get("kind"), cells.column("kind")
    kind = kinds.kind_of(word) if word else None
    if kind:
        return kind
    # What other programs call a type is seldom a kind of ours, and our own tables say what is done at a stop.
    if not word or frame.form in ("gpx", "geojson") or word in STOP_KINDS:
        return _kind_by_name(name, column, notes)
    close = kinds.nearest(word)
    if close:
        notes.stop("unknown-kind-like", column, text=quoted(word), kind=close)
    else:
        notes.stop("unknown-kind", column, text=quoted(word))
    return "landscape"


def _kind_by_name(name: str, column: str, notes: Findings) -> Kind:
    meant = kinds.by_name(name)
    if meant is None:
        notes.ask("no-kind", column)
        return "landscape"
    notes.mend("kind-by-name", column, kind=meant)
    return meant


def _village(cells: Cells, frame: Frame, notes: Findings) -> str | None:
    told = cells.get("village")
    if not told:
        return None
    plain = folded(told)
    villages = frame.ground.villages
    key = villages.get(plain) or villages.get(plain.partition(" ")[2] if plain.startswith(("thon ", "lang ")) else "")
    if key is None:
        notes.ask("unknown-village", cells.column("village"), text=quoted(told))
    return key


def _placed(found: Found, cells: Cells, frame: Frame, notes: Findings) -> Placed | None:
    reach = max(REACH[frame.form], CENTRE_METRES if found.how else 0.0)
    before = len(notes.stops)
    where = placed(cells, frame.options, notes, reach=reach, is_typed=frame.form == "table")
    if where is None:
        if len(notes.stops) == before:
            notes.ask("no-position")
        return None
    if found.how:
        notes.ask(found.how)
    where = _with_told_reach(cells, where, notes)
    if not in_vietnam(where.spot):
        notes.stop("not-in-vietnam", cells.column("lat"), lat=f"{where.spot.lat:.4f}", lon=f"{where.spot.lon:.4f}")
    elif not frame.ground.holds(where.spot):
        notes.ask("not-in-commune", cells.column("lat"))
    return where


def _with_told_reach(cells: Cells, where: Placed, notes: Findings) -> Placed:
    text = cells.get("accuracy")
    if not text:
        return where
    metres = number(text)
    if metres is None or not 0 < metres <= REACH_MAX:
        notes.ask("bad-accuracy", cells.column("accuracy"), text=quoted(text), value=f"{where.reach:g}")
        return where
    return Placed(where.spot, metres, where.metres)
