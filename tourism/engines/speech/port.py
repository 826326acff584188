"""What every voice takes and gives back, whichever engine is behind it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pcm: TypeAlias = NDArray[np.float32]
"""Mono samples between -1 and 1."""

# Samples a second of whatever is kept; voices and people may bring others.
SAMPLE_RATE = 24_000
SENTENCE_GAP = 0.35
LONGEST_TEXT = 6_000


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence as the voice is to say it, and the silence that follows it."""

    spoken: str
    pause_seconds: float = SENTENCE_GAP


@dataclass(frozen=True, slots=True)
class Request:
    """All that is to be said in one piece of sound, in one language."""

    language: str
    utterances: tuple[Utterance, ...]

    @property
    def characters(self) -> int:
        """How long the text is, which is what bounds the work."""
        return sum(len(utterance.spoken) for utterance in self.utterances)


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """One reading: the samples, and when each sentence begins and ends in them."""

    pcm: Pcm
    rate: int
    spans: tuple[tuple[float, float], ...]
    engine: str
    voice: str
    version: str
    approximate: bool = False

    @property
    def seconds(self) -> float:
        """Counted from the samples, never taken from a header."""
        return len(self.pcm) / self.rate


class SpeechError(Exception):
    """A voice did not speak; `reason` is a stable key that pages put into words."""

    reason: ClassVar[str] = "speech-failed"
    # Before then asking again makes no sense; None where nobody can tell.
    until: datetime | None = None


class Unavailable(SpeechError):
    """The voice cannot be reached or did not finish in time; a later try may succeed."""

    reason = "voice-unavailable"


class NoNetwork(Unavailable):
    """The voice's host cannot be reached from here: no net, no name, no connection."""

    reason = "no-network"


class NoAnswer(Unavailable):
    """The voice was reached and did not answer in time, or only with a fault of its own."""

    reason = "voice-no-answer"


class RateLimited(Unavailable):
    """The voice asks to be asked less often."""

    reason = "voice-rate-limited"


class Blocked(Unavailable):
    """The voice does not answer this address any more, or sends it to a riddle for people."""

    reason = "voice-blocked"


class Portal(Unavailable):
    """Somebody else answered: a network that first wants a person to sign in."""

    reason = "captive-portal"


class EmptyAnswer(Unavailable):
    """The voice answered, and there is no sound in it."""

    reason = "voice-empty"


class Unfinished(Unavailable):
    """The time was up; what was spoken so far is kept, and a later try goes on from there."""

    reason = "voice-unfinished"


class Rejected(SpeechError):
    """The voice refuses this text or language; asking again would change nothing."""

    reason = "voice-rejected"


class Unsupported(SpeechError):
    """The voice does not know this language; another voice is needed."""

    reason = "language-unsupported"


class BadText(SpeechError):
    """No voice could read this text; somebody has to change it."""

    reason = "text-unspeakable"


class TextTooLong(BadText):
    """The text is longer than one narration may be."""

    reason = "text-too-long"


class SoundUnfit(SpeechError):
    """The samples could not be brought to the loudness and peak we promise."""

    reason = "sound-unfit"


class Voice(Protocol):
    """Somebody who can read; `quality` orders voices: recorded 100, Google 70, Piper 60, espeak-ng 10."""

    @property
    def name(self) -> str:
        """Stable key of the engine, kept with every narration it made."""

    @property
    def version(self) -> str:
        """Kept with every take: another version may sound different."""

    @property
    def online(self) -> bool:
        """Whether text leaves this machine."""

    @property
    def quality(self) -> int:
        """Higher is preferred."""

    def supports(self, language: str) -> bool:
        """Whether this voice can be understood in the language (a tag such as zh-Hans)."""

    def available(self) -> bool:
        """Whether asking now makes sense at all."""

    def speak(self, request: Request, deadline_seconds: float) -> Take:
        """Read everything aloud, or raise a SpeechError before the deadline has long passed."""
