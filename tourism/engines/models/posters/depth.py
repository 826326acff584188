"""Which triangle is nearest at every pixel: all triangles of one size at once, none by one."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.posters.triangles import Seen, Whole
from tourism.engines.models.refusals import Strange

# How near it is in the upper half, which triangle plus one in the lower: what is nearer is a larger number.
Keys = NDArray[np.uint64]
Singles = NDArray[np.float32]
# Which of some places (triangles, shares of their corners) are not cut out.
Kept = Callable[[Whole, Singles], NDArray[np.bool_]]
SIDES = (2, 4, 8, 16, 32)
SAMPLES = 1 << 19
# As often every pixel may be drawn: crowns of leaves take ten, what is stacked up to cost time takes thousands.
MOST_TIMES = 60
HALF = np.uint64(32)


def empty(width: int, height: int) -> Keys:
    """A picture in which nothing is."""
    return np.zeros(width * height, np.uint64)


def which(keys: Keys) -> Whole:
    """The triangle at each pixel, -1 for none."""
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int64) - 1


def near(keys: Keys) -> Singles:
    """How near it is: 1 by the distance, 0 for nothing."""
    return (keys >> HALF).astype(np.uint32).view(np.float32)


def fill(
    keys: Keys, width: int, seen: Seen, chosen: Whole, *, kept: Kept | None = None, behind: Keys | None = None
) -> None:
    """Draws some triangles into the picture; only what lies `behind` another picture, where that is given."""
    boxes = seen.boxes[chosen]
    if float((boxes[:, 2].astype(float) * boxes[:, 3]).sum()) > MOST_TIMES * len(keys):
        raise Strange("too-many-layers", f"{len(boxes)} triangles, one behind the other")
    large = np.maximum(boxes[:, 2], boxes[:, 3])
    for side, smaller in zip(SIDES, (0, *SIDES), strict=False):
        these = (large > smaller) & ((large <= side) | (side == SIDES[-1]))
        for triangles, x, y in _tiles(chosen[these], boxes[these], side):
            _fill_tiles(keys, width, seen, triangles, (x, y, side), kept=kept, behind=behind)


def _tiles(chosen: Whole, boxes: Whole, side: int) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Squares that cover the boxes, as many at once as there is room for: triangle, column and row of each."""
    across, down = -(-boxes[:, 2] // side), -(-boxes[:, 3] // side)
    each = np.repeat(np.arange(len(chosen)), across * down)
    number = np.arange(len(each)) - np.repeat(np.cumsum(across * down) - across * down, across * down)
    x, y = boxes[each, 0] + number % across[each] * side, boxes[each, 1] + number // across[each] * side
    step = SAMPLES // (side * side)
    for start in range(0, len(each), step):
        part = slice(start, start + step)
        yield chosen[each[part]], x[part], y[part]


def _fill_tiles(
    keys: Keys,
    width: int,
    seen: Seen,
    triangles: Whole,
    tiles: tuple[Whole, Whole, int],
    *,
    kept: Kept | None,
    behind: Keys | None,
) -> None:
    x, y, side = tiles
    planes = seen.planes[triangles]
    corner = (planes @ np.stack((x + 0.5, y + 0.5, np.ones(len(x))), axis=1)[:, :, None])[:, :, 0]
    row, column = (each.ravel().astype(np.float32) for each in np.indices((side, side)))
    slopes = planes.astype(np.float32)
    shares = [
        corner[:, at, None].astype(np.float32) + slopes[:, at, :1] * column + slopes[:, at, 1:2] * row
        for at in range(3)
    ]
    # Outside their boxes triangles have no pixels: another row or the next one's would be hit.
    right, foot = (seen.boxes[triangles, at] + seen.boxes[triangles, at + 2] for at in (0, 1))
    inside = (np.minimum(np.minimum(shares[0], shares[1]), shares[2]) >= 0) & (column < (right - x)[:, None])
    which_tile, place = np.nonzero(inside & (row < (foot - y)[:, None]))
    found = np.stack([share[which_tile, place] for share in shares], axis=1)
    nearness = found[:, 0] + found[:, 1] + found[:, 2]
    pixels = (y[which_tile] + place // side) * width + x[which_tile] + place % side
    ids = triangles[which_tile]
    marks = (nearness.view(np.uint32).astype(np.uint64) << HALF) | (ids + 1).astype(np.uint64)
    good = nearness > 0
    if behind is not None:
        good &= marks < behind[pixels]
    if kept is not None:
        # Reading pictures costs more than all the rest.
        good &= marks > keys[pixels]
        good[good] = kept(ids[good], found[good] / nearness[good, None])
    np.maximum.at(keys, pixels[good], marks[good])
