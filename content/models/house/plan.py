"""The plan, in metres from the middle of the foot: halls shaped like 工 (công) in a ring of galleries, 囗 (quốc)."""

from content.models.house.roof import Roof
from content.models.shapes import Shape

HALF_WIDTH, HALF_DEPTH, SLAB = 16.6, 19.0, 0.5
PLINTH, LOW_PLINTH = SLAB + 0.9, SLAB + 0.45
HALL_Z, LINK_Z, SANCTUARY_Z, REAR_Z, GALLERY_X, GALLERY_Z = 5.0, -2.1, -8.0, -16.4, 13.6, -6.2
GATE_Z = 17.2

HALL = Roof(half_width=10.8, half_depth=6.3, top=10.3, eaves=4.6, ridge=6.3, gablet=0.34, lift=1.85, flare=0.05)
LINK = Roof(
    half_width=5.1, half_depth=3.5, top=7.1, eaves=4.1, ridge=5.1, strips=2, columns=3, rows=5, tiles=0.55,
    points=6,
)  # fmt: skip
SANCTUARY = Roof(
    half_width=8.2, half_depth=4.6, top=8.7, eaves=4.2, ridge=4.4, gablet=0.34, lift=1.35, flare=0.05, strips=3,
    end_strips=2, columns=6, rows=7, tiles=0.8,
)  # fmt: skip
REAR = Roof(
    half_width=15.5, half_depth=2.0, top=4.9, eaves=3.0, ridge=15.5, strips=6, columns=2, rows=3, tiles=0.34, points=6
)
GALLERY = Roof(
    half_width=12.2, half_depth=2.0, top=4.7, eaves=2.9, ridge=12.2, strips=5, columns=2, rows=3, tiles=0.34, points=6
)

# Rows of columns of the hall: three open bays, a screened one at either end.
BAYS = (-8.2, -5.1, -1.9, 1.9, 5.1, 8.2)
ROWS = (8.6, 6.7, 3.5, 1.6)
# Beside the altar in the middle: the one to the right, and the one to the left.
ALTARS = (3.5, -3.5)


def covered() -> list[tuple[Roof, float, tuple[float, float, float]]]:
    """All roofs: each with how far it is turned and where it is moved."""
    return [
        (HALL, 0, (0, 0, HALL_Z)),
        (LINK, 90, (0, 0, LINK_Z)),
        (SANCTUARY, 0, (0, 0, SANCTUARY_Z)),
        (REAR, 0, (0, 0, REAR_Z)),
        (GALLERY, 90, (GALLERY_X, 0, GALLERY_Z)),
        (GALLERY, 90, (-GALLERY_X, 0, GALLERY_Z)),
    ]


def set_down(shape: Shape, turn: float, at: tuple[float, float, float]) -> Shape:
    """A part of a roof where its roof is."""
    return shape.turned(turn).moved(*at)


def on_hall(x: float, z: float) -> float:
    """The height of the hall's roof over a place of the plan."""
    return HALL.over(x, z - HALL_Z)
