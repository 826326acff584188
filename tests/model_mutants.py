"""Good models with something changed that a reader might stumble over; and what becomes of them, watched."""

import copy
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.glb_drafts import GOOD, padded, part, pictured, saved
from tourism.engines import behind_doors
from tourism.engines.models import intake

CHILD = Path(__file__).parent / "model_mutants_child.py"
BATCH_SECONDS = 900
WHOLE = (0, 1, 2, 3, 4, 5, 7, -1, 255, 65_535, 65_536, 1 << 31, (1 << 32) - 1, 1 << 63, 5121, 5123, 5125, 5126)
FRACTIONS = (0.0, -0.0, 0.5, -1.0, 1e-30, 1e7, 1e30, 1e308, float("inf"), float("nan"))
OTHERS: tuple[Any, ...] = (
    None,
    True,
    False,
    "",
    "SCALAR",
    "MAT4",
    "VEC4",
    "uri",
    [],
    {},
    [0],
    {"index": 0},
    [[]],
    "\ud800",
)
FIELDS = (
    "uri", "sparse", "byteStride", "byteOffset", "normalized", "targets", "matrix", "rotation", "scale", "skin", "mesh",
    "children", "indices", "mode", "weights", "extensions", "extras", "material", "bufferView", "min", "texCoord",
)  # fmt: skip
Random = np.random.Generator


@dataclass(slots=True)
class Torn:
    """A model taken apart: its document, its numbers, and what the head says."""

    document: Any
    binary: bytearray
    lengths: list[int]


@dataclass(frozen=True, slots=True)
class Survived:
    """One damaged file: how it ended, the bytes that came out, a core's seconds, the most memory so far."""

    name: str
    end: str
    detail: str
    out: int
    seconds: float
    peak_kib: int


def mutants(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Always the same ones for the same seed."""
    random = np.random.default_rng(seed)
    kept = list(_bases().items())
    for number in range(count):
        name, (document, binary) = kept[number % len(kept)]
        torn = Torn(copy.deepcopy(document), bytearray(binary), [0, 0, 0])
        for _ in range(random.choice([1, 1, 2, 4])):
            _CHANGES[random.integers(len(_CHANGES))](random, torn)
        yield f"{name}, {number}", _whole(torn)


@cache
def _bases() -> dict[str, tuple[Any, bytes]]:
    drafts = {name: make() for name, make in GOOD.items()}
    drafts |= {"webp": pictured(saved("WEBP"), "image/webp"), "jpeg": pictured(saved("JPEG"), "image/jpeg")}
    for draft in drafts.values():
        draft.packed()
    return {name: (draft.document, bytes(draft.binary)) for name, draft in drafts.items()}


def _whole(torn: Torn) -> bytes:
    text, numbers, head = torn.lengths
    document = bytearray(part(b"JSON", padded(json.dumps(torn.document).encode(), b" ")))
    document[:4] = struct.pack("<I", struct.unpack_from("<I", document)[0] + text & 0xFFFFFFFF)
    binary = bytearray(part(b"BIN\0", padded(bytes(torn.binary))))
    binary[:4] = struct.pack("<I", struct.unpack_from("<I", binary)[0] + numbers & 0xFFFFFFFF)
    size = 12 + len(document) + len(binary) + head & 0xFFFFFFFF
    return struct.pack("<4sII", b"glTF", 2, size) + bytes(document + binary)


def _places(document: Any) -> list[tuple[Any, Any]]:
    """Every value of a document: what holds it, and where."""
    found, left = [], [document]
    while left:
        each = left.pop()
        inside = each.items() if isinstance(each, dict) else enumerate(each)
        for key, value in inside:
            found.append((each, key))
            if isinstance(value, dict | list):
                left.append(value)
    return found


def _place(random: Random, torn: Torn) -> tuple[Any, Any]:
    places = _places(torn.document)
    return places[random.integers(len(places))] if places else ({"none": 0}, "none")


def _replace(random: Random, torn: Torn) -> None:
    """A value of another kind, or another one of its kind."""
    holder, key = _place(random, torn)
    pool: Sequence[Any] = {int: WHOLE, float: FRACTIONS}.get(type(holder[key]), OTHERS)
    pool = pool if random.random() < 0.7 else (*WHOLE, *FRACTIONS, *OTHERS)
    holder[key] = copy.deepcopy(pool[int(random.integers(len(pool)))])


def _nudge(random: Random, torn: Torn) -> None:
    """A whole number becomes a little more or less: a link to the next thing, a count that is one too many."""
    numbers = [(holder, key) for holder, key in _places(torn.document) if type(holder[key]) is int]
    if numbers:
        holder, key = numbers[random.integers(len(numbers))]
        holder[key] += int(random.choice([-12, -4, -1, 1, 2, 4, 12]))


def _lose(random: Random, torn: Torn) -> None:
    holder, key = _place(random, torn)
    del holder[key]


def _swap(random: Random, torn: Torn) -> None:
    (one, first), (other, second) = _place(random, torn), _place(random, torn)
    one[first] = copy.deepcopy(other[second])


def _double(random: Random, torn: Torn) -> None:
    """A member of a list is there twice, or very often."""
    lists = [(holder, key) for holder, key in _places(torn.document) if isinstance(holder[key], list) and holder[key]]
    if lists:
        holder, key = lists[random.integers(len(lists))]
        holder[key] = (holder[key] * int(random.choice([2, 3, 600])))[:2_000]


def _add(random: Random, torn: Torn) -> None:
    """A field that glTF knows, where it may not belong."""
    holders = [each for holder, key in _places(torn.document) if isinstance(each := holder[key], dict)]
    if holders:
        pool = (*WHOLE, *OTHERS, [0, 0, 0], [1, 0, 0, 0], {"KHR_materials_unlit": {}}, {"POSITION": 0})
        name = FIELDS[random.integers(len(FIELDS))]
        holders[random.integers(len(holders))][name] = copy.deepcopy(pool[random.integers(len(pool))])


def _flip(random: Random, torn: Torn) -> None:
    """Some bytes of points, corners and pictures."""
    for at in random.integers(len(torn.binary), size=random.integers(1, 12)):
        torn.binary[at] = random.integers(256)


def _number(random: Random, torn: Torn) -> None:
    """A fraction or a whole number where one of four bytes may stand."""
    at = int(random.integers(len(torn.binary) // 4)) * 4
    value = FRACTIONS[random.integers(len(FRACTIONS))]
    packed = (
        struct.pack("<f", min(value, 3e38))
        if random.random() < 0.6
        else struct.pack(">I", int(random.choice(WHOLE[:12])) & 0xFFFFFFFF)
    )
    torn.binary[at : at + 4] = packed


def _cut(random: Random, torn: Torn) -> None:
    """Fewer numbers, or more."""
    at = int(random.integers(len(torn.binary)))
    if random.random() < 0.5:
        del torn.binary[max(4, at) :]
    else:
        torn.binary[at:at] = random.bytes(int(random.integers(1, 40)))


def _lie(random: Random, torn: Torn) -> None:
    torn.lengths[random.integers(3)] += int(random.choice([-8, -4, -1, 1, 4, 8, 1 << 20, 1 << 31]))


_CHANGES: tuple[Callable[[Random, Torn], None], ...] = (
    _replace, _replace, _replace, _nudge, _nudge, _lose, _swap, _double, _add, _flip, _flip, _number, _number, _cut,
    _lie,
)  # fmt: skip


def survived(files: Iterable[tuple[str, bytes]], job: str) -> list[Survived]:
    """Damaged files one after the other in one process; raises AssertionError where one of them ended it."""
    read = list(files)
    command = behind_doors.command(CHILD, room_mib=intake.ROOM_MIB, cpu_seconds=BATCH_SECONDS)
    ended = behind_doors.run(
        (*command, str(intake.PROGRAM), job, *(str(len(data)) for _, data in read)),
        b"".join(data for _, data in read),
        deadline_seconds=BATCH_SECONDS,
        most_bytes=10_000_000,
    )
    lines = [json.loads(line) for line in ended.out.decode().splitlines() if line]
    ender = read[len(lines)][0] if len(lines) < len(read) else ""
    assert ended.returncode == 0, (ended.returncode, ended.told[-300:], ender)
    assert len(lines) == len(read)
    return [Survived(name, *line) for (name, _), line in zip(read, lines, strict=True)]
