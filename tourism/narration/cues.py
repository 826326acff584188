"""Which sentence is heard when: cues, and the WebVTT file players read them from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HOUR_MS = 3_600_000
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Cue:
    """One sentence of the transcript with its place in the sound; `name` where that is not its number."""

    index: int
    start_ms: int
    end_ms: int
    text: str
    part: int
    name: str = ""

    @property
    def id(self) -> str:
        """The same in the WebVTT file and on the page, so a script can pair them."""
        return self.name or f"s{self.index}"


def in_milliseconds(spans: Iterable[tuple[float, float]]) -> tuple[tuple[int, int], ...]:
    """Spans in seconds as they are kept."""
    return tuple((round(start * 1000), round(end * 1000)) for start, end in spans)


def from_spans(
    spans: Iterable[tuple[float, float]], texts: Sequence[str], parts: Sequence[int] | None = None
) -> tuple[Cue, ...]:
    """Cues for texts spoken at spans (seconds); they never overlap and never run backwards."""
    cues: list[Cue] = []
    floor = 0
    numbers = parts if parts is not None else [0] * len(texts)
    for index, ((start, end), text, part) in enumerate(zip(spans, texts, numbers, strict=True)):
        start_ms = max(floor, round(start * 1000))
        end_ms = max(start_ms + 1, round(end * 1000))
        cues.append(Cue(index, start_ms, end_ms, text, part))
        floor = end_ms
    return tuple(cues)


def to_webvtt(cues: Iterable[Cue]) -> str:
    """A WebVTT file; cues are written in order of time whatever order they come in."""
    blocks = ["WEBVTT"]
    floor = 0
    for cue in sorted(cues, key=lambda cue: (cue.start_ms, cue.index)):
        start = max(floor, cue.start_ms)
        end = max(start + 1, cue.end_ms)
        blocks.append(f"{cue.id}\n{_clock(start)} --> {_clock(end)}\n{_payload(cue.text)}")
        floor = end
    return "\n\n".join(blocks) + "\n"


def _clock(milliseconds: int) -> str:
    hours, rest = divmod(milliseconds, HOUR_MS)
    minutes, rest = divmod(rest, MINUTE_MS)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _payload(text: str) -> str:
    """One line: a blank line would end the cue, and --> would start another."""
    line = " ".join(text.replace("\0", " ").split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
