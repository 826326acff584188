"""The offline voice: espeak-ng in a short-lived process, one sentence after another."""

import importlib.metadata
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tourism.engines.speech.joining import joined, trimmed
from tourism.engines.speech.legible import legible, speakable
from tourism.engines.speech.port import (
    LONGEST_TEXT,
    BadText,
    Pcm,
    Request,
    Take,
    TextTooLong,
    Unavailable,
    Unsupported,
    Utterance,
)

CHILD = (sys.executable, "-I", str(Path(__file__).with_name("espeak_child.py")))
PACKAGE = "espeakng-loader"
READING_REVISION = 1
SHORTEST_SECONDS = 0.05
ERROR_TAIL = 300


@dataclass(frozen=True, slots=True)
class Reader:
    """A voice of the engine, its pace in words a minute, and the marked letters it can read."""

    voice: str
    pace: int = 155
    letters: str = ""


# Not here on purpose: ja (says "Chinese letter" for kanji), th and my (lose most sounds), lo and km
# (no voice). The engine's southern and central Vietnamese are left out: the tones are nearly flat.
READERS = {
    "vi": Reader("vi", 150),
    "en": Reader("en-us", 140),
    "fr": Reader("fr", letters="àâæçéèêëîïôœùûüÿ"),
    "de": Reader("de", letters="äöüß"),
    "es": Reader("es", letters="áéíñóúü"),
    "it": Reader("it", letters="àèéìíîòóùú"),
    "pt": Reader("pt-br", letters="áâãàçéêíóôõúü"),
    "id": Reader("id", letters="é"),
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
        return _primary(language) in READERS

    def available(self) -> bool:
        """Whether the engine is installed; nothing is loaded into this process."""
        try:
            importlib.metadata.version(PACKAGE)
        except importlib.metadata.PackageNotFoundError:
            return False
        return True

    def speak(self, request: Request, deadline_seconds: float) -> Take:
        """Read in a fresh process, which is ended when the deadline passes."""
        reader = READERS.get(_primary(request.language))
        if reader is None:
            raise Unsupported(request.language)
        sentences = [_fitted(utterance, request.language, reader) for utterance in _checked(request)]
        job = json.dumps({"voice": reader.voice, "rate": reader.pace, "sentences": sentences})
        rate, sounds = _answer(self._run(job.encode(), deadline_seconds))
        if len(sounds) != len(sentences):
            raise Unavailable("the engine answered for another number of sentences")
        spoken = [_audible(sound, rate, text) for sound, text in zip(sounds, sentences, strict=True)]
        pauses = [utterance.pause_seconds for utterance in request.utterances]
        pcm, spans = joined(zip(spoken, pauses, strict=True), rate)
        return Take(pcm, rate, spans, self.name, f"{reader.voice}@{reader.pace}", self.version)

    def _run(self, job: bytes, deadline_seconds: float) -> bytes:
        try:
            # No environment: what configures us (keys, database) is not the engine's business.
            done = subprocess.run(
                self.command, input=job, capture_output=True, timeout=deadline_seconds, env={}, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"no answer within {deadline_seconds:g} s") from error
        except OSError as error:
            raise Unavailable(str(error)) from error
        if done.returncode != 0:
            told = done.stderr[-ERROR_TAIL:].decode(errors="replace")
            raise Unavailable(f"the engine ended with {done.returncode}: {told}")
        return done.stdout


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


def _checked(request: Request) -> tuple[Utterance, ...]:
    if not request.utterances:
        raise BadText("nothing to say")
    if request.characters > LONGEST_TEXT:
        raise TextTooLong(f"{request.characters} characters, at most {LONGEST_TEXT}")
    return request.utterances


def _fitted(utterance: Utterance, language: str, reader: Reader) -> str:
    keep_marks = _primary(language) == "vi"
    text = legible(utterance.spoken, han=reader.voice == "cmn", letters=None if keep_marks else reader.letters)
    if not speakable(text):
        raise BadText(utterance.spoken[:80])
    return text


def _answer(raw: bytes) -> tuple[int, list[Pcm]]:
    head, newline, body = raw.partition(b"\n")
    try:
        told = json.loads(head)
        rate, counts = int(told["rate"]), [int(count) for count in told["counts"]]
    except (ValueError, TypeError, KeyError) as error:
        raise Unavailable("the engine's answer cannot be read") from error
    if not newline or rate <= 0 or min(counts, default=0) < 0 or sum(counts) * 2 != len(body):
        raise Unavailable("the engine's answer is cut")
    samples = np.frombuffer(body, dtype="<i2").astype(np.float32) / 32768
    return rate, np.split(samples, np.cumsum(counts)[:-1]) if counts else []


def _audible(sound: Pcm, rate: int, text: str) -> Pcm:
    heard = trimmed(sound, rate)
    if len(heard) < SHORTEST_SECONDS * rate:
        raise BadText(text[:80])
    return heard
