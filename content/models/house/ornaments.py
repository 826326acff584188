"""What sits on the roofs: dragons that face a moon, beasts that look down the hips, scrolls at the ends."""

import numpy as np

from content.models.house.plan import HALL, HALL_Z, SANCTUARY, SANCTUARY_Z
from content.models.house.roof import Roof
from content.models.shapes import Floats, Shape, by, curve, ellipsoid, joined, lathe, mirrored, rectangle, sweep, tube

RIDGE_HEIGHT = 0.62


def ridge_beasts() -> list[Shape]:
    """Two dragons and the moon between them on the hall's ridge."""
    top = HALL.top - 0.12 + RIDGE_HEIGHT * 1.2
    return [each.moved(0, top, HALL_Z) for each in (_moon(), mirrored(_dragon()))]


def hip_beasts() -> list[Shape]:
    """Small beasts on the hips of the hall and the sanctuary, two or one a hip."""
    found = []
    for roof, middle, shares, size in ((HALL, HALL_Z, (0.5, 0.78), 1.0), (SANCTUARY, SANCTUARY_Z, (0.72,), 0.8)):
        line = roof.hip(61)
        for share in shares:
            number = round(share * 60)
            ahead = line[number + 1] - line[number - 1]
            facing = float(np.degrees(np.arctan2(ahead[0], ahead[2])))
            beast = _beast().scaled(size, size, size).turned(facing).moved(*(line[number] + by(0, 0.3, 0)))
            found.append(_on_all_hips(beast).moved(z=middle))
    return found


def ridge_ends() -> list[Shape]:
    """Scrolls that swallow the ends of the ridges."""
    found = []
    for roof, middle, size in ((HALL, HALL_Z, 1.0), (SANCTUARY, SANCTUARY_Z, 0.8)):
        end = np.array([roof.ridge + 0.1, roof.top + RIDGE_HEIGHT * 0.6 * size, 0])
        found.append(mirrored(_scroll(size).moved(*end)).moved(z=middle))
    return found


def _on_all_hips(shape: Shape) -> Shape:
    return mirrored(shape, shape.scaled(z=-1))


def _moon() -> Shape:
    disc = lathe([(0.0, -0.1), (0.42, -0.1), (0.48, 0.0), (0.42, 0.1), (0.0, 0.1)], 16).turned(90, "x").moved(y=0.62)
    flames = []
    for degrees in (-62, -31, 0, 31, 62):
        knots = curve([(0, 0.44, 0), (0.1, 0.62, 0), (-0.02, 0.8, 0), (0.03, 0.98, 0)], 6)
        flame = sweep(rectangle(0.2, 0.08) - (0, 0.04), knots, np.linspace(1, 0.1, 6), up=(0, 0, 1))
        flames.append(flame.turned(-degrees, "z").moved(y=0.62))
    foot = sweep(rectangle(0.3, 0.24) - (0, 0.12), [(0, -0.1, 0), (0, 0.3, 0)], up=(0, 0, 1))
    return joined([disc, *flames, foot])


def _dragon() -> Shape:
    # From the tail at the right, in waves, to a head that looks back to the moon.
    knots = [(4.6, 0.55, 0), (4.1, 0.2, 0.05), (3.6, 0.12, -0.05), (3.1, 0.55, 0.06), (2.6, 0.2, -0.05),
             (2.1, 0.12, 0.05), (1.75, 0.6, 0), (1.5, 1.0, 0), (1.2, 1.12, 0)]  # fmt: skip
    path = curve(knots, 29)
    radii = np.concatenate([np.linspace(0.04, 0.17, 19), np.linspace(0.17, 0.13, 10)])
    body = tube(path, radii, 6)
    return joined([body, _fins(path, radii), _head().moved(*path[-1]), *_legs(path), *_tail(path[0])])


def _fins(path: Floats, radii: Floats) -> Shape:
    tops, fins = path + np.stack([0 * radii, radii * 0.8, 0 * radii], axis=1), []
    for number in range(3, 28, 2):
        ahead = path[number] - path[number - 1]
        spike = np.array([tops[number], tops[number] + by(0.1, 0.22, 0) + ahead * -0.2])
        fins.append(sweep(rectangle(0.16, 0.05) - (0, 0.025), spike, [1, 0.15], up=(0, 0, 1)))
    return joined(fins)


def _head() -> Shape:
    skull = ellipsoid(0.24, 0.17, 0.16, 8, 5)
    snout = ellipsoid(0.2, 0.08, 0.11, 7, 4).turned(-14, "z").moved(-0.28, 0.03, 0)
    jaw = ellipsoid(0.16, 0.05, 0.09, 7, 4).turned(22, "z").moved(-0.24, -0.13, 0)
    horns, mane = [], []
    for side in (-1, 1):
        horn = curve([(0.05, 0.1, 0.08 * side), (0.22, 0.3, 0.12 * side), (0.46, 0.34, 0.14 * side)], 6)
        horns.append(tube(horn, np.linspace(0.05, 0.012, 6), 5))
        for up in (-0.1, 0.04):
            lock = curve([(0.1, up, 0.12 * side), (0.34, up + 0.02, 0.2 * side), (0.5, up + 0.16, 0.2 * side)], 5)
            mane.append(tube(lock, np.linspace(0.06, 0.012, 5), 5))
    return joined([skull, snout, jaw, *horns, *mane])


def _legs(path: Floats) -> list[Shape]:
    legs = []
    for number in (9, 20):
        start = path[number]
        knots = curve([start, start + by(-0.25, -0.05, 0.14), start + by(-0.38, -0.3, 0.16)], 5)
        legs.append(tube(knots, np.linspace(0.09, 0.04, 5), 5))
    return legs


def _tail(end: Floats) -> list[Shape]:
    found = []
    for up, out in ((0.45, 0.1), (0.3, 0.35), (0.12, 0.45)):
        found.append(
            tube(
                curve([end, end + by(out * 0.5, up * 0.6, 0), end + by(out, up, 0)], 5), np.linspace(0.07, 0.012, 5), 5
            )
        )
    return found


def _beast() -> Shape:
    """A seated lion-dog, looking along z."""
    body = ellipsoid(0.17, 0.3, 0.2, 7, 4).turned(16, "x").moved(0, 0.3, -0.08)
    chest = ellipsoid(0.16, 0.2, 0.15, 6, 4).moved(0, 0.42, 0.1)
    head = ellipsoid(0.19, 0.17, 0.18, 8, 5).moved(0, 0.68, 0.17)
    mane = ellipsoid(0.25, 0.24, 0.13, 9, 4).turned(-20, "x").moved(0, 0.62, 0.03)
    snout = ellipsoid(0.14, 0.08, 0.1, 6, 4).moved(0, 0.62, 0.33)
    legs = [tube([(side * 0.1, 0.4, 0.18), (side * 0.1, 0.0, 0.22)], [0.06, 0.07], 4) for side in (-1, 1)]
    ears = [tube([(side * 0.12, 0.8, 0.14), (side * 0.2, 0.86, 0.04)], [0.05, 0.02], 4) for side in (-1, 1)]
    tail = tube(
        curve([(0, 0.1, -0.28), (0, 0.36, -0.42), (0, 0.62, -0.36), (0, 0.7, -0.24)], 6), np.linspace(0.06, 0.03, 6), 4
    )
    return joined([body, chest, mane, head, snout, *legs, *ears, tail])


def _scroll(size: float) -> Shape:
    turn = np.linspace(0, 1, 20)
    angle, radius = np.radians(-60 + 470 * turn), 0.62 * (1 - turn) + 0.1
    path = np.stack([radius * np.cos(angle), 0.25 + radius * np.sin(angle), 0 * turn], axis=1) * size
    coil = sweep(rectangle(0.34, 0.2) - (0, 0.1), path, np.linspace(1.15, 0.5, 20) * size, up=(0, 0, 1))
    crest = tube(
        curve([(0.1, 0.85, 0), (0.4, 1.2, 0), (0.3, 1.55, 0), (0.05, 1.6, 0)], 8) * size,
        np.linspace(0.16, 0.03, 8) * size,
        6,
    )
    return joined([coil, crest])


def roofed(roof: Roof) -> float:
    """How high the band on a roof's ridge is."""
    return RIDGE_HEIGHT if roof.has_ends else 0.4
