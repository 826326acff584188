"""Put-off work: claim, do, finish, in three short transactions; a lease covers the doing."""

import logging
import time
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError

from tourism.backends import Backends
from tourism.communes import actions as communes
from tourism.communes import queries as told_communes
from tourism.engines.speech import Tags, render
from tourism.engines.speech.port import BadText, Request, SpeechError, Unsupported, Utterance, Voice
from tourism.errors import NotFound
from tourism.narration import actions as narration
from tourism.narration import queries as narrations
from tourism.narration.cues import from_spans, to_webvtt
from tourism.narration.script import Script, pauses
from tourism.sites import briefs as sites
from tourism.storage import jobs
from tourism.storage.jobs import Claimed

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0
DEADLINE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a narration job works on: the script, and how the file introduces itself."""

    script: Script
    tags: Tags
    commune_row: int
    is_spoken: bool


def work(backends: Backends, *, until_empty: bool = False) -> int:
    """Does job after job; returns how many, once nothing is due (or never, without `until_empty`)."""
    done = 0
    while True:
        if _one_more(backends):
            done += 1
        elif until_empty:
            return done
        else:
            time.sleep(PAUSE_SECONDS)


def _one_more(backends: Backends) -> bool:
    """A database that is away for a moment looks like nothing to do, and is no reason to stop working."""
    try:
        return work_once(backends)
    except OperationalError:
        log.exception("the database does not answer")
        return False


def work_once(backends: Backends) -> bool:
    """Claims and does one job that is due; returns whether there was one."""
    with backends.sessions.writing() as session:
        claimed = jobs.claim(session, backends.clock())
    if claimed is None:
        return False
    if claimed.kind != narration.JOB:
        _fail(backends, claimed, "unknown-work", final=True)
        return True
    try:
        narrate(backends, claimed)
    except Exception as error:
        # One bad job must not stop the others; it is tried again, and put aside with its reason in the end.
        log.exception("job %s failed", claimed.id)
        _fail(backends, claimed, f"unforeseen: {error!r}", final=False)
    return True


def narrate(backends: Backends, claimed: Claimed) -> None:
    """Script, voice, blobs, row; no transaction is open while the voice speaks."""
    site_row, language = int(claimed.payload["site"]), str(claimed.payload["language"])
    try:
        told = _told(backends, site_row, language)
    except NotFound:
        # Withdrawn meanwhile: nobody waits for this voice any more.
        _finish(backends, claimed)
        return
    if told.is_spoken:
        # The words went there and back: what was spoken of them first is still right.
        _finish(backends, claimed)
        return
    try:
        made = _speak(backends, told)
    except SpeechError as error:
        _note_silence(backends, claimed, told, error)
        return
    with backends.sessions.writing() as session:
        communes.hold(session, told.commune_row)
        if jobs.still_mine(session, claimed):
            narration.keep(session, site_row, language, told.script.digest, made, backends.clock())
            communes.raise_edition(session, told.commune_row)
            jobs.finish(session, claimed, backends.clock())


def _told(backends: Backends, site_row: int, language: str) -> Told:
    with backends.sessions.reading() as session:
        script = narrations.script(session, site_row, language)
        kept = narrations.current(session, site_row, language)
        found = sites.by_rows(session, [site_row], language).get(site_row)
        if found is None:
            raise NotFound("no-such-site")
        commune = told_communes.brief(session, found.commune_row, language).name
    voice = _voice_for(backends, language)
    speaker = f"Giọng máy ({voice.name})" if voice else ""
    tags = Tags(
        title=found.name,
        artist=speaker,
        album=f"Lời Quê · {commune}",
        comment=f"Synthetic speech made by a machine: {speaker}",
        language=language,
        licence=f"© {commune}",
    )
    return Told(script, tags, found.commune_row, kept == (script.digest, "ready"))


def _voice_for(backends: Backends, language: str) -> Voice | None:
    able = [voice for voice in backends.voices if voice.supports(language)]
    return max(able, key=lambda voice: voice.quality, default=None)


def _speak(backends: Backends, told: Told) -> narration.Made:
    voice = _voice_for(backends, told.script.language)
    if voice is None:
        raise Unsupported(told.script.language)
    sentences = told.script.sentences
    utterances = tuple(
        Utterance(each.spoken, pause) for each, pause in zip(sentences, pauses(told.script), strict=True)
    )
    take, sound = render(voice, Request(told.script.language, utterances), told.tags, DEADLINE_SECONDS)
    cues = from_spans(take.spans, [each.shown for each in sentences], [each.part for each in sentences])
    return narration.Made(
        sound=backends.blobs.put(sound.data, "mp3").name,
        transcript=backends.blobs.put(to_webvtt(cues).encode(), "vtt").name,
        size=sound.size,
        duration_ms=sound.duration_ms,
        loudness=sound.loudness_lufs,
        peak=sound.true_peak_dbtp,
        engine=take.engine,
        voice=take.voice,
        spans=tuple((cue.start_ms, cue.end_ms) for cue in cues),
    )


def _note_silence(backends: Backends, claimed: Claimed, told: Told, error: SpeechError) -> None:
    """The page says why there is no sound; what a later try cannot mend is not tried again."""
    site_row, language = int(claimed.payload["site"]), str(claimed.payload["language"])
    log.warning("no voice for site %s in %s: %s %s", site_row, language, error.reason, error)
    final = isinstance(error, Unsupported | BadText)
    with backends.sessions.writing() as session:
        communes.hold(session, told.commune_row)
        if jobs.still_mine(session, claimed):
            now = backends.clock()
            narration.note_silence(session, site_row, language, told.script.digest, error.reason, now)
            communes.raise_edition(session, told.commune_row)
            jobs.fail(session, claimed, error.reason, now, final=final)


def _finish(backends: Backends, claimed: Claimed) -> None:
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            jobs.finish(session, claimed, backends.clock())


def _fail(backends: Backends, claimed: Claimed, reason: str, *, final: bool) -> None:
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            jobs.fail(session, claimed, reason, backends.clock(), final=final)
