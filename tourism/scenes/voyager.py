"""A scene as a document of Smithsonian's Voyager (SVX): files by use, parts and their names, sounds."""

from collections.abc import Sequence

from tourism.scenes.manifest import GLB, POSTER, USDZ, WEBP, Addresses, Body, metres, told
from tourism.scenes.view import HotspotView, ModelFile, SceneView, Telling, Texts
from tourism.scenes.wording import LICENCES, ORIGINS, name_of

TYPE = "application/si-dpo-3d.document+json"
NARRATION = "narration"
# Voyager starts in English, and shows nothing where a text has none.
FIRST = "EN"


def document(scene: SceneView, tellings: Sequence[Telling], at: Addresses) -> Body:
    """The scene for Voyager, whose languages have names in capitals; those that it does not know it leaves alone."""
    narrations = told(tellings)
    setup: Body = {"units": "m", **({"audio": {"narrationId": NARRATION}} if narrations else {})}
    return {
        "asset": {"type": TYPE, "version": "1.0", "generator": "Lời Quê", "copyright": _copyright(scene)},
        "scene": 0,
        "scenes": [{"units": "m", "nodes": [0], "setup": 0, "meta": 0}],
        "nodes": [{"name": name_of(scene, "en")[0], "model": 0}],
        "metas": [_meta(scene, narrations, at)],
        "models": [_model(scene, at)],
        "setups": [setup],
    }


def _copyright(scene: SceneView) -> str:
    return " · ".join(filter(None, (scene.credit, LICENCES[scene.licence]["en"], ORIGINS[scene.origin]["en"])))


def _keyed(texts: Texts) -> dict[str, str]:
    return {tag.upper(): text for tag, text in sorted(texts.items())}


def _model(scene: SceneView, at: Addresses) -> Body:
    width, height, depth = scene.size
    lowest, highest = metres((-width / 2, 0.0, -depth / 2)), metres((width / 2, height, depth / 2))
    return {
        "units": "m",
        "derivatives": _derivatives(scene, at),
        "boundingBox": {"min": lowest, "max": highest},
        "annotations": [_annotation(each) for each in scene.hotspots],
    }


def _derivatives(scene: SceneView, at: Addresses) -> list[Body]:
    """The plain file for all, so that no decoder is missed; for AR only what somebody vouches for."""
    files = scene.files
    poster = {
        "uri": at.media(files.poster_webp.name),
        "type": "Image",
        "mimeType": WEBP,
        "byteSize": files.poster_webp.size,
        "imageSize": max(POSTER),
    }
    found = [
        {"usage": "Web3D", "quality": "High", "assets": [_asset(files.ar, GLB, at)]},
        {"usage": "Image2D", "quality": "Medium", "assets": [poster]},
    ]
    if scene.is_sized:
        found += [
            {"usage": "App3D", "quality": "AR", "assets": [_asset(files.ar, GLB, at)]},
            {"usage": "iOSApp3D", "quality": "AR", "assets": [_asset(files.usdz, USDZ, at)]},
        ]
    return found


def _asset(file: ModelFile, kind: str, at: Addresses) -> Body:
    asset = {"uri": at.media(file.name), "type": "Model", "mimeType": kind, "byteSize": file.size}
    return asset | ({"numFaces": file.triangles} if file.triangles else {})


def _annotation(hotspot: HotspotView) -> Body:
    title, _ = hotspot.label("en")
    return {
        "id": hotspot.id,
        "title": title,
        "titles": {FIRST: title} | _keyed(hotspot.labels),
        "position": metres(hotspot.position),
        "direction": metres(hotspot.normal),
    }


def _meta(scene: SceneView, narrations: Sequence[Telling], at: Addresses) -> Body:
    title, _ = name_of(scene, "en")
    collection = {
        "title": title,
        "titles": {FIRST: title} | _keyed(scene.names),
        "site": scene.site,
        "origin": _keyed(ORIGINS[scene.origin]),
        "credit": scene.credit,
        "licence": scene.licence,
        "source": scene.source,
        "how_made": _keyed(scene.how_made),
        "page": at.page("en" if "en" in scene.names else name_of(scene, "vi")[1]),
    }
    return {"collection": collection} | ({"audio": [_clip(narrations, at)]} if narrations else {})


def _clip(narrations: Sequence[Telling], at: Addresses) -> Body:
    return {
        "id": NARRATION,
        "name": NARRATION.capitalize(),
        "uris": _keyed({each.language: at.media(each.sound) for each in narrations}),
        "captionUris": _keyed({each.language: at.media(each.transcript) for each in narrations}),
    }
