"""What is handed over to be kept: readings, recordings, and narrations put together from them."""

from dataclasses import dataclass

from tourism.narration.credits import Credit

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A narration put together: names of blobs, bytes, milliseconds, LUFS, dBTP, one span a sentence."""

    language: str
    script: str
    takes: tuple[int, ...]
    recipe: str
    revision: int
    sound: str
    opus: str
    transcript: str
    size: int
    opus_size: int
    duration_ms: int
    loudness: float
    peak: float
    outline: str
    engine: str
    voice: str
    credits: tuple[Credit, ...]
    approximate: bool
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one voice made of one part: the blob of its master, milliseconds, a span for each of `texts`."""

    part: int
    shown: str
    spoken: str
    voice: str
    master: str
    duration_ms: int
    spans: Spans
    texts: tuple[str, ...]
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a voice will not say a part's words."""

    part: int
    shown: str
    spoken: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What a person sent in: the blob of it, and what it is a reading of."""

    part: int
    shown: str
    original: str
    speaker: str
    texts: tuple[str, ...]
    begin_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A recording made ready: its master, the file served of it alone, its timings and the doubts about them."""

    shown: str
    master: str
    sound: str
    size: int
    duration_ms: int
    spans: Spans
    is_headless: bool
    approximate: bool
    doubts: tuple[str, ...] = ()
