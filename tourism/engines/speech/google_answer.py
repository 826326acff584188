"""What Google Translate's voice answers: an MP3 in base64 in JSON in JSON, behind a line against scripts."""

import base64
import io
import json

import av
import numpy as np

from tourism.engines.speech.joining import trimmed
from tourism.engines.speech.port import SAMPLE_RATE, EmptyAnswer, Pcm, Portal

RATE = SAMPLE_RATE
SHORTEST_SECONDS = 0.2
# Of at most 100 characters; what goes on longer was not made from them.
LONGEST_SECONDS = 90.0
NAME = '"jQ1olc",'
HTML = (b"<!doctype", b"<html", b"<head", b"<script", b"<meta", b"<?xml", b"<!--")


def mp3_in(body: bytes) -> bytes:
    """The file in an answer of status 200; raises Portal for a page, EmptyAnswer for anything else without sound."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML):
        raise Portal("a page instead of an answer")
    text = body.decode(errors="replace")
    at = text.find(NAME)
    if at < 0:
        raise EmptyAnswer("an answer to something else" if body else "nothing at all")
    try:
        told, _end = json.JSONDecoder().raw_decode(text, at + len(NAME))
        (sound, *_more) = json.loads(told)
        data = base64.b64decode(sound + "=" * (-len(sound) % 4), validate=True)
    except (ValueError, TypeError, RecursionError) as error:
        raise EmptyAnswer("an answer without sound") from error
    if not data:
        raise EmptyAnswer("an answer with an empty sound")
    return data


def decoded(data: bytes) -> Pcm:
    """The samples at 24 kHz without the encoder's silence around them; raises EmptyAnswer for no sound.

    Only the MP3 demuxer and decoder are let near it, and only for as long as such a piece can be.
    """
    try:
        pcm = trimmed(_samples(data), RATE)
    except (av.FFmpegError, IndexError, ValueError, EOFError) as error:
        raise EmptyAnswer("the sound cannot be read") from error
    if len(pcm) < SHORTEST_SECONDS * RATE:
        raise EmptyAnswer(f"{len(pcm) / RATE:.2f} s of sound")
    return pcm


def _samples(data: bytes) -> Pcm:
    pieces = [np.zeros(0, np.float32)]
    longest = LONGEST_SECONDS * RATE
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(io.BytesIO(data), "r", format="mp3") as container:
        for frame in container.decode(container.streams.audio[0]):
            resampled = [_flat(each) for each in resampler.resample(frame)]
            longest -= sum(map(len, resampled))
            if longest < 0:
                raise EmptyAnswer("the sound does not end")
            pieces += resampled
        pieces += [_flat(each) for each in resampler.resample(None)]
    return np.concatenate(pieces)


def _flat(frame: av.AudioFrame) -> Pcm:
    return frame.to_ndarray().reshape(-1).astype(np.float32, copy=False)
