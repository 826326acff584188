"""One narration by the offline voice in a process of its own: words as JSON come in, what it cost goes out."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.processes import core_seconds
from tourism.engines.speech import Tags, flac, master, prepared
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.joining import assembled
from tourism.engines.speech.port import SAMPLE_RATE
from tourism.narration.asking import request
from tourism.narration.cues import from_spans, to_webvtt
from tourism.narration.script import PART_PAUSE, compose

DEADLINE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Told:
    """Words to make a narration of."""

    language: str
    title: str
    story: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Core seconds by stage (child processes included), seconds of sound, memory in MB, and the files."""

    seconds: float
    stages: dict[str, float]
    megabytes: float
    mp3: tuple[float, float, int]
    opus: tuple[float, float, int]


def spend(told: Told) -> Spent:
    """The whole way of a story, as a worker goes it."""
    stages: dict[str, float] = {}
    with _counted(stages, "normalise"):
        script = compose(told.language, told.title, told.story)
        asked = request(told.language, script.parts)
    with _counted(stages, "speak"):
        take = Espeak().speak(asked, DEADLINE_SECONDS)
    tags = Tags(title=told.title, artist="", album="", comment="", language=told.language, licence="")
    with _counted(stages, "prepare"):
        pcm = prepared(take.pcm, take.rate)
    with _counted(stages, "FLAC and back"):
        kept = flac.decoded(flac.encoded(pcm, tags))
    with _counted(stages, "join"):
        whole, spans = assembled([(kept, take.spans)], SAMPLE_RATE, pause=PART_PAUSE)
    with _counted(stages, "MP3 + Opus"):
        sound = master(whole, SAMPLE_RATE, tags)
    with _counted(stages, "VTT"):
        shown = [each.shown for each in script.sentences]
        to_webvtt(from_spans(spans, shown, [each.part for each in script.sentences]))
    return Spent(
        seconds=sound.duration_ms / 1000,
        stages=stages,
        megabytes=_peak_megabytes(),
        mp3=(sound.loudness_lufs, sound.true_peak_dbtp, len(sound.data)),
        opus=(sound.opus_lufs, sound.opus_peak_dbtp, len(sound.opus)),
    )


@contextmanager
def _counted(stages: dict[str, float], name: str) -> Iterator[None]:
    start = core_seconds()
    yield
    stages[name] = core_seconds() - start


def _peak_megabytes() -> float:
    """Of this process; what getrusage tells begins with the memory of whoever started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(asdict(spend(Told(**json.load(sys.stdin))))))
