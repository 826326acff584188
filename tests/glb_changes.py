"""Good models with something done to them."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.glb_drafts import CORNERS, QUAD, Draft, plain, text_glb

Change = Callable[[Draft], object]
Make = Callable[[], bytes]
# Why a file is to be refused, and what makes it when it is asked for.
Case = tuple[str, Make]


def changed(*changes: Change, start: Callable[[], Draft] = plain) -> Make:
    """A good model with something done to it."""

    def make() -> bytes:
        draft = start()
        for change in changes:
            change(draft)
        return draft.packed()

    return make


def put(path: str, value: Any, start: Callable[[], Draft] = plain) -> Make:
    """A good model with another value somewhere: a path of names and numbers."""

    def change(draft: Draft) -> None:
        *way, last = [int(each) if each.isdigit() else each for each in path.split(".")]
        place: Any = draft.document
        for each in way:
            place = place[each]
        place[last] = value

    return changed(change, start=start)


def plain_with(old: str, new: str) -> bytes:
    """A plain model whose text is changed."""
    draft = plain()
    draft.document["buffers"] = [{"byteLength": len(draft.binary)}]
    return text_glb(json.dumps(draft.document).replace(old, new), bytes(draft.binary))


def chain(count: int, **more: Any) -> Change:
    """Nodes one in the other, the last of which has the mesh; each has something more."""
    nodes: list[dict[str, Any]] = [{"children": [at + 1]} for at in range(count)] + [{"mesh": 0}]
    return lambda draft: draft.document.update(nodes=[each | more for each in nodes])


def repeated(times: int) -> Change:
    """The mesh at so many nodes."""
    nodes, roots = [{"mesh": 0}] * times, list(range(times))
    return lambda draft: draft.document.update(nodes=nodes, scenes=[{"nodes": roots}])


def grown(triangles: int) -> Change:
    """So many triangles between the same four points."""
    return lambda draft: draft.primitive.update(indices=draft.numbers(np.resize(CORNERS, triangles * 3)))


def crowded(points: int, pieces: int) -> Change:
    """A few triangles in each of many pieces that all have the same points."""

    def change(draft: Draft) -> None:
        draft.document["meshes"] = [{"primitives": []}]
        draft.document["meshes"][0]["primitives"] = [draft.piece(position=np.resize(QUAD, (points, 3)))] * pieces

    return change
