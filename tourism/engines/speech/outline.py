"""The outline of a sound, as a picture of it needs: few numbers, one character each."""

from itertools import pairwise

import numpy as np

from tourism.engines.speech.port import Pcm

COUNT = 600
TOP = 63
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def peaks(pcm: Pcm, count: int = COUNT) -> tuple[int, ...]:
    """The loudest sample of each slice of a sound, 0 to 63 of the loudest of all."""
    edges = np.linspace(0, len(pcm), count + 1).astype(int)
    slices = (pcm[start : max(end, start + 1)] for start, end in pairwise(edges))
    loudest = np.array([np.abs(piece).max(initial=0.0) for piece in slices])
    top = float(loudest.max(initial=0.0))
    return tuple(np.rint(loudest * (TOP / top)).astype(int).tolist()) if top else (0,) * count


def written(heights: tuple[int, ...]) -> str:
    """One character of the base64url alphabet for each height: A is silence, _ the loudest."""
    return "".join(ALPHABET[height] for height in heights)
