"""What may be told of daily counts: days are put together until there are five; no smaller number is told. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

# A smaller number could be somebody.
LEAST = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one month, from the first to the last; `number` is at least LEAST, or None: some, and fewer than that."""

    first: date
    last: date
    number: int | None


def spans(days: Mapping[date, int], until: date) -> tuple[Span, ...]:
    """The spans of one row of counts by day, up to the day before `until`, which is not over yet.

    A span ends with the day that makes it LEAST: so all its days but the last have fewer together, and each of them
    may as well have had one more and the last one less. No day's small number can be reckoned back. Spans begin anew
    with each month and depend on nothing else, neither on who asks nor for which days.
    """
    over = sorted((day, number) for day, number in days.items() if day < until and number > 0)
    months = groupby(over, key=lambda each: each[0].replace(day=1))
    return tuple(span for month, those in months for span in _of_month(month, those, until))


def _of_month(month: date, days: Iterable[tuple[date, int]], until: date) -> Iterator[Span]:
    begins, number = month, 0
    for day, more in days:
        number += more
        if number >= LEAST:
            yield Span(begins, day, number)
            begins, number = day + DAY, 0
    if number:
        yield Span(begins, min(month_after(month), until) - DAY, None)


def total(told: Iterable[Span]) -> int:
    """The sum of the numbers that are told: at least so many. Small ones are in no sum: they could be reckoned back."""
    return sum(each.number or 0 for each in told)


def month_after(day: date) -> date:
    """The first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_before(day: date, months: int) -> date:
    """The first day of the month so many months before a day's."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
