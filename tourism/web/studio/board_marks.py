"""The dashboard's marks: never a colour alone, always a sign and a word."""

from dataclasses import dataclass

from flask_babel import format_date, gettext, lazy_gettext

from tourism.overview.tasks import Cell, Row


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, its words, and the tone in which it is shown: is-good, is-old, is-lacking or none."""

    sign: str
    words: str
    tone: str


_TEXTS = {
    "missing": ("–", lazy_gettext("no words"), "is-lacking"),
    "stale": ("~", lazy_gettext("old"), "is-old"),
    "machine": ("~", lazy_gettext("by machine"), "is-old"),
    "unread": ("~", lazy_gettext("not checked"), "is-old"),
    "done": ("ok", lazy_gettext("complete"), "is-good"),
}


def cell_marks(cell: Cell) -> list[Mark]:
    """What is to be said of a place in one language: of its words, and of its sound where that is not heard."""
    sign, words, tone = _TEXTS[cell.text]
    text = Mark(sign, str(words), tone)
    if cell.sound == "silent":
        silent = Mark("o!", gettext("no sound"), "is-lacking")
        return [silent] if cell.text == "done" else [text, silent]
    if cell.sound == "coming" and cell.text == "done":
        return [Mark("…", gettext("voice at work"), "")]
    return [text]


def row_marks(row: Row) -> list[Mark]:
    """What is to be said of the place itself."""
    marks = []
    if row.failed:
        marks.append(Mark("!", gettext("work failed"), "is-lacking"))
    if not row.has_pin:
        marks.append(Mark("–", gettext("no position"), "is-lacking"))
    if not row.published:
        marks.append(Mark("–", gettext("not published"), ""))
    elif row.has_news:
        marks.append(Mark("~", gettext("changes not published"), "is-old"))
    if row.handed_in:
        marks.append(Mark("…", gettext("handed in"), ""))
    return marks


def paper_mark(row: Row) -> Mark:
    """What is to be said of a place's photos and of the consent to show them."""
    day = format_date(row.paper_until, "short") if row.paper_until else ""
    if not row.photos:
        return Mark("–", gettext("no photo"), "is-lacking")
    return {
        "expired": Mark("!", gettext("consent ended on %(day)s", day=day), "is-lacking"),
        "awaited": Mark("!", gettext("consent awaited"), "is-lacking"),
        "expiring": Mark("~", gettext("consent ends on %(day)s", day=day), "is-old"),
        "fine": Mark("ok", gettext("photo and consent"), "is-good"),
    }[row.paper]
