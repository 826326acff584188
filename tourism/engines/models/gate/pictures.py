"""The gate for textures: what each picture is and how large it says it is, before anything decodes it."""

import struct
from typing import Any, Final

from tourism.engines.models.opened import Glb
from tourism.engines.models.refusals import LONGEST_SIDE, MOST_PIXELS, MOST_WEBP_PIXELS, Strange
from tourism.engines.pictures import heads
from tourism.engines.pictures.heads import Signature
from tourism.engines.pictures.jpeg_head import jpeg
from tourism.engines.pictures.refusals import Refused

KTX2: Final = b"\xabKTX 20\xbb"
PNG: Final = b"\x89PNG\r\n\x1a\n"
# Some programs write the second.
CALLED = {"jpeg": ("image/jpeg", "image/jpg"), "png": ("image/png",), "webp": ("image/webp",)}
# Each is copied once to be looked at.
LARGEST_PICTURE: Final = 50_000_000


def judge(glb: Glb) -> None:
    """Says of each picture what it is, of each texture which one it shows; raises Strange."""
    pixels = 0
    for index, image in enumerate(glb.listed("images")):
        found = _head(glb.picture(index))
        if not 0 < min(found.width, found.height) <= max(found.width, found.height) <= LONGEST_SIDE:
            raise Strange("too-large-textures", f"{found.width} x {found.height}")
        pixels += found.width * found.height
        if pixels > MOST_PIXELS or (found.kind == "webp" and found.width * found.height > MOST_WEBP_PIXELS):
            raise Strange("too-large-textures", f"{pixels} pixels")
        if image.get("mimeType", CALLED[found.kind][0]) not in CALLED[found.kind]:
            raise Strange("texture-kind", f"a {found.kind} that is called another kind")
        image["mimeType"] = CALLED[found.kind][0]
    for texture in glb.listed("textures"):
        _source(texture)


def _head(view: memoryview) -> Signature:
    if len(view) > LARGEST_PICTURE:
        raise Strange("too-large-textures", f"{len(view)} bytes")
    data = bytes(view)
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return jpeg(data)
        if data.startswith(PNG):
            return heads.png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return heads.webp(data)
    except Refused as error:
        raise Strange("damaged" if error.reason == "damaged" else "texture-kind", f"a texture: {error}") from error
    except (struct.error, IndexError) as error:
        raise Strange("damaged", "a texture whose head is cut") from error
    raise Strange("ktx2" if data.startswith(KTX2) else "texture-kind", f"a texture that begins {data[:8].hex()}")


def _source(texture: dict[str, Any]) -> None:
    """The picture that is shown, whichever extension names it."""
    others = texture.pop("extensions", {})
    if "EXT_texture_webp" in others:
        texture["source"] = others["EXT_texture_webp"]["source"]
    if "source" not in texture:
        raise Strange("ktx2" if others else "damaged", "a texture without a picture")
