"""A text read aloud into a file, of the kind that the file's name says."""

import io
import wave
from pathlib import Path

from tourism.engines.speech import Tags, flac
from tourism.engines.speech.mastering import master, prepared
from tourism.engines.speech.port import SAMPLE_RATE, Pcm, Take, Voice
from tourism.narration.asking import request
from tourism.narration.credits import Credit, notice, who_speaks
from tourism.narration.script import Script

KINDS = (".mp3", ".webm", ".flac", ".wav")
DEADLINE_SECONDS = 120.0
TITLE_MAX = 60


def read_aloud(voice: Voice, script: Script) -> Take:
    """What the voice says; raises SpeechError."""
    return voice.speak(request(script.language, script.parts), DEADLINE_SECONDS)


def file_of(take: Take, script: Script, kind: str) -> bytes:
    """The take as a file of one of KINDS, as loud as everything else; raises SpeechError."""
    pcm = prepared(take.pcm, take.rate)
    if kind == ".wav":
        return _wav(pcm)
    tags = _tags(take, script)
    if kind == ".flac":
        return flac.encoded(pcm, tags)
    sound = master(pcm, SAMPLE_RATE, tags)
    return sound.data if kind == ".mp3" else sound.opus


def kind_of(file: Path) -> str | None:
    """Which of KINDS a file's name says; None where it says none."""
    suffix = file.suffix.lower()
    return suffix if suffix in KINDS else None


def _tags(take: Take, script: Script) -> Tags:
    credit = Credit((0,), take.engine, "machine", "")
    title = " ".join(each.shown for each in script.sentences)
    return Tags(
        title=title if len(title) <= TITLE_MAX else f"{title[:TITLE_MAX]}…",
        artist=who_speaks([credit], script.language),
        album="Lời Quê",
        comment=notice([credit]),
        language=script.language,
        licence="",
        made_by="machine",
    )


def _wav(pcm: Pcm) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((pcm * 32_767).astype("<i2").tobytes())
    return target.getvalue()
