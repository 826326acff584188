"""Draws and packs a model of the tests behind closed doors; run by confined.py."""

# In: as arguments the repository's root and how many triangles. Out: one line of JSON.

import io
import json
import os
import resource
import sys
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, sys.argv[4])

import numpy as np
from PIL import Image

from tests import meshes
from tourism.engines.models.posters import poster
from tourism.engines.models.usdz import archive
from tourism.engines.models.wish import Wish

# Everything that the first picture of each kind loads.
for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
    Image.new("RGB", (8, 8)).save(io.BytesIO(), kind)
np.linalg.inv(np.eye(4)) @ np.ones((4, 300))


def main(arguments: list[str], doors: Any) -> None:
    """One model of each kind that has pictures, and a large one."""
    model, ribbon = meshes.many(int(arguments[1])), io.BytesIO()
    Image.new("RGB", (300, 60)).save(ribbon, "PNG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    drawn = poster.drawn(model, ribbon.getvalue())
    seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    packed = [len(archive.package(each(), Wish())) for each in (*meshes.KINDS.values(), lambda: model)]
    told = {
        "sealed": doors.sealed,
        "seconds": seconds,
        "kib": doors.kib("VmHWM"),
        "drawn": [len(each.data) for each in drawn],
        "packed": packed,
    }
    sys.stdout.write(json.dumps(told) + "\n")
