"""The gate for 3D models: a GLB file that nobody has vouched for is opened, or refused with a reason."""

from tourism.engines.models import (
    gate_fields,
    gate_header,
    gate_motion,
    gate_numbers,
    gate_pictures,
    gate_text,
    gate_tree,
)
from tourism.engines.models.gate_meshes import Shapes, has_surface
from tourism.engines.models.opened import Glb
from tourism.engines.models.refusals import Strange

__all__ = ["Glb", "admitted"]


def admitted(data: memoryview) -> Glb:
    """The file, opened; nothing in it is decoded or copied. Raises Strange, whose reason is a key of SENTENCES."""
    text, binary = gate_header.parts(data)
    document = gate_fields.shaped(gate_text.parsed(text))
    glb = Glb(document, gate_numbers.within(document, binary))
    shapes = Shapes(glb).judged()
    gate_tree.judge(glb, shapes)
    gate_pictures.judge(glb)
    gate_motion.judge(glb, shapes)
    if not has_surface(glb):
        raise Strange("nothing-to-see", "all triangles are lines")
    return glb
