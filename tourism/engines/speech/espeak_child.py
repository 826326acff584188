"""A program of its own that lets espeak-ng read sentences; never imported by the others.

espeak-ng is licensed GPL-3.0-or-later, and loading it into a process makes one work of both.
This file therefore runs alone, talks over stdin and stdout only, and is offered under
GPL-3.0-or-later as well. It also dies after one job: the engine is not safe with threads,
and remembers the voice before, so only a fresh process gives the same samples every time.

In:  one JSON object {"voice": str, "rate": int, "sentences": [str]}.
Out: one line of JSON {"version": str, "rate": int, "counts": [int]}, then 16-bit samples.
"""

import ctypes
import json
import resource
import sys
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_short, c_size_t, c_uint, c_void_p

import espeakng_loader

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 30
SYNCHRONOUS = 2
DONT_EXIT = 0x8000
UTF8_AND_END_PAUSE = 1 | 0x1000
BY_CHARACTER = 1
RATE = 1
GIVE_UP = 3


class _EventId(ctypes.Union):
    _fields_ = (("number", c_int), ("name", c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("uid", c_uint),
        ("text_position", c_int),
        ("length", c_int),
        ("audio_position", c_int),
        ("sample", c_int),
        ("user_data", c_void_p),
        ("id", _EventId),
    )


_Callback = CFUNCTYPE(c_int, POINTER(c_short), c_int, POINTER(_Event))


def confine() -> None:
    """A text that upsets the engine must not take the machine with it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def start(voice: str, words_per_minute: int) -> tuple[ctypes.CDLL, int, str]:
    """The engine with its voice set, its sample rate and its version."""
    engine = ctypes.CDLL(espeakng_loader.get_library_path())
    engine.espeak_Info.restype = c_char_p
    rate = engine.espeak_Initialize(SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), DONT_EXIT)
    if rate <= 0 or engine.espeak_SetVoiceByName(voice.encode()) != 0:
        sys.exit(GIVE_UP)
    engine.espeak_SetParameter(RATE, words_per_minute, 0)
    version = engine.espeak_Info(byref(c_char_p())).decode()
    return engine, rate, version.split()[0]


def read(engine: ctypes.CDLL, sentences: list[str]) -> list[bytes]:
    """The samples of each sentence, spoken one after another."""
    spoken: list[bytes] = []
    heard = bytearray()

    def listen(samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, count * 2))  # type: ignore[arg-type]
        return 0

    callback = _Callback(listen)
    engine.espeak_SetSynthCallback(callback)
    for sentence in sentences:
        heard.clear()
        text = sentence.encode() + b"\0"
        engine.espeak_Synth(text, c_size_t(len(text)), 0, BY_CHARACTER, 0, UTF8_AND_END_PAUSE, None, None)
        engine.espeak_Synchronize()
        spoken.append(bytes(heard))
    return spoken


def main() -> None:
    """One job, then the end."""
    confine()
    job = json.load(sys.stdin)
    engine, rate, version = start(job["voice"], job["rate"])
    spoken = read(engine, job["sentences"])
    answer = {"version": version, "rate": rate, "counts": [len(sound) // 2 for sound in spoken]}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    for sound in spoken:
        sys.stdout.buffer.write(sound)


if __name__ == "__main__":
    main()
