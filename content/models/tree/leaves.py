"""Clouds of small leaves: each leaf is folded along its midrib and takes its light from the cloud it is in."""

from dataclasses import dataclass

import numpy as np

from content.models.assembly import one
from content.models.finish import Solid
from content.models.shapes import Floats, Shape, by, ellipsoid, joined
from content.models.tree.plan import TIERS, Tier

LENGTH, BREADTH = 0.024, 0.015
# Where the corners of a leaf (stalk, left, tip, right) lie across its own stretch of the sheet.
ACROSS = np.array([0.5, 0.08, 0.5, 0.92])
# Leaves to a square metre of a cloud's outline seen from above.
DENSITY = 10400
# Colours of leaves in their order on the sheet: full-grown ones, young ones, yellow ones.
GROWN, YOUNG, YELLOW = (0, 1, 2, 3, 4), (5, 6), (7,)
COLOURS = ("#48682F", "#557833", "#668538", "#405E2B", "#76903F", "#BBD658", "#A4CC52", "#E4BC3E")


@dataclass(frozen=True, slots=True, eq=False)
class Twigs:
    """Where leaves grow (n, 3), which way they point, which way their upper sides look."""

    at: Floats
    along: Floats
    facing: Floats


def foliage(rng: np.random.Generator) -> Solid:
    """All leaves of all tiers."""
    every = [_leaves(_cloud(tier, rng), GROWN, 1.0, rng) for tier in TIERS]
    every += [_leaves(_shoots(tier, rng), YOUNG, 0.8, rng) for tier in TIERS]
    every.append(_leaves(_fading(TIERS[4], rng), YELLOW, 1.05, rng))
    return one(every)


def hearts() -> Shape:
    """The dark inside of each cloud."""
    return joined(_heart(tier).moved(*tier.middle) for tier in TIERS)


def _heart(tier: Tier) -> Shape:
    body = ellipsoid(1, 1, 1, 16, 7)
    angle = np.arctan2(body.points[:, 0], body.points[:, 2])
    lumps = 0.88 + 0.07 * np.cos(7 * angle + tier.wide * 99)
    points = body.points * np.stack([lumps, np.where(body.points[:, 1] < 0, 0.5, 0.9), lumps], axis=1)
    return Shape(points, body.places, body.triangles).scaled(tier.wide, tier.high, tier.deep)


def _cloud(tier: Tier, rng: np.random.Generator) -> Twigs:
    """On the outside of some lumps, flat below: a cloud as shapers cut it."""
    count = int(DENSITY * np.pi * tier.wide * tier.deep)
    lumps = 7
    turn = np.linspace(0, 2 * np.pi, lumps, endpoint=False) + rng.uniform(0, 1)
    flat = np.stack([np.cos(turn) * 0.56, 0 * turn, np.sin(turn) * 0.56], axis=1)
    middles = np.concatenate([flat, [[0, 0.34, 0]], [[0.2, 0.2, 0.1]]])
    lump = middles[rng.integers(0, len(middles), count)]
    out = rng.normal(size=(count, 3))
    out[:, 1] = np.abs(out[:, 1]) * np.where(rng.uniform(size=count) < 0.8, 1, -0.5)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    size = np.array([tier.wide, tier.high, tier.deep])
    at = (lump + out * (0.5, 0.72, 0.5) * rng.uniform(0.84, 1.04, (count, 1))) * size + tier.middle
    facing = _unit(out * (0.55, 1.0, 0.55) + (0, 0.45, 0))
    return Twigs(at, _across(facing, out * (1, -0.25, 1) + rng.normal(size=(count, 3)) * 0.5), facing)


def _shoots(tier: Tier, rng: np.random.Generator) -> Twigs:
    """Young leaves that stand up out of the cloud, most of them at the very top."""
    count = 26 if tier is TIERS[-1] else 9
    turn, far = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.uniform(0, 0.55, count))
    spots = np.stack([np.cos(turn) * far, 0.84 - 0.4 * far**2, np.sin(turn) * far], axis=1)
    at = np.repeat(spots * (tier.wide, tier.high, tier.deep) + tier.middle, 3, axis=0)
    out = rng.normal(size=(len(at), 3)) * (1, 0, 1)
    along = _unit(_unit(out) * 0.5 + (0, 1, 0))
    return Twigs(at, along, _across(along, -out))


def _fading(tier: Tier, rng: np.random.Generator) -> Twigs:
    """A few old leaves at the lower front edge."""
    turn = rng.uniform(0.3, 2.6, 16)
    edge = np.stack([np.cos(turn), rng.uniform(-0.25, 0.5, 16), np.sin(turn)], axis=1)
    at = edge * (tier.wide * 1.02, tier.high, tier.deep * 1.05) + tier.middle
    along = _unit(edge * (1, 0, 1) + (0, -0.9, 0) + rng.normal(size=(16, 3)) * 0.3)
    return Twigs(at, along, _across(along, edge + by(0, 0.4, 0)))


def _leaves(twigs: Twigs, colours: tuple[int, ...], size: float, rng: np.random.Generator) -> Solid:
    count = len(twigs.at)
    scale = size * rng.uniform(0.75, 1.15, (count, 1))
    side = np.cross(twigs.facing, twigs.along)
    middle = twigs.at + twigs.along * LENGTH * 0.42 * scale + twigs.facing * 0.1 * BREADTH
    fold = twigs.facing * BREADTH * 0.24
    tip = twigs.at + twigs.along * LENGTH * scale - fold * 0.6
    wing = side * BREADTH * 0.5 * scale
    points = np.stack([twigs.at, middle - wing + fold, tip, middle + wing + fold], axis=1)
    cell = rng.choice(colours, count)[:, None]
    places = np.stack([(cell + ACROSS) / len(COLOURS), np.zeros((count, 4))], axis=-1)
    corner = (np.arange(count) * 4)[:, None]
    triangles = np.concatenate([corner + np.array(half) for half in ((0, 1, 2), (0, 2, 3))])
    normals = np.repeat(twigs.facing[:, None], 4, axis=1)
    return Solid(points.reshape(-1, 3), normals.reshape(-1, 3), places.reshape(-1, 2), triangles)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _across(axis: Floats, wish: Floats) -> Floats:
    """Directions at right angles to an axis, as near to a wish as can be."""
    return _unit(wish - axis * np.einsum("ij,ij->i", axis, wish)[:, None])
