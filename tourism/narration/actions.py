"""What changes a narration: asking, keeping what a voice made, noting why it could not. Never commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tourism.narration.model import Narration
from tourism.storage import jobs

JOB = "narrate"


@dataclass(frozen=True, slots=True)
class Made:
    """What a voice made: names of blobs, bytes, milliseconds, LUFS, dBTP, one span a sentence."""

    sound: str
    transcript: str
    size: int
    duration_ms: int
    loudness: float
    peak: float
    engine: str
    voice: str
    spans: tuple[tuple[int, int], ...]


def ask(session: Session, site_row: int, language: str, now: datetime) -> None:
    """Asks for the narration of a site's published words, in the caller's transaction."""
    payload = {"site": site_row, "language": language}
    jobs.ask(session, kind=JOB, key=f"{JOB}:{site_row}:{language}", payload=payload, now=now)


def keep(session: Session, site_row: int, language: str, script: str, made: Made, now: datetime) -> None:
    """Keeps a finished narration in place of the one before."""
    session.merge(
        Narration(
            site_id=site_row,
            language=language,
            script=script,
            state="ready",
            made=now,
            engine=made.engine,
            voice=made.voice,
            sound=made.sound,
            transcript=made.transcript,
            size=made.size,
            duration_ms=made.duration_ms,
            loudness=made.loudness,
            peak=made.peak,
            spans=[list(span) for span in made.spans],
        )
    )
    session.flush()


def note_silence(session: Session, site_row: int, language: str, script: str, reason: str, now: datetime) -> None:
    """Keeps the reason why there is no sound, for the page to tell."""
    session.merge(
        Narration(site_id=site_row, language=language, script=script, state="failed", made=now, reason=reason)
    )
    session.flush()
