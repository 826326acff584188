"""Sound files of any kind: written second by second with the same bytes each time, read to the last sample."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import av
import numpy as np
from numpy.typing import NDArray

from tourism.engines.speech.port import Pcm

Options = Mapping[str, str]
Codec = Literal["libmp3lame", "libopus", "flac"]
Samples = NDArray[np.float32] | NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Kind:
    """A container and what is in it, by FFmpeg's names; `samples` says how they are handed over ("flt", "s16")."""

    container: str
    codec: Codec
    rate: int
    samples: str
    bit_rate: int | None = None
    codec_options: Options = field(default_factory=dict)


def written(
    kind: Kind,
    samples: Samples,
    rate: int,
    *,
    metadata: Options,
    language: str = "",
    options: Options | None = None,
) -> bytes:
    """A mono file of the samples; bit-exact flags keep dates, versions and random numbers out of it."""
    target = io.BytesIO()
    with av.open(target, "w", format=kind.container, options={"fflags": "+bitexact", **(options or {})}) as container:
        container.metadata.update(metadata)
        stream = container.add_stream(kind.codec, rate=kind.rate, options={"flags": "+bitexact", **kind.codec_options})
        stream.layout, stream.format = "mono", kind.samples
        if kind.bit_rate:
            stream.bit_rate = kind.bit_rate
        if language:
            stream.metadata["language"] = language
        for frame in framed([samples], rate, kind.samples):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


def framed(parts: Iterable[Samples], rate: int, layout: str) -> Iterator[av.AudioFrame]:
    """Second by second, so that a long sound is never in memory at every stage at once."""
    at = 0
    for part in parts:
        for start in range(0, len(part), rate):
            piece = part[start : start + rate].reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(piece, format=layout, layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
            at += piece.size
            yield frame


def pieces(data: bytes) -> Iterator[Pcm]:
    """The samples of a file as a player hears them, little by little, at the file's own rate."""
    with av.open(io.BytesIO(data), "r") as container:
        to_floats = av.AudioResampler("flt", "mono")
        for frame in container.decode(container.streams.audio[0]):
            for floats in to_floats.resample(frame):
                yield samples_of(floats)


def samples_of(frame: av.AudioFrame) -> Pcm:
    """Of a frame of floats."""
    return frame.to_ndarray().reshape(-1).astype(np.float32, copy=False)


def gathered(parts: Iterable[Pcm]) -> Pcm:
    """All samples in one array; never in memory twice, as joining a list of parts would have them."""
    buffer = bytearray()
    for part in parts:
        buffer += part.tobytes()
    return np.frombuffer(buffer, dtype=np.float32)
