"""The dashboard's signs and sentences: never a colour alone, always a sign and a word."""

from dataclasses import dataclass

from flask_babel import format_date, gettext

from tourism.overview.tasks import Cell, Kind, Row, Task

_PATHS: dict[Kind, str] = {"paper": "/photos", "pin": "/place", "photo": "/photos", "consent": "/photos"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, its words, and the tone in which it is shown: is-good, is-old, is-lacking or none."""

    sign: str
    words: str
    tone: str


def cell_marks(cell: Cell) -> list[Mark]:
    """What is to be said of a place in one language: of its words, and of its sound where that is not heard."""
    texts = {
        "missing": Mark("–", gettext("no words"), "is-lacking"),
        "stale": Mark("~", gettext("old"), "is-old"),
        "machine": Mark("~", gettext("by machine"), "is-old"),
        "unread": Mark("~", gettext("not checked"), "is-old"),
        "done": Mark("ok", gettext("complete"), "is-good"),
    }
    text = texts[cell.text]
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


def task_words(task: Task) -> tuple[str, str]:
    """A task as a sentence, and the verb of its button."""
    verbs: dict[Kind, tuple[str, str]] = {
        "repair": (gettext("Something went wrong with the sound"), gettext("Look at the words")),
        "paper": (gettext("The consent for a photo has ended"), gettext("Renew or take out")),
        "decide": (gettext("Somebody waits for your decision"), gettext("Read and decide")),
        "write": (gettext("Visitors have nothing to hear yet"), gettext("Write the words")),
        "pin": (gettext("The map does not know where this is"), gettext("Set the position")),
        "photo": (gettext("There is no photo yet"), gettext("Add a photo")),
        "consent": (gettext("A photo's consent is missing or ends soon"), gettext("Note the consent")),
        "read": (gettext("Nobody has checked these words"), gettext("Read them over")),
        "publish": (gettext("Visitors do not have this yet"), gettext("Look and publish")),
        "hand-in": (gettext("Ready to be handed in for review"), gettext("Hand in")),
        "renew": (gettext("The Vietnamese words have changed since"), gettext("Renew the translation")),
        "translate": (gettext("This language is still missing"), gettext("Translate")),
        "check": (gettext("Nobody has checked this translation"), gettext("Check it")),
        "sound": (gettext("Visitors can read this, but not hear it"), gettext("See why")),
    }
    return verbs[task.kind]


def task_path(task: Task) -> str:
    """Where a task is done."""
    if task.kind == "decide":
        return "/studio/review"
    if task.kind in ("publish", "hand-in"):
        return f"/studio/sites/{task.id}/publish"
    if task.kind in ("renew", "translate", "check"):
        return f"/studio/sites/{task.id}/words/{task.language}"
    return f"/studio/sites/{task.id}{_PATHS.get(task.kind, '/')}"


def job_sentence(reason: str | None) -> str:
    """Why something is not heard, and who can mend it."""
    found = {
        "voice-unavailable": gettext("The voice does not work now; it is tried again by itself."),
        "no-network": gettext("The online voice cannot be reached; it is tried again by itself."),
        "voice-no-answer": gettext("The online voice does not answer; it is tried again by itself."),
        "voice-rate-limited": gettext("The online voice asks for a pause; it is tried again by itself."),
        "voice-rejected": gettext("The voice refuses this text. Shorten it, or write it another way."),
        "language-unsupported": gettext("No voice of this guide speaks this language: visitors read only."),
        "text-unspeakable": gettext(
            "No voice can read this text. Look for signs that are no words."
        ),
        "text-too-long": gettext("The text is too long to be heard. Shorten it."),
        "sound-unfit": gettext("The sound came out bad. Tell whoever runs the guide."),
        "speech-failed": gettext("The voice did not speak. Tell whoever runs the guide."),
        "worker-vanished": gettext("The machine gave up again and again. Tell whoever runs the guide."),
        "does-not-fit": gettext("The recording hardly says these words. Record them anew."),
        "other-words": gettext("The recording says other words than the text. Record it anew, or change the text."),
        "unread-sentences": gettext("Some sentences are missing in the recording."),
        "duration": gettext("The recording is much quicker or slower than the text."),
    }
    return found.get(reason or "") or gettext("A fault that nobody foresaw. Tell whoever runs the guide.")


def job_kind(kind: str) -> str:
    """What was to be done."""
    return {
        "narrate": gettext("Reading aloud"),
        "improve": gettext("A better voice"),
        "follow": gettext("Timings of a recording"),
    }.get(kind) or gettext("Work in the background")
