"""FLAC files: a take as it was levelled, kept without loss and never served."""

import numpy as np
from av.error import FFmpegError

from tourism.engines.speech.containers import Kind, gathered, pieces, written
from tourism.engines.speech.port import SAMPLE_RATE, Pcm, SoundUnfit
from tourism.engines.speech.tags import Tags

MEDIA_TYPE = "audio/flac"
KIND = Kind("flac", "flac", SAMPLE_RATE, "s16")
FULL_SCALE = 32_768


def encoded(pcm: Pcm, tags: Tags) -> bytes:
    """A mono file of samples at 24 kHz, 16 bits each."""
    whole = np.rint(pcm * np.float32(FULL_SCALE)).clip(-FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    return written(KIND, whole, SAMPLE_RATE, metadata=tags.as_metadata())


def decoded(data: bytes) -> Pcm:
    """Every sample of the file at 24 kHz; raises SoundUnfit where the file is damaged."""
    try:
        return gathered(pieces(data))
    except FFmpegError as error:
        raise SoundUnfit(f"a damaged master: {error}") from error
