"""What works on many damaged models in one process behind closed doors; run by confined.py, never imported."""

# In:  the files one behind the other; as arguments the real program, the job, and the bytes of each file
# Out: one line of JSON for each: end, detail, bytes that came out, seconds of a core, the most memory so far in KiB

import json
import runpy
import sys
import time
from typing import Any

real: dict[str, Any] = runpy.run_path(sys.argv[4])


def main(arguments: list[str], doors: Any) -> None:
    """Every file as the real program reads it."""
    job, at = arguments[1:2], 0
    wish = [real["Wish"]().as_argument()] if job == ["derive"] else []
    for size in map(int, arguments[2:]):
        report, start = real["Report"](), time.process_time()
        files = real["attempt"]([*job, *wish], real["UPLOAD"][at : at + size], report)
        seconds = time.process_time() - start
        line = (report.end, report.detail, sum(map(len, files)), seconds, doors.kib("VmHWM"))
        sys.stdout.write(json.dumps(line) + "\n")
        at += size
