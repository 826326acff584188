"""One part of a model as its fields show it: read from a form, judged, made into what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import TEXT_MAX
from tourism.scenes.draft import Hotspot
from tourism.sites.cleaning import cleaned
from tourism.sites.naming import slugged
from tourism.web.studio.editor.sending import Sent
from tourism.web.studio.faults import too_long
from tourism.web.studio.scene_numbers import NAMES, camera, normal, numbers_of, spot
from tourism.web.studio.scene_opened import OpenedScene
from tourism.web.studio.scene_told import Told

LABEL_MAX = 80
ID_MAX = 60
NUMBER_MAX = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A part's labels and quotes by language, its numbers by field, as they were typed; `part` is what they make."""

    mark: str
    id: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    quotes: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    part: Hotspot | None = None

    @property
    def name(self) -> str:
        """What the desk calls it."""
        return next((text for text in self.labels.values() if text), "")

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written or put anything."""
        return not (self.name or any(self.quotes.values()) or any(self.numbers.values()))


def row_of(mark: str, part: Hotspot) -> Row:
    """A part as it is kept."""
    return Row(mark, part.id, part.label, part.told, numbers_of(part), part)


def row_sent(
    sent: Sent, form: MultiDict[str, str], mark: str, found: OpenedScene, before: Mapping[str, Hotspot]
) -> Row:
    """A row of the form; its faults are noted beside its fields. `before` are parts that are kept, by id."""
    known = before.get(form.get(f"key-{mark}", ""))
    row = Row(
        mark,
        known.id if known else "",
        {tag: sent.line(form, f"label-{mark}.{tag}", LABEL_MAX) for tag in found.languages},
        {each.language: _quote(sent, form, mark, each, known) for each in found.told},
        {name: form.get(f"{name}-{mark}", "").strip()[:NUMBER_MAX] for name in NAMES},
    )
    return row if row.is_empty else replace(row, part=_part(sent, row, known, found.languages[0]))


def parts_of(rows: Sequence[Row]) -> tuple[Hotspot, ...]:
    """Parts in the order of their rows; new ones get an id from their first name, which they keep for ever."""
    taken = {row.id for row in rows if row.id}
    made = []
    for row in rows:
        if row.part is not None:
            name = row.id or _free(slugged(row.name)[:ID_MAX].strip("-") or "part", taken)
            taken.add(name)
            made.append(replace(row.part, id=name))
    return tuple(made)


def _part(sent: Sent, row: Row, known: Hotspot | None, first: str) -> Hotspot | None:
    at = spot(sent, row.numbers, row.mark)
    view = camera(sent, row.numbers, row.mark)
    if not row.name:
        sent.faults[f"label-{row.mark}.{first}"] = gettext("Name this part.")
    if at is None or not row.name:
        return None
    return Hotspot(
        id=row.id or "new",
        at=at,
        normal=normal(row.numbers["normal"]),
        camera=view,
        label=_texts(known.label if known else {}, row.labels),
        told=_texts(known.told if known else {}, row.quotes),
    )


def _texts(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """What stands in these fields, beside languages that have none."""
    return {tag: text for tag, text in {**before, **now}.items() if text}


def _free(stem: str, taken: set[str]) -> str:
    number, name = 2, stem
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _quote(sent: Sent, form: MultiDict[str, str], mark: str, told: Told, known: Hotspot | None) -> str:
    name = f"told-{mark}.{told.language}"
    ticked = [text for each in form.getlist(name) if (text := cleaned(each))]
    quote = told.quote(ticked, known.told.get(told.language, "") if known else "")
    if quote is None:
        sent.faults[name] = gettext("Choose sentences that follow each other.")
        return " ".join(ticked)[:TEXT_MAX]
    if len(quote) > TEXT_MAX:
        sent.faults[name] = too_long(quote, TEXT_MAX)
    return quote
