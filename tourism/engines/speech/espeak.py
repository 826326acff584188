"""The offline voice: espeak-ng in a short-lived process, one sentence after another."""

import importlib.metadata
import sys
from dataclasses import dataclass
from pathlib import Path

from tourism.engines.speech.apart import spoken_apart
from tourism.engines.speech.joining import joined
from tourism.engines.speech.port import Request, Take, Unsupported
from tourism.engines.speech.sayable import audible, sayable
from tourism.language import primary

CHILD = (sys.executable, "-I", str(Path(__file__).with_name("espeak_child.py")))
PACKAGE = "espeakng-loader"
READING_REVISION = 1


@dataclass(frozen=True, slots=True)
class Reader:
    """A voice of the engine, and its pace in words a minute."""

    voice: str
    pace: int = 155


# Not here on purpose: ja (says "Chinese letter" for kanji), th and my (lose most sounds), lo and km
# (no voice). The engine's southern and central Vietnamese are left out: the tones are nearly flat.
READERS = {
    "vi": Reader("vi", 150),
    "en": Reader("en-us", 140),
    "fr": Reader("fr"),
    "de": Reader("de"),
    "es": Reader("es"),
    "it": Reader("it"),
    "pt": Reader("pt-br"),
    "id": Reader("id"),
    "ru": Reader("ru"),
    "zh": Reader("cmn"),
    "ko": Reader("ko"),
    "hi": Reader("hi"),
    "ar": Reader("ar"),
}


@dataclass(frozen=True, slots=True)
class Espeak:
    """A voice that always works and is hard to listen to; everything better comes first."""

    command: tuple[str, ...] = CHILD
    name: str = "espeak-ng"
    online: bool = False
    quality: int = 10

    @property
    def version(self) -> str:
        """The engine's release, and our own way of using it."""
        return f"{importlib.metadata.version(PACKAGE)}-{READING_REVISION}"

    def supports(self, language: str) -> bool:
        """Only languages whose voice says all of the text."""
        return primary(language) in READERS

    def available(self) -> bool:
        """Whether the engine is installed; nothing is loaded into this process."""
        try:
            importlib.metadata.version(PACKAGE)
        except importlib.metadata.PackageNotFoundError:
            return False
        return True

    def speak(self, request: Request, deadline_seconds: float) -> Take:
        """Read in a fresh process, which is ended when the deadline passes."""
        reader = READERS.get(primary(request.language))
        if reader is None:
            raise Unsupported(request.language)
        sentences = sayable(request)
        job = {"voice": reader.voice, "rate": reader.pace, "sentences": sentences}
        rate, sounds = spoken_apart(self.command, job, len(sentences), deadline_seconds)
        spoken = [audible(sound, rate, text) for sound, text in zip(sounds, sentences, strict=True)]
        pauses = [utterance.pause_seconds for utterance in request.utterances]
        pcm, spans = joined(zip(spoken, pauses, strict=True), rate)
        return Take(pcm, rate, spans, self.name, f"{reader.voice}@{reader.pace}", self.version)
