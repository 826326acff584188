"""What changes a rehearsal: asking for it, keeping what a voice made of it. Never commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tourism.editorial.model import Rehearsal
from tourism.editorial.rehearsals import hearing, script_of, unused
from tourism.narration.made import Spans
from tourism.sites.drafts import DeskSite
from tourism.storage import jobs

REHEARSE = "rehearse"
# Somebody sits before the page and waits: it comes before what visitors will hear tomorrow.
RANK = -1


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A draft read aloud: digest of its script, names of blobs, bytes, milliseconds, one span a sentence."""

    script: str
    sound: str
    transcript: str
    size: int
    duration_ms: int
    spans: Spans


def ask(session: Session, site: DeskSite, language: str, now: datetime) -> bool:
    """Asks for the newest words to be read aloud by a voice of this machine; False where that is heard already."""
    script = script_of(session, site, language, site.words[language].words)
    if hearing(session, site, script).state in ("published", "ready", "waiting"):
        return False
    row = session.get(Rehearsal, (site.row, language))
    if row is None:
        session.add(Rehearsal(site_id=site.row, language=language, script=script.digest, state="waiting", asked=now))
    else:
        row.script, row.state, row.asked, row.reason = script.digest, "waiting", now, None
    payload = {"site": site.row, "language": language}
    jobs.ask(session, kind=REHEARSE, key=f"{REHEARSE}:{site.row}:{language}", payload=payload, now=now, rank=RANK)
    session.flush()
    return True


def keep(session: Session, site_row: int, language: str, made: Rehearsed) -> tuple[str, ...]:
    """Keeps what a voice read; returns the blobs of the reading before, which nobody needs any more."""
    row = session.get(Rehearsal, (site_row, language))
    if row is None:
        return (made.sound, made.transcript)
    before = (row.sound, row.transcript)
    row.script, row.state, row.reason = made.script, "ready", None
    row.sound, row.transcript = made.sound, made.transcript
    row.size, row.duration_ms = made.size, made.duration_ms
    row.spans = [list(span) for span in made.spans]
    session.flush()
    return unused(session, before)


def note_silence(session: Session, site_row: int, language: str, script: str, reason: str) -> tuple[str, ...]:
    """Notes why nothing is heard; returns the blobs of the reading before, which nobody needs any more."""
    row = session.get(Rehearsal, (site_row, language))
    if row is None:
        return ()
    before = (row.sound, row.transcript)
    row.script, row.state, row.reason = script, "silent", reason
    row.sound = row.transcript = None
    row.size, row.duration_ms, row.spans = 0, 0, []
    session.flush()
    return unused(session, before)
