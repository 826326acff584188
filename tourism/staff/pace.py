"""How often somebody may guess, and how long they wait between guesses. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `most` guesses in `span`; after `free` of them come pauses, which double up to `longest`."""

    span: timedelta
    most: int
    free: int
    first: timedelta = timedelta()
    longest: timedelta = timedelta()

    def pause_after(self, count: int) -> timedelta:
        """How long nobody guesses again after the guess with this number, from 1."""
        if count < self.free or not self.first:
            return timedelta()
        # 2 ** 20 pauses are longer than any `longest`; more would not fit into a timedelta.
        return min(self.first * (1 << min(count - self.free, 20)), self.longest)

    def wait(self, *, begun: datetime, count: int, not_before: datetime, now: datetime) -> float:
        """Seconds until the next guess is looked at; 0: now."""
        if self.is_over(begun, now):
            return 0.0
        ends = begun + self.span if count >= self.most else not_before
        return max(0.0, (ends - now).total_seconds())

    def is_over(self, begun: datetime, now: datetime) -> bool:
        """Whether a span that began then has ended, so that counting begins anew."""
        return now - begun >= self.span


@dataclass(frozen=True, slots=True)
class Counter:
    """What is counted (`key`, folded: no name and no address can be read from it) and how fast it may grow."""

    key: str
    pace: Pace


DAY = timedelta(days=1)
# Any 24 hours touch two spans at most: no more than 60 guesses for one account are ever looked at in a day.
ACCOUNT = Pace(DAY, most=30, free=5, first=timedelta(seconds=2), longest=timedelta(minutes=15))
PAIR = Pace(DAY, most=30, free=5, first=timedelta(seconds=10), longest=timedelta(minutes=30))
# Whole villages come from one address of their provider.
NETWORK = Pace(timedelta(hours=1), most=100, free=30, first=timedelta(seconds=1), longest=timedelta(minutes=1))
EVERYBODY = Pace(timedelta(minutes=5), most=300, free=300)
DEVICE = Pace(DAY, most=60, free=5, first=timedelta(seconds=5), longest=timedelta(minutes=5))
WRONG = Pace(DAY, most=1_000_000, free=1_000_000)
