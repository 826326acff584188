"""The files of a scene: of which type each is, how large its pictures are, how our own document tells of them."""

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.view import Files, ModelFile

GLB, USDZ, WEBP, AVIF, JPEG = "model/gltf-binary", "model/vnd.usdz+zip", "image/webp", "image/avif", "image/jpeg"
# Width and height in pixels.
POSTER, CARD = (960, 720), (1200, 630)


def told_files(files: Files, at: Addresses) -> Body:
    """All files by form."""
    return {
        "web": _model(files.web, GLB, at),
        "ar": _model(files.ar, GLB, at),
        "usdz": _model(files.usdz, USDZ, at),
        "poster_webp": _picture(files.poster_webp, WEBP, POSTER, at),
        "poster_avif": _picture(files.poster_avif, AVIF, POSTER, at),
        "card": _picture(files.card, JPEG, CARD, at),
    }


def _model(file: ModelFile, kind: str, at: Addresses) -> Body:
    return _file(file, kind, at) | {"triangles": file.triangles}


def _picture(file: ModelFile, kind: str, size: tuple[int, int], at: Addresses) -> Body:
    return _file(file, kind, at) | {"width": size[0], "height": size[1]}


def _file(file: ModelFile, kind: str, at: Addresses) -> Body:
    return {"url": at.media(file.name), "type": kind, "bytes": file.size, "sha256": file.sha256}
