"""What a model looks like at every pixel: its surfaces in warm light from the left and a pale sky."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Model, PictureIndex, Surface
from tourism.engines.models.posters.camera import Camera, Doubles
from tourism.engines.models.posters.depth import Singles
from tourism.engines.models.posters.lamp import Lamp
from tourism.engines.models.posters.pictures import Mipmap, linear
from tourism.engines.models.posters.triangles import Seen, Soup, Whole, dot, unit

AT_ONCE = 1 << 17
KEY = np.array((1.0, 0.94, 0.84), np.float32) * np.float32(1.02)
SKY = np.array((0.98, 0.97, 0.95), np.float32) * np.float32(0.44)
GROUND = np.array((0.88, 0.76, 0.60), np.float32) * np.float32(0.27)
RIM = np.array((1.0, 0.97, 0.92), np.float32) * np.float32(0.16)
MIRROR = 0.04
# Above this, light is pressed together instead of cut off.
KNEE = np.float32(0.45)


@dataclass(frozen=True, slots=True, eq=False)
class Studio:
    """All that it takes to say what a pixel looks like."""

    model: Model
    triangles: Soup
    camera: Camera
    view: Seen
    lamp: Lamp
    pictures: tuple[Mipmap, ...]
    # Of each triangle: where its pictures are read, as log2 of a picture's share that lies on one pixel.
    fineness: Singles

    def colours(self, pixels: Whole, ids: Whole) -> Singles:
        """Light from 0 to 1 (n, 3) at pixels with the triangles that are nearest there."""
        found = np.empty((len(pixels), 3), np.float32)
        order = np.argsort(self.triangles.surfaces[ids], kind="stable")
        borders = np.flatnonzero(np.diff(self.triangles.surfaces[ids[order]])) + 1
        for same in np.split(order, borders):
            for start in range(0, len(same), AT_ONCE):
                these = same[start : start + AT_ONCE]
                surface = self.model.surfaces[self.triangles.surfaces[ids[these[0]]]]
                found[these] = self._surface(surface, pixels[these], ids[these])
        return found

    def shares(self, pixels: Whole, ids: Whole) -> tuple[Singles, Doubles]:
        """How much each corner of the triangles counts (n, 3), and how near the place is (n)."""
        x, y = pixels % self.camera.width + 0.5, pixels // self.camera.width + 0.5
        planes = self.view.planes[ids]
        parts = planes[:, :, 0] * x[:, None] + planes[:, :, 1] * y[:, None] + planes[:, :, 2]
        near = parts[:, 0] + parts[:, 1] + parts[:, 2]
        return (parts / near[:, None]).astype(np.float32), near

    def _surface(self, surface: Surface, pixels: Whole, ids: Whole) -> Singles:
        shares, near = self.shares(pixels, ids)
        uvs = self._mixed(self.triangles.uvs, ids, shares)
        colour = self._mixed(self.triangles.colours, ids, shares)[:, :3] * np.array(surface.colour[:3], np.float32)
        if surface.colour_picture is not None:
            colour *= linear(self._read(surface.colour_picture, uvs, ids)[:, :3])
        if surface.unlit:
            return colour
        ways = self.camera.rays(pixels % self.camera.width + 0.5, pixels // self.camera.width + 0.5)
        points = self.camera.eye + ways / near[:, None]
        way = unit(-ways.astype(np.float32))
        normals = self._normals(surface, ids, shares, uvs)
        light = self._lit(surface, colour, normals, way, points, self._polish(surface, uvs, ids))
        if any(surface.emissive):
            glow = np.array(surface.emissive, np.float32)
            picture = surface.emissive_picture
            light += glow if picture is None else linear(self._read(picture, uvs, ids)[:, :3]) * glow
        return pressed(light)

    def _mixed(self, values: Singles, ids: Whole, shares: Singles) -> Singles:
        corners = self.triangles.triangles[ids]
        return np.asarray(sum(values[corners[:, at]] * shares[:, at, None] for at in range(3)))

    def _read(self, picture: PictureIndex, uvs: Singles, ids: Whole) -> Singles:
        pixels = np.log2(np.float32(self.pictures[picture].width * self.pictures[picture].height)) / 2
        return self.pictures[picture].at(uvs, np.round(self.fineness[ids] + pixels).astype(np.int64))

    def _normals(self, surface: Surface, ids: Whole, shares: Singles, uvs: Singles) -> Singles:
        normals: Singles = unit(self._mixed(self.triangles.normals, ids, shares))
        if surface.normal_picture is not None:
            leaning = self._read(surface.normal_picture, uvs, ids)[:, :3] * 2 - 1
            along, upward = _ways(self.triangles, ids)
            along -= normals * dot(along, normals)[:, None]
            upward -= normals * dot(upward, normals)[:, None]
            sideways = unit(along) * leaning[:, :1] + unit(upward) * leaning[:, 1:2]
            sideways *= surface.normal_scale
            normals = unit(normals * leaning[:, 2:] + sideways)
        # What is seen from behind is turned to who looks.
        return normals * self.view.faces[ids, None].astype(np.float32)

    def _polish(self, surface: Surface, uvs: Singles, ids: Whole) -> tuple[Singles, Singles, Singles]:
        """Roughness, metalness and how open to the sky (n, 1)."""
        ones = np.ones((len(ids), 1), np.float32)
        rough, metal, open_ = ones * surface.roughness, ones * surface.metallic, ones
        if surface.metallic_roughness_picture is not None:
            read = self._read(surface.metallic_roughness_picture, uvs, ids)
            rough, metal = rough * read[:, 1:2], metal * read[:, 2:3]
        if surface.occlusion_picture is not None:
            read = self._read(surface.occlusion_picture, uvs, ids)
            open_ = 1 + surface.occlusion_strength * (read[:, :1] - 1)
        return rough.astype(np.float32), metal.astype(np.float32), open_.astype(np.float32)

    def _lit(
        self,
        surface: Surface,
        colour: Singles,
        normals: Singles,
        way: Singles,
        points: Doubles,
        polish: tuple[Singles, Singles, Singles],
    ) -> Singles:
        rough, metal, open_ = polish
        to_lamp = self.lamp.towards().astype(np.float32)
        facing, straight = (normals @ to_lamp)[:, None], dot(normals, way)[:, None].clip(0, 1)
        key = facing.clip(0, 1) * self.lamp.reaches(points)[:, None] * KEY
        halfway = dot(normals, unit(way + to_lamp))[:, None].clip(1e-4, 1)
        sharp = 2 / np.maximum(rough, 0.12) ** 4
        mirrored = MIRROR * (1 - metal) + colour * metal
        mirrored = mirrored + (1 - mirrored) * (1 - straight) ** 5 * (1 - rough) * np.float32(0.6)
        glint = np.minimum(halfway**sharp * (sharp + 2) / 8, 6)
        around = _sky(2 * straight * normals[:, 1:2] - way[:, 1:2], rough) * 1.25
        edge = (1 - straight) ** 3 * RIM * (0.35 + 0.65 * colour) * (normals[:, 1:2] * 0.5 + 0.5)
        matt = colour * (1 - metal) * (key + _sky(normals[:, 1:2], np.float32(1)) * open_)
        return np.asarray(matt + mirrored * (key * glint + around * open_) + edge * open_)


def fineness(triangles: Soup, camera: Camera) -> Singles:
    """log2 of how much of a picture lies on one pixel, by its side, for each triangle (m)."""
    corners = camera.corners(triangles.positions)
    on_poster = (corners[:, :2] / corners[:, 2:])[triangles.triangles]
    on_picture = triangles.uvs[triangles.triangles]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(_area(on_picture) / np.maximum(_area(on_poster), 1e-9)) / 2
    return np.where(np.isfinite(ratio), ratio, -99).astype(np.float32)


def _area(corners: NDArray[np.floating]) -> NDArray[np.floating]:
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return np.asarray(abs(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]))


def _ways(triangles: Soup, ids: Whole) -> tuple[Singles, Singles]:
    """Where a picture's right and its upper edge lie from places on it."""
    corners = triangles.triangles[ids]
    one, two = (triangles.positions[corners[:, at]] - triangles.positions[corners[:, 0]] for at in (1, 2))
    u, v = ((triangles.uvs[corners[:, 1:]] - triangles.uvs[corners[:, :1]])[:, :, at] for at in (0, 1))
    turn = np.sign(u[:, :1] * v[:, 1:] - u[:, 1:] * v[:, :1])
    return (one * v[:, 1:] - two * v[:, :1]) * turn, (one * u[:, 1:] - two * u[:, :1]) * turn


def _sky(up: Singles, rough: Singles | np.float32) -> Singles:
    """The light that comes from a direction's side: pale above, warm from the ground."""
    share = np.clip(up / (0.25 + 0.75 * rough) * 0.5 + 0.5, 0, 1)
    return np.asarray(GROUND + (SKY - GROUND) * share)


def pressed(light: Singles) -> Singles:
    """Light of any strength as 0 to 1: as it is in the dark and the middle, ever less of what is brighter."""
    over = np.maximum(light - KNEE, 0) / (1 - KNEE)
    return np.where(light <= KNEE, light, KNEE + (1 - KNEE) * (1 - np.exp(-over))).astype(np.float32)
