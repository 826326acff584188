"""Which voice reads which language here and now, for whoever runs the guide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from tourism.engines.speech.port import SpeechError, Voice


@runtime_checkable
class Explaining(Protocol):
    """A voice that can tell why it does not speak."""

    def refusal(self) -> SpeechError | None:
        """Why it must not or cannot be asked now; None where it can."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One voice: `languages` are those asked about that it reads; `reason` is a stable key, `told` says more."""

    name: str
    version: str
    online: bool
    quality: int
    languages: tuple[str, ...]
    available: bool
    reason: str = ""
    told: str = ""
    until: datetime | None = None


def offered(voices: Iterable[Voice], languages: Sequence[str]) -> tuple[Offered, ...]:
    """Every voice, the best first; nothing is asked outside this machine."""
    return tuple(_of(voice, languages) for voice in sorted(voices, key=lambda voice: -voice.quality))


def best_voices(offers: Sequence[Offered], languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each language the names of voices that read it, the best first, whether or not they answer now."""
    return {tag: tuple(offer.name for offer in offers if tag in offer.languages) for tag in languages}


def _of(voice: Voice, languages: Sequence[str]) -> Offered:
    error = voice.refusal() if isinstance(voice, Explaining) else None
    is_available = voice.available()
    return Offered(
        name=voice.name,
        version=voice.version if is_available or voice.online else "",
        online=voice.online,
        quality=voice.quality,
        languages=tuple(tag for tag in languages if voice.supports(tag)),
        available=is_available,
        reason=error.reason if error else "" if is_available else "voice-unavailable",
        told=str(error) if error else "",
        until=error.until if error else None,
    )
