"""Days on which a place is closed: which may be set, and what a closure is on a day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar

from tourism.errors import Invalid
from tourism.sites.cleaning import cleaned_line

State = Literal["coming", "now", "over", "taken-back"]
Each = TypeVar("Each", bound="Closure")
# Neither begins later nor lasts longer than two years.
DAYS_MAX = 731
REASON_MAX = 200
# Somebody who comes tomorrow wants to know; who looks today at a place that closes in spring does not.
SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Closure:
    """Days of a site by its row, both included; `ends` None: nobody knows yet; `withdrawn` when it was taken back."""

    id: str
    site: int
    begins: date
    ends: date | None
    made: datetime
    changed: datetime
    withdrawn: datetime | None

    def state(self, today: date) -> State:
        """What it is on a day."""
        if self.withdrawn is not None:
            return "taken-back"
        if self.ends is not None and self.ends < today:
            return "over"
        return "coming" if self.begins > today else "now"

    def stands(self, today: date) -> bool:
        """Whether the place is closed on this day or on one to come."""
        return self.state(today) in ("coming", "now")


@dataclass(frozen=True, slots=True)
class ClosureView(Closure):
    """With its reason in one language; "" where nobody has given one."""

    reason: str
    language: str


def standing(closures: tuple[Each, ...], today: date) -> tuple[Each, ...]:
    """Those that are not over, in the order of their days."""
    return tuple(sorted((each for each in closures if each.stands(today)), key=lambda each: (each.begins, each.id)))


def soon(closures: tuple[Each, ...], today: date) -> tuple[Each, ...]:
    """Those that somebody who looks today wants to know of."""
    latest = today + timedelta(days=SOON_DAYS)
    return tuple(each for each in standing(closures, today) if each.begins <= latest)


def now(closures: tuple[Each, ...], today: date) -> Each | None:
    """The one that closes the place on this day."""
    return next((each for each in closures if each.state(today) == "now"), None)


def refuse_days(begins: date, ends: date | None, today: date) -> None:
    """Raises Invalid for days that are no closure: backwards, over already, or too many."""
    if ends is not None and ends < begins:
        raise Invalid("closed-backwards", field="ends")
    if ends is not None and ends < today:
        raise Invalid("closed-in-the-past", field="ends")
    if ends is not None and (ends - begins).days >= DAYS_MAX:
        raise Invalid("closed-too-long", field="ends")
    if abs((begins - today).days) >= DAYS_MAX:
        raise Invalid("closed-too-far", field="begins")


def cleaned_reasons(reasons: Mapping[str, str]) -> dict[str, str]:
    """One line a language, those with nothing in them left out; raises Invalid for a long one."""
    found = {tag: line for tag, text in reasons.items() if (line := cleaned_line(text))}
    for tag, line in found.items():
        if len(line) > REASON_MAX:
            raise Invalid("reason-too-long", field=f"reason-{tag}", most=REASON_MAX)
    return found
