"""MP3 files: what every phone plays."""

from tourism.engines.speech.containers import Kind, gathered, pieces, written
from tourism.engines.speech.port import SAMPLE_RATE, Pcm
from tourism.engines.speech.tags import Tags, id3

RATE = SAMPLE_RATE
MEDIA_TYPE = "audio/mpeg"
KIND = Kind("mp3", "libmp3lame", RATE, "fltp", bit_rate=48_000)
# The header with the length and the encoder's padding, so that a player cuts what was never said; our own tag.
OPTIONS = {"write_xing": "1", "id3v2_version": "0"}


def encoded(pcm: Pcm, tags: Tags) -> bytes:
    """A mono file of samples at 24 kHz."""
    return id3(tags) + written(KIND, pcm, RATE, metadata={}, options=OPTIONS)


def decoded(data: bytes) -> Pcm:
    """Every sample of the file at 24 kHz, as a player hears it."""
    return gathered(pieces(data))
