"""A program of its own that lets Piper read sentences; never imported by the others.

Piper is licensed GPL-3.0-or-later, and loading it into a process makes one work of both. This file therefore runs
alone, talks over stdin and stdout only, and is offered under GPL-3.0-or-later as well. It dies after one job, and
gives back the half gigabyte that a voice takes.

In:  one JSON object {"model": path, "config": path, "sentences": [str]}.
Out: one line of JSON {"rate": int, "counts": [int]}, then 16-bit samples.
"""

import json
import resource
import sys
from pathlib import Path

import onnxruntime
from piper import PiperConfig, PiperVoice

# Addresses, not memory: a voice takes up to 0.5 GB, and reserves more than it uses.
ADDRESS_BYTES = 2 * 1024 * 1024 * 1024
CPU_SECONDS = 900
# Pages are served beside it; four threads are hardly quicker than two.
THREADS = 2
# What the voice leaves to chance (how long a sound is held) is the same each time.
SEED = 1
# The other kinds fetch models of their own from the net.
LOCAL_KINDS = ("espeak", "text")


def confine() -> None:
    """A text or a voice that upsets the engine must not take the machine with it."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_BYTES, ADDRESS_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def start(model: str, config: str) -> PiperVoice:
    """The voice, where all that it needs is on this machine."""
    told = PiperConfig.from_dict(json.loads(Path(config).read_text(encoding="utf-8")))
    if told.phoneme_type.value not in LOCAL_KINDS:
        sys.exit(f"this voice needs more than its files: phonemes of the kind {told.phoneme_type.value}")
    onnxruntime.set_seed(SEED)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    session = onnxruntime.InferenceSession(model, sess_options=options, providers=["CPUExecutionProvider"])
    return PiperVoice(session=session, config=told)


def read(voice: PiperVoice, sentence: str) -> bytes:
    """The samples of one sentence; the engine may take it for several."""
    return b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(sentence))


def main() -> None:
    """One job, then the end."""
    confine()
    job = json.load(sys.stdin)
    voice = start(job["model"], job["config"])
    spoken = [read(voice, sentence) for sentence in job["sentences"]]
    answer = {"rate": voice.config.sample_rate, "counts": [len(sound) // 2 for sound in spoken]}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    for sound in spoken:
        sys.stdout.buffer.write(sound)


if __name__ == "__main__":
    main()
