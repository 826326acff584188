"""What is read of a model: where its surfaces stand, how they look, and that they are seen from their outside."""

import io

import numpy as np
import pytest
from PIL import Image

from tests import models
from tests.glb_drafts import Draft, held, plain, saved
from tourism.engines.models import glb, reading
from tourism.engines.models.mesh import Surface
from tourism.engines.models.refusals import Strange


@pytest.mark.parametrize("name", models.STILL | models.MOVING)
def test_every_model_stands_on_its_foot_as_high_as_was_confirmed(name):
    model = read((models.STILL | models.MOVING)[name](), height_m=3.0)
    low, high = corners(model)

    is_flat = model.size[1] < 1e-6
    assert (max(model.size) if is_flat else model.size[1]) == pytest.approx(3.0)
    assert low[1] == pytest.approx(0, abs=1e-6)
    assert (low + high)[[0, 2]] == pytest.approx(0, abs=1e-5)


def test_without_a_confirmed_height_the_longest_side_is_a_metre():
    assert read(models.tree()).size == pytest.approx((1, 1 / 9, 4 / 9), rel=1e-5)


@pytest.mark.parametrize(
    "name", ["a box", "a box, corners of one byte", "a box, corners of four bytes", "interleaved", "small numbers"]
)
def test_however_a_box_is_written_it_is_the_same_box(name):
    model, same = read(models.STILL[name](), 4.0), read(models.box(), 4.0)

    (part,), (other,) = model.parts, same.parts
    assert part.positions == pytest.approx(other.positions, abs=1e-5)
    assert part.normals == pytest.approx(other.normals, abs=1e-5)
    assert part.uvs == pytest.approx(other.uvs, abs=1e-5)
    assert (part.triangles == other.triangles).all()


@pytest.mark.parametrize("name", ["a box", "a tree with a mirror", "many materials", "strange pictures"])
def test_every_side_is_seen_from_outside_even_in_a_mirror(name):
    for part in read(models.STILL[name]()).parts:
        a, b, c = (part.positions[part.triangles[:, at]] for at in range(3))
        looks = np.cross(b - a, c - a)

        assert (np.einsum("ij,ij->i", looks, part.normals[part.triangles[:, 0]]) > 0).all()


def test_surfaces_that_are_stretched_look_away_from_themselves():
    draft = Draft()
    slope = np.float32([[0, 0, 0], [1, 1, 0], [0, 0, 1]])
    draft.piece(None, position=slope, normal=np.tile(np.float32([-(0.5**0.5), 0.5**0.5, 0]), (3, 1)))
    draft.document["nodes"] = [{"mesh": 0, "scale": [4, 1, 1]}]

    (part,) = read(draft).parts

    along = part.positions[1] - part.positions[0]
    assert part.normals @ along == pytest.approx(np.zeros(3), abs=1e-5)
    assert np.linalg.norm(part.normals, axis=1) == pytest.approx(1.0)


def test_a_strip_is_as_many_triangles_as_it_has_corners_less_two_all_looking_one_way():
    draft = Draft()
    draft.piece(None, position=np.float32([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 2, 0]]))["mode"] = 5

    (part,) = read(draft).parts

    a, b, c = (part.positions[part.triangles[:, at]] for at in range(3))
    assert len(part.triangles) == 3
    assert (np.cross(b - a, c - a)[:, 2] > 0).all()


def test_a_picture_lies_where_the_material_moves_it():
    (part,) = read(models.laid()).parts

    # Scaled by two across, turned by a quarter, moved; of coordinates from -1 to 2.
    first = models.UVS[0] * 3 - 1
    across, down = first * (2, 1)
    expected = np.array([down + 0.25, -across + 0.5])
    assert (part.uvs[0] - expected) % 1 == pytest.approx([0, 0], abs=1e-5)


def test_pictures_that_lie_by_other_coordinates_are_left_out():
    model = read(models.laid())

    assert [(surface.colour_picture, surface.occlusion_picture) for surface in model.surfaces] == [(0, None)]
    assert len(model.pictures) == 1


def test_only_what_is_seen_through_keeps_that():
    model = read(models.materials())

    assert [surface.alpha for surface in model.surfaces] == ["OPAQUE", "OPAQUE", "OPAQUE", "BLEND", "MASK", "OPAQUE"]
    assert sorted(picture.mode for picture in model.pictures) == ["RGB", "RGBA"]


def test_a_surface_that_only_says_that_it_is_seen_through_is_an_ordinary_one():
    draft = models.box()
    draft.document["materials"][0]["alphaMode"] = "BLEND"

    (surface,) = read(draft).surfaces

    assert surface == Surface(colour_picture=0)


def test_a_picture_of_sixteen_bits_keeps_its_grey_and_one_of_inks_its_red():
    grey, red = read(models.strange()).pictures[1:]

    assert (grey.mode, grey.getpixel((5, 5))) == ("RGB", (156, 156, 156))
    assert red.getpixel((5, 5)) == pytest.approx((235, 144, 144), abs=3)


def test_large_pictures_come_out_at_1024_pixels_with_their_shape():
    wide, tall = models.box(), models.box()
    wide.picture(saved("JPEG", side=2600), "image/jpeg")
    tall.picture(models.pictured("PNG", Image.new("LA", (700, 1400))))

    assert read(wide).pictures[0].size == (1024, 1024)
    assert read(tall).pictures[0].size == (512, 1024)


def test_a_picture_that_is_there_twice_is_kept_once():
    draft = models.box()
    again = models.use(draft, saved(), "image/png")
    models.beside(draft, {"pbrMetallicRoughness": {"baseColorTexture": again}})

    model = read(draft)

    assert (len(model.pictures), len(model.surfaces), len(model.parts)) == (1, 1, 1)


@pytest.mark.parametrize("cut", [60, 200])
def test_a_picture_that_is_cut_makes_the_model_a_damaged_one(cut):
    draft = models.box()
    noise = Image.fromarray(np.random.default_rng(5).integers(256, size=(64, 64, 3), dtype=np.uint8))
    out = io.BytesIO()
    noise.save(out, "JPEG")
    opened = glb.admitted(memoryview(draft.packed()))
    opened.document["images"][0]["bufferView"] = len(opened.document["bufferViews"])
    data = out.getvalue()[:-cut]
    opened.document["bufferViews"].append({"byteOffset": len(opened.binary), "byteLength": len(data)})
    broken = glb.Glb(opened.document, memoryview(bytes(opened.binary) + data))

    with pytest.raises(Strange) as refused:
        reading.read(broken, None)

    assert refused.value.reason == "damaged"


@pytest.mark.parametrize(("hand", "green"), [(1.0, 40), (-1.0, 215)], ids=["as usual", "the other way round"])
def test_relief_that_was_made_the_other_way_round_is_turned_as_programs_without_tangents_take_it(hand, green):
    draft = models.box()
    relief = models.use(draft, models.pictured("PNG", Image.new("RGB", (8, 8), (90, 40, 250))), "image/png")
    draft.document["materials"][0] = {"normalTexture": relief}
    a, b = models.PLACES[0::4], models.PLACES[1::4]
    right = np.repeat((b - a) / np.linalg.norm(b - a, axis=1, keepdims=True), 4, axis=0)
    tangents = np.column_stack((right, np.full(len(right), hand)))
    draft.primitive["attributes"]["TANGENT"] = draft.numbers(tangents.astype(np.float32))

    model = read(draft)

    assert [picture.getpixel((4, 4)) for picture in model.pictures] == [(90, green, 250)]


def test_triangles_that_are_none_and_points_of_none_are_gone():
    draft = Draft()
    places = np.float32([[0, 0, 0], [1, 0, 0], [0, 1, 0], [9, 9, 9], [1, 0, 0]])
    draft.piece(np.uint8([0, 1, 2, 0, 1, 1, 1, 2, 4]), position=places)

    (part,) = read(draft).parts

    assert (len(part.triangles), len(part.positions)) == (1, 3)


def test_joints_hold_the_model_where_they_stand():
    draft = held()
    # The upper joint, and with it the upper edge, stands as much higher as the square is high.
    draft.document["nodes"][2]["translation"] = [0, 1.0, 0]

    model = read(draft, 2.0)

    assert corners(model)[1] == pytest.approx([0.5, 2, 0], abs=1e-5)


def test_shapes_are_mixed_as_they_are_at_rest():
    draft = plain()
    draft.primitive["targets"] = [{"POSITION": draft.numbers(np.float32([[0, 0, 0]] * 2 + [[0, 4, 0]] * 2))}]
    draft.document["meshes"][0]["weights"] = [0.5]

    assert read(draft).size == pytest.approx((1 / 3, 1.0, 0.0))


def test_glossy_materials_of_old_programs_keep_their_colour():
    draft = models.box()
    use = draft.document["materials"][0].pop("pbrMetallicRoughness")["baseColorTexture"]
    old = {"diffuseFactor": [0.5, 0.4, 0.3, 1], "diffuseTexture": use, "glossinessFactor": 0.4}
    draft.document["materials"][0]["extensions"] = {"KHR_materials_pbrSpecularGlossiness": old}

    (surface,) = read(draft).surfaces

    assert (surface.colour, surface.colour_picture, surface.metallic) == ((0.5, 0.4, 0.3, 1.0), 0, 0.0)


def read(draft, height_m=None):
    return reading.read(glb.admitted(memoryview(models.packed(draft))), height_m)


def corners(model):
    """The box around it."""
    every = np.concatenate([part.positions for part in model.parts])
    return every.min(axis=0), every.max(axis=0)
