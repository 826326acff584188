"""The best takes of a site's parts as one sound with its transcript, as visitors get it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tourism.backends import Backends
from tourism.communes import queries as told_communes
from tourism.engines.speech import Tags, flac
from tourism.engines.speech.joining import assembled
from tourism.engines.speech.mastering import MASTER_REVISION, master
from tourism.engines.speech.port import SAMPLE_RATE, Pcm, SoundUnfit
from tourism.errors import NotFound
from tourism.narration import queries as narrations
from tourism.narration import takes
from tourism.narration.credits import Credit, credited, made_by, notice, who_speaks
from tourism.narration.cues import from_spans, to_webvtt
from tourism.narration.made import Put
from tourism.narration.script import PART_PAUSE, Part, Script
from tourism.narration.takes import TakeView
from tourism.sites import briefs as sites


class LostMaster(Exception):
    """The file of a take is gone or damaged: it must be made anew."""

    def __init__(self, take: int) -> None:
        super().__init__(f"take {take}")
        self.take = take


@dataclass(frozen=True, slots=True)
class Told:
    """What a narration is made of: the script, and how the file introduces itself."""

    site: int
    script: Script
    commune_row: int
    title: str
    commune: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those that say anything."""
        return tuple(part for part in self.script.parts if part.sentences)


@dataclass(frozen=True, slots=True)
class Plan:
    """The takes that make a narration; the same `recipe` gives the same files, `is_done` says they are kept."""

    takes: tuple[TakeView, ...]
    credits: tuple[Credit, ...]
    tags: Tags
    recipe: str
    is_done: bool


def tell(backends: Backends, site_row: int, language: str) -> Told:
    """The published words of a site; raises NotFound."""
    with backends.sessions.reading() as session:
        script = narrations.script(session, site_row, language)
        found = sites.by_rows(session, [site_row], language).get(site_row)
        if found is None:
            raise NotFound("no-such-site")
        commune = told_communes.brief(session, found.commune_row, language).name
    return Told(site_row, script, found.commune_row, found.name, commune)


def plan(backends: Backends, told: Told) -> Plan | None:
    """The best take of each part that says anything; None while a part has none."""
    with backends.sessions.reading() as session:
        chosen = takes.best_of(session, told.site, told.script)
        before = narrations.recipe(session, told.site, told.script.language)
    if chosen is None:
        return None
    credits_ = credited([(each.part, each.engine, each.made_by, each.speaker) for each in chosen])
    tags = tags_of(told, credits_)
    recipe = _recipe(told.script, tags, chosen)
    return Plan(chosen, credits_, tags, recipe, is_done=before == recipe)


def tags_of(told: Told, credits_: Sequence[Credit]) -> Tags:
    """What a file says of itself wherever it is copied to: what it tells, and who speaks."""
    return Tags(
        title=told.title,
        artist=who_speaks(credits_, told.script.language),
        album=f"Lời Quê · {told.commune}",
        comment=notice(credits_),
        language=told.script.language,
        licence=f"© {told.commune}",
        made_by=made_by(credits_),
    )


def put_together(backends: Backends, told: Told, planned: Plan) -> Put:
    """The takes joined, mastered and kept as files, with the transcript that follows them; raises LostMaster."""
    pieces = [(_master(backends, each), _spans(each, told)) for each in planned.takes]
    pcm, spans = assembled(pieces, SAMPLE_RATE, pause=PART_PAUSE)
    sound = master(pcm, SAMPLE_RATE, planned.tags)
    sentences = [sentence for part in told.parts for sentence in part.sentences]
    cues = from_spans(spans, [each.shown for each in sentences], [each.part for each in sentences])
    first = planned.takes[0]
    return Put(
        language=told.script.language,
        script=told.script.digest,
        takes=tuple(each.id for each in planned.takes),
        recipe=planned.recipe,
        revision=MASTER_REVISION,
        sound=backends.blobs.put(sound.data, "mp3").name,
        opus=backends.blobs.put(sound.opus, "webm").name,
        transcript=backends.blobs.put(to_webvtt(cues).encode(), "vtt").name,
        size=len(sound.data),
        opus_size=len(sound.opus),
        duration_ms=sound.duration_ms,
        loudness=sound.loudness_lufs,
        peak=sound.true_peak_dbtp,
        outline=sound.outline,
        engine=first.engine,
        voice=first.voice,
        credits=planned.credits,
        approximate=any(each.approximate for each in planned.takes),
        spans=tuple((cue.start_ms, cue.end_ms) for cue in cues),
    )


def _master(backends: Backends, take: TakeView) -> Pcm:
    try:
        return flac.decoded(backends.blobs.get(take.master or ""))
    except (NotFound, SoundUnfit) as error:
        raise LostMaster(take.id) from error


def _spans(take: TakeView, told: Told) -> tuple[tuple[float, float], ...]:
    """Seconds, one span a sentence; a heading that was not read aloud stands where the voice begins."""
    spans = [(start / 1000, end / 1000) for start, end in take.spans]
    part = next(part for part in told.parts if part.index == take.part)
    if take.is_headless and spans:
        begin = spans[0][0]
        spans = [(begin, begin)] * len(part.heading) + spans
    return tuple(spans)


def _recipe(script: Script, tags: Tags, chosen: Sequence[TakeView]) -> str:
    told = [[each.part, each.master, each.spans, each.is_headless, each.approximate] for each in chosen]
    text = json.dumps([MASTER_REVISION, PART_PAUSE, script.digest, asdict(tags), told], ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
