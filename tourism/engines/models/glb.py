"""The gate for 3D models: a GLB file that nobody has vouched for is opened, or refused with a reason."""

from tourism.engines.models.gate import fields, header, motion, numbers, parsing, pictures, tree
from tourism.engines.models.gate.meshes import Shapes, has_surface
from tourism.engines.models.opened import Glb
from tourism.engines.models.refusals import Strange

__all__ = ["Glb", "admitted"]


def admitted(data: memoryview) -> Glb:
    """The file, opened; nothing in it is decoded or copied. Raises Strange, whose reason is a key of SENTENCES."""
    text, binary = header.parts(data)
    document = fields.shaped(parsing.parsed(text))
    glb = Glb(document, numbers.within(document, binary))
    shapes = Shapes(glb).judged()
    tree.judge(glb, shapes)
    pictures.judge(glb)
    motion.judge(glb, shapes)
    if not has_surface(glb):
        raise Strange("nothing-to-see", "all triangles are lines")
    return glb
