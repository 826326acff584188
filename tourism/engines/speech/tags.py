"""What a sound file says of itself, in the words of each kind of file."""

import re
from dataclasses import dataclass

from tourism.language import primary

# ID3 and Vorbis comments want ISO 639-2; what is not here is written as undetermined.
ISO_639_2 = {
    "vi": "vie",
    "en": "eng",
    "zh": "zho",
    "yue": "zho",
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
    "my": "mya",
    "ms": "msa",
    "hi": "hin",
    "ar": "ara",
}
# Matroska wants the older codes, made from English names, where a language has two.
BIBLIOGRAPHIC = {"zho": "chi", "fra": "fre", "deu": "ger", "msa": "may", "mya": "bur"}
UTF_8 = b"\x03"
ID3_FRAMES = (("TIT2", "title"), ("TPE1", "artist"), ("TALB", "album"), ("TLAN", "language"), ("TCOP", "copyright"))
CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the file says of itself wherever it is copied to.

    `artist` is who speaks, several divided by "; "; `language` is a tag such as zh-Hans; `made_by` is human,
    machine or mixed, for programs.
    """

    title: str
    artist: str
    album: str
    comment: str
    language: str
    licence: str
    made_by: str = ""

    @property
    def iso_639_2(self) -> str:
        """The language in three letters; "und" where we know none."""
        return ISO_639_2.get(primary(self.language), "und")

    @property
    def bibliographic(self) -> str:
        """The same as Matroska has it."""
        return BIBLIOGRAPHIC.get(self.iso_639_2, self.iso_639_2)

    def as_metadata(self) -> dict[str, str]:
        """FFmpeg's names, which become Vorbis comments and Matroska's tags; without what is empty."""
        told = {
            "title": self.title,
            "artist": self.artist,
            "album": self.album,
            "comment": self.comment,
            "language": self.iso_639_2,
            "copyright": self.licence,
            "made_by": self.made_by,
        }
        return {name: storable(value) for name, value in told.items() if value}


def id3(tags: Tags) -> bytes:
    """An ID3v2.4 tag to put before an MP3 stream; its comment is a real one, which FFmpeg does not write."""
    told = tags.as_metadata()
    frames = [_frame(name, UTF_8 + told[key].encode()) for name, key in ID3_FRAMES if key in told]
    if "comment" in told:
        frames.append(_frame("COMM", UTF_8 + tags.iso_639_2.encode() + b"\0" + told["comment"].encode()))
    if "made_by" in told:
        frames.append(_frame("TXXX", UTF_8 + b"MADE_BY\0" + told["made_by"].encode()))
    body = b"".join(frames)
    return b"ID3\x04\0\0" + _seven_bits(len(body)) + body


def storable(value: str) -> str:
    """As text that every kind of file keeps: a NUL would end it, a lone surrogate is refused."""
    return CONTROLS.sub(" ", value).encode(errors="replace").decode()


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + _seven_bits(len(body)) + b"\0\0" + body


def _seven_bits(size: int) -> bytes:
    """Sizes in ID3 leave the top bit of each byte alone, so that none looks like the start of a sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
