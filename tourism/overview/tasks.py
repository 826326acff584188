"""What is missing of a place, and which one thing is to be done next. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tourism.language import SOURCE
from tourism.staff.permissions import Actor, Permission

# missing: nothing is written; stale: the source has changed since; machine: nobody has read it; unread: people wrote
# it, nobody has read it over; done.
Text = Literal["missing", "stale", "machine", "unread", "done"]
# untold: visitors have no words to hear; coming: a voice is at work; silent: no voice could; heard.
Sound = Literal["untold", "coming", "silent", "heard"]
Paper = Literal["expired", "expiring", "awaited", "fine"]
Kind = Literal[
    "repair", "paper", "decide", "write", "pin", "photo", "consent", "read", "publish", "hand-in", "renew", "translate",
    "check", "sound",
]  # fmt: skip
# What must be renewed is said so long before.
SOON = timedelta(days=90)
NEEDS: dict[Kind, Permission] = {
    "repair": "write",
    "paper": "write",
    "decide": "approve",
    "write": "write",
    "pin": "write",
    "photo": "write",
    "consent": "write",
    "read": "write",
    "publish": "publish",
    "hand-in": "submit",
    "renew": "translate",
    "translate": "translate",
    "check": "translate",
    "sound": "write",
}
ORDER: tuple[Kind, ...] = tuple(NEEDS)


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in one language; `reason` is the key of why nothing is heard."""

    language: str
    text: Text
    sound: Sound
    reason: str | None = None

    @property
    def is_fine(self) -> bool:
        """Whether nothing is to be done here."""
        return self.text == "done" and self.sound in ("heard", "untold", "coming")


@dataclass(frozen=True, slots=True)
class Row:
    """A place on the dashboard: its languages in the commune's order, the source first.

    `paper` is the worst of its photos' consents, `paper_until` the day on which the next one ends; `failed` the
    reason of a piece of work that was given up.
    """

    id: str
    name: str
    published: bool
    has_news: bool
    has_pin: bool
    photos: int
    paper: Paper
    cells: tuple[Cell, ...]
    paper_until: date | None = None
    failed: str | None = None
    failed_in: str | None = None
    handed_in: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether nothing is missing."""
        is_whole = self.has_pin and self.photos > 0 and self.paper == "fine" and self.failed is None
        return is_whole and all(each.is_fine for each in self.cells)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: of what kind, at which place, in which language."""

    kind: Kind
    id: str
    name: str
    language: str | None = None
    reason: str | None = None


def paper_of(consents: Sequence[tuple[str, date | None]], today: date) -> tuple[Paper, date | None]:
    """The worst of the photos' consents, each (its state, its last day), and the day on which the next one ends."""
    days = [until for state, until in consents if until and state != "not-needed"]
    next_end = min(days, default=None)
    if next_end and next_end < today:
        return "expired", next_end
    if any(state == "awaited" for state, _ in consents):
        return "awaited", next_end
    return ("expiring" if next_end and next_end <= today + SOON else "fine"), next_end


def next_task(rows: Sequence[Row], actor: Actor, waiting: Sequence[Task] = ()) -> Task | None:
    """The most urgent thing that this person may do; None where all is done. `waiting` waits for a decision.

    Kinds of tasks go by ORDER, then languages by the commune's, then places by theirs.
    """
    found = [(ORDER.index(task.kind), at, number, task) for number, at, task in _all(rows, waiting)]
    mine = [each for each in found if _may(actor, each[3])]
    return min(mine, key=lambda each: each[:3])[3] if mine else None


def _may(actor: Actor, task: Task) -> bool:
    is_in_language = task.language is None or actor.may_write_in(task.language)
    if task.kind == "hand-in" and actor.may("publish"):
        return False
    return actor.may(NEEDS[task.kind]) and is_in_language


def _all(rows: Sequence[Row], waiting: Sequence[Task]) -> Iterator[tuple[int, int, Task]]:
    """Everything that is to be done, with its place's number and its language's."""
    for number, task in enumerate(waiting):
        yield number, 0, task
    for number, row in enumerate(rows):
        for kind in _of_place(row):
            yield number, 0, Task(kind, row.id, row.name, _language_of(kind, row), row.failed)
        for at, cell in enumerate(row.cells):
            for kind in _of_words(cell):
                yield number, at, Task(kind, row.id, row.name, cell.language, cell.reason)


def _language_of(kind: Kind, row: Row) -> str | None:
    return row.failed_in if kind == "repair" else None


def _of_place(row: Row) -> Iterator[Kind]:
    if row.failed:
        yield "repair"
    if row.paper == "expired":
        yield "paper"
    if not row.has_pin:
        yield "pin"
    if not row.photos:
        yield "photo"
    if row.paper in ("awaited", "expiring"):
        yield "consent"
    is_ready = row.has_pin and all(each.text != "missing" for each in row.cells[:1])
    if is_ready and (row.has_news or not row.published):
        yield "publish"
        if not row.handed_in:
            yield "hand-in"


def _of_words(cell: Cell) -> Iterator[Kind]:
    is_source = cell.language == SOURCE
    kinds: dict[Text, Kind | None] = {
        "missing": "write" if is_source else "translate",
        "stale": None if is_source else "renew",
        "machine": "read" if is_source else "check",
        "unread": "read" if is_source else "check",
        "done": None,
    }
    kind = kinds[cell.text]
    if kind:
        yield kind
    if cell.sound == "silent":
        yield "sound"
