"""A model as a file for iPhones: text and pictures in an archive; what moves stands still in it."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tourism.engines.models.mesh import Model, Part, Surface
from tourism.engines.models.pictures_written import sized
from tourism.engines.models.refusals import Strange
from tourism.engines.models.usdz.stored_zip import packed
from tourism.engines.models.usdz.surfaces import files, material, worn
from tourism.engines.models.usdz.usda import Prim, counts, layer, numbers, quoted, rows
from tourism.engines.models.wish import Placement, Wish

MOST_BYTES = 10_000_000
# Longest sides of its pictures, tried in turn.
SIDES = (1024, 512, 256, 128)
ROOT = "Model"
MATERIALS = f"/{ROOT}/Materials"
ALIGNMENT: dict[Placement, str] = {"floor": "horizontal", "wall": "vertical"}
# Positions are exact to a ten-thousandth of the longest side at least, places on pictures to a tenth of a pixel.
PARTS_OF_LONGEST = 10_000
DIRECTION_STEP, PLACE_STEP = 0.001, 0.0001


def package(model: Model, wish: Wish) -> bytes:
    """The whole USDZ, with smaller pictures where it would be over MOST_BYTES; the same model makes the same bytes."""
    for side in SIDES:
        pictures = tuple(sized(each, side) for each in model.pictures)
        made = _packaged(replace(model, pictures=pictures), wish)
        if len(made) <= MOST_BYTES:
            return made
    raise Strange("cannot-simplify", f"more than {MOST_BYTES} bytes for iPhones")


def _packaged(model: Model, wish: Wish) -> bytes:
    wears = [worn(model, part) for part in model.parts]
    surfaces = list(dict.fromkeys(wears))
    pictures = files(model, surfaces)
    root = _root(model, wish.placement)
    materials = Prim("Scope", "Materials")
    names = {file: name for file, (name, _) in pictures.items()}
    for at, surface in enumerate(surfaces):
        materials.hold(material(model, surface, f"Surface{at}", MATERIALS, names))
    root.hold(materials)
    step = _step(model)
    for at, (part, wear) in enumerate(zip(model.parts, wears, strict=True)):
        root.hold(_mesh(part, wear, f"Part{at}", f"{MATERIALS}/Surface{surfaces.index(wear)}", step))
    text = layer(_about(wish), root)
    return packed({"model.usda": text.encode(), **dict(pictures.values())})


def _about(wish: Wish) -> Iterator[str]:
    """What is said of the whole file; empty words are left out."""
    said = {
        "title": wish.title,
        "author": wish.credit,
        "licence": wish.licence,
        "source": wish.source,
        "howMade": wish.how_made,
    }
    yield "customLayerData = {"
    for name, words in said.items():
        if words.strip():
            yield f"    string {name} = {quoted(words)}"
    yield "}"
    yield f'defaultPrim = "{ROOT}"'
    yield "metersPerUnit = 1"
    yield 'upAxis = "Y"'


def _root(model: Model, placement: Placement) -> Prim:
    """Tells a phone what to look for: a floor, or a wall."""
    root = Prim("Xform", ROOT, ['kind = "component"', 'prepend apiSchemas = ["Preliminary_AnchoringAPI"]'])
    root.put("uniform token preliminary:anchoring:type", '"plane"')
    root.put("uniform token preliminary:planeAnchoring:alignment", f'"{ALIGNMENT[placement]}"')
    if placement == "wall":
        # Up is away from the plane that was found: on a wall the front looks that way, and the back touches it.
        root.put("float xformOp:rotateX", "-90")
        root.put("double3 xformOp:translate", numbers((0.0, 0.0, model.size[2] / 2)))
        root.put("uniform token[] xformOpOrder", '["xformOp:rotateX", "xformOp:translate"]')
    return root


def _step(model: Model) -> float:
    return float(10.0 ** math.floor(math.log10(max(*model.size, 1e-6) / PARTS_OF_LONGEST)))


def _mesh(part: Part, surface: Surface, name: str, bound: str, step: float) -> Prim:
    mesh = Prim("Mesh", name, ['prepend apiSchemas = ["MaterialBindingAPI"]'])
    if surface.double_sided:
        mesh.put("uniform bool doubleSided", "1")
    mesh.put("float3[] extent", rows(np.stack((part.positions.min(axis=0), part.positions.max(axis=0))), step))
    mesh.put("int[] faceVertexCounts", counts(np.full(len(part.triangles), 3)))
    mesh.put("int[] faceVertexIndices", counts(part.triangles))
    mesh.put("rel material:binding", f"<{bound}>")
    if part.normals is not None:
        mesh.put("normal3f[] normals", rows(part.normals, DIRECTION_STEP) + " (")
        mesh.lines += ['    interpolation = "vertex"', ")"]
    mesh.put("point3f[] points", rows(part.positions, step))
    if part.uvs is not None:
        # Pictures begin at their foot here.
        mesh.put("texCoord2f[] primvars:st", rows(part.uvs * [1, -1] + [0, 1], PLACE_STEP) + " (")
        mesh.lines += ['    interpolation = "vertex"', ")"]
    mesh.put("uniform token subdivisionScheme", '"none"')
    return mesh
