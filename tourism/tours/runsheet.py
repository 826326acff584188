"""A tour on paper for the one who leads it: times, ways, notes, and a code at every stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from tourism.engines import printing, qr
from tourism.markup import allowed
from tourism.tours.roadbook import Roadbook, Stop, is_rough

LAYOUT = Path(__file__).with_suffix(".typ")
OURS = "Be Vietnam Pro"
# The letters of the same scripts, as a machine may have them; what it has not is not asked for.
OTHERS = {
    "zh-Hans": "Noto Sans CJK SC",
    "zh-Hant": "Noto Sans CJK TC",
    "ja": "Noto Sans CJK JP",
    "ko": "Noto Sans CJK KR",
}


@dataclass(frozen=True, slots=True)
class Code:
    """What a phone reads at a stop: a full address, and what stands below it."""

    address: str
    printed: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop's place on the sketch, in its units."""

    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What the sheet says beside the tour's own words, in the reader's language.

    `totals` are names and values, `stays` and `ways` one a stop (the first has no way), `end` the last lines.
    """

    kicker: str
    totals: tuple[tuple[str, str], ...]
    caption: str
    notices: tuple[str, ...]
    stays: tuple[str, ...]
    ways: tuple[str | None, ...]
    emergency: str
    end: tuple[str, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The sketch: its size in units, and the stops on it."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def runsheet(
    tour: Roadbook, words: SheetWords, drawing: Drawing, codes: Sequence[Code], start: time, *, fonts: Path
) -> bytes:
    """The sheet as PDF: the same values give the same bytes. Raises Busy."""
    return printing.pdf(LAYOUT, told(tour, words, drawing, codes, start, fonts=fonts), fonts=fonts, made=tour.changed)


def told(
    tour: Roadbook, words: SheetWords, drawing: Drawing, codes: Sequence[Code], start: time, *, fonts: Path
) -> dict[str, Any]:
    """What the layout is handed: composed letters, no character that paper cannot have."""
    stops = [
        _stop(stop, tour, start, stay, way, code)
        for stop, stay, way, code in zip(tour.stops, words.stays, words.ways, codes, strict=True)
    ]
    found: dict[str, Any] = {
        "name": tour.name,
        "commune": tour.commune,
        "lang": tour.language.partition("-")[0],
        "fonts": _letters(tour.language, fonts),
        "primary": tour.primary,
        "secondary": tour.secondary,
        "kicker": words.kicker,
        "hook": tour.about[0] if tour.about else "",
        "totals": [{"name": name, "value": value} for name, value in words.totals],
        "sketch": {
            "width": drawing.width,
            "height": drawing.height,
            "caption": words.caption,
            "marks": [{"number": each.number, "x": each.x, "y": each.y} for each in drawing.marks],
        },
        "notices": list(words.notices),
        "stops": stops,
        "emergency": words.emergency,
        "end": list(words.end),
        "foot": words.foot,
    }
    return {name: _cleaned(value) for name, value in found.items()}


def clock(tour: Roadbook, stop: Stop, start: time, minutes: int) -> str:
    """When it is there: with ≈ once a way before was reckoned roughly, with the days that have begun since."""
    rough = "≈ " if is_rough(tour, stop) else ""
    # Any day: only the hour is shown, and whether it is another day's.
    begin = datetime.combine(tour.changed.date(), start)
    then = begin + timedelta(minutes=minutes)
    days = (then.date() - begin.date()).days
    return f"{rough}{then:%H:%M}{f' (+{days})' if days else ''}"


def _stop(stop: Stop, tour: Roadbook, start: time, stay: str, way: str | None, code: Code) -> dict[str, Any]:
    return {
        "number": stop.number,
        "name": stop.name,
        "arrival": clock(tour, stop, start, stop.arrival),
        "until": f"– {clock(tour, stop, start, stop.departure)}" if stop.site else "",
        "stay": stay,
        "way": way,
        "notes": list(stop.about[1:]),
        "address": code.address,
        "printed": code.printed,
        "code": qr.picture(code.address),
    }


def _letters(language: str, fonts: Path) -> list[str]:
    first = [OTHERS[language]] if language in OTHERS else []
    have = printing.families(fonts)
    return [OURS, *(each for each in dict.fromkeys((*first, *OTHERS.values())) if each in have)]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return allowed(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return {name: _cleaned(each) for name, each in value.items()} if isinstance(value, dict) else value
