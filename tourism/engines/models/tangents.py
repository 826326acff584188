"""Which way a picture of directions was made: some programs say by tangents that it is the other way round."""

import numpy as np

from tourism.engines.models.mesh import Floats, Indices

# As many triangles tell it as well as all.
ENOUGH = 20_000
# Whether red and green are the other way round than where there are no tangents.
Flips = tuple[bool, bool]
AS_USUAL: Flips = (False, False)


def flips(positions: Floats, triangles: Indices, normals: Floats, uvs: Floats, tangents: Floats) -> Flips:
    """By what most triangles say; tangents (n, 4) as in the file.

    Usually red grows along the picture to the right, green up it: tangents are not needed then, and not kept.
    """
    some = triangles[:: 1 + len(triangles) // ENOUGH]
    one, two = (positions[some[:, at]] - positions[some[:, 0]] for at in (1, 2))
    across, down = (uvs[some[:, at]] - uvs[some[:, 0]] for at in (1, 2))
    side = np.sign(across[:, 0] * down[:, 1] - across[:, 1] * down[:, 0])[:, None]
    right = (one * down[:, 1:] - two * across[:, 1:]) * side
    up = -(two * across[:, :1] - one * down[:, :1]) * side
    told = tangents[some[:, 0]]
    told_up = np.cross(normals[some[:, 0]], told[:, :3]) * told[:, 3:]
    return _disagree(right, told[:, :3]), _disagree(up, told_up)


def _disagree(found: Floats, told: Floats) -> bool:
    signs = np.sign(np.einsum("ij,ij->i", found, told))
    return bool(signs.sum() < 0)
