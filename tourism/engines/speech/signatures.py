"""Which kind of file it is, told by its first bytes alone: a name, or what a browser calls it, is only a claim."""

from collections.abc import Callable
from dataclasses import dataclass

from tourism.engines.speech.refusals import Refused

LISTS = (b"#extm3u", b"#ext-x-", b"ffconcat", b"[playlist]", b"[reference]", b"<asx", b"v=0", b"rtsp", b"rtmp")
LISTS_IN_XML = (b"<playlist", b"<mpd", b"<smil", b"<smoothstreamingmedia", b"<asx", b"<wpl")
LOOKED_AT = 4096
FIRST_BOXES = {b"ftyp", b"styp", b"moov", b"mdat", b"wide", b"free", b"skip"}
CONSECUTIVE_FRAMES = 3
MOST_TAGS = 4

MPEG1, LAYER3 = 3, 1
BIT_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BIT_RATES_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES = (44_100, 48_000, 32_000)
RATE_DIVISORS = {MPEG1: 1, 2: 2, 0: 4}


@dataclass(frozen=True, slots=True)
class Signature:
    """FFmpeg's name of the one demuxer that may read the file, and where tags before the sound end."""

    demuxer: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Mp3Frame:
    """What the four bytes before a frame of MP3 say; lengths in bytes, rate in Hz."""

    length: int
    rate: int
    samples: int
    side_bytes: int


def signature(data: bytes) -> Signature:
    """The kind of a file; Refused where it is none that is taken. No list of other files is ever among them."""
    found = _by_magic(data)
    if found:
        return Signature(found)
    start = _after_tags(data)
    if _frames_follow(data, start, _mp3_length):
        return Signature("mp3", start)
    if _frames_follow(data, start, adts_length):
        return Signature("aac", start)
    head = data[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(LISTS) or (head.startswith(b"<") and any(each in head for each in LISTS_IN_XML)):
        raise Refused("playlist")
    raise Refused("not-audio")


def mp3_frame(data: bytes, at: int) -> Mp3Frame | None:
    """The frame of MPEG layer III that begins here, if one does."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    bits, rate, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if layer != LAYER3 or version not in RATE_DIVISORS or not 0 < bits < 15 or rate == 3:
        return None
    first, mono = version == MPEG1, data[at + 3] >> 6 == 3
    hertz = RATES[rate] // RATE_DIVISORS[version]
    kilobits = (BIT_RATES if first else BIT_RATES_LOW)[bits]
    samples = 1152 if first else 576
    side = (17 if mono else 32) if first else (9 if mono else 17)
    return Mp3Frame(samples // 8 * kilobits * 1000 // hertz + padding, hertz, samples, side)


def adts_length(data: bytes, at: int) -> int:
    """How long the frame of AAC is that begins here, in bytes; 0 where none does."""
    if at + 7 > len(data) or data[at] != 0xFF or data[at + 1] & 0xF6 != 0xF0:
        return 0
    length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    return length if length > 7 else 0


def _by_magic(data: bytes) -> str:
    if data[:4] in (b"RIFF", b"RF64", b"BW64") and data[8:12] == b"WAVE":
        return "wav"
    if data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if data.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "amr"
    if data[4:8] in FIRST_BOXES:
        return "mov"
    return {b"fLaC": "flac", b"OggS": "ogg", b"\x1a\x45\xdf\xa3": "matroska"}.get(data[:4], "")


def _after_tags(data: bytes) -> int:
    """Past the ID3 tags before the sound, with their pictures: no parser needs to see those."""
    at = 0
    for _ in range(MOST_TAGS):
        if data[at : at + 3] != b"ID3" or at + 10 > len(data):
            break
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[at + 6 : at + 10], (21, 14, 7, 0), strict=True))
        footer = 10 if data[at + 5] & 0x10 else 0
        at += 10 + size + footer
    padding = data[at : at + LOOKED_AT]
    return at + len(padding) - len(padding.lstrip(b"\0"))


def _mp3_length(data: bytes, at: int) -> int:
    frame = mp3_frame(data, at)
    return frame.length if frame else 0


def _frames_follow(data: bytes, at: int, length: Callable[[bytes, int], int]) -> bool:
    """Two bytes that look like a frame prove nothing; several in a row at the right distances do."""
    for _ in range(CONSECUTIVE_FRAMES):
        step = length(data, at)
        if not step:
            return False
        at += step
    return True
