"""A person's recording: received, its timings corrected, taken back."""

import math
from dataclasses import dataclass

from tourism.assembling import Told, tell
from tourism.backends import Backends
from tourism.communes import actions as communes
from tourism.engines.speech import intake
from tourism.engines.speech.port import Unavailable
from tourism.errors import Invalid, NotFound
from tourism.narration import actions as narration
from tourism.narration import takes
from tourism.narration.made import Spans, Upload
from tourism.narration.script import Part
from tourism.narration.takes import TakeView
from tourism.sites import briefs as sites

SPEAKER_MAX = 100
SHORTEST_MS = 50


@dataclass(frozen=True, slots=True)
class Received:
    """A recording that was taken in and waits for its timings; `warnings` are keys."""

    take: int
    site: int
    seconds: float
    warnings: tuple[str, ...]


def receive(
    backends: Backends,
    site: str,
    language: str,
    part: int,
    data: bytes,
    *,
    speaker: str = "",
    begin_at: float = 0.0,
) -> Received:
    """Checks what somebody sent in and keeps it; raises NotFound, or Invalid with the reason of the refusal."""
    told, read = _part(backends, site, language, part)
    name = " ".join(speaker.split())
    if len(name) > SPEAKER_MAX:
        raise Invalid("name-too-long", field="speaker", sentence=f"A name has at most {SPEAKER_MAX} characters.")
    try:
        recording = intake.decode(data)
    except intake.Refused as error:
        raise Invalid(error.reason, field="file", sentence=intake.SENTENCES[error.reason]) from error
    except Unavailable as error:
        sentence = "No decoder can be started on this machine just now; try again later."
        raise Invalid("decoder-unavailable", field="file", sentence=sentence) from error
    if not 0 <= begin_at < recording.seconds:
        raise Invalid("bad-start", field="begin_at", sentence="The reading cannot begin after the recording ends.")
    upload = Upload(
        part=part,
        shown=read.shown_digest,
        original=backends.blobs.put(data, "orig").name,
        speaker=name,
        texts=tuple(each.shown for each in read.sentences),
        begin_ms=round(begin_at * 1000),
    )
    with backends.sessions.writing() as session:
        take = narration.receive(session, told.site, language, upload, backends.clock())
    return Received(take, told.site, recording.seconds, recording.warnings)


def _part(backends: Backends, site: str, language: str, number: int) -> tuple[Told, Part]:
    with backends.sessions.reading() as session:
        row = sites.row_of(session, site)
    told = tell(backends, row, language)
    found = next((part for part in told.parts if part.index == number), None)
    if found is None:
        numbers = ", ".join(str(part.index) for part in told.parts)
        raise NotFound("no-such-part", sentence=f"There is no part {number}; there are: {numbers}.")
    return told, found


def recordings(backends: Backends, site: str | None = None, language: str | None = None) -> tuple[TakeView, ...]:
    """Recordings of all sites, or of the one with this public id; the newest of each part first."""
    with backends.sessions.reading() as session:
        row = sites.row_of(session, site) if site else None
        return takes.recordings(session, row, language)


def current(backends: Backends, site: str, language: str, part: int) -> TakeView:
    """The newest recording of a part; raises NotFound."""
    found = (each for each in recordings(backends, site, language) if each.part == part)
    take = next(found, None)
    if take is None:
        raise NotFound("no-such-recording", sentence=f"Nobody has recorded part {part} in {language}.")
    return take


def set_cues(backends: Backends, take: int, starts: dict[int, float], *, shift: float = 0.0) -> TakeView:
    """Moves the starts of sentences (numbered from 1; seconds); without any, agrees to them as they are.

    Raises Invalid with a sentence where they would run backwards or past the end.
    """
    with backends.sessions.reading() as session:
        kept = takes.take(session, take)
    if kept.state != "ready":
        raise Invalid("not-ready", sentence="This recording has no timings yet.")
    spans = moved(kept.spans, starts, shift, kept.duration_ms)
    with backends.sessions.writing() as session:
        narration.set_timings(session, take, spans)
        narration.ask(session, kept.site, kept.language, backends.clock())
        return takes.take(session, take)


def moved(spans: Spans, starts: dict[int, float], shift: float, duration_ms: int) -> Spans:
    """Spans with other starts (numbers from 1, seconds) or all shifted; a sentence ends before the next begins.

    Raises Invalid with a sentence where that cannot be.
    """
    if not all(math.isfinite(seconds) for seconds in (shift, *starts.values())):
        raise Invalid("bad-timings", sentence="A start is a number of seconds.")
    unknown = [number for number in starts if not 1 <= number <= len(spans)]
    if unknown:
        raise Invalid("no-such-sentence", sentence=f"There is no sentence {unknown[0]}; there are 1 to {len(spans)}.")
    wanted = [
        round((starts[number] if number in starts else start / 1000 + shift) * 1000)
        for number, (start, _) in enumerate(spans, start=1)
    ]
    ends = [*wanted[1:], duration_ms]
    # A sentence that nobody read takes no time and may go on taking none.
    least = [min(SHORTEST_MS, end - start) for start, end in spans]
    for number, (start, end, shortest) in enumerate(zip(wanted, ends, least, strict=True), start=1):
        if start < 0 or end - start < shortest:
            sentence = f"Sentence {number} cannot begin at {start / 1000:g} s: it would overlap its neighbours."
            raise Invalid("bad-timings", sentence=sentence)
    by = round(shift * 1000)
    return tuple(
        (start, min(max(old + by, start + shortest), end))
        for start, (_, old), end, shortest in zip(wanted, spans, ends, least, strict=True)
    )


def remove(backends: Backends, take: int) -> None:
    """Takes a recording back, with its files and the narration it is heard in; the next best voice is asked."""
    with backends.sessions.reading() as session:
        kept = takes.take(session, take)
        commune = sites.commune_of(session, kept.site)
    with backends.sessions.writing() as session:
        communes.hold(session, commune)
        gone = narration.remove(session, take)
        narration.ask(session, kept.site, kept.language, backends.clock())
        communes.raise_edition(session, commune)
    for name in gone:
        backends.blobs.discard(name)
