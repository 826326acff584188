"""What can go wrong, in the house's own words; no HTTP here."""

from dataclasses import dataclass


class TourismError(Exception):
    """A failure that a person can be told about; `reason` is a stable key that faces translate."""

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.reason} ({told})" if told else self.reason


class NotFound(TourismError):
    """Nothing published answers to this name."""


class Invalid(TourismError):
    """The input cannot be used; `details` name the field and what it may be."""


class Conflict(TourismError):
    """Somebody changed the same thing first."""


class NotAllowed(TourismError):
    """This person may not do this."""


class NotSignedIn(TourismError):
    """Nobody is known to ask, or the last proof of who it is lies too far back."""


class NoRoom(TourismError):
    """The disk is nearly full: nothing more is taken in."""


class Busy(TourismError):
    """The database is held by others for longer than we wait; trying again soon helps."""


def id_taken(code: str) -> Invalid:
    """An id that is somebody else's already, or a thing that was given another id than it had."""
    rule = "ids never change, and none is given twice. `python -m tourism code` makes new ones."
    sentence = f"The id {code[:20]} does not fit: {rule}"
    return Invalid("id-taken", field="id", sentence=sentence)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file that people wrote: where it is (line 1 is the first) and what to do."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class BrokenContent(Invalid):
    """Content files with faults; all are listed and nothing was kept."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("broken-content", count=len(problems))
        self.problems = problems
