"""FFmpeg's audio filters on arrays of samples: shaping a sound, and measuring how loud it is."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
from av.error import BlockingIOError as NotYet
from av.error import EOFError as Finished

from tourism.engines.speech.port import Pcm

MEASURING_RATE = 48_000
SHORTEST_MEASURED_SECONDS = 1.0
FLOOR_DB = -120.0

Filter = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness (EBU R 128) and true peak."""

    lufs: float
    true_peak_dbtp: float


def filtered(pcm: Pcm, rate: int, *filters: Filter) -> Pcm:
    """The samples after a chain of filters, in the rate the chain ends with."""
    chain = (*filters, ("aformat", "sample_fmts=flt:channel_layouts=mono"))
    pieces = [frame.to_ndarray().reshape(-1) for frame in _through(pcm, rate, chain)]
    return np.concatenate(pieces) if pieces else pcm[:0]


def loudness(pcm: Pcm, rate: int) -> Loudness:
    """How loud it is; a sound too short for the measure's blocks is measured repeated."""
    shortest = round(SHORTEST_MEASURED_SECONDS * rate)
    if 0 < len(pcm) < shortest:
        pcm = np.tile(pcm, shortest // len(pcm) + 1)
    if len(pcm) == 0:
        return Loudness(FLOOR_DB, FLOOR_DB)
    last: dict[str, str] = {}
    meter = (("aresample", str(MEASURING_RATE)), ("ebur128", "metadata=1:peak=true"))
    for frame in _through(pcm, rate, meter):
        last = dict(frame.metadata) or last
    peak = float(last["lavfi.r128.true_peak"])
    return Loudness(float(last["lavfi.r128.I"]), 20 * math.log10(peak) if peak > 0 else FLOOR_DB)


def _through(pcm: Pcm, rate: int, filters: tuple[Filter, ...]) -> Iterator[av.AudioFrame]:
    """Second by second, so that a long sound is never in memory at every stage at once."""
    graph = av.filter.Graph()
    # One thread: the same samples in the same order on every machine.
    graph.threads = 1
    source = graph.add_abuffer(format="flt", sample_rate=rate, layout="mono", time_base=Fraction(1, rate))
    nodes = [source, *(graph.add(name, options) for name, options in filters), graph.add("abuffersink")]
    for before, after in pairwise(nodes):
        before.link_to(after)
    graph.configure()
    for start in range(0, len(pcm), rate):
        graph.push(_frame(pcm[start : start + rate], rate, start))
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _frame(pcm: Pcm, rate: int, start: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
    return frame


def _ready(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            pulled = graph.pull()
        except (NotYet, Finished):
            return
        if isinstance(pulled, av.AudioFrame):
            yield pulled
