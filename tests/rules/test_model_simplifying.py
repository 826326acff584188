"""A model made lighter: as many triangles as a phone draws, the same outline, pictures where they were."""

import numpy as np
import pytest

from tests import meshes
from tourism.engines.models import optimiser
from tourism.engines.models.mesh import Model, Part, Surface
from tourism.engines.models.refusals import Strange
from tourism.engines.models.simplifying import simplified


@pytest.mark.parametrize("is_flat", [False, True], ids=["round", "every triangle with corners of its own"])
@pytest.mark.parametrize("has_normals", [True, False])
def test_it_has_as_many_triangles_as_was_asked_and_is_as_round_as_it_was(is_flat, has_normals):
    lighter = simplified(Model((ball(40, is_flat=is_flat, has_normals=has_normals),), (Surface(),)), 2_000)

    (part,) = lighter.parts
    assert 1_800 < len(part.triangles) <= 2_100
    assert np.linalg.norm(part.positions, axis=1) == pytest.approx(1.0, abs=1e-5)
    middles = part.positions[part.triangles].mean(axis=1)
    assert np.linalg.norm(middles, axis=1).min() > 0.98
    assert np.einsum("ij,ij->i", part.normals, part.positions).min() > 0.97


def test_pictures_stay_where_they_were():
    part = ball(40)

    (lighter,) = simplified(Model((part,), (Surface(),)), 1_000).parts

    there = {tuple(row) for row in np.concatenate((part.positions, part.uvs), axis=1).tolist()}
    assert {tuple(row) for row in np.concatenate((lighter.positions, lighter.uvs), axis=1).tolist()} <= there


def test_few_triangles_are_left_as_they_are_but_equal_points_are_one():
    part = ball(6, is_flat=True, has_normals=False)

    (same,) = simplified(Model((part,), (Surface(),))).parts

    assert len(same.triangles) == len(part.triangles)
    assert len(same.positions) < len(part.positions) / 3
    assert corners(same) == corners(part)


def test_small_parts_keep_what_they_have_and_large_ones_give_up():
    small = ball(4)
    parts = (ball(40), ball(40), small)

    lighter = simplified(Model(parts, (Surface(),)), 4_000)

    assert lighter.triangle_count <= 4_000
    counts = [len(part.triangles) for part in lighter.parts]
    assert counts[2] == len(small.triangles)
    assert counts[0] == pytest.approx(counts[1], rel=0.02)


def test_crumbs_that_no_edge_holds_together_become_fewer_all_the_same():
    random = np.random.default_rng(3)
    middles = random.uniform(-1, 1, (4_000, 1, 3))
    places = (middles + random.uniform(-0.01, 0.01, (4_000, 3, 3))).reshape(-1, 3).astype(np.float32)
    part = Part(0, places, np.arange(12_000, dtype=np.uint32).reshape(-1, 3))

    lighter = simplified(Model((part,), (Surface(),)), 1_000)

    assert 0 < lighter.triangle_count <= 1_050


def test_without_what_simplifies_small_models_are_kept_and_large_ones_refused(monkeypatch):
    monkeypatch.setattr(optimiser, "is_there", False)
    model = meshes.textured()
    large = ball(160)
    large = Model((large, large), (Surface(),))

    assert simplified(model) is model
    with pytest.raises(Strange) as refused:
        simplified(large)
    assert refused.value.reason == "cannot-simplify"


def ball(rows, *, is_flat=False, has_normals=True):
    """Triangles on a ball of 1 m, 4 times rows squared, with a seam where its picture begins."""
    down, around = np.meshgrid(np.linspace(0, np.pi, rows + 1), np.linspace(0, 2 * np.pi, 2 * rows + 1), indexing="ij")
    places = np.stack((np.sin(down) * np.cos(around), np.cos(down), -np.sin(down) * np.sin(around)), 2).reshape(-1, 3)
    places[np.abs(places) < 1e-9] = 0
    uvs = np.stack((around / (2 * np.pi), down / np.pi), 2).reshape(-1, 2).astype(np.float32)
    corner = (np.arange(rows)[:, None] * (2 * rows + 1) + np.arange(2 * rows)).ravel()
    wide = 2 * rows + 1
    upper = np.stack((corner, corner + wide, corner + 1), 1)[2 * rows :]
    lower = np.stack((corner + 1, corner + wide, corner + wide + 1), 1)[: -2 * rows]
    triangles = np.concatenate((upper, lower)).astype(np.uint32)
    places = places.astype(np.float32)
    normals = places if has_normals else None
    if is_flat:
        places, uvs = places[triangles.ravel()], uvs[triangles.ravel()]
        triangles = np.arange(len(places), dtype=np.uint32).reshape(-1, 3)
        if has_normals:
            faces = np.cross(places[1::3] - places[::3], places[2::3] - places[::3])
            normals = np.repeat(faces / np.linalg.norm(faces, axis=1, keepdims=True), 3, axis=0).astype(np.float32)
    return Part(0, places, triangles, normals, uvs)


def corners(part):
    """Its triangles by the places of their corners, whatever their order."""
    return sorted(tuple(sorted(map(tuple, triangle))) for triangle in part.positions[part.triangles].round(5).tolist())
