"""The operator's own neural voices: Piper in a short-lived process, with files somebody put into a folder."""

import importlib.metadata
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from tourism.engines.speech.apart import spoken_apart
from tourism.engines.speech.joining import joined
from tourism.engines.speech.port import Request, Take, Unavailable, Unsupported
from tourism.engines.speech.sayable import audible, sayable
from tourism.language import primary

CHILD = (sys.executable, "-I", str(Path(__file__).with_name("piper_child.py")))
PACKAGE = "piper-tts"
READING_REVISION = 1
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Piper:
    """A good voice that never asks anybody; where `folder`/<language>/<name>.onnx and its .onnx.json lie, it reads."""

    folder: Path
    command: tuple[str, ...] = CHILD
    name: str = "piper"
    online: bool = False
    quality: int = 60

    @property
    def version(self) -> str:
        """The engine's release, and our own way of using it; empty where it is not installed."""
        release = _release()
        return f"{release}-{READING_REVISION}" if release else ""

    @property
    def has_voices(self) -> bool:
        """Whether the operator put any file there."""
        return next(self.folder.glob("*/*.onnx"), None) is not None

    def supports(self, language: str) -> bool:
        """Whether there is a voice for the tag or for its first part, and an engine to use it."""
        return bool(_release()) and self._model(language) is not None

    def available(self) -> bool:
        """Whether the engine is installed and has any voice; nothing is loaded into this process."""
        return self.refusal() is None

    def refusal(self) -> Unavailable | None:
        """What is missing."""
        if not self.has_voices:
            return Unavailable(f"no voices in {self.folder}/<language>/")
        return None if _release() else Unavailable(f"{PACKAGE} is not installed")

    def speak(self, request: Request, deadline_seconds: float) -> Take:
        """Read in a fresh process, which is ended when the deadline passes.

        Raises Unavailable where the engine is not installed, or cannot do with the files.
        """
        model = self._model(request.language)
        if model is None:
            raise Unsupported(request.language)
        if missing := self.refusal():
            raise missing
        sentences = sayable(request)
        job = {"model": str(model), "config": f"{model}.json", "sentences": sentences}
        rate, sounds = spoken_apart(self.command, job, len(sentences), deadline_seconds)
        spoken = [audible(sound, rate, text) for sound, text in zip(sounds, sentences, strict=True)]
        pauses = [utterance.pause_seconds for utterance in request.utterances]
        pcm, spans = joined(zip(spoken, pauses, strict=True), rate)
        return Take(pcm, rate, spans, self.name, model.stem, self.version)

    def _model(self, language: str) -> Path | None:
        """The first by name with both files; the child runs elsewhere, so the path is a whole one."""
        if not _TAG.fullmatch(language):
            return None
        for tag in dict.fromkeys((language, primary(language))):
            for model in sorted((self.folder / tag).glob("*.onnx")):
                if model.with_name(f"{model.name}.json").is_file():
                    return model.absolute()
        return None


def _release() -> str:
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return ""
