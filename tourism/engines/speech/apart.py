"""A voice in a short-lived process of its own: the job in, a line of numbers and 16-bit samples out."""

import json
import subprocess
from collections.abc import Mapping

import numpy as np

from tourism.engines.speech.port import Pcm, Unavailable

ERROR_TAIL = 300


def spoken_apart(
    command: tuple[str, ...],
    job: Mapping[str, object],
    sentences: int,
    deadline_seconds: float,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, list[Pcm]]:
    """The rate and the samples of each sentence; the process is ended when the deadline passes.

    Raises Unavailable where it cannot be started, does not finish, or answers nonsense.
    """
    rate, sounds = answered(_run(command, json.dumps(job).encode(), deadline_seconds, environment or {}))
    if len(sounds) != sentences:
        raise Unavailable("the engine answered for another number of sentences")
    return rate, sounds


def _run(command: tuple[str, ...], job: bytes, deadline_seconds: float, environment: Mapping[str, str]) -> bytes:
    try:
        # Not our environment: what configures us (keys, database) is not the engine's business.
        done = subprocess.run(
            command, input=job, capture_output=True, timeout=deadline_seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"no answer within {deadline_seconds:g} s") from error
    except OSError as error:
        raise Unavailable(str(error)) from error
    if done.returncode != 0:
        told = done.stderr[-ERROR_TAIL:].decode(errors="replace")
        raise Unavailable(f"the engine ended with {done.returncode}: {told}")
    return done.stdout


def answered(raw: bytes) -> tuple[int, list[Pcm]]:
    """What such a process wrote: a line of JSON with rate and counts, then the samples; raises Unavailable."""
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
