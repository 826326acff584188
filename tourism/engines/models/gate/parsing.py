"""The gate for a GLB's document as text: how deep and how long it is before it is read, what JSON leaves open after."""

import json
from typing import Any, Final, NoReturn

import numpy as np

from tourism.engines.models.refusals import Strange

DEEPEST: Final = 64
# A scan has hundreds, a building of 2,000 parts some tens of thousands; each may take a hundred bytes once it is read.
MOST_VALUES: Final = 400_000


def parsed(text: bytes) -> dict[str, Any]:
    """The document as an object; raises Strange, also where anything in it names a file."""
    depth, values = measured(text)
    if depth > DEEPEST or values > MOST_VALUES:
        raise Strange("too-many-parts", f"a document {depth} deep, of {values} values")
    try:
        found = json.loads(text.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number)
    except ValueError as error:
        raise Strange("damaged", f"no JSON: {error}"[:120]) from error
    if not isinstance(found, dict):
        raise Strange("damaged", "the document is no object")
    return found


def measured(text: bytes) -> tuple[int, int]:
    """How deep its brackets are nested, and how many values it has at most; what is in strings does not count."""
    told = np.frombuffer(text.replace(b"\\\\", b"__").replace(b'\\"', b"__"), np.uint8)
    # The sum runs over at 256, which leaves it odd or even as it was.
    outside = (np.cumsum(told == ord('"'), dtype=np.uint8) & 1) == 0
    opened = outside & ((told == ord("[")) | (told == ord("{")))
    closed = outside & ((told == ord("]")) | (told == ord("}")))
    depths = np.cumsum(opened.view(np.int8) - closed.view(np.int8), dtype=np.int32)
    values = np.count_nonzero(opened) + np.count_nonzero(outside & (told == ord(",")))
    return int(depths.max(initial=0)), int(values)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Strange("damaged", "a key that is there twice")
    if "uri" in found:
        raise Strange("outside-files")
    return found


def _no_number(word: str) -> NoReturn:
    raise Strange("damaged", f"{word} for a number")
