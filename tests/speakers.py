"""People who read a text aloud, made from other voices, rooms and microphones: where each sentence begins is known."""

import json
import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np

from tourism.content import files
from tourism.engines.speech.apart import answered
from tourism.engines.speech.espeak import CHILD
from tourism.engines.speech.filtering import filtered
from tourism.engines.speech.joining import trimmed
from tourism.engines.speech.legible import legible
from tourism.engines.speech.port import SAMPLE_RATE, Pcm, Take, Voice
from tourism.guide import content_languages
from tourism.narration.asking import request
from tourism.narration.script import Script, compose

CONTENT = Path(__file__).parent.parent / "content"
RATE = SAMPLE_RATE
LEVEL = 0.08
BLOCK = RATE // 200
HUSH_DB = 32
CLAUSE = re.compile(r"(?<=[,;:])\s+")

Speaker = Callable[[Sequence[str]], list[Pcm]]
"""Texts become sounds of RATE, each without silence around it."""
Change = Callable[[Pcm, np.random.Generator], Pcm]
"""A room, a microphone, a line: the same length, other samples."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A recording of a person, and when each sentence truly begins and ends in it (seconds)."""

    pcm: Pcm
    spans: tuple[tuple[float, float], ...]
    rate: int = RATE

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.pcm) / self.rate


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody reads: pauses between sentences and at commas (seconds, from–to), breaths before sentences."""

    pauses: tuple[float, float] = (0.1, 1.5)
    commas: tuple[float, float] = (0.3, 0.6)
    lead: float = 0.4
    breaths: bool = False
    changes: tuple[Change, ...] = ()


def espeak(voice: str, pace: int = 150, pitch: float = 1.0) -> Speaker:
    """The offline engine with another voice, pace (words a minute) and size of the head (`pitch` moves formants)."""

    def speak(texts: Sequence[str]) -> list[Pcm]:
        said = [legible(text, han=False, letters=None if voice.startswith("vi") else "") for text in texts]
        job = json.dumps({"voice": voice, "rate": round(pace / pitch), "sentences": said})
        done = subprocess.run(CHILD, input=job.encode(), capture_output=True, timeout=120, env={}, check=True)
        rate, sounds = answered(done.stdout)
        return [_heard(sound, rate, pitch) for sound in sounds]

    return speak


def flite(voice: str, stretch: float = 1.0, pitch: float = 1.0) -> Speaker:
    """Another engine, from Debian: voices slt, rms, awb, kal."""
    pace = f"duration_stretch={stretch * pitch}"
    return _program(("flite", "-voice", voice, "--setf", pace, "-o", "/dev/stdout", "-t"), pitch, spoken_as="argument")


def festival(voice: str) -> Speaker:
    """A third engine, from Debian, with a voice of the festvox packages."""
    return _program(("text2wave", "-eval", f"(voice_{voice})"), spoken_as="input")


def piper(command: Sequence[str], length: float = 1.0) -> Speaker:
    """A neural voice of the operator's: the program and its model, such as ("piper", "-m", "voice.onnx")."""

    def speak(texts: Sequence[str]) -> list[Pcm]:
        lines = "".join(legible(text, han=False, letters="") + "\n" for text in texts)
        with tempfile.TemporaryDirectory() as folder:
            asked = [*command, "--length-scale", str(length), "-d", folder]
            subprocess.run(asked, input=lines.encode(), capture_output=True, timeout=600, check=True)
            # Named by the moment they were made.
            made = sorted(Path(folder).iterdir())
            return [_heard(*_wave(each.read_bytes())) for each in made]

    return speak


def installed(*programs: str) -> bool:
    """Whether the programs are there."""
    return all(shutil.which(program) for program in programs)


def reading(script: Script, speaker: Speaker, manner: Manner | None = None, seed: int = 0) -> Reading:
    """A script as somebody reads it."""
    return joined([each.spoken for each in script.sentences], speaker, manner or Manner(), seed)


def story(site: str, language: str, paragraphs: int | None = None) -> Script:
    """The script of a told site of the guide's own content, or its first paragraphs."""
    for commune in ("hong-van", "vinh-hung"):
        folder = files.read(CONTENT / commune, content_languages(CONTENT))
        for each in folder.sites:
            if each.key == site:
                words = each.words[language]
                return compose(language, words.name, "\n\n".join(words.story.split("\n\n")[:paragraphs]))
    raise LookupError(site)


def joined(texts: Sequence[str], speaker: Speaker, manner: Manner, seed: int = 0) -> Reading:
    """Sentences spoken clause by clause, with pauses of many lengths between them and inside them."""
    clauses = [CLAUSE.split(text) for text in texts]
    spoken = iter(speaker([clause for sentence in clauses for clause in sentence]))
    return placed([[next(spoken) for _ in sentence] for sentence in clauses], manner, seed)


def placed(sentences: Sequence[Sequence[Pcm]], manner: Manner, seed: int = 0) -> Reading:
    """The sounds of sentences, each in one or more clauses, one after another as somebody's manner is."""
    dice = np.random.default_rng(seed)
    pieces, spans = [_rest(manner.lead)], []
    for clauses in sentences:
        pieces.append(_breath(dice) if manner.breaths else _rest(0))
        start = sum(map(len, pieces))
        for place, clause in enumerate(clauses, 1):
            pieces += [clause, _rest(dice.uniform(*manner.commas) if place < len(clauses) else 0)]
        spans.append((start / RATE, sum(map(len, pieces)) / RATE))
        pieces.append(_rest(dice.uniform(*manner.pauses)))
    pcm = np.concatenate(pieces)
    for change in manner.changes:
        pcm = change(pcm, dice)
    return Reading(pcm, tuple(spans))


def heard(wave: bytes, pitch: float = 1.0) -> Pcm:
    """The sound of a WAVE file at RATE, from where it is first loud to where it is last; a higher pitch shortens it."""
    sound, rate = _wave(wave)
    return _heard(sound, rate, pitch)


def spliced(told: Reading, order: Sequence[int]) -> Reading:
    """The sentences of a reading in another order, or without some, cut in the middle of the pauses."""
    middles = [round((end + start) / 2 * told.rate) for (_, end), (start, _) in pairwise(told.spans)]
    cuts = [0, *middles, len(told.pcm)]
    pieces, spans, at = [], [], 0
    for place in order:
        first, last = cuts[place], cuts[place + 1]
        shift = (at - first) / told.rate
        pieces.append(told.pcm[first:last])
        spans.append((told.spans[place][0] + shift, told.spans[place][1] + shift))
        at += last - first
    return Reading(np.concatenate(pieces), tuple(spans), told.rate)


def after(intro: Pcm, told: Reading) -> Reading:
    """The same reading with something else before it."""
    shift = len(intro) / told.rate
    return Reading(np.concatenate([intro, told.pcm]), tuple((a + shift, b + shift) for a, b in told.spans))


def noisy(decibels: float) -> Change:
    """A hiss so far below the speech, falling with pitch as rooms and streets do."""

    def change(pcm: Pcm, dice: np.random.Generator) -> Pcm:
        return pcm + _scaled(_coloured(len(pcm), dice), _loudness(pcm) - decibels)

    return change


def with_music(decibels: float) -> Change:
    """A bed of slow chords so far below the speech."""

    def change(pcm: Pcm, dice: np.random.Generator) -> Pcm:
        times = np.arange(len(pcm)) / RATE
        bed = np.zeros(len(pcm))
        for start in range(0, len(pcm), 2 * RATE):
            here = slice(start, start + 2 * RATE)
            for step in dice.choice([0, 3, 5, 7, 10, 12, 15], 3, replace=False):
                tone = 196 * 2 ** (step / 12)
                bed[here] += sum(np.sin(2 * np.pi * tone * n * times[here]) / n**1.5 for n in (1, 2, 3, 4))
            bed[here] *= np.exp(-np.linspace(0, 2, len(bed[here])))
        return pcm + _scaled(bed, _loudness(pcm) - decibels)

    return change


def in_a_room(seconds: float) -> Change:
    """Echoes that die away by 60 dB in so many seconds."""

    def change(pcm: Pcm, dice: np.random.Generator) -> Pcm:
        length = round(seconds * RATE)
        tail = dice.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
        tail[: RATE // 200] = 0
        echo = np.concatenate([[1.0], 0.5 * tail[1:] / np.sqrt(np.sum(tail**2))])
        size = 1 << (len(pcm) + length).bit_length()
        heard = np.fft.irfft(np.fft.rfft(pcm, size) * np.fft.rfft(echo, size), size)[: len(pcm)]
        return heard.astype(np.float32)

    return change


def by_phone(pcm: Pcm, dice: np.random.Generator) -> Pcm:
    """Through a telephone: 300 to 3400 Hz, and the speech codec of mobile networks at 12.2 kbit/s."""
    narrow = filtered(pcm, RATE, ("highpass", "f=300:p=2"), ("lowpass", "f=3400:p=2"), ("aresample", "8000"))
    wide = filtered(_through_codec(narrow, "libopencore_amrnb", 8000, 12_200), 8000, ("aresample", str(RATE)))
    return np.pad(wide, (0, max(0, len(pcm) - len(wide))))[: len(pcm)]


def uneven(pcm: Pcm, dice: np.random.Generator) -> Pcm:
    """Somebody who moves before the microphone: the level wanders by 12 dB."""
    marks = np.arange(0, len(pcm) + 4 * RATE, 4 * RATE)
    decibels = np.interp(np.arange(len(pcm)), marks, dice.uniform(-12, 0, len(marks)))
    return (pcm * 10 ** (decibels / 20)).astype(np.float32)


def quietly(pcm: Pcm, dice: np.random.Generator) -> Pcm:
    """A recording 30 dB too low."""
    return (pcm * 0.03).astype(np.float32)


def reference(voice: Voice, script: Script) -> Take:
    """The same script as the guide's own voice reads it."""
    return voice.speak(request(script.language, script.parts), 60.0)


def _program(command: Sequence[str], pitch: float = 1.0, *, spoken_as: str) -> Speaker:
    """A program that reads one text, given as its last argument or as its input, and writes a WAVE file."""

    def speak(texts: Sequence[str]) -> list[Pcm]:
        sounds = []
        for text in texts:
            said = legible(text, han=False, letters="")
            asked = [*command, said] if spoken_as == "argument" else list(command)
            done = subprocess.run(asked, input=said.encode(), capture_output=True, timeout=120, check=True)
            sounds.append(_heard(*_wave(done.stdout), pitch))
        return sounds

    return speak


def _wave(data: bytes) -> tuple[Pcm, int]:
    """Samples and rate of a WAVE file; the length in its head is not trusted, for streams leave it open."""
    samples: Pcm = np.frombuffer(data, "<i2", offset=44).astype(np.float32) / np.float32(32768)
    return samples, int(struct.unpack_from("<I", data, 24)[0])


def _heard(sound: Pcm, rate: int, pitch: float = 1.0) -> Pcm:
    """At RATE, of one loudness, from where it is first loud to where it is last; a higher pitch also shortens it."""
    changed = filtered(sound, rate, ("asetrate", str(round(rate * pitch))), ("aresample", str(RATE)))
    heard = _scaled(trimmed(changed, RATE), 20 * np.log10(LEVEL))
    blocks = np.sqrt(np.mean(np.square(heard[: len(heard) // BLOCK * BLOCK]).reshape(-1, BLOCK), axis=1))
    loud = np.flatnonzero(blocks > LEVEL * 10 ** (-HUSH_DB / 20))
    return heard[max(0, loud[0] - 2) * BLOCK : (loud[-1] + 3) * BLOCK] if len(loud) else heard


def _rest(seconds: float) -> Pcm:
    return np.zeros(round(seconds * RATE), np.float32)


def _breath(dice: np.random.Generator) -> Pcm:
    """A breath drawn before speaking, 20 dB below the speech, and a moment's silence."""
    length = round(dice.uniform(0.2, 0.35) * RATE)
    swell = np.sin(np.linspace(0, np.pi, length)) ** 2
    heard = _scaled(dice.standard_normal(length) * swell, 20 * np.log10(LEVEL) - 20)
    return np.concatenate([heard, _rest(dice.uniform(0.05, 0.15))])


def _coloured(count: int, dice: np.random.Generator) -> Pcm:
    size = 1 << count.bit_length()
    spectrum = np.fft.rfft(dice.standard_normal(size))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum)) * RATE / size / 200))
    return np.fft.irfft(spectrum, size)[:count].astype(np.float32)


def _loudness(pcm: Pcm) -> float:
    """Decibels of what is not silence."""
    loud = pcm[np.abs(pcm) > 0.003]
    return float(10 * np.log10(np.mean(np.square(loud, dtype=np.float64)) + 1e-12)) if len(loud) else -120.0


def _scaled(pcm, decibels: float) -> Pcm:
    level = np.sqrt(np.mean(np.square(pcm, dtype=np.float64))) + 1e-12
    return np.clip(pcm * (10 ** (decibels / 20) / level), -1, 1).astype(np.float32)


def _through_codec(pcm: Pcm, codec: str, rate: int, bits: int) -> Pcm:
    coder, reader = av.CodecContext.create(codec, "w"), av.CodecContext.create("amrnb", "r")
    assert isinstance(coder, av.AudioCodecContext)
    assert isinstance(reader, av.AudioCodecContext)
    coder.sample_rate, coder.format, coder.layout, coder.bit_rate = rate, "s16", "mono", bits
    coder.time_base = Fraction(1, rate)
    reader.sample_rate, reader.layout = rate, "mono"
    frames = []
    for start in range(0, len(pcm) - 159, 160):
        block = (np.clip(pcm[start : start + 160], -1, 1) * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        frames += [each for packet in coder.encode(frame) for each in reader.decode(packet)]
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).astype(np.float32)
