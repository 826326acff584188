"""What changes a narration: asking, keeping what a voice made, noting why it could not. Never commits."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.narration.choice import RECORDED, RECORDED_QUALITY, Offer
from tourism.narration.credits import made_by
from tourism.narration.made import Put, Reading, Refusal, Spans, Timed, Upload
from tourism.narration.model import Narration, Take
from tourism.storage import jobs

# With the voices of this machine, at once; then with better ones, when nobody waits for anything else.
NARRATE = "narrate"
IMPROVE = "improve"
IMPROVE_RANK = 1
# Timings of a person's recording.
FOLLOW = "follow"


def ask(session: Session, site_row: int, language: str, now: datetime) -> None:
    """Asks for the narration of a site's published words, in the caller's transaction."""
    _ask(session, NARRATE, site_row, language, now, rank=0)


def ask_better(session: Session, site_row: int, language: str, now: datetime) -> None:
    """Asks for a better voice than the one that speaks; whatever somebody waits for goes first."""
    _ask(session, IMPROVE, site_row, language, now, rank=IMPROVE_RANK)


def _ask(session: Session, kind: str, site_row: int, language: str, now: datetime, rank: int) -> None:
    payload = {"site": site_row, "language": language}
    jobs.ask(session, kind=kind, key=f"{kind}:{site_row}:{language}", payload=payload, now=now, rank=rank)


def keep_reading(session: Session, site_row: int, language: str, offer: Offer, reading: Reading, now: datetime) -> None:
    """Keeps what a machine read, in place of what the same machine read before."""
    _forget(session, site_row, language, reading.part, offer.engine)
    row = _answer(site_row, language, offer, reading, "ready", now)
    row.voice, row.master, row.duration_ms = reading.voice, reading.master, reading.duration_ms
    row.spans, row.texts = [list(span) for span in reading.spans], list(reading.texts)
    row.approximate = reading.approximate
    session.add(row)
    session.flush()


def note_refusal(session: Session, site_row: int, language: str, offer: Offer, refusal: Refusal, now: datetime) -> None:
    """Notes that a voice will not say a part's words, so that it is not asked again; what it said before stays."""
    _forget(session, site_row, language, refusal.part, offer.engine, Take.state == "refused")
    row = _answer(site_row, language, offer, refusal, "refused", now)
    row.reason = refusal.reason
    session.add(row)
    session.flush()


def _answer(site_row: int, language: str, offer: Offer, told: Reading | Refusal, state: str, now: datetime) -> Take:
    """What a machine's readings and refusals have in common."""
    return Take(
        site_id=site_row,
        language=language,
        part=told.part,
        engine=offer.engine,
        shown=told.shown,
        spoken=told.spoken,
        state=state,
        quality=offer.quality,
        made=now,
        version=offer.version,
    )


def _forget(
    session: Session, site_row: int, language: str, part: int, engine: str, *conditions: ColumnElement[bool]
) -> None:
    """A machine can say it again; what a person read is never forgotten by the way."""
    mine = (Take.site_id == site_row, Take.language == language, Take.part == part, Take.engine == engine)
    session.execute(delete(Take).where(*mine, *conditions))


def lose(session: Session, take_id: int, now: datetime) -> None:
    """Forgets a take whose file is gone, so that it is read again; a person's is made ready again from the upload."""
    row = session.get(Take, take_id, with_for_update=True)
    if row is None:
        return
    if row.engine != RECORDED:
        session.delete(row)
        return
    row.state = "received"
    _ask_for_timings(session, row.id, now)


def receive(session: Session, site_row: int, language: str, upload: Upload, now: datetime) -> int:
    """Keeps what a person sent in and asks for its timings; until then what was heard before is heard."""
    row = Take(
        site_id=site_row,
        language=language,
        part=upload.part,
        engine=RECORDED,
        shown=upload.shown,
        state="received",
        quality=RECORDED_QUALITY,
        made=now,
        made_by="human",
        speaker=upload.speaker,
        original=upload.original,
        texts=list(upload.texts),
        begin_ms=upload.begin_ms,
    )
    session.add(row)
    session.flush()
    _ask_for_timings(session, row.id, now)
    return row.id


def _ask_for_timings(session: Session, take_id: int, now: datetime) -> None:
    jobs.ask(session, kind=FOLLOW, key=f"{FOLLOW}:{take_id}", payload={"take": take_id}, now=now)


def keep_timed(session: Session, take_id: int, timed: Timed) -> None:
    """Makes a recording ready to be heard, in place of an earlier one of the same words; raises NotFound."""
    row = _recording(session, take_id)
    session.execute(
        delete(Take).where(
            Take.site_id == row.site_id,
            Take.language == row.language,
            Take.part == row.part,
            Take.engine == RECORDED,
            Take.shown == timed.shown,
            Take.id < row.id,
        )
    )
    row.state, row.reason = "ready", None
    row.shown, row.master, row.sound, row.size = timed.shown, timed.master, timed.sound, timed.size
    row.duration_ms, row.is_headless, row.approximate = timed.duration_ms, timed.is_headless, timed.approximate
    row.spans, row.doubts = [list(span) for span in timed.spans], list(timed.doubts)
    session.flush()


def set_timings(session: Session, take_id: int, spans: Spans) -> None:
    """Keeps timings that a person has set or agreed to; nothing about them is in doubt any more."""
    row = _recording(session, take_id)
    row.spans, row.doubts, row.approximate = [list(span) for span in spans], [], False
    session.flush()


def refuse(session: Session, take_id: int, reason: str) -> None:
    """Notes why a recording cannot be used; what was sent in stays."""
    row = _recording(session, take_id)
    row.state, row.reason = "refused", reason
    session.flush()


def remove(session: Session, take_id: int) -> set[str]:
    """Takes a recording back, and the narration that it may be heard in; returns blobs that nothing needs any more."""
    row = _recording(session, take_id)
    gone = {row.original, row.master, row.sound}
    heard = session.get(Narration, (row.site_id, row.language))
    if heard and any(engine == RECORDED for _, engine, *_ in heard.credits):
        gone |= {heard.sound, heard.opus}
        session.delete(heard)
    session.delete(row)
    session.flush()
    others = select(Take.original, Take.master, Take.sound).where(
        or_(Take.original.in_(gone), Take.master.in_(gone), Take.sound.in_(gone))
    )
    return {name for name in gone if name} - {name for names in session.execute(others) for name in names}


def _recording(session: Session, take_id: int) -> Take:
    row = session.get(Take, take_id, with_for_update=True)
    if row is None or row.engine != RECORDED:
        raise NotFound("no-such-recording")
    return row


def keep(session: Session, site_row: int, language: str, put: Put, now: datetime) -> None:
    """Keeps a finished narration in place of the one before."""
    session.merge(
        Narration(
            site_id=site_row,
            language=language,
            script=put.script,
            state="ready",
            made=now,
            engine=put.engine,
            voice=put.voice,
            made_by=made_by(put.credits),
            sound=put.sound,
            transcript=put.transcript,
            size=put.size,
            duration_ms=put.duration_ms,
            loudness=put.loudness,
            peak=put.peak,
            spans=[list(span) for span in put.spans],
            opus=put.opus,
            opus_size=put.opus_size,
            outline=put.outline,
            credits=[
                [part, each.engine, each.made_by, each.speaker] for each in put.credits for part in sorted(each.parts)
            ],
            approximate=put.approximate,
            recipe=put.recipe,
            revision=put.revision,
        )
    )
    session.flush()


def note_silence(session: Session, site_row: int, language: str, script: str, reason: str, now: datetime) -> None:
    """Keeps the reason why there is no sound, for the page to tell."""
    session.merge(
        Narration(site_id=site_row, language=language, script=script, state="failed", made=now, reason=reason)
    )
    session.flush()
