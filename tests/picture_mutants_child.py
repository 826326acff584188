"""Many damaged photos through the reader of one photo, behind the same doors; run by confined.py."""

# In: files one behind the other; as arguments the path of the reader, then kind:most:bytes of each.
# Out: one line of JSON for each, then how much memory there was at most.

import json
import resource
import runpy
import sys
from typing import Any

READER: dict[str, Any] = runpy.run_path(sys.argv[4])


def main(arguments: list[str], doors: Any) -> None:
    """Each file as if it were alone."""
    data, at = sys.stdin.buffer.read(), 0
    for each in arguments[1:]:
        kind, most, size = each.split(":")
        report = READER["Report"]()
        before = resource.getrusage(resource.RUSAGE_SELF)
        made = READER["attempt"](["develop", kind, most], data[at : at + int(size)], report)
        after = resource.getrusage(resource.RUSAGE_SELF)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sys.stdout.write(json.dumps([report.end, report.detail, len(made), seconds, doors.kib("VmHWM")]) + "\n")
        at += int(size)
