"""A person's recording: from whatever a phone or a program sent to plain samples, or a reason why not."""

from dataclasses import dataclass

import numpy as np

from tourism.engines.speech.decoding import RATE, Decoded, decoded
from tourism.engines.speech.hearing import heard
from tourism.engines.speech.port import Pcm
from tourism.engines.speech.refusals import LARGEST_MEGABYTES, REMARKS, SENTENCES, SHORTEST_SECONDS, Refused
from tourism.engines.speech.signatures import Signature, signature
from tourism.engines.speech.wholeness import declared_seconds, torn

__all__ = ["REMARKS", "SENTENCES", "Recording", "Refused", "decode"]

DEADLINE_SECONDS = 20.0
FAILED_SHARE = 0.05
# A gap in time can be a pause that was meant, in kinds that note when each piece was spoken.
PAUSES_SHARE = {"mov": 0.25, "matroska": 0.25}
MISSING_SECONDS = 1.0
MISSING_SHARE = 0.02
NOTICEABLE_SECONDS = 0.2
# The first frame of an MP3 that was cut out of another often lacks what came before it.
HARMLESS_FAILURES = 2
NARROW_RATE = 8_000


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Samples of one voice, and nothing else that was in the file; `warnings` are keys of REMARKS."""

    pcm: Pcm
    rate: int
    seconds: float
    warnings: tuple[str, ...]


def decode(data: bytes, *, deadline_seconds: float = DEADLINE_SECONDS) -> Recording:
    """The samples of a file nobody has vouched for, mono at 24 kHz.

    Raises Refused, whose reason is a key of SENTENCES, and Unavailable where no decoder can be started here.
    """
    kind = recognised(data)
    return judged(data, kind, decoded(data, kind, deadline_seconds))


def recognised(data: bytes) -> Signature:
    """What kind of file it is, told without a decoder; Refused where none should see it."""
    if len(data) > LARGEST_MEGABYTES * 1_000_000:
        raise Refused("too-large", f"{len(data)} bytes")
    kind = signature(data)
    if torn(data, kind):
        raise Refused("cut", kind.demuxer)
    return kind


def judged(data: bytes, kind: Signature, found: Decoded) -> Recording:
    """What was decoded as a recording; Refused where too little was, or no voice is in it."""
    declared = declared_seconds(data, kind)
    _check(found, kind, declared)
    pcm = np.frombuffer(found.samples, dtype="<i2").astype(np.float32)
    pcm /= 32_768
    short = declared is not None and declared - found.reached > NOTICEABLE_SECONDS
    remarks = {
        "damaged": found.failed > HARMLESS_FAILURES or found.lost > 0 or short,
        "narrow": found.rate <= NARROW_RATE,
    }
    return Recording(pcm, RATE, found.seconds, heard(pcm, RATE) + tuple(name for name, true in remarks.items() if true))


def _check(found: Decoded, kind: Signature, declared: float | None) -> None:
    """Whether all of the file was read, or nearly; what it says of its own length can only speak against it."""
    if found.end != "done":
        raise Refused(found.end if found.end in SENTENCES else "undecodable", found.detail)
    most_lost = PAUSES_SHARE.get(kind.demuxer, FAILED_SHARE) * found.reached
    if found.failed > FAILED_SHARE * found.packets or found.lost > most_lost:
        raise Refused("undecodable", f"{found.failed} of {found.packets} packets, {found.lost:.1f} s lost")
    promised = declared if declared is not None else found.declared or 0.0
    missing = promised - max(found.seconds, found.reached)
    if missing > MISSING_SECONDS and missing > MISSING_SHARE * promised:
        raise Refused("cut", f"{promised:.1f} s promised, {missing:.1f} s missing")
    if found.seconds < SHORTEST_SECONDS:
        raise Refused("too-short", f"{found.seconds:.2f} s")
