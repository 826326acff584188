"""FFmpeg's audio filters on arrays of samples: shaping a sound, and measuring how loud it is."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import av
from av.error import BlockingIOError as NotYet
from av.error import EOFError as Finished

from tourism.engines.speech.containers import framed, gathered, samples_of
from tourism.engines.speech.port import Pcm

MEASURING_RATE = 48_000
SHORTEST_MEASURED_SECONDS = 1.0
FLOOR_DB = -120.0
LIMITER_CEILING = 0.5

Filter = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness (EBU R 128) and true peak."""

    lufs: float
    true_peak_dbtp: float


def filtered(pcm: Pcm, rate: int, *filters: Filter) -> Pcm:
    """The samples after a chain of filters, in the rate the chain ends with."""
    chain = (*filters, ("aformat", "sample_fmts=flt:channel_layouts=mono"))
    return gathered(samples_of(frame) for frame in _through([pcm], rate, chain))


def resampled(parts: Iterable[Pcm], rate: int, to_rate: int) -> Iterator[Pcm]:
    """The same sound at another rate, little by little."""
    chain = (("aresample", str(to_rate)), ("aformat", "sample_fmts=flt"))
    return (samples_of(frame) for frame in _through(parts, rate, chain))


def limited(pcm: Pcm, rate: int, ceiling: float, gain_db: float = 0.0) -> Pcm:
    """The samples after a gain, none above the ceiling; what is far below it passes as it is."""
    # FFmpeg's limiter takes no ceiling below 1/16; ours may lie anywhere.
    down = 20 * math.log10(ceiling / LIMITER_CEILING)
    return filtered(
        pcm,
        rate,
        ("volume", f"{gain_db - down:.4f}dB:precision=float"),
        ("alimiter", f"limit={LIMITER_CEILING}:level=disabled:latency=1"),
        ("volume", f"{down:.4f}dB:precision=float"),
    )


def loudness(parts: Iterable[Pcm], rate: int) -> Loudness:
    """How loud a sound is that comes in parts, which need not be kept; exact, and slow for it."""
    meter = (("aresample", str(MEASURING_RATE)), ("ebur128", "metadata=1:peak=true"))
    last = _metered(parts, rate, meter)
    peak = float(last.get("lavfi.r128.true_peak", 0))
    return Loudness(_lufs(last), 20 * math.log10(peak) if peak > 0 else FLOOR_DB)


def quick_lufs(pcm: Pcm, rate: int) -> float:
    """Integrated loudness alone, within 0.1 LU and in a fifth of the time: for finding a gain."""
    return _lufs(_metered([pcm], rate, (("ebur128", "metadata=1"),)))


def peak(pcm: Pcm) -> float:
    """The loudest sample, without a second array of them."""
    return max(float(pcm.max(initial=0.0)), -float(pcm.min(initial=0.0)))


def _lufs(metadata: dict[str, str]) -> float:
    return float(metadata.get("lavfi.r128.I", FLOOR_DB))


def _metered(parts: Iterable[Pcm], rate: int, meter: tuple[Filter, ...]) -> dict[str, str]:
    """What the meter says at the end of the sound."""
    last: dict[str, str] = {}
    for frame in _through(_measurable(parts, rate), rate, meter):
        last = dict(frame.metadata) or last
    return last


def _measurable(parts: Iterable[Pcm], rate: int) -> Iterator[Pcm]:
    """A sound too short for the measure's blocks is measured repeated."""
    shortest = round(SHORTEST_MEASURED_SECONDS * rate)
    coming = iter(parts)
    first: list[Pcm] = []
    length = 0
    while length < shortest and (part := next(coming, None)) is not None:
        first.append(part)
        length += len(part)
    yield from first if length >= shortest else first * (shortest // max(1, length) + 1)
    yield from coming


def _through(parts: Iterable[Pcm], rate: int, filters: tuple[Filter, ...]) -> Iterator[av.AudioFrame]:
    graph = av.filter.Graph()
    # One thread: the same samples in the same order on every machine.
    graph.threads = 1
    source = graph.add_abuffer(format="flt", sample_rate=rate, layout="mono", time_base=Fraction(1, rate))
    nodes = [source, *(graph.add(name, options) for name, options in filters), graph.add("abuffersink")]
    for before, after in pairwise(nodes):
        before.link_to(after)
    graph.configure()
    for frame in framed(parts, rate, "flt"):
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _ready(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            pulled = graph.pull()
        except (NotYet, Finished):
            return
        if isinstance(pulled, av.AudioFrame):
            yield pulled
