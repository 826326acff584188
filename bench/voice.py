"""How much faster than speech a real story becomes a finished sound, on one core."""

import resource
import time

from bench.figures import Figure, median
from bench.processes import ROOT
from tourism.content import files
from tourism.engines.speech import Tags
from tourism.engines.speech.espeak import Espeak
from tourism.engines.speech.mastering import master
from tourism.engines.speech.port import Request, Utterance
from tourism.guide import content_languages
from tourism.narration.script import Script, compose, pauses

SITE = "dinh-van-la"
LANGUAGES = ("vi", "en")
ROUNDS = 3


def measure() -> list[Figure]:
    """Seconds of sound a second of one core: reading, mastering and encoding, as the worker does it."""
    content = ROOT / "content"
    folder = files.read(content / "hong-van", content_languages(content))
    site = next((each for each in folder.sites if each.key == SITE), folder.sites[0])
    figures = []
    for language in LANGUAGES:
        words = site.words[language]
        script = compose(language, words.name, words.story)
        rounds = [_once(script) for _ in range(ROUNDS)]
        speed = median([sound / (read + mastered) for sound, read, mastered in rounds])
        sound, read, mastered = rounds[-1]
        note = f"{sound:.0f} s of sound: reading {read:.2f} s, mastering and MP3 {mastered:.2f} s of a core"
        figures.append(Figure(f"{language}: seconds of sound a second of a core", f"{speed:.0f}", note=note))
    return figures


def _once(script: Script) -> tuple[float, float, float]:
    """Seconds of sound, core seconds of reading (its process included), core seconds of mastering."""
    utterances = tuple(
        Utterance(each.spoken, pause) for each, pause in zip(script.sentences, pauses(script), strict=True)
    )
    start = _core_seconds()
    take = Espeak().speak(Request(script.language, utterances), 60.0)
    read = _core_seconds()
    tags = Tags(title="", artist="", album="", comment="", language=script.language, licence="CC BY-SA 4.0")
    sound = master(take.pcm, take.rate, tags)
    return sound.duration_ms / 1000, read - start, _core_seconds() - read


def _core_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
