"""From published words to a finished narration: takes by voices, put together; no transaction is open meanwhile."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tourism import settling
from tourism.assembling import LostMaster, Told, plan, put_together, tags_of, tell
from tourism.backends import Backends
from tourism.communes import actions as communes
from tourism.engines.speech import flac
from tourism.engines.speech.mastering import prepared
from tourism.engines.speech.port import (
    BadText,
    Rejected,
    SoundUnfit,
    SpeechError,
    Unfinished,
    Unsupported,
    Voice,
)
from tourism.errors import NotFound
from tourism.narration import actions as narration
from tourism.narration import queries as narrations
from tourism.narration import takes
from tourism.narration.asking import request
from tourism.narration.choice import Offer, worth_asking
from tourism.narration.credits import Credit
from tourism.narration.cues import in_milliseconds
from tourism.narration.made import Put, Reading, Refusal
from tourism.narration.script import Part
from tourism.storage import jobs
from tourism.storage.jobs import Claimed, Vanished

log = logging.getLogger(__name__)
DEADLINE_SECONDS = 120.0
ONLINE_PAUSE = timedelta(minutes=5)
# Asking once more would change nothing.
FINAL = (Unsupported, BadText, Rejected, SoundUnfit)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a voice that would have been better did not speak."""

    error: SpeechError
    online: bool

    @property
    def is_final(self) -> bool:
        """Whether another try would change nothing."""
        return isinstance(self.error, FINAL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading aloud came to: whether every part has a take, what is new, what went wrong."""

    is_heard: bool
    put: Put | None
    trouble: Trouble | None


def offers(voices: Sequence[Voice], language: str) -> tuple[Offer, ...]:
    """What voices offer for a language; whether they answer now is another question."""
    return tuple(Offer(each.name, each.version, each.quality) for each in voices if each.supports(language))


def narrate(backends: Backends, claimed: Claimed) -> None:
    """With the voices of this machine: what visitors wait for."""
    _read_aloud(backends, claimed, [voice for voice in backends.voices if not voice.online])


def improve(backends: Backends, claimed: Claimed) -> None:
    """With better voices than the one that speaks, online ones too."""
    _read_aloud(backends, claimed, backends.voices)


def _read_aloud(backends: Backends, claimed: Claimed, voices: Sequence[Voice]) -> None:
    try:
        told = tell(backends, int(claimed.payload["site"]), str(claimed.payload["language"]))
    except NotFound:
        # Withdrawn meanwhile: nobody waits for this voice any more.
        settling.finish(backends, claimed)
        return
    trouble: Trouble | None = None
    for part in told.parts:
        trouble = _read_part(backends, claimed, told, part, voices) or trouble
        with backends.sessions.writing() as session:
            if not jobs.renew(session, claimed, backends.clock()):
                return
    planned = plan(backends, told)
    try:
        put = put_together(backends, told, planned) if planned and not planned.is_done else None
    except LostMaster as error:
        _read_again(backends, claimed, error.take)
        return
    _conclude(backends, claimed, told, Outcome(planned is not None, put, trouble))


def _read_again(backends: Backends, claimed: Claimed, take: int) -> None:
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            narration.lose(session, take, backends.clock())
            jobs.fail(session, claimed, "master-lost", backends.clock())


def _read_part(backends: Backends, claimed: Claimed, told: Told, part: Part, voices: Sequence[Voice]) -> Trouble | None:
    """Asks one voice after another, the best first; the trouble of the best that would not."""
    language = told.script.language
    with backends.sessions.reading() as session:
        kept = takes.of_site(session, told.site, language)
    by_name = {voice.name: voice for voice in voices}
    trouble: Trouble | None = None
    for offer in worth_asking(kept, part, offers(voices, language)):
        voice = by_name[offer.engine]
        try:
            reading = _reading(backends, told, voice, part)
        except SpeechError as error:
            log.warning("%s does not say part %s of site %s: %s", voice.name, part.index, told.site, error.reason)
            _note_refusal(backends, claimed, told, part, offer, error)
            trouble = trouble or Trouble(error, voice.online)
        else:
            _keep(backends, claimed, told, offer, reading)
            return trouble
    return trouble


def _reading(backends: Backends, told: Told, voice: Voice, part: Part) -> Reading:
    take = voice.speak(request(told.script.language, [part]), DEADLINE_SECONDS)
    pcm = prepared(take.pcm, take.rate)
    tags = tags_of(told, [Credit((part.index,), voice.name, "machine", "")])
    return Reading(
        part=part.index,
        shown=part.shown_digest,
        spoken=part.spoken_digest,
        voice=take.voice,
        master=backends.blobs.put(flac.encoded(pcm, tags), "flac").name,
        duration_ms=round(take.seconds * 1000),
        spans=in_milliseconds(take.spans),
        texts=tuple(each.shown for each in part.sentences),
        approximate=take.approximate,
    )


def _keep(backends: Backends, claimed: Claimed, told: Told, offer: Offer, reading: Reading) -> None:
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            narration.keep_reading(session, told.site, told.script.language, offer, reading, backends.clock())


def _note_refusal(
    backends: Backends, claimed: Claimed, told: Told, part: Part, offer: Offer, error: SpeechError
) -> None:
    if not isinstance(error, FINAL):
        return
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            refusal = Refusal(part=part.index, shown=part.shown_digest, spoken=part.spoken_digest, reason=error.reason)
            narration.note_refusal(session, told.site, told.script.language, offer, refusal, backends.clock())


def _conclude(backends: Backends, claimed: Claimed, told: Told, outcome: Outcome) -> None:
    """Keeps what was put together or says why there is nothing, and settles what becomes of the job."""
    now, language = backends.clock(), told.script.language
    with backends.sessions.writing() as session:
        communes.hold(session, told.commune_row)
        if not jobs.still_mine(session, claimed):
            return
        put, trouble = outcome.put, outcome.trouble
        if put and narrations.is_current(session, told.site, put.language, put.script, put.takes):
            narration.keep(session, told.site, put.language, put, now)
            communes.raise_edition(session, told.commune_row)
        is_waited_for = claimed.kind == narration.NARRATE and _ask_better(backends, session, told, outcome)
        if not outcome.is_heard and not is_waited_for:
            trouble = trouble or Trouble(Unsupported(language), online=False)
            narration.note_silence(session, told.site, language, told.script.digest, trouble.error.reason, now)
            communes.raise_edition(session, told.commune_row)
        _settle(session, claimed, trouble, now, is_provided=outcome.is_heard or is_waited_for)


def _ask_better(backends: Backends, session: Session, told: Told, outcome: Outcome) -> bool:
    """Asks for what another voice may do better; whether that is now what the page waits for.

    What the voices of this machine could not say just now is tried again by the job at hand.
    """
    others = backends.voices if outcome.is_heard else [voice for voice in backends.voices if voice.online]
    if not _is_hope(session, told, others):
        return False
    narration.ask_better(session, told.site, told.script.language, backends.clock())
    return not outcome.is_heard and (outcome.trouble is None or outcome.trouble.is_final)


def _is_hope(session: Session, told: Told, voices: Sequence[Voice]) -> bool:
    language = told.script.language
    kept = takes.of_site(session, told.site, language)
    return any(worth_asking(kept, part, offers(voices, language)) for part in told.parts)


def _settle(session: Session, claimed: Claimed, trouble: Trouble | None, now: datetime, *, is_provided: bool) -> None:
    """Done, put off, or aside: a better voice that cannot be reached is waited for, without counting."""
    if trouble is None or (is_provided and (trouble.is_final or claimed.kind == narration.NARRATE)):
        jobs.finish(session, claimed, now)
    elif trouble.online and not trouble.is_final:
        is_cut = isinstance(trouble.error, Unfinished)
        due = now if is_cut else trouble.error.until or now + ONLINE_PAUSE
        jobs.later(session, claimed, trouble.error.reason, due)
    else:
        jobs.fail(session, claimed, trouble.error.reason, now, final=trouble.is_final)


def note_vanished(backends: Backends, job: Vanished) -> None:
    """A job that took eight workers with it is put aside: the page says so where nothing is heard instead."""
    if job.kind != narration.NARRATE:
        return
    try:
        told = tell(backends, int(job.payload["site"]), str(job.payload["language"]))
    except NotFound:
        return
    with backends.sessions.writing() as session:
        communes.hold(session, told.commune_row)
        if narrations.current(session, told.site, told.script.language) != (told.script.digest, "ready"):
            now, digest = backends.clock(), told.script.digest
            narration.note_silence(session, told.site, told.script.language, digest, "worker-vanished", now)
            communes.raise_edition(session, told.commune_row)
