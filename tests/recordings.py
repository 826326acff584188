"""Recordings as phones and programs make them: one spoken source in every kind of file, made here and now."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import av
import numpy as np

from tourism.engines.speech.decoding import decoded
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.intake import Recording, Refused, judged, recognised
from tourism.engines.speech.port import Pcm, Request, Utterance

TEXT = (
    "You are standing before the communal house of the village.",
    "Look up at the roof: its four corners rise like the bows of boats.",
)
SOURCE_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Form:
    """How a sound is written: FFmpeg's names of the kind of file and the coder, and their options."""

    container: str
    codec: str
    rate: int = 44_100
    layout: str = "mono"
    options: Mapping[str, str] = field(default_factory=dict)
    coder: Mapping[str, str] = field(default_factory=dict)
    with_video: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What became of a file: a recording, or a reason why not; and what finding that out took."""

    recording: Recording | None
    reason: str
    seconds: float
    peak_kib: int


def outcome(data: bytes, deadline_seconds: float = 20.0) -> Outcome:
    """What `decode` does, watched; memory is the decoder's, 0 where none was started or it was killed."""
    start, peak_kib, recording, reason = time.monotonic(), 0, None, ""
    try:
        kind = recognised(data)
        found = decoded(data, kind, deadline_seconds)
        peak_kib = found.peak_kib
        recording = judged(data, kind, found)
    except Refused as refused:
        reason = refused.reason
    return Outcome(recording, reason, time.monotonic() - start, peak_kib)


FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "500000"}
FORMS = {
    "mp3": Form("mp3", "libmp3lame", coder={"b": "96k"}),
    "mp3 of changing bit rate": Form("mp3", "libmp3lame", coder={"flags": "+qscale", "global_quality": "472"}),
    "mp3 without its length": Form("mp3", "libmp3lame", options={"write_xing": "0"}),
    "m4a": Form("ipod", "aac"),
    "m4a ready to stream": Form("ipod", "aac", options={"movflags": "faststart"}),
    "m4a without loss": Form("ipod", "alac"),
    "aac": Form("adts", "aac"),
    "wav of 16 bits": Form("wav", "pcm_s16le"),
    "wav of 24 bits": Form("wav", "pcm_s24le", rate=48_000, layout="stereo"),
    "wav of floats": Form("wav", "pcm_f32le", rate=48_000),
    "ogg with opus": Form("ogg", "libopus", rate=48_000, coder={"b": "32k"}),
    "ogg with vorbis": Form("ogg", "vorbis", layout="stereo", coder={"strict": "experimental"}),
    "webm": Form("webm", "libopus", rate=48_000),
    "webm of a browser's recorder": Form("webm", "libopus", rate=48_000, options={"live": "1"}),
    "flac": Form("flac", "flac"),
    "3gp of an old phone": Form("3gp", "libopencore_amrnb", rate=8_000, coder={"b": "12200"}),
    "3gp with aac": Form("3gp", "aac", rate=16_000),
    "aiff": Form("aiff", "pcm_s16be"),
    "mp4 of a camera": Form("mp4", "aac", with_video=True),
    "mp4 in fragments": Form("mp4", "aac", options=FRAGMENTED),
}


@cache
def spoken() -> Pcm:
    """Two sentences, some seven seconds at SOURCE_RATE."""
    take = Espeak().speak(Request("en", tuple(Utterance(each) for each in TEXT)), 20)
    return resampled(take.pcm, take.rate, SOURCE_RATE)


@cache
def recordings() -> dict[str, bytes]:
    """The spoken source in every form."""
    return {name: written(form, spoken()) for name, form in FORMS.items()}


def written(form: Form, pcm: Pcm) -> bytes:
    """A file; `pcm` is at SOURCE_RATE, shaped (samples) or (channels, samples)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recording"
        with av.open(path, "w", format=form.container, options=dict(form.options)) as container:
            container.metadata.update(form.metadata)
            stream = container.add_stream(form.codec, rate=form.rate, options=dict(form.coder))
            stream.layout = form.layout
            assert stream.codec_context.codec.audio_formats
            wanted = stream.codec_context.format or stream.codec_context.codec.audio_formats[0]
            if form.with_video:
                film(container, len(np.atleast_2d(pcm)[0]) / SOURCE_RATE)
            stream.codec_context.open(strict=False)
            for frame in shaped(pcm, wanted.name, form, stream.codec_context.frame_size):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path.read_bytes()


def film(container: av.container.OutputContainer, seconds: float, codec: str = "mpeg4") -> None:
    """A little moving picture, all of it at the front."""
    stream = container.add_stream(codec, rate=5)
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    for number in range(round(5 * seconds)):
        picture = np.full((48, 64, 3), number * 5 % 255, np.uint8)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
    container.mux(stream.encode(None))


def shaped(pcm: Pcm, sample_format: str, form: Form, frame_size: int) -> Iterator[av.AudioFrame]:
    """Frames as the coder wants them, numbered from 0."""
    channels = np.atleast_2d(pcm)
    layout = {1: "mono", 2: "stereo"}.get(len(channels), f"{len(channels)} channels")
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="fltp", sample_rate=SOURCE_RATE, layout=layout, time_base=Fraction(1, SOURCE_RATE)
    )
    wanted = f"sample_fmts={sample_format}:sample_rates={form.rate}:channel_layouts={form.layout}"
    nodes = [source, graph.add("aformat", wanted)]
    if frame_size:
        nodes.append(graph.add("asetnsamples", f"n={frame_size}:p=0"))
    for before, after in pairwise([*nodes, graph.add("abuffersink")]):
        before.link_to(after)
    graph.configure()
    for start in range(0, channels.shape[1], SOURCE_RATE):
        part = np.ascontiguousarray(channels[:, start : start + SOURCE_RATE], np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = SOURCE_RATE, start, Fraction(1, SOURCE_RATE)
        graph.push(frame)
        yield from pulled(graph)
    graph.push(None)
    yield from pulled(graph)


def pulled(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        assert isinstance(frame, av.AudioFrame)
        yield frame


def resampled(pcm: Pcm, rate: int, wanted: int) -> Pcm:
    """The same sound at another rate."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=wanted)
    frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = rate
    return np.concatenate(
        [each.to_ndarray().reshape(-1) for part in (frame, None) for each in resampler.resample(part)]
    )


def mutants(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Good files with something changed: bytes flipped, pieces lost, doubled, moved or zeroed; always the same ones."""
    random = np.random.default_rng(seed)
    changes: tuple[Callable[[np.random.Generator, bytearray], None], ...] = (flip, flip, lose, double, blank, overwrite)
    good = list(recordings().items())
    for number in range(count):
        name, data = good[number % len(good)]
        changed = bytearray(data)
        change = changes[random.integers(len(changes))]
        change(random, changed)
        yield f"{name}, {change.__name__}, {number}", bytes(changed)


def flip(random: np.random.Generator, data: bytearray) -> None:
    """1 to 64 bytes, half of the time among the first thousand, where the structure is."""
    end = len(data) if random.random() < 0.5 else min(len(data), 1000)
    for at in random.integers(end, size=random.integers(1, 65)):
        data[at] = random.integers(256)


def lose(random: np.random.Generator, data: bytearray) -> None:
    at, length = random.integers(len(data)), random.integers(1, len(data) // 3)
    del data[at : at + length]


def double(random: np.random.Generator, data: bytearray) -> None:
    at, length = random.integers(len(data)), random.integers(1, len(data) // 3)
    data[at:at] = data[at : at + length]


def blank(random: np.random.Generator, data: bytearray) -> None:
    at, length = random.integers(len(data)), random.integers(1, 5000)
    data[at : at + length] = bytes(len(data[at : at + length]))


def overwrite(random: np.random.Generator, data: bytearray) -> None:
    """A large number where perhaps a size or a count was."""
    at = random.integers(min(len(data) - 4, 4000))
    data[at : at + 4] = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f")[random.integers(4)]
