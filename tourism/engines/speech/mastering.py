"""From samples to finished files: one loudness everywhere, and nothing clips."""

from dataclasses import dataclass
from typing import ClassVar

from tourism.engines.speech import mp3, webm
from tourism.engines.speech.filtering import filtered
from tourism.engines.speech.fitting import TARGET_LUFS, Encoder, fitted
from tourism.engines.speech.levelling import levelled
from tourism.engines.speech.outline import peaks, written
from tourism.engines.speech.port import SAMPLE_RATE, Pcm
from tourism.engines.speech.tags import Tags
from tourism.engines.speech.taming import clean, evened, without_bangs

__all__ = ["MASTER_REVISION", "Sound", "master", "prepared"]

# Raised with every change that makes other sounds of the same samples: what is kept is then made anew.
MASTER_REVISION = 2
# Takes leave room, so that what is put together of them needs a small gain and no second limiter.
TAKE_CEILING = 0.66
MP3 = Encoder(mp3.encoded, mp3.RATE, loss_lu=0.45, ceiling=0.8)
OPUS = Encoder(webm.encoded, webm.RATE, loss_lu=0.35, ceiling=0.74)


@dataclass(frozen=True, slots=True)
class Sound:
    """The finished files of one sound; `data` is the MP3, `opus` the same in WebM."""

    data: bytes
    opus: bytes
    duration_ms: int
    loudness_lufs: float
    true_peak_dbtp: float
    opus_lufs: float
    opus_peak_dbtp: float
    peaks: tuple[int, ...]
    media_type: ClassVar[str] = mp3.MEDIA_TYPE
    opus_media_type: ClassVar[str] = webm.MEDIA_TYPE

    @property
    def size(self) -> int:
        """Of the MP3 in bytes, as printed beside the listen button."""
        return len(self.data)

    @property
    def outline(self) -> str:
        """The peaks, one character each."""
        return written(self.peaks)


def prepared(pcm: Pcm, rate: int) -> Pcm:
    """A take as it is kept: 24 kHz, rumble and bangs out, even, at -16 LUFS or as near as is sane.

    As long as before. Raises SoundUnfit only where all is silence.
    """
    take = evened(without_bangs(clean(pcm, rate, SAMPLE_RATE), SAMPLE_RATE), SAMPLE_RATE)
    return levelled(take, SAMPLE_RATE, TARGET_LUFS, TAKE_CEILING)


def master(pcm: Pcm, rate: int, tags: Tags) -> Sound:
    """The samples as MP3 and as Opus, both at -16 LUFS and at most -1 dBTP as measured on the decoded files.

    Where both cannot be had, the files are fainter, and say it. Raises SoundUnfit only where all is silence.
    """
    even = pcm if rate == SAMPLE_RATE else filtered(pcm, rate, ("aresample", str(SAMPLE_RATE)))
    plain, small = fitted(MP3, even, tags), fitted(OPUS, even, tags)
    return Sound(
        data=plain.data,
        opus=small.data,
        duration_ms=round(len(even) * 1000 / SAMPLE_RATE),
        loudness_lufs=round(plain.heard.lufs, 2),
        true_peak_dbtp=round(plain.heard.true_peak_dbtp, 2),
        opus_lufs=round(small.heard.lufs, 2),
        opus_peak_dbtp=round(small.heard.true_peak_dbtp, 2),
        peaks=peaks(even),
    )
