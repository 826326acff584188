"""GLB files whose numbers are not where, what or how many they should be; and why each is refused."""

from collections.abc import Callable

import numpy as np

from tests.glb_changes import Case, Make, chain, changed, crowded, grown, plain_with, put, repeated
from tests.glb_drafts import CORNERS, QUAD, Draft, pictured, saved, text_glb

ASSET = '{"asset":{"version":"2.0"}'


def ranges() -> dict[str, Case]:
    """What is not where it is said to be."""
    damaged = {
        "an accessor of 300 million points without data": (
            "accessors.0",
            {"componentType": 5126, "count": 300_000_000, "type": "VEC3"},
        ),
        "an accessor with more than its view": ("accessors.0.count", 5),
        "an accessor of 2 billion": ("accessors.0.count", 2_000_000_000),
        "an accessor of 2^64": ("accessors.0.count", 1 << 64),
        "an accessor whose end runs over": ("accessors.0.byteOffset", (1 << 32) - 4),
        "an accessor of nothing": ("accessors.0.count", 0),
        "an accessor of less than nothing": ("accessors.0.count", -4),
        "an accessor in the middle of a number": ("accessors.0.byteOffset", 2),
        "a view that leaves the file": ("bufferViews.0.byteLength", 1_000_000),
        "a view that runs over": ("bufferViews.0.byteOffset", (1 << 31) - 8),
        "a view before the file": ("bufferViews.0.byteOffset", -48),
        "a view of nothing": ("bufferViews.0.byteLength", 0),
        "a step of nothing": ("bufferViews.0.byteStride", 0),
        "a step backwards": ("bufferViews.0.byteStride", -12),
        "a step that is too small": ("bufferViews.0.byteStride", 8),
        "a step that leaves the view": ("bufferViews.0.byteStride", 252),
        "a step out of line": ("bufferViews.0.byteStride", 13),
        "a buffer that is longer than the file": ("buffers", [{"byteLength": 100_000}]),
        "a buffer that is shorter than the file": ("buffers", [{"byteLength": 8}]),
        "a buffer of less than nothing": ("buffers", [{"byteLength": -60}]),
        "two buffers": ("buffers", [{"byteLength": 60}, {"byteLength": 60}]),
        "no buffer": ("buffers", []),
        "a view of a buffer that is not there": ("bufferViews.0.buffer", 1),
        "an accessor of a view that is not there": ("accessors.0.bufferView", 99),
        "an accessor of the last view but one": ("accessors.0.bufferView", -1),
        "a scene that is not there": ("scene", 7),
        "a mesh that is not there": ("nodes.0.mesh", 1),
        "a child that is not there": ("nodes.0.children", [5]),
        "a material that is not there": ("meshes.0.primitives.0.material", 0),
        "corners that are not there": ("meshes.0.primitives.0.indices", 12),
        "points that are not there": ("meshes.0.primitives.0.attributes.POSITION", 12),
    }
    return {name: ("damaged", put(path, value)) for name, (path, value) in damaged.items()} | {
        "numbers that are not in the file at all": (
            "damaged",
            lambda: text_glb(ASSET + ',"buffers":[{"byteLength":3600000000}]}'),
        ),
        "a texture that is not there": (
            "damaged",
            put("materials.0.pbrMetallicRoughness.baseColorTexture.index", 3, pictured),
        ),
        "a picture that is not there": ("damaged", put("textures.0.source", 1, pictured)),
        "a texture of nothing": ("damaged", put("textures.0", {}, pictured)),
    }


def kinds() -> dict[str, Case]:
    """Values of another kind than they should be."""
    paths = {
        "true for a number": ("accessors.0.count", True),
        "4.0 for 4": ("accessors.0.count", 4.0),
        "a word for a number": ("accessors.0.count", "4"),
        "null for a number": ("bufferViews.0.byteLength", None),
        "a list for a number": ("accessors.0.bufferView", [0]),
        "an object for a list": ("nodes", {"0": {"mesh": 0}}),
        "a word for a list": ("accessors", "accessors"),
        "a number for a list": ("meshes", 1),
        "a number for an object": ("nodes.0", 5),
        "null for an object": ("meshes.0", None),
        "a list for an object": ("meshes.0.primitives.0.attributes", [0]),
        "a word for an object": ("nodes.0.extensions", "none"),
        "an unknown kind of number": ("accessors.0.componentType", 5130),
        "an unknown type": ("accessors.0.type", "VEC5"),
        "an object for a type": ("accessors.0.type", {}),
        "an unknown mode": ("meshes.0.primitives.0.mode", 7),
        "true for a mode": ("meshes.0.primitives.0.mode", True),
        "a number for true": ("accessors.0.normalized", 1),
        "three numbers for a matrix": ("nodes.0.matrix", [1, 0, 0]),
        "words in a matrix": ("nodes.0.matrix", ["1"] * 16),
        "a list in a place": ("nodes.0.translation", [[0], 0, 0]),
        "a colour beyond all": ("materials", [{"pbrMetallicRoughness": {"baseColorFactor": [2, 0, 0, 1]}}]),
        "a turn of nothing": ("nodes.0.rotation", [0, 0, 0, 0]),
        "a version that is a number": ("asset.version", 2.0),
    }
    reasons = {"a version that is a number": "old-version"}
    return {name: (reasons.get(name, "damaged"), put(path, value)) for name, (path, value) in paths.items()}


def trees() -> dict[str, Case]:
    """Nodes that are no tree, or nowhere."""
    circle = [{"mesh": 0, "children": [1]}, {"children": [0]}]
    twice = [{"children": [1, 2]}, {"children": [2]}, {"mesh": 0}]
    flat = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    return {
        "a circle of nodes": ("damaged", put("nodes", circle)),
        "a node within itself": ("damaged", put("nodes.0.children", [0])),
        "a circle beside a tree": ("damaged", put("nodes", [{"mesh": 0}, {"children": [2]}, {"children": [1]}])),
        "a node with two parents": ("damaged", put("nodes", twice)),
        "a child twice": ("damaged", put("nodes", [{"children": [1, 1]}, {"mesh": 0}])),
        "nodes that double sixty times": (
            "damaged",
            put("nodes", [{"children": [at + 1, at + 1]} for at in range(60)] + [{"mesh": 0}]),
        ),
        "a scene that begins twice": ("damaged", put("scenes", [{"nodes": [0, 0]}])),
        "a scene that begins within": (
            "damaged",
            changed(chain(2), lambda draft: draft.document.update(scenes=[{"nodes": [1]}])),
        ),
        "nodes 65 deep": ("too-many-parts", changed(chain(64))),
        "nodes 1,999 deep": ("too-many-parts", changed(chain(1_999))),
        "nodes 200,000 deep": ("too-many-parts", changed(chain(200_000))),
        "a scale of 1e30": ("odd-size", put("nodes.0.scale", [1e30, 1e30, 1e30])),
        "a scale of 1e308": ("odd-size", put("nodes.0.scale", [1e308, 1, 1])),
        "a scale beyond all numbers": ("damaged", lambda: plain_with('"mesh": 0', '"mesh": 0, "scale": [1e999, 1, 1]')),
        "scales that multiply": (
            "odd-size",
            changed(chain(8, scale=[1e4] * 3)),
        ),
        "scales that vanish": (
            "nothing-to-see",
            changed(chain(8, scale=[1e-4] * 3)),
        ),
        "a place beyond the moon": ("odd-size", put("nodes.0.translation", [4e8, 0, 0])),
        "a huge integer for a place": ("odd-size", put("nodes.0.translation", [10**400, 0, 0])),
        "a scale of nothing": ("nothing-to-see", put("nodes.0.scale", [0, 0, 0])),
        "a scale that leaves a line": ("nothing-to-see", put("nodes.0.matrix", flat)),
        "a matrix that leaves space": ("damaged", put("nodes.0.matrix", [*flat[:3], 1, *flat[4:]])),
        "a matrix and a scale": ("damaged", put("nodes.0", {"mesh": 0, "matrix": flat, "scale": [1, 1, 1]})),
        "a mesh that no node has": ("nothing-to-see", put("nodes", [{}])),
        "a mesh outside of the scene": ("nothing-to-see", put("nodes", [{}, {"mesh": 0}])),
        "no scene": (
            "nothing-to-see",
            changed(lambda draft: (draft.document.pop("scene"), draft.document.pop("scenes"))),
        ),
    }


def amounts() -> dict[str, Case]:
    """Too much of something, most of it in small files."""
    many = {"a": 1}

    def overlapping(draft: Draft) -> None:
        view = draft.view(bytes(4_000_000))
        for _ in range(200):
            draft.add("accessors", {"bufferView": view, "componentType": 5126, "count": 333_333, "type": "VEC3"})

    def targets(draft: Draft) -> None:
        crowded(400_000, 1)(draft)
        index = draft.primitive["attributes"]["POSITION"]
        draft.primitive["targets"] = [{"POSITION": index} for _ in range(60)]

    return {
        "a mesh of 80,000 triangles 20,000 times": (
            "too-many-parts",
            changed(grown(80_000), repeated(20_000)),
        ),
        "a mesh of 80,000 triangles 1,900 times": (
            "too-many-triangles",
            changed(grown(80_000), repeated(1_900)),
        ),
        "2,100,000 triangles": ("too-many-triangles", changed(grown(2_100_000))),
        "a million points in 40 pieces": ("too-many-points", changed(crowded(1_000_000, 40))),
        "a thousand points 1,900 times in 400 pieces": (
            "too-many-points",
            changed(crowded(1_000, 400), repeated(1_900)),
        ),
        "views over each other, read as 800 MB": ("too-many-points", changed(overlapping)),
        "sixty shapes of 400,000 points": ("too-many-points", changed(targets)),
        "50,000 pieces": (
            "too-many-parts",
            changed(lambda draft: draft.document["meshes"][0].update(primitives=[draft.primitive] * 50_000)),
        ),
        "50,000 meshes": (
            "too-many-parts",
            changed(lambda draft: draft.document.update(meshes=draft.document["meshes"] * 50_000)),
        ),
        "50,000 pieces drawn by 200 nodes": (
            "too-many-parts",
            changed(crowded(4, 250), repeated(200)),
        ),
        "600 pieces in 300 meshes": (
            "too-many-parts",
            changed(lambda draft: draft.document.update(meshes=[{"primitives": [draft.primitive] * 2}] * 300)),
        ),
        "20,000 nodes": ("too-many-parts", put("nodes", [{}] * 20_000)),
        "51 materials": ("too-many-materials", put("materials", [{}] * 51)),
        "17 pictures": (
            "too-many-textures",
            changed(lambda draft: [draft.picture(saved()) for _ in range(17)]),
        ),
        "90,000 accessors": (
            "too-many-parts",
            changed(lambda draft: draft.document.update(accessors=[{}] * 90_000)),
        ),
        "65 shapes to move between": (
            "too-many-parts",
            changed(lambda draft: draft.primitive.update(targets=[{}] * 65)),
        ),
        "half a million extras": ("too-many-parts", put("extras", [many] * 500_000)),
    }


def shape(change: Callable[[np.ndarray], np.ndarray]) -> Make:
    """A square with other points."""
    return changed(lambda draft: draft.piece(position=change(QUAD.copy()).astype(np.float32)), start=Draft)


def cornered(corners: list[int], kind: str = "u2") -> Make:
    """A square with other corners."""
    return changed(lambda draft: draft.primitive.update(indices=draft.numbers(np.array(corners, kind))))


def with_attribute(name: str, array: np.ndarray) -> Make:
    """A square with something more at its points."""
    return changed(lambda draft: draft.primitive["attributes"].update({name: draft.numbers(array)}))


def spiked(value: float) -> Callable[[np.ndarray], np.ndarray]:
    """One number of a square is another."""
    return lambda points: np.where(np.arange(12).reshape(4, 3) == 7, value, points)


def meshes() -> dict[str, Case]:
    """Points and corners."""
    matrices = np.zeros((4, 16), np.float32)
    return {
        "a point that is no number": ("damaged", shape(spiked(np.nan))),
        "a point in infinity": ("damaged", shape(spiked(-np.inf))),
        "a point at 1e38": ("odd-size", shape(spiked(1e38))),
        "all points in one": ("nothing-to-see", shape(lambda points: points * 0 + 3)),
        "all points on a line": ("nothing-to-see", shape(lambda points: points * [1, 0, 0])),
        "all points on a slanted line": ("nothing-to-see", shape(lambda points: points[:, :1] * [1, 1, 1])),
        "a box smaller than dust": ("nothing-to-see", shape(lambda points: points * 1e-9)),
        "a corner that does not exist": ("damaged", cornered([0, 1, 4])),
        "a corner that begins anew": ("damaged", cornered([0, 1, 0xFFFF])),
        "a corner at four billion": ("damaged", cornered([0, 1, 0xFFFFFFFF], "u4")),
        "a corner below nothing": ("damaged", cornered([0, 1, -1], "i2")),
        "corners in fractions": ("damaged", cornered([0, 1, 2], "f4")),
        "a triangle of two corners": ("damaged", cornered([0, 1, 2, 0, 1])),
        "triangles of one corner": ("nothing-to-see", cornered([2, 2, 2, 1, 1, 1])),
        "a strip of two points": (
            "nothing-to-see",
            changed(lambda draft: draft.piece(None, position=QUAD[:2]).update(mode=5), start=Draft),
        ),
        "nothing but points": ("nothing-to-see", put("meshes.0.primitives.0.mode", 0)),
        "nothing but lines": ("nothing-to-see", put("meshes.0.primitives.0.mode", 3)),
        "no points": ("damaged", put("meshes.0.primitives.0.attributes", {"NORMAL": 0})),
        "no attributes": ("damaged", put("meshes.0.primitives.0", {})),
        "no primitives": ("damaged", put("meshes.0.primitives", [])),
        "points of two numbers": (
            "damaged",
            changed(lambda draft: draft.piece(position=QUAD[:, :2].copy()), start=Draft),
        ),
        "points that are matrices": ("damaged", changed(lambda draft: draft.piece(position=matrices), start=Draft)),
        "fewer normals than points": ("damaged", with_attribute("NORMAL", QUAD[:3])),
        "a normal that is no number": ("damaged", with_attribute("NORMAL", spiked(np.nan)(QUAD).astype(np.float32))),
        "a place on the picture in infinity": (
            "damaged",
            with_attribute("TEXCOORD_0", np.full((4, 2), np.inf, np.float32)),
        ),
        "a colour that is no number": ("damaged", with_attribute("COLOR_0", np.full((4, 4), np.nan, np.float32))),
        "corners for colours": ("damaged", with_attribute("COLOR_0", CORNERS)),
    }
