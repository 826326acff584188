"""What somebody typed to close a place: days and a reason; kept as it was typed until it can be saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tourism.errors import Invalid
from tourism.sites.closures import KeptClosure

# The reason is asked for in these; what others hold stays.
LANGUAGES = ("vi", "en")
TYPED_MAX = 2_000


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """Fields as they were typed; `seen` is when the closure had last changed, "" for a new one."""

    begins: str
    ends: str = ""
    endless: bool = False
    reasons: dict[str, str] = field(default_factory=dict)
    seen: str = ""

    @staticmethod
    def read(sent: Mapping[str, str], today: date) -> "ClosingForm":
        """What was sent; one button closes today alone."""
        reasons = {tag: sent.get(f"reason-{tag}", "")[:TYPED_MAX] for tag in LANGUAGES}
        if sent.get("do") == "today":
            return ClosingForm(today.isoformat(), today.isoformat(), reasons=reasons)
        return ClosingForm(
            sent.get("begins", "")[:20],
            sent.get("ends", "")[:20],
            endless=sent.get("endless") == "yes",
            reasons=reasons,
            seen=sent.get("seen", "")[:40],
        )

    @staticmethod
    def of(kept: KeptClosure) -> "ClosingForm":
        """A closure as it is kept."""
        reasons = {tag: kept.reasons.get(tag, "") for tag in LANGUAGES}
        ends = kept.ends.isoformat() if kept.ends else ""
        return ClosingForm(kept.begins.isoformat(), ends, kept.ends is None, reasons, kept.changed.isoformat())

    def days(self) -> tuple[date, date | None]:
        """The first day and the last; raises Invalid."""
        first = _day(self.begins, "begins")
        if self.endless:
            return first, None
        if not self.ends:
            raise Invalid("no-last-day", field="ends")
        return first, _day(self.ends, "ends")


def _day(typed: str, name: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise Invalid("bad-closing-day", field=name) from error
