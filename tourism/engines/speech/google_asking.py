"""A text asked for piece by piece: what is kept is not asked again, and what fails is tried again or given up."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from tourism.engines.speech.circuit import Circuit, refusal, seconds_open
from tourism.engines.speech.google_answer import decoded
from tourism.engines.speech.google_request import Line, SlowDown
from tourism.engines.speech.pieces import Pieces, key_of
from tourism.engines.speech.port import (
    Blocked,
    EmptyAnswer,
    NoAnswer,
    NoNetwork,
    Pcm,
    Portal,
    RateLimited,
    Rejected,
    Unfinished,
)

log = logging.getLogger(__name__)
REQUEST_SECONDS = 20.0
# After each the piece is asked for once more, at most a quarter later, so that not all come at once.
PAUSES = (2.0, 8.0, 30.0)
JITTER = 0.25
FAILURES = (NoNetwork, Portal, RateLimited, NoAnswer, EmptyAnswer, Blocked)
# What a second try may mend.
PASSING = (NoAnswer, EmptyAnswer, Blocked)
# Every voice can say it.
KNOWN_GOOD = "1 2 3"


@dataclass(slots=True)
class Pace:
    """Time, for one text: how to wait, and when it is up."""

    sleep: Callable[[float], None]
    tick: Callable[[], float]
    jitter: Callable[[], float]
    until: float

    @property
    def left(self) -> float:
        """Seconds, below 0 when the time is up."""
        return self.until - self.tick()

    def wait(self, seconds: float) -> bool:
        """Waits, unless the time would be up by then."""
        if seconds >= self.left:
            return False
        if seconds > 0:
            self.sleep(seconds)
        return True


@dataclass(slots=True)
class Asking:
    """One text in one language; `origin` is what makes the same words sound different."""

    line: Line
    code: str
    origin: tuple[str, ...]
    circuit: Circuit
    pieces: Pieces
    pace: Pace
    failures: int = 0

    def heard(self, piece: str) -> Pcm:
        """The samples of a piece: kept ones, or asked for.

        Raises the circuit's own reason where nothing may be asked, Unfinished where the time is up, Rejected where
        the voice refuses this piece and says others, and what is wrong with the voice after opening its circuit.
        """
        key = key_of(self.origin, piece)
        kept = self.pieces.get(key)
        if kept is not None:
            try:
                return decoded(kept)
            except EmptyAnswer:
                self.pieces.drop(key)
        data, pcm = self._asked(piece)
        try:
            self.pieces.put(key, data)
        except OSError as error:
            # A full disk costs another request some day, and not this reading.
            log.warning("a piece of sound could not be kept: %s", error.strerror)
        return pcm

    def _asked(self, piece: str) -> tuple[bytes, Pcm]:
        try:
            return self._patiently(piece)
        except FAILURES as error:
            if error.until is None:
                asked = error.wait_seconds if isinstance(error, SlowDown) else 0.0
                error.until = self.circuit.open(seconds_open(error.reason, self.failures, asked), error.reason)
            raise

    def _patiently(self, piece: str) -> tuple[bytes, Pcm]:
        for pause in PAUSES:
            try:
                return self._once(piece)
            except PASSING as error:
                # With a moment it is the circuit that speaks: somebody else opened it meanwhile.
                if error.until or not self.pace.wait(pause * (1 + JITTER * self.pace.jitter())):
                    raise
        try:
            return self._once(piece)
        except (NoAnswer, EmptyAnswer) as error:
            if error.until or not self._says(KNOWN_GOOD):
                raise
        try:
            return self._once(piece)
        except (NoAnswer, EmptyAnswer) as error:
            if error.until:
                raise
            raise Rejected(f"everything but this: {piece[:40]}") from error

    def _says(self, text: str) -> bool:
        """Whether the voice is well, and only the piece is none that it can say."""
        try:
            self._once(text)
        except (*FAILURES, Rejected):
            return False
        return True

    def _once(self, piece: str) -> tuple[bytes, Pcm]:
        """One request in its turn; a success closes the circuit."""
        self._stop_where_open()
        if not self.pace.wait(self.circuit.turn()):
            raise Unfinished("the time is up")
        limit = min(REQUEST_SECONDS, self.pace.left)
        try:
            data = self.line.ask(piece, self.code, limit)
            pcm = decoded(data)
        except NoAnswer as error:
            if self.pace.left <= 0:
                raise Unfinished("the time is up") from error
            raise
        if self.failures:
            self.circuit.close()
        return data, pcm

    def _stop_where_open(self) -> None:
        state = self.circuit.state()
        self.failures = state.failures
        if error := refusal(state):
            raise error
