"""Bars of a month: what is told of several days together is spread evenly over them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tourism.visits.telling import Span

HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A day's bar, `day` from 1: heights of what is told of that day alone, and of its share of what is told together.

    The tallest bar of a month is as high as HEIGHT.
    """

    day: int
    alone: float
    shared: float


def bars(spans: Sequence[Span]) -> tuple[Bar, ...]:
    """Bars of the days of which something is told, in their order; all spans are of one month."""
    alone: dict[int, float] = defaultdict(float)
    shared: dict[int, float] = defaultdict(float)
    for each in spans:
        if each.number is not None:
            days = range(each.first.day, each.last.day + 1)
            for day in days:
                (alone if len(days) == 1 else shared)[day] += each.number / len(days)
    told = sorted(alone.keys() | shared.keys())
    scale = HEIGHT / max((alone[day] + shared[day] for day in told), default=1)
    return tuple(Bar(day, round(alone[day] * scale, 1), round(shared[day] * scale, 1)) for day in told)
