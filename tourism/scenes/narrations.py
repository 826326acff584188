"""Narrations as documents tell of them: in one order, each part within the sound."""

from collections.abc import Sequence
from dataclasses import replace

from tourism.language import source_first
from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.view import PartTold, Telling

MP3, OPUS, VTT = "audio/mpeg", "audio/webm; codecs=opus", "text/vtt"


def told(tellings: Sequence[Telling]) -> list[Telling]:
    """Tellings in the order of all documents; no part goes on after the sound ends: some players drop such cues."""
    in_order = sorted(tellings, key=lambda each: source_first(each.language))
    return [replace(each, parts=_clamped(each)) for each in in_order]


def narration(telling: Telling, at: Addresses) -> Body:
    """A narration of our own document."""
    return {
        "language": telling.language,
        "url": at.media(telling.sound),
        "type": MP3,
        "bytes": telling.sound_size,
        "opus": {"url": at.media(telling.opus), "type": OPUS} if telling.opus else None,
        "duration_ms": telling.duration_ms,
        "made_by": telling.made_by,
        "transcript": at.media(telling.transcript),
        "cues": at.parts(telling.language),
        "parts": [
            {"id": each.id, "start_ms": each.start_ms, "end_ms": each.end_ms, "text": each.text}
            for each in telling.parts
        ],
    }


def _clamped(telling: Telling) -> tuple[PartTold, ...]:
    within = (each for each in telling.parts if each.start_ms < telling.duration_ms)
    return tuple(replace(each, end_ms=min(each.end_ms, telling.duration_ms)) for each in within)
