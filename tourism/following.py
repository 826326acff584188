"""When each sentence of a person's recording is read, and the recording made ready to be heard."""

import logging

from tourism import settling
from tourism.assembling import Told, tags_of, tell
from tourism.backends import Backends
from tourism.communes import actions as communes
from tourism.engines.speech import flac, intake, mp3
from tourism.engines.speech.alignment import Alignment, align, share_by_characters
from tourism.engines.speech.mastering import prepared
from tourism.engines.speech.port import SAMPLE_RATE, Pcm, SoundUnfit, SpeechError, Take
from tourism.errors import NotFound
from tourism.narration import actions as narration
from tourism.narration import takes
from tourism.narration.asking import request
from tourism.narration.choice import RECORDED
from tourism.narration.credits import Credit
from tourism.narration.cues import in_milliseconds
from tourism.narration.made import Timed
from tourism.narration.script import Part
from tourism.narration.takes import TakeView
from tourism.storage import jobs
from tourism.storage.jobs import Claimed

log = logging.getLogger(__name__)
DEADLINE_SECONDS = 120.0
DECODING_SECONDS = 60.0


def follow(backends: Backends, claimed: Claimed) -> None:
    """Finds when each sentence is read, masters the recording, and asks for the narration to be put together."""
    try:
        with backends.sessions.reading() as session:
            take = takes.take(session, int(claimed.payload["take"]))
        told = tell(backends, take.site, take.language)
    except NotFound:
        settling.finish(backends, claimed)
        return
    try:
        timed = _timed(backends, told, take)
    except SoundUnfit as error:
        log.warning("recording %s is refused: %s", take.id, error.reason)
        _refuse(backends, claimed, error.reason)
        return
    except (intake.Refused, SpeechError) as error:
        # It was taken in once: what stands in its way now is this machine's trouble.
        settling.fail(backends, claimed, error.reason, final=False)
        return
    with backends.sessions.writing() as session:
        communes.hold(session, told.commune_row)
        if jobs.still_mine(session, claimed):
            narration.keep_timed(session, take.id, timed)
            narration.ask(session, take.site, take.language, backends.clock())
            # A recording whose words have changed meanwhile is offered as an older one.
            communes.raise_edition(session, told.commune_row)
            jobs.finish(session, claimed, backends.clock())


def _timed(backends: Backends, told: Told, take: TakeView) -> Timed:
    recording = intake.decode(backends.blobs.get(take.original or ""), deadline_seconds=DECODING_SECONDS)
    pcm = prepared(recording.pcm, recording.rate)
    part = next((part for part in told.parts if part.index == take.part), None)
    is_todays = part is not None and part.is_said_by(take.shown)
    heading = len(part.heading) if part and is_todays else 0
    alignment = _aligned(backends, take, part if is_todays else None, pcm, heading)
    is_headless = alignment.head_unread and heading > 0
    spans = alignment.spans[heading:] if is_headless else alignment.spans
    tags = tags_of(told, [Credit((take.part,), RECORDED, "human", take.speaker)])
    sound = mp3.encoded(pcm, tags)
    return Timed(
        shown=part.body_digest if part and is_headless else take.shown,
        master=backends.blobs.put(flac.encoded(pcm, tags), "flac").name,
        sound=backends.blobs.put(sound, "mp3").name,
        size=len(sound),
        duration_ms=round(len(pcm) * 1000 / SAMPLE_RATE),
        spans=in_milliseconds(spans),
        is_headless=is_headless,
        approximate=alignment.approximate,
        doubts=alignment.reasons,
    )


def _aligned(backends: Backends, take: TakeView, part: Part | None, pcm: Pcm, heading: int) -> Alignment:
    """Against a reading of this machine where one of its voices can read it, else by the length of each sentence."""
    begin_at = take.begin_ms / 1000
    reference = _reference(backends, take.language, part) if part else None
    if reference is None:
        return share_by_characters(pcm, SAMPLE_RATE, take.texts, begin_at=begin_at)
    return align(pcm, SAMPLE_RATE, reference, heading=heading, begin_at=begin_at)


def _reference(backends: Backends, language: str, part: Part) -> Take | None:
    asked = request(language, [part])
    able = (voice for voice in backends.voices if not voice.online and voice.supports(language))
    # The plainest voice is enough, and the quickest.
    for voice in sorted(able, key=lambda voice: voice.quality):
        try:
            return voice.speak(asked, DEADLINE_SECONDS)
        except SpeechError as error:
            log.warning("%s gives no reference: %s", voice.name, error.reason)
    return None


def _refuse(backends: Backends, claimed: Claimed, reason: str) -> None:
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            narration.refuse(session, int(claimed.payload["take"]), reason)
            jobs.fail(session, claimed, reason, backends.clock(), final=True)
