"""The model of a Voyager document: its files by use, its parts with their names."""

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.cameras import metres
from tourism.scenes.formats import GLB, POSTER, USDZ, WEBP
from tourism.scenes.view import HotspotView, ModelFile, SceneView, Texts

# Voyager starts in English, and shows nothing where a text has none.
FIRST = "EN"


def model(scene: SceneView, at: Addresses) -> Body:
    """Files, box and parts, in metres."""
    width, height, depth = scene.size
    lowest, highest = metres((-width / 2, 0.0, -depth / 2)), metres((width / 2, height, depth / 2))
    return {
        "units": "m",
        "derivatives": _derivatives(scene, at),
        "boundingBox": {"min": lowest, "max": highest},
        "annotations": [_annotation(each) for each in scene.hotspots],
    }


def keyed(texts: Texts) -> dict[str, str]:
    """Texts by language as Voyager names them."""
    return {tag.upper(): text for tag, text in sorted(texts.items())}


def _derivatives(scene: SceneView, at: Addresses) -> list[Body]:
    """The plain file for all, so that no decoder is missed; for AR only what somebody vouches for."""
    plain, on_iphone = _asset(scene.files.ar, GLB, at), _asset(scene.files.usdz, USDZ, at)
    poster = _asset(scene.files.poster_webp, WEBP, at) | {"type": "Image", "imageSize": max(POSTER)}
    found = [("Web3D", "High", plain), ("Image2D", "Medium", poster)]
    if scene.is_sized:
        found += [("App3D", "AR", plain), ("iOSApp3D", "AR", on_iphone)]
    return [{"usage": usage, "quality": quality, "assets": [asset]} for usage, quality, asset in found]


def _asset(file: ModelFile, kind: str, at: Addresses) -> Body:
    asset = {"uri": at.media(file.name), "type": "Model", "mimeType": kind, "byteSize": file.size}
    return asset | ({"numFaces": file.triangles} if file.triangles else {})


def _annotation(hotspot: HotspotView) -> Body:
    title, _ = hotspot.label("en")
    return {
        "id": hotspot.id,
        "title": title,
        "titles": {FIRST: title} | keyed(hotspot.labels),
        "position": metres(hotspot.position),
        "direction": metres(hotspot.normal),
    }
