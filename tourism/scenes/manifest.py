"""A scene as JSON of our own, which says the most of all: files, true size, parts, what the voice says of them when."""

from collections.abc import Sequence
from datetime import UTC

from tourism.communes import licences
from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.cameras import metres, told_camera
from tourism.scenes.formats import told_files
from tourism.scenes.narrations import narration, told
from tourism.scenes.view import HotspotView, SceneView, Telling
from tourism.scenes.wording import LICENCES, ORIGINS, ordered

VERSION = 1
# By kind, the last part of the address of each document that tells of a scene.
DOCUMENTS = {"scene": "scene.json", "iiif3": "iiif3.json", "iiif4": "iiif4.json", "voyager": "scene.svx.json"}


def manifest(scene: SceneView, tellings: Sequence[Telling], at: Addresses) -> Body:
    """The whole scene; the same scene and tellings are the same bytes. Lengths are metres, angles degrees."""
    width, height, depth = metres(scene.size)
    return {
        "id": at.document("scene"),
        "version": VERSION,
        "site": scene.site,
        "names": ordered(scene.names),
        "pages": {tag: at.page(tag) for tag in ordered(scene.names)},
        "origin": {"kind": scene.origin, "label": ordered(ORIGINS[scene.origin])},
        "credit": scene.credit,
        "licence": _licence(scene.licence),
        "source": scene.source,
        "how_made": ordered(scene.how_made),
        "size_m": {"width": width, "height": height, "depth": depth},
        "size_confirmed": scene.is_sized,
        "placement": scene.placement,
        "moves": scene.moves,
        "camera": told_camera(scene.camera),
        "files": told_files(scene.files, at),
        "hotspots": [_hotspot(each) for each in scene.hotspots],
        "narration": [narration(each, at) for each in told(tellings)],
        "manifests": {kind: at.document(kind) for kind in DOCUMENTS if kind != "scene"},
        "updated": f"{scene.changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


def _licence(code: str) -> Body:
    return {"code": code, "url": licences.page(code), "label": ordered(LICENCES[code])}


def _hotspot(each: HotspotView) -> Body:
    return {
        "id": each.id,
        "position": metres(each.position),
        "normal": metres(each.normal),
        "camera": told_camera(each.camera),
        "label": ordered(each.labels),
    }
