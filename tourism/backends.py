"""What we run on, in one frozen bundle that is handed in: sessions, blobs, voice, clock, config."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tourism.config import Config
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.google import Gtts
from tourism.engines.speech.pieces import FolderPieces
from tourism.engines.speech.piper import Piper
from tourism.engines.speech.port import Voice
from tourism.storage.blobs import Blobs, FolderBlobs
from tourism.storage.circuits import DatabaseCircuit
from tourism.storage.database import Sessions, connect
from tourism.storage.object_store import StoreBlobs


@dataclass(frozen=True, slots=True)
class Backends:
    """Everything outside that the house needs; a test makes its own."""

    config: Config
    sessions: Sessions
    blobs: Blobs
    voices: tuple[Voice, ...]
    clock: Callable[[], datetime]

    @staticmethod
    def of(config: Config) -> "Backends":
        """The real things that the settings name."""
        sessions = connect(config.database_url, synchronous=config.synchronous, busy_timeout_ms=config.busy_timeout_ms)
        is_folder = "://" not in config.media
        blobs: Blobs = FolderBlobs(Path(config.media)) if is_folder else StoreBlobs.at(config.media)
        return Backends(config, sessions, blobs, voices(config, sessions, now), now)


def voices(config: Config, sessions: Sessions, clock: Callable[[], datetime]) -> tuple[Voice, ...]:
    """Who may read, the best first; nothing is loaded, and nobody is asked."""
    found: list[Voice] = []
    if config.online_voices == "on":
        circuit = DatabaseCircuit(sessions, clock, "gtts")
        found.append(Gtts(circuit, FolderPieces(Path(config.cache) / "gtts"), config.google_voice_url))
    piper = Piper(Path(config.piper_voices))
    if piper.has_voices:
        found.append(piper)
    if config.voice == "espeak":
        found.append(Espeak())
    return tuple(found)


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
