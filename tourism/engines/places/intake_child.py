"""What reads a stranger's file of places; run by confined.py in a process of its own, never imported by the others."""

import codecs
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tourism.engines.places import features, osm, tables, waypoints
from tourism.engines.places.limits import Refused

# Once the doors are closed nothing can be loaded: letters are looked up now.
for _name in ("cp1258", "cp1252", "latin-1", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "us-ascii"):
    codecs.lookup(_name)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def main(_arguments: list[str], _doors: object) -> None:
    """Reads a file from stdin; says what `read` makes of it, or {"refused": reason}, as JSON."""
    data = sys.stdin.buffer.read()
    try:
        told = read(data)
    except Refused as refusal:
        told = {"refused": str(refusal)}
    except Exception:  # noqa: BLE001 (a broken file may upset any of them in any way; this process reads no other)
        told = {"refused": "import-not-readable"}
    sys.stdout.write(json.dumps(told))


def read(data: bytes) -> dict[str, Any]:
    """Rows of a table, or what of a map has a name; raises Refused."""
    head = _head(data)
    if head.startswith(b"<"):
        return _of_xml(data)
    if head.startswith((b"{", b"[")):
        return features.read(data)
    encoding, rows = tables.read(data)
    return {"form": "table", "encoding": encoding, "rows": rows}


def _of_xml(data: bytes) -> dict[str, Any]:
    root = waypoints.root_of(data)
    if root == "gpx":
        return waypoints.read(data)
    if root == "osm":
        return osm.read_xml(data)
    raise Refused("import-unknown-kind")


def _head(data: bytes) -> bytes:
    """The first letters, whatever comes before them; UTF-16 keeps every other byte."""
    head = data[:400]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\0", b"").lstrip()
