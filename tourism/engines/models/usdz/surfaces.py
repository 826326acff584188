"""Surfaces of a model as phones' USDZ knows them: UsdPreviewSurface, its pictures as files."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from tourism.engines.models.mesh import Model, Part, PictureIndex, Surface
from tourism.engines.models.usdz.usda import Prim, numbers

JPEG = {"quality": 85, "optimize": True}
File = tuple[PictureIndex, float]
# Colours of two parts that nobody can tell apart are one surface.
COLOUR_STEPS = 64
Four = tuple[float, float, float, float]
ONE: Four = (1.0, 1.0, 1.0, 1.0)
NONE: Four = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one input of a surface is read from a picture: times `scale`, plus `bias`; `output` names the channels.

    `strength` is that of directions: it is worked into the picture, as phones take no other scale for them.
    """

    declared: str
    picture: PictureIndex
    output: str
    scale: Four = ONE
    bias: Four = NONE
    space: str = "raw"
    strength: float = 1.0

    @property
    def file(self) -> "File":
        """What has a file of its own."""
        return self.picture, self.strength


def worn(model: Model, part: Part) -> Surface:
    """The part's surface as this form can say it: no picture without a place on it, no colours at corners.

    Their mean is the colour instead, where there is no picture.
    """
    surface = model.surfaces[part.surface]
    if part.uvs is None:
        surface = replace(
            surface,
            colour_picture=None,
            metallic_roughness_picture=None,
            normal_picture=None,
            occlusion_picture=None,
            emissive_picture=None,
        )
    if part.colours is not None and surface.colour_picture is None:
        mean = np.round(part.colours.mean(axis=0, dtype=np.float64) * COLOUR_STEPS) / COLOUR_STEPS
        red, green, blue, alpha = (float(each) for each in np.multiply(surface.colour, mean))
        surface = replace(surface, colour=(red, green, blue, alpha))
    return surface


def files(model: Model, surfaces: list[Surface]) -> dict[File, tuple[str, bytes]]:
    """Name and bytes of each picture that is used: PNG where something shows through it, else JPEG."""
    clear = {_lets_through(model, surface) for surface in surfaces}
    made: dict[File, tuple[str, bytes]] = {}
    for surface in surfaces:
        for reading in readings(model, surface):
            if reading.file not in made:
                data = _file(model.pictures[reading.picture], reading.strength, clear=reading.picture in clear)
                made[reading.file] = (f"textures/{len(made)}.{'png' if reading.picture in clear else 'jpg'}", data)
    return made


def _file(picture: Image.Image, strength: float, *, clear: bool) -> bytes:
    out = io.BytesIO()
    if strength != 1.0:
        picture = _stronger(picture.convert("RGB"), strength)
    if clear:
        picture.save(out, "PNG", compress_level=6)
    else:
        picture.convert("RGB").save(out, "JPEG", **JPEG)
    return out.getvalue()


def _stronger(directions: Image.Image, strength: float) -> Image.Image:
    """The same slopes, steeper or flatter: readers make directions one long themselves."""
    leaning = [round(min(255.0, max(0.0, 127.5 + (value - 127.5) * strength))) for value in range(256)]
    return directions.point([*leaning, *leaning, *range(256)])


def _lets_through(model: Model, surface: Surface) -> PictureIndex | None:
    """The picture whose alpha counts."""
    picture = surface.colour_picture
    if surface.alpha == "OPAQUE" or picture is None or model.pictures[picture].mode != "RGBA":
        return None
    return picture


def readings(model: Model, surface: Surface) -> Iterator[Reading]:
    """Every input that comes from a picture."""
    colour = "inputs:emissiveColor" if surface.unlit else "inputs:diffuseColor"
    if surface.colour_picture is not None:
        yield Reading(f"color3f {colour}", surface.colour_picture, "float3 outputs:rgb", surface.colour, space="sRGB")
    if (clear := _lets_through(model, surface)) is not None:
        yield Reading("float inputs:opacity", clear, "float outputs:a", surface.colour, space="sRGB")
    if not surface.unlit:
        yield from _lit(surface)


def _lit(surface: Surface) -> Iterator[Reading]:
    if surface.emissive_picture is not None and any(surface.emissive):
        glow = (*surface.emissive, 1.0)
        yield Reading(
            "color3f inputs:emissiveColor", surface.emissive_picture, "float3 outputs:rgb", glow, space="sRGB"
        )
    if surface.normal_picture is not None:
        yield Reading(
            "normal3f inputs:normal",
            surface.normal_picture,
            "float3 outputs:rgb",
            (2.0, 2.0, 2.0, 1.0),
            (-1.0, -1.0, -1.0, 0.0),
            strength=surface.normal_scale,
        )
    if surface.occlusion_picture is not None:
        share = surface.occlusion_strength
        rest = 1.0 - share
        yield Reading(
            "float inputs:occlusion",
            surface.occlusion_picture,
            "float outputs:r",
            (share, share, share, 1.0),
            (rest, rest, rest, 0.0),
        )
    if (picture := surface.metallic_roughness_picture) is not None:
        for name, output, factor in (("roughness", "g", surface.roughness), ("metallic", "b", surface.metallic)):
            # Not every reader obeys a scale of nothing: the number itself is written then.
            if factor:
                scale = (factor, factor, factor, 1.0)
                yield Reading(f"float inputs:{name}", picture, f"float outputs:{output}", scale)


def material(model: Model, surface: Surface, name: str, path: str, names: dict[File, str]) -> Prim:
    """One material that lies under `path`; `names` are the pictures' files."""
    made, here = Prim("Material", name), f"{path}/{name}"
    shader = Prim("Shader", "Surface")
    shader.put("uniform token info:id", '"UsdPreviewSurface"')
    read = list(readings(model, surface))
    pictured = {reading.declared for reading in read}
    for declared, value in _constants(surface):
        if declared not in pictured:
            shader.put(declared, value)
    for reading in read:
        node, channels = _node(reading), reading.output.split()[1]
        shader.put(f"{reading.declared}.connect", f"<{here}/{node}.{channels}>")
    shader.lines.append("token outputs:surface")
    made.put("token outputs:surface.connect", f"<{here}/Surface.outputs:surface>")
    made.hold(shader)
    if read:
        made.hold(_places())
    for reading in read:
        made.hold(_texture(reading, names[reading.file], f"{here}/Places"))
    return made


def _constants(surface: Surface) -> Iterator[tuple[str, str]]:
    colour = numbers(surface.colour[:3])
    yield "color3f inputs:diffuseColor", "(0, 0, 0)" if surface.unlit else colour
    if surface.unlit:
        yield "color3f inputs:emissiveColor", colour
    elif any(surface.emissive):
        yield "color3f inputs:emissiveColor", numbers(surface.emissive)
    yield "float inputs:metallic", f"{0 if surface.unlit else surface.metallic:.6g}"
    yield "float inputs:roughness", f"{1 if surface.unlit else surface.roughness:.6g}"
    if surface.alpha != "OPAQUE":
        yield "float inputs:opacity", f"{surface.colour[3]:.6g}"
    if surface.alpha == "MASK":
        # None at all would let half of it through instead of cutting it out.
        yield "float inputs:opacityThreshold", f"{max(surface.alpha_cutoff, 0.001):.6g}"


def _node(reading: Reading) -> str:
    return reading.declared.rpartition(":")[2].capitalize() + "Picture"


def _places() -> Prim:
    """Where on the picture each corner lies."""
    made = Prim("Shader", "Places")
    made.put("uniform token info:id", '"UsdPrimvarReader_float2"')
    made.put("string inputs:varname", '"st"')
    made.lines.append("float2 outputs:result")
    return made


def _texture(reading: Reading, file: str, places: str) -> Prim:
    made = Prim("Shader", _node(reading))
    made.put("uniform token info:id", '"UsdUVTexture"')
    made.put("asset inputs:file", f"@{file}@")
    made.put("float2 inputs:st.connect", f"<{places}.outputs:result>")
    made.put("token inputs:sourceColorSpace", f'"{reading.space}"')
    made.put("token inputs:wrapS", '"repeat"')
    made.put("token inputs:wrapT", '"repeat"')
    if (reading.scale, reading.bias) != (ONE, NONE):
        made.put("float4 inputs:scale", numbers(reading.scale))
        made.put("float4 inputs:bias", numbers(reading.bias))
    made.lines.append(reading.output)
    return made
