"""A draft read aloud by a voice of this machine, for the desk alone; no transaction is open meanwhile."""

from collections.abc import Iterable
from dataclasses import replace

from tourism import settling
from tourism.assembling import Told, tags_of
from tourism.backends import Backends
from tourism.communes import queries as communes
from tourism.editorial import rehearsals, rehearsing
from tourism.editorial.rehearsing import Rehearsed
from tourism.engines.speech.joining import assembled
from tourism.engines.speech.mastering import master, prepared
from tourism.engines.speech.port import SAMPLE_RATE, BadText, SpeechError, Unsupported, Voice
from tourism.errors import NotFound
from tourism.narration.asking import request
from tourism.narration.credits import Credit
from tourism.narration.cues import from_spans, to_webvtt
from tourism.narration.script import PART_PAUSE
from tourism.sites import drafts
from tourism.storage import jobs
from tourism.storage.jobs import Claimed

DEADLINE_SECONDS = 120.0
# The sound is a blob like any other: whoever knew its digest could fetch it, and only the desk's pages name it.
# The mark says in the file itself what it is, and keeps it apart from what visitors hear.
MARK = "nghe thử"


def rehearse(backends: Backends, claimed: Claimed) -> None:
    """Reads the newest words of a site aloud, with the best voice of this machine that will."""
    site, language = int(claimed.payload["site"]), str(claimed.payload["language"])
    try:
        told = _tell(backends, site, language)
    except NotFound:
        settling.finish(backends, claimed)
        return
    trouble: SpeechError = Unsupported(language) if told.parts else BadText("nothing to read")
    for voice in _voices(backends, language) if told.parts else ():
        try:
            made = _read(backends, told, voice)
        except SpeechError as error:
            trouble = error
        else:
            _keep(backends, claimed, told, made)
            return
    _keep(backends, claimed, told, trouble)


def _tell(backends: Backends, site_row: int, language: str) -> Told:
    with backends.sessions.reading() as session:
        site = drafts.site_by_row(session, site_row)
        if language not in site.words:
            raise NotFound("no-such-words")
        words = site.words[language].words
        script = rehearsals.script_of(session, site, language, words)
        commune = communes.brief(session, site.commune_row, language).name
    return Told(site_row, script, site.commune_row, f"{words.name} ({MARK})", commune)


def _voices(backends: Backends, language: str) -> list[Voice]:
    """Drafts leave this machine for nobody."""
    here = [each for each in backends.voices if not each.online and each.supports(language)]
    return sorted(here, key=lambda each: -each.quality)


def _read(backends: Backends, told: Told, voice: Voice) -> Rehearsed:
    pieces = []
    for part in told.parts:
        take = voice.speak(request(told.script.language, [part]), DEADLINE_SECONDS)
        pieces.append((prepared(take.pcm, take.rate), take.spans))
    pcm, spans = assembled(pieces, SAMPLE_RATE, pause=PART_PAUSE)
    tags = tags_of(told, [Credit((0,), voice.name, "machine", "")])
    sound = master(pcm, SAMPLE_RATE, replace(tags, comment=f"{tags.comment}; {MARK}"))
    sentences = [sentence for part in told.parts for sentence in part.sentences]
    cues = from_spans(spans, [each.shown for each in sentences], [each.part for each in sentences])
    transcript = f"{to_webvtt(cues)}\nNOTE {MARK}\n"
    return Rehearsed(
        script=told.script.digest,
        sound=backends.blobs.put(sound.data, "mp3").name,
        transcript=backends.blobs.put(transcript.encode(), "vtt").name,
        size=len(sound.data),
        duration_ms=sound.duration_ms,
        spans=tuple((cue.start_ms, cue.end_ms) for cue in cues),
    )


def _keep(backends: Backends, claimed: Claimed, told: Told, made: Rehearsed | SpeechError) -> None:
    language = told.script.language
    with backends.sessions.writing() as session:
        if not jobs.still_mine(session, claimed):
            return
        if isinstance(made, Rehearsed):
            unused = rehearsing.keep(session, told.site, language, made)
        else:
            unused = rehearsing.note_silence(session, told.site, language, told.script.digest, made.reason)
        jobs.finish(session, claimed, backends.clock())
    _discard(backends, unused)


def _discard(backends: Backends, names: Iterable[str]) -> None:
    """Only after nothing kept names them any more."""
    for name in names:
        backends.blobs.discard(name)
