"""What decodes a stranger's file; run by confined.py in a process of its own, never imported by the others."""

# In:  the file as standard input (a real one, so that it can be read from its end); as arguments FFmpeg's
#      name of the one demuxer that may read it, and the longest sound in seconds.
# Out: 16-bit samples, mono, 24 kHz, as they come; then, on standard error, one line of JSON: a Report.

import io
import json
import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import chain, groupby, pairwise
from typing import Any, BinaryIO, NoReturn, Protocol, TypeAlias

# Threads may not be started later.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import av
import av.subtitles.codeccontext
import av.subtitles.subtitle
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import BlockingIOError as NotYet
from av.error import EOFError as Finished
from av.error import FFmpegError
from numpy.typing import NDArray

RATE = 24_000
DECODERS = {
    *("aac", "alac", "amrnb", "amrwb", "flac", "libopus", "mp3", "mp3float", "opus", "vorbis"),
    *("adpcm_ima_wav", "adpcm_ms", "pcm_alaw", "pcm_f32be", "pcm_f32le", "pcm_f64be", "pcm_f64le", "pcm_mulaw"),
    *("pcm_s16be", "pcm_s16le", "pcm_s24be", "pcm_s24le", "pcm_s32be", "pcm_s32le", "pcm_s8", "pcm_u8"),
}
# The others guess their length from the bit rate, or had it read by who asks.
HONEST = {"mov", "flac", "aiff", "ogg"}
RATES = range(4_000, 384_001)
MOST_CHANNELS = 8
GAP_SECONDS = 0.1
HOPELESS = 50
# How much is listened to before two channels become one.
UNDECIDED_SECONDS = 60
DEAD = 10**-3
CANCELLING = 10**-1

Samples: TypeAlias = NDArray[np.int16]


class Doors(Protocol):
    """What confined.py hands over."""

    sealed: bool

    def kib(self, field: str) -> int:
        """One figure of this process."""


class Strange(Exception):
    """Sound of a shape that no recording has."""


@dataclass(slots=True)
class Report:
    """How it went; `end` is done, too-long, no-sound-track or undecodable, lengths are seconds."""

    end: str = "done"
    detail: str = ""
    declared: float | None = None
    reached: float = 0.0
    lost: float = 0.0
    packets: int = 0
    failed: int = 0
    rate: int = 0
    peak_kib: int = 0
    sealed: bool = False
    began: float | None = None

    def follow(self, frame: AudioFrame) -> None:
        """Notes how far the sound reaches with this piece, and what is missing before it."""
        if frame.time is not None:
            self.began = frame.time if self.began is None else self.began
            gap = frame.time - self.began - self.reached
            if gap > GAP_SECONDS:
                self.lost += gap
                self.reached += gap
        self.reached += frame.samples / frame.sample_rate


def main(arguments: list[str], doors: Doors) -> None:
    """One file."""
    demuxer, longest_seconds = arguments[0], int(arguments[1])
    report = Report(sealed=doors.sealed)
    try:
        with open(0, "rb", buffering=0, closefd=False) as source, opened(source, demuxer) as container:
            write(mixed(resampled(frames(container, demuxer, report))), longest_seconds * RATE, report)
    except Exception as error:  # noqa: BLE001 (whatever a file makes go wrong here is the file's fault)
        report.end, report.detail = "undecodable", f"{type(error).__name__}: {error}"[:200]
    report.peak_kib = doors.kib("VmHWM")
    sys.stderr.write(json.dumps(asdict(report)) + "\n")


def rehearse() -> None:
    """A stereo click from its file to samples, so that all that is loaded late is loaded before the doors close."""
    sound = bytes(4 * 480)
    head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36, b"WAVE", b"fmt ", 16, 1, 2, 48_000, 192_000, 4, 16)
    with opened(io.BytesIO(head + struct.pack("<4sI", b"data", len(sound)) + sound), "wav") as container:
        list(mixed(resampled(frames(container, "wav", Report()))))


def write(pieces: Iterator[Samples], longest: int, report: Report) -> None:
    """Samples to standard output until the file ends, or what may be sent."""
    sent = 0
    for piece in pieces:
        sent += len(piece)
        if sent > longest:
            report.end = "too-long"
            return
        sys.stdout.buffer.write(piece.tobytes())


def opened(source: BinaryIO, demuxer: str) -> InputContainer:
    """The file through one demuxer, which may open no other file and use no decoder but those for sound."""
    options = {
        "format_whitelist": demuxer,
        "protocol_whitelist": "none",
        "codec_whitelist": ",".join(sorted(DECODERS)),
    }
    # Tags are dropped; that they are readable is not asked.
    return av.open(source, "r", format=demuxer, options=options, metadata_errors="replace", io_open=_nothing_else)


def frames(container: InputContainer, demuxer: str, report: Report) -> Iterator[AudioFrame]:
    """What the first track of sound decodes to; notes what was promised, and what could not be read."""
    if not container.streams.audio:
        report.end = "no-sound-track" if container.streams.video else "undecodable"
        return
    stream = container.streams.audio[0]
    # None where FFmpeg does not know the coder.
    coder: AudioCodecContext | None = stream.codec_context
    name = "unknown" if coder is None else coder.codec.name
    if coder is None or name not in DECODERS:
        raise Strange(f"coder {name}")
    coder.thread_count = 1
    report.rate = stream.rate
    report.declared = _declared(container, stream, demuxer)
    for packet in container.demux(stream):
        report.packets += packet.size > 0
        try:
            decoded = packet.decode()
        except FFmpegError:
            report.failed += 1
            if report.failed > HOPELESS and report.failed * 2 > report.packets:
                raise
            continue
        for frame in decoded:
            report.follow(frame)
            yield frame


def resampled(decoded: Iterator[AudioFrame]) -> Iterator[Samples]:
    """Samples at our rate, shaped (1 or 2 channels, samples); a file may change its shape on the way."""
    for _shape, alike in groupby(decoded, lambda frame: (frame.format.name, frame.layout.name, frame.sample_rate)):
        first = next(alike)
        graph = _graph(first)
        for frame in chain((first,), alike):
            # Where a piece belongs was noted; what was lost is left out, not filled with silence.
            frame.pts = None
            graph.push(frame)
            yield from _ready(graph)
        graph.push(None)
        yield from _ready(graph)


def mixed(pieces: Iterator[Samples]) -> Iterator[Samples]:
    """One channel of two: their mean, or the better one where the other is dead or cancels it."""
    held, length = [], 0
    for piece in pieces:
        held.append(piece)
        length += piece.shape[1]
        if length > UNDECIDED_SECONDS * RATE:
            break
    weights = _weights([piece for piece in held if len(piece) == 2])
    for piece in chain(held, pieces):
        yield piece[0] if len(piece) == 1 else np.rint(weights @ piece).astype(np.int16)


def _declared(container: InputContainer, stream: AudioStream, demuxer: str) -> float | None:
    """How long the file says that its sound is, in seconds."""
    if demuxer in HONEST and stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    # Matroska tells the length of all tracks together.
    if demuxer == "matroska" and len(container.streams) == 1 and container.duration is not None:
        return container.duration / av.time_base
    return None


def _weights(pieces: list[Samples]) -> NDArray[np.float32]:
    """How much of each channel is taken, judged by their power without what is constant in them."""
    both = np.array((0.5, 0.5), np.float32)
    if not pieces:
        return both
    heard = np.concatenate(pieces, axis=1).astype(np.float32)
    left, right, mean = (float(each.var()) for each in (*heard, both @ heard))
    if min(left, right) < DEAD * max(left, right) or mean < CANCELLING * max(left, right):
        return np.array((1, 0) if left >= right else (0, 1), np.float32)
    return both


def _graph(frame: AudioFrame) -> av.filter.Graph:
    channels, rate = frame.layout.nb_channels, frame.sample_rate
    if rate not in RATES or not 0 < channels <= MOST_CHANNELS:
        raise Strange(f"{channels} channels at {rate} Hz")
    graph = av.filter.Graph()
    graph.threads = 1
    wanted = f"sample_fmts=s16p:sample_rates={RATE}:channel_layouts={'mono' if channels == 1 else 'stereo'}"
    source = graph.add_abuffer(
        format=frame.format.name, sample_rate=rate, layout=frame.layout.name, time_base=Fraction(1, rate)
    )
    # Second by second: telephones make pieces of 20 ms, and each costs some words of Python.
    nodes = (source, graph.add("aformat", wanted), graph.add("asetnsamples", f"n={RATE}:p=0"), graph.add("abuffersink"))
    for before, after in pairwise(nodes):
        before.link_to(after)
    graph.configure()
    return graph


def _ready(graph: av.filter.Graph) -> Iterator[Samples]:
    while True:
        try:
            pulled = graph.pull()
        except (NotYet, Finished):
            return
        if isinstance(pulled, AudioFrame):
            yield pulled.to_ndarray().astype(np.int16, copy=False)


def _nothing_else(name: str, _flags: int, _options: dict[str, Any]) -> NoReturn:
    raise PermissionError(name)


rehearse()
