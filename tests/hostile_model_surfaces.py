"""GLB files whose textures, skins or animations are not what they say; and why each is refused."""

import struct
import zlib

import numpy as np
from PIL import Image

from tests.glb_changes import Case, Make, changed, crowded, put, repeated
from tests.glb_drafts import QUAD, held, morphing, moving, pictured, saved
from tests.hostile_pictures import PAYLOAD, chunk, late, packed_zeros, passes, png, with_size
from tests.hostile_pictures import saved as scene_saved


def textured(make: Make, kind: str = "image/png") -> Make:
    """A square with this picture."""
    return lambda: pictured(make(), kind).packed()


def pictures() -> dict[str, Case]:
    """Textures that grow, move, or are none."""
    few, rows = zlib.compress(bytes(97) * 32), zlib.compress(bytes(8_000 * 3 + 1) * 8_000)
    one_row = b"glTF\x02\0\0\0"
    return {
        "a png of 30,000 by 30,000": ("too-large-textures", textured(lambda: png(30_000, 30_000, rows))),
        "a png of 2 billion by 2 billion": ("too-large-textures", textured(lambda: png(0x7FFFFFFF, 0x7FFFFFFF, few))),
        "a png of one row": ("too-large-textures", textured(lambda: png(8_193, 1, few))),
        "a png of no size": ("too-large-textures", textured(lambda: png(0, 32, few))),
        "two pngs of 8,000 by 8,000": (
            "too-large-textures",
            changed(lambda draft: [draft.picture(png(8_000, 8_000, rows)) for _ in range(2)]),
        ),
        "a jpeg of 65,535 by 65,535": (
            "too-large-textures",
            textured(lambda: with_size(saved("JPEG"), 65_535, 65_535), "image/jpeg"),
        ),
        "a jpeg that is gone over 1,500 times": (
            "damaged",
            textured(lambda: passes(8_000, 8_000, 1_500), "image/jpeg"),
        ),
        "a webp of 4,097 by 4,096": ("too-large-textures", textured(lambda: webp_box(4_097, 4_096), "image/webp")),
        "a webp of 16,384 by 16,384": (
            "too-large-textures",
            textured(lambda: webp_box(16_384, 16_384), "image/webp"),
        ),
        "a png that moves": ("texture-kind", textured(lambda: film("PNG"))),
        "a png that says late that it moves": ("texture-kind", textured(lambda: tardy(film("PNG")))),
        "a png that says far too late that it moves": ("damaged", textured(lambda: late(film("PNG")))),
        "a webp that moves": ("texture-kind", textured(lambda: film("WEBP"), "image/webp")),
        "a gif": ("texture-kind", textured(lambda: scene_saved("GIF"), "image/gif")),
        "a bmp called png": ("texture-kind", textured(lambda: scene_saved("BMP"))),
        "a tiff called jpeg": ("texture-kind", textured(lambda: scene_saved("TIFF"), "image/jpeg")),
        "an svg": ("texture-kind", textured(lambda: b"<svg onload='alert(1)'/>", "image/svg+xml")),
        "a page called png": ("texture-kind", textured(lambda: PAYLOAD)),
        "a model in a model": ("texture-kind", textured(lambda: one_row)),
        "a dds": ("texture-kind", textured(lambda: scene_saved("DDS"), "image/vnd-ms.dds")),
        "a png called jpeg": ("texture-kind", textured(saved, "image/jpeg")),
        "a jpeg called png": ("texture-kind", textured(lambda: saved("JPEG"))),
        "a jpeg called webp": ("texture-kind", textured(lambda: saved("JPEG"), "image/webp")),
        "a kind that is a list": ("texture-kind", put("images.0.mimeType", ["image/png"], pictured)),
        "the head of a png": ("damaged", textured(lambda: saved()[:16])),
        "the head of a jpeg": ("damaged", textured(lambda: b"\xff\xd8\xff", "image/jpeg")),
        "the head of a webp": ("damaged", textured(lambda: b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp")),
        "a picture without bytes": ("damaged", put("images.0", {"mimeType": "image/png"}, pictured)),
    }


def film(kind: str) -> bytes:
    """A picture that moves."""
    frames = [Image.new("RGB", (64, 48), (number * 40, 9, 9)) for number in range(4)]
    return scene_saved(kind, frames[0], save_all=True, append_images=frames[1:], duration=40)


def webp_box(width: int, height: int) -> bytes:
    """A WebP that says how large it is, and nothing else."""
    return (
        b"RIFF\x16\0\0\0WEBPVP8X\x0a"
        + bytes(7)
        + b"".join((each - 1).to_bytes(3, "little") for each in (width, height))
    )


def tardy(data: bytes) -> bytes:
    """A moving PNG that says so ten parts later."""
    filler = b"\0\0\0\0prVt" + struct.pack(">I", zlib.crc32(b"prVt"))
    return data[:33] + filler * 10 + data[33:]


def motions() -> dict[str, Case]:
    """Skins and animations."""
    joints = np.uint8([[0, 0, 0, 0]] * 3 + [[0, 9, 0, 0]])
    channel = "animations.0.channels.0"
    sampler = "animations.0.samplers.0"

    def timed(*times: float) -> Make:
        return changed(
            lambda draft: draft.document["animations"][0]["samplers"][0].update(
                input=draft.numbers(np.array(times, np.float32))
            ),
            start=moving,
        )

    def turned(array: np.ndarray) -> Make:
        return changed(
            lambda draft: draft.document["animations"][0]["samplers"][0].update(output=draft.numbers(array)),
            start=moving,
        )

    def jointed(array: np.ndarray, name: str = "JOINTS_0") -> Make:
        return changed(lambda draft: draft.primitive["attributes"].update({name: draft.numbers(array)}), start=held)

    return {
        "a joint that the skin does not have": ("damaged", jointed(joints)),
        "a joint that is no node": ("damaged", put("skins.0.joints", [1, 40], held)),
        "a joint twice": ("damaged", put("skins.0.joints", [1, 1], held)),
        "a skin without joints": ("damaged", put("skins.0.joints", [], held)),
        "5,000 joints": ("too-many-parts", put("skins.0.joints", [1] * 5_000, held)),
        "joints that are meant as fractions": ("damaged", put("accessors.1.normalized", True, held)),
        "joints that are fractions": ("damaged", jointed(np.zeros((4, 4), np.float32))),
        "weights that are no numbers": ("damaged", jointed(np.full((4, 4), np.nan, np.float32), "WEIGHTS_0")),
        "weights below nothing": ("damaged", jointed(np.full((4, 4), -1, np.float32), "WEIGHTS_0")),
        "fewer matrices than joints": ("damaged", put("accessors.4.count", 1, held)),
        "a skin's matrix of nothing that is a number": (
            "damaged",
            changed(
                lambda draft: draft.document["skins"][0].update(
                    inverseBindMatrices=draft.numbers(np.full((2, 16), np.nan, np.float32))
                ),
                start=held,
            ),
        ),
        "corners for a skin's matrix": ("damaged", put("skins.0.inverseBindMatrices", 0, held)),
        "a skin that is not there": ("damaged", put("nodes.0.skin", 5, held)),
        "a skin without a mesh": ("damaged", put("nodes.1.skin", 0, held)),
        "times that go back": ("damaged", timed(0, 2, 1)),
        "times that stand still": ("damaged", timed(0, 1, 1)),
        "times that are no numbers": ("damaged", timed(0, np.nan, 2)),
        "a time before the beginning": ("damaged", timed(-1, 0, 1)),
        "an animation of a year": ("damaged", timed(0, 1, 31e5)),
        "more times than values": ("damaged", timed(0, 1, 2, 3)),
        "a turn that is no number": ("damaged", turned(np.full((3, 4), np.nan, np.float32))),
        "a turn of three numbers": ("damaged", turned(np.zeros((3, 3), np.float32))),
        "curves with a third of their values": ("damaged", put(f"{sampler}.interpolation", "CUBICSPLINE", moving)),
        "a way of moving that nobody knows": ("damaged", put(f"{sampler}.interpolation", "EASE", moving)),
        "a channel without a sampler": ("damaged", put(f"{channel}.sampler", 1, moving)),
        "a channel that moves what is not there": ("damaged", put(f"{channel}.target.node", 9, moving)),
        "a channel that moves something unknown": ("damaged", put(f"{channel}.target.path", "pointer", moving)),
        "one thing that two channels move": (
            "damaged",
            changed(
                lambda draft: draft.document["animations"][0].update(
                    channels=draft.document["animations"][0]["channels"] * 2
                ),
                start=moving,
            ),
        ),
        "a matrix that is moved": (
            "damaged",
            put("nodes.0.matrix", [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], moving),
        ),
        "3,000 channels": (
            "too-many-parts",
            changed(
                lambda draft: draft.document["animations"][0].update(
                    channels=draft.document["animations"][0]["channels"] * 3_000
                ),
                start=moving,
            ),
        ),
        "weights of shapes that are not there": ("damaged", put("nodes.0.weights", [0.5, 0.5], morphing)),
        "a shape with fewer points": (
            "damaged",
            changed(
                lambda draft: draft.primitive.update(targets=[{"POSITION": draft.numbers(QUAD[:3])}]), start=morphing
            ),
        ),
        "a shape in infinity": (
            "damaged",
            changed(
                lambda draft: draft.primitive.update(targets=[{"POSITION": draft.numbers(np.full_like(QUAD, np.inf))}]),
                start=morphing,
            ),
        ),
        "pieces with different numbers of shapes": (
            "damaged",
            changed(lambda draft: draft.piece(position=QUAD), start=morphing),
        ),
    }


def bodies() -> dict[str, Make]:
    """Textures whose heads are right: what is wrong with them is seen by their readers alone."""
    few, swollen = zlib.compress(bytes(97) * 32), packed_zeros(100_000_000)
    jpeg = saved("JPEG")
    return {
        "a png of 8,000 by 8,000 without pixels": textured(lambda: png(8_000, 8_000, few)),
        "a png with a broken sum": textured(lambda: saved()[:40] + b"\0\0\0\0" + saved()[44:]),
        "a png of an unknown depth": textured(lambda: png(32, 32, few, depth=3)),
        "a png with a text that swells": textured(lambda: png(32, 32, few, chunk(b"zTXt", b"Comment\0\0" + swollen))),
        "a png with a profile that swells": textured(lambda: png(32, 32, few, chunk(b"iCCP", b"icc\0\0" + swollen))),
        "half a jpeg": textured(lambda: jpeg[: len(jpeg) // 2], "image/jpeg"),
        "a jpeg of 8,192 by 8,192 without pixels": textured(lambda: with_size(jpeg, 8_192, 8_192), "image/jpeg"),
        "a jpeg that is gone over 39 times": textured(lambda: passes(8_000, 8_000, 39), "image/jpeg"),
        "a webp of 4,096 by 4,096 without pixels": textured(lambda: webp_box(4_096, 4_096), "image/webp"),
        "half a webp": textured(lambda: saved("WEBP")[:200], "image/webp"),
    }


def heavy() -> dict[str, Make]:
    """Small files that are right, and cost as much as one model may: large textures, sheets over each other."""
    black = Image.new("RGB", (8_192, 8_192))
    return {
        "a black png of 8,192 by 8,192": textured(lambda: scene_saved("PNG", black)),
        "a black jpeg of 8,192 by 8,192": textured(lambda: scene_saved("JPEG", black), "image/jpeg"),
        "a black progressive jpeg of 8,192 by 8,192": textured(
            lambda: scene_saved("JPEG", black, progressive=True), "image/jpeg"
        ),
        "a black webp of 4,096 by 4,096": textured(
            lambda: scene_saved("WEBP", black.reduce(2), lossless=True, method=0), "image/webp"
        ),
        "a clear png of 8,192 by 8,192": textured(lambda: scene_saved("PNG", Image.new("LA", (8_192, 8_192)))),
        "1,800 sheets over each other": changed(crowded(4, 2), repeated(900)),
    }
