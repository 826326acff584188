"""MP3 files: written with honest tags and the same bytes each time, and read back to the last sample."""

import io
from dataclasses import dataclass

import av
import numpy as np

from tourism.engines.speech.port import Pcm

RATE = 24_000
BIT_RATE = 48_000
MEDIA_TYPE = "audio/mpeg"
# ID3 wants ISO 639-2; what is not here is written as undetermined.
ISO_639_2 = {
    "vi": "vie",
    "en": "eng",
    "zh": "zho",
    "ko": "kor",
    "ja": "jpn",
    "fr": "fra",
    "ru": "rus",
    "de": "deu",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "id": "ind",
    "th": "tha",
    "km": "khm",
    "lo": "lao",
    "ms": "msa",
    "hi": "hin",
    "ar": "ara",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the file says of itself wherever it is copied to; `language` is a tag such as zh-Hans."""

    title: str
    artist: str
    album: str
    comment: str
    language: str
    licence: str

    def as_metadata(self) -> dict[str, str]:
        """FFmpeg's names, which become ID3 frames."""
        return {
            "title": self.title,
            "artist": self.artist,
            "album": self.album,
            "comment": self.comment,
            "language": ISO_639_2.get(self.language.lower().partition("-")[0], "und"),
            "copyright": self.licence,
        }


def encoded(pcm: Pcm, tags: Tags) -> bytes:
    """A mono file at 24 kHz; bit-exact flags keep dates and version strings out of it."""
    target = io.BytesIO()
    options = {"id3v2_version": "4", "fflags": "+bitexact", "write_xing": "1"}
    with av.open(target, "w", format="mp3", options=options) as container:
        container.metadata.update({name: _storable(value) for name, value in tags.as_metadata().items()})
        stream = container.add_stream("libmp3lame", rate=RATE, options={"flags": "+bitexact"})
        stream.bit_rate = BIT_RATE
        stream.layout = "mono"
        stream.format = "fltp"
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = RATE
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


def decoded(data: bytes) -> Pcm:
    """Every sample of the file, as a player hears it."""
    with av.open(io.BytesIO(data), "r") as container:
        pieces = [frame.to_ndarray().reshape(-1) for frame in container.decode(container.streams.audio[0])]
    return np.concatenate(pieces).astype(np.float32)


def _storable(value: str) -> str:
    """The library takes C strings in UTF-8: a NUL would end one, a lone surrogate is refused."""
    return value.replace("\0", " ").encode(errors="replace").decode()
