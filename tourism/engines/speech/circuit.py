"""When an online voice may be asked: never while its circuit is open, and one request at a time."""

from datetime import datetime
from typing import Protocol

from tourism.engines.speech.port import (
    Blocked,
    EmptyAnswer,
    NoAnswer,
    NoNetwork,
    Portal,
    RateLimited,
    Unavailable,
)

MINUTE, HOUR = 60.0, 3600.0
LONGEST = 24 * HOUR
# The first time, and what doubling leads to while the voice goes on failing.
SPANS: dict[str, tuple[float, float]] = {
    NoNetwork.reason: (5 * MINUTE, HOUR),
    Portal.reason: (5 * MINUTE, HOUR),
    NoAnswer.reason: (5 * MINUTE, HOUR),
    EmptyAnswer.reason: (5 * MINUTE, HOUR),
    Blocked.reason: (5 * MINUTE, LONGEST),
    RateLimited.reason: (HOUR, LONGEST),
}
REASONS: dict[str, type[Unavailable]] = {
    each.reason: each for each in (NoNetwork, Portal, NoAnswer, EmptyAnswer, Blocked, RateLimited)
}


class CircuitState(Protocol):
    """How a voice fares: when it may be asked again, and how often it failed since it last spoke."""

    @property
    def open_until(self) -> datetime | None:
        """Nothing is asked before this moment; None where asking is allowed now."""

    @property
    def failures(self) -> int:
        """How often the circuit was opened since the voice last spoke."""

    @property
    def reason(self) -> str:
        """The stable key of the last failure, or empty."""


class Circuit(Protocol):
    """What all processes and machines that share a voice know of it."""

    def state(self) -> CircuitState:
        """As it is now."""

    def open(self, seconds: float, reason: str) -> datetime:
        """Nobody asks for so long; gives the moment, which is later where somebody had opened it for longer."""

    def close(self) -> None:
        """The voice has spoken: what went before is forgotten."""

    def turn(self) -> float:
        """Takes the next slot for one request, whoever asks; the seconds to wait for it."""


def seconds_open(reason: str, failures: int, asked_seconds: float = 0.0) -> float:
    """How long to leave a voice alone that failed after `failures` other times, and asked for so many seconds."""
    first, longest = SPANS.get(reason, (5 * MINUTE, HOUR))
    doubled = min(longest, first * 2.0 ** min(failures, 16))
    return min(LONGEST, max(doubled, asked_seconds))


def refusal(state: CircuitState) -> Unavailable | None:
    """Why the voice must not be asked now, as the error it last failed with; None where it may be asked."""
    if state.open_until is None:
        return None
    error = REASONS.get(state.reason, Unavailable)(f"not asked before {state.open_until:%Y-%m-%d %H:%M:%S%z}")
    error.until = state.open_until
    return error
