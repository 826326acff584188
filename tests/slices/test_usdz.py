"""Models for iPhones: Pixar's check for phones has nothing to say, and what is opened is what was packed."""

import io
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pxr import Sdf, Usd, UsdGeom, UsdShade, UsdUtils

from tests import meshes
from tourism.engines.models.mesh import Model, Surface
from tourism.engines.models.usdz.archive import MOST_BYTES, package
from tourism.engines.models.wish import Wish

HOSTILE = 'Đình "Làng" \'\'\' """ [x] {y} /* z */ # \\ (9) = <a> @/etc/passwd@\n}\ndef Mesh "Evil" {'


@pytest.mark.parametrize("placement", ["floor", "wall"])
@pytest.mark.parametrize("kind", meshes.KINDS)
def test_phones_take_every_kind_of_model(kind, placement, tmp_path):
    wish = Wish(placement=placement, title=HOSTILE, credit=HOSTILE, how_made="Quét bằng máy ảnh.")

    assert faults(package(meshes.KINDS[kind](), wish), tmp_path) == []


def test_the_check_does_find_what_phones_do_not_take(tmp_path):
    good, out = package(meshes.textured(), Wish()), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in read.infolist():
            written.writestr(entry.filename, read.read(entry))

    assert faults(out.getvalue(), tmp_path) != []


@pytest.mark.parametrize("kind", meshes.KINDS)
def test_it_stands_on_the_floor_in_its_true_size(kind, tmp_path):
    model = meshes.KINDS[kind]()
    stage = opened(package(model, Wish()), tmp_path)
    low, high = corners(stage)

    assert high - low == pytest.approx(model.size, rel=2e-4, abs=1e-6)
    assert low[1] == pytest.approx(0, abs=1e-6)
    assert (UsdGeom.GetStageMetersPerUnit(stage), UsdGeom.GetStageUpAxis(stage)) == (1.0, "Y")
    assert anchored(stage) == ("plane", "horizontal")
    triangles = sum(len(mesh.GetFaceVertexCountsAttr().Get()) for mesh in meshes_of(stage))
    assert triangles == model.triangle_count


def test_on_a_wall_its_back_touches_the_wall_and_its_front_looks_away_from_it(tmp_path):
    stage = opened(package(meshes.plain(), Wish(placement="wall")), tmp_path)
    low, high = corners(stage)

    assert anchored(stage) == ("plane", "vertical")
    assert low == pytest.approx([-0.5, 0, -0.6], abs=1e-6)
    assert high == pytest.approx([0.5, 0.5, 0], abs=1e-6)


def test_who_made_it_is_said_and_breaks_nothing(tmp_path):
    said = Wish(title=HOSTILE, credit="Tổ số hoá", licence="CC BY 4.0", source="https://vi.du/?a=b&c=d#e")
    stage = opened(package(meshes.plain(), said), tmp_path)

    assert stage.GetRootLayer().customLayerData == {
        "title": HOSTILE,
        "author": said.credit,
        "licence": said.licence,
        "source": said.source,
    }
    assert [str(prim.GetPath()) for prim in stage.Traverse() if prim.IsA(UsdGeom.Mesh)] == ["/Model/Part0"]


def test_pictures_lie_the_right_way_up_with_the_corners_they_had(tmp_path):
    stage = opened(package(meshes.shadeless(), Wish()), tmp_path)
    (mesh,) = meshes_of(stage)
    places = np.array(UsdGeom.PrimvarsAPI(mesh).GetPrimvar("st").Get())

    found = np.array(mesh.GetPointsAttr().Get())[:, :2] / [0.8, 0.6] + [0.5, 0]
    assert places == pytest.approx(found, abs=1e-6)
    assert mesh.GetDoubleSidedAttr().Get() is True
    assert inputs(mesh)["diffuseColor"] == (0, 0, 0)


def test_what_is_cut_out_stays_cut_out(tmp_path):
    data = package(meshes.cut_out(), Wish())
    stage = opened(data, tmp_path)
    mesh = meshes_of(stage)[0]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = (each for each in archive.namelist() if each.startswith("textures/"))
        picture = Image.open(io.BytesIO(archive.read(name)))

    assert (picture.format, picture.mode, picture.getchannel("A").getpixel((0, 0))) == ("PNG", "RGBA", 0)
    assert inputs(mesh)["opacityThreshold"] == pytest.approx(0.4)
    assert inputs(mesh)["opacity"] == ("UsdUVTexture", "a")


def test_every_picture_goes_where_it_belongs(tmp_path):
    stage = opened(package(meshes.several(), Wish()), tmp_path)
    pot, stone, gold, leaf = (inputs(mesh) for mesh in meshes_of(stage))

    assert (pot["diffuseColor"], pot["normal"], pot["metallic"]) == (
        ("UsdUVTexture", "rgb"),
        ("UsdUVTexture", "rgb"),
        0,
    )
    read = {name: stone[name] for name in ("occlusion", "roughness", "metallic", "emissiveColor")}
    assert read == {
        "occlusion": ("UsdUVTexture", "r"),
        "roughness": ("UsdUVTexture", "g"),
        "metallic": ("UsdUVTexture", "b"),
        "emissiveColor": ("UsdUVTexture", "rgb"),
    }
    assert (gold["metallic"], gold["roughness"]) == pytest.approx((1, 0.3))
    assert "opacity" not in leaf


def test_a_metalness_of_nothing_is_a_number_not_a_picture_times_nothing(tmp_path):
    surface = Surface(metallic_roughness_picture=0, metallic=0.0)
    model = Model((meshes.ball(),), (surface,), (meshes.polish(),))
    stage = opened(package(model, Wish()), tmp_path)
    (mesh,) = meshes_of(stage)

    assert inputs(mesh)["metallic"] == 0
    assert inputs(mesh)["roughness"] == ("UsdUVTexture", "g")


def test_colours_of_corners_become_their_mean(tmp_path):
    stage = opened(package(meshes.painted(), Wish()), tmp_path)
    (mesh,) = meshes_of(stage)

    assert inputs(mesh)["diffuseColor"] == pytest.approx((np.array(meshes.RED) + meshes.BLUE)[:3] / 2, abs=0.02)


def test_the_archive_is_stored_aligned_text_first_and_the_same_again():
    data = package(meshes.several(), Wish(title="Bình gốm"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()

    assert entries[0].filename == "model.usda"
    for entry in entries:
        head = data[entry.header_offset :]
        start = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        assert (entry.compress_type, start % 64) == (zipfile.ZIP_STORED, 0)
    assert data == package(meshes.several(), Wish(title="Bình gốm"))


def test_fifty_thousand_triangles_stay_below_what_phones_like_to_load():
    assert len(package(meshes.many(50_000), Wish())) < 5_000_000


def test_pictures_that_do_not_fit_become_smaller():
    noise = np.random.default_rng(1).integers(0, 255, (1024, 1024, 4), np.uint8)
    heavy = [Image.fromarray(np.roll(noise, each, axis=0)) for each in range(4)]
    sheets = [meshes.plate(1, 1, surface=each) for each in range(4)]
    surfaces = [Surface(colour_picture=each, alpha="MASK") for each in range(4)]

    made = package(Model(tuple(sheets), tuple(surfaces), tuple(heavy)), Wish())

    assert 1_000_000 < len(made) <= MOST_BYTES


def faults(data: bytes, folder: Path) -> list[str]:
    """All that Pixar's check for phones says."""
    file = folder / "model.usdz"
    file.write_bytes(data)
    with warnings.catch_warnings():
        # Its successor lacks the check for phones.
        warnings.simplefilter("ignore", DeprecationWarning)
        checker = UsdUtils.ComplianceChecker(arkit=True, skipARKitRootLayerCheck=False)
    checker.CheckCompliance(str(file))
    return [*checker.GetErrors(), *checker.GetFailedChecks(), *checker.GetWarnings()]


def opened(data: bytes, folder: Path) -> Usd.Stage:
    """The scene that is in it."""
    file = folder / "model.usdz"
    file.write_bytes(data)
    # Another file was called so before.
    if (kept := Sdf.Layer.Find(str(file))) is not None:
        kept.Reload(force=True)
    return Usd.Stage.Open(str(file))


def corners(stage: Usd.Stage) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest corner of everything, in metres."""
    box = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.default_])
    found = box.ComputeWorldBound(stage.GetDefaultPrim()).ComputeAlignedRange()
    return np.array(found.GetMin()), np.array(found.GetMax())


def anchored(stage: Usd.Stage) -> tuple[str, str]:
    """What a phone looks for."""
    prim = stage.GetDefaultPrim()
    names = ("preliminary:anchoring:type", "preliminary:planeAnchoring:alignment")
    first, second = (prim.GetAttribute(name).Get() for name in names)
    return first, second


def meshes_of(stage: Usd.Stage) -> list[UsdGeom.Mesh]:
    """In their order."""
    return [UsdGeom.Mesh(prim) for prim in stage.Traverse() if prim.IsA(UsdGeom.Mesh)]


def inputs(mesh: UsdGeom.Mesh) -> dict[str, object]:
    """Of its surface: numbers, or the kind of what is read and its channels."""
    bound, _ = UsdShade.MaterialBindingAPI(mesh).ComputeBoundMaterial()
    shader, _, _ = bound.ComputeSurfaceSource()
    found: dict[str, object] = {}
    for each in shader.GetInputs():
        found[each.GetBaseName()] = each.Get()
        for source in each.GetConnectedSources()[0]:
            found[each.GetBaseName()] = (UsdShade.Shader(source.source).GetShaderId(), source.sourceName)
    return found
