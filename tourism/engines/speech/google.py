"""The online voice: Google Translate's, asked as gTTS asks it, with manners and without trust."""

import importlib.metadata
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from secrets import SystemRandom

import numpy as np

from tourism.engines.speech.circuit import Circuit, refusal
from tourism.engines.speech.clauses import ends_clause, pieces
from tourism.engines.speech.google_answer import RATE
from tourism.engines.speech.google_languages import code_of
from tourism.engines.speech.joining import joined
from tourism.engines.speech.legible import speakable
from tourism.engines.speech.pieces import Pieces
from tourism.engines.speech.port import Pcm, Request, Take, Unavailable, Unsupported
from tourism.engines.speech.sayable import sayable

READING_REVISION = 1
CLAUSE_GAP, WORD_GAP = 0.18, 0.04


@dataclass(frozen=True, slots=True)
class Gtts:
    """A good voice that is a guest's: unofficial, at most a request a second, and gone when it is gone.

    Every piece is kept as soon as it is there, so that a text that was cut short goes on where it stopped.
    """

    circuit: Circuit
    pieces: Pieces
    base_url: str
    certificates: str | None = None
    sleep: Callable[[float], None] = time.sleep
    tick: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = SystemRandom().random
    name: str = "gtts"
    online: bool = True
    quality: int = 70

    @property
    def version(self) -> str:
        """The package's release, and our own way of using it; nobody says when the voice itself changes."""
        return f"{importlib.metadata.version('gTTS')}-{READING_REVISION}"

    def supports(self, language: str) -> bool:
        """Whether there is a voice; asking is not needed to tell."""
        return code_of(language) is not None

    def available(self) -> bool:
        """False while its circuit is open."""
        return self.refusal() is None

    def refusal(self) -> Unavailable | None:
        """Why it must not be asked now, and until when."""
        return refusal(self.circuit.state())

    def speak(self, request: Request, deadline_seconds: float) -> Take:
        """Reads with what is kept and asks for the rest; kept pieces need no network, and no circuit stops them."""
        # Only workers speak, and these take 0.1 s and 6 MB: pages do without.
        from tourism.engines.speech.google_asking import Asking, Pace  # noqa: PLC0415
        from tourism.engines.speech.google_request import Line  # noqa: PLC0415

        code = code_of(request.language)
        if code is None:
            raise Unsupported(request.language)
        pace = Pace(self.sleep, self.tick, self.jitter, self.tick() + deadline_seconds)
        sentences = [pieces(text) for text in sayable(request)]
        with Line(self.base_url, self.certificates) as line:
            origin = (self.name, self.version, self.base_url, code)
            asking = Asking(line, code, origin, self.circuit, self.pieces, pace)
            spoken = [_sentence(each, asking.heard) for each in sentences]
        self.pieces.prune()
        pauses = [utterance.pause_seconds for utterance in request.utterances]
        pcm, spans = joined(zip(spoken, pauses, strict=True), RATE)
        return Take(pcm, RATE, spans, self.name, code, self.version)


def _sentence(parts: Sequence[str], heard: Callable[[str], Pcm]) -> Pcm:
    """The pieces of one sentence with a breath between clauses; one without a letter in it is not asked for."""
    said = [part for part in parts if speakable(part)]
    sound = [heard(part) for part in said]
    gaps = [_silence(CLAUSE_GAP if ends_clause(before) else WORD_GAP) for before, _ in pairwise(said)]
    return np.concatenate([each for pair in zip(sound, [*gaps, _silence(0)], strict=True) for each in pair])


def _silence(seconds: float) -> Pcm:
    return np.zeros(round(seconds * RATE), np.float32)
