"""A scene as JSON of our own, which says the most of all: files, true size, parts, what the voice says of them when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any, Protocol

from tourism.language import source_first
from tourism.scenes import licences
from tourism.scenes.view import CameraView, Files, HotspotView, ModelFile, PartTold, Point, SceneView, Telling
from tourism.scenes.wording import LICENCES, ORIGINS, ordered

Body = dict[str, Any]
VERSION = 1
GLB, USDZ, WEBP, AVIF, JPEG = "model/gltf-binary", "model/vnd.usdz+zip", "image/webp", "image/avif", "image/jpeg"
MP3, OPUS, VTT = "audio/mpeg", "audio/webm; codecs=opus", "text/vtt"
POSTER, CARD = (960, 720), (1200, 630)
# By kind, the last part of the address of each document that tells of a scene.
DOCUMENTS = {"scene": "scene.json", "iiif3": "iiif3.json", "iiif4": "iiif4.json", "voyager": "scene.svx.json"}


class Addresses(Protocol):
    """Where the things of one scene are found, as full addresses."""

    def media(self, name: str) -> str:
        """A blob, whose address never changes."""

    def page(self, language: str) -> str:
        """The scene's page."""

    def place(self, language: str) -> str:
        """The page of its site."""

    def document(self, kind: str) -> str:
        """A document of DOCUMENTS."""

    def parts(self, language: str) -> str:
        """The WebVTT file whose cues are the parts."""


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
        "camera": _camera(scene.camera),
        "files": _files(scene.files, at),
        "hotspots": [_hotspot(each) for each in scene.hotspots],
        "narration": [_narration(each, at) for each in told(tellings)],
        "manifests": {kind: at.document(kind) for kind in DOCUMENTS if kind != "scene"},
        "updated": f"{scene.changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


def told(tellings: Sequence[Telling]) -> list[Telling]:
    """Tellings in the order of all documents; no part goes on after the sound ends: some players drop such cues."""
    return [
        replace(each, parts=_clamped(each)) for each in sorted(tellings, key=lambda each: source_first(each.language))
    ]


def metres(point: Point) -> list[float]:
    """To a tenth of a millimetre: the last digits of a float are another machine's matter."""
    return [round(each, 4) + 0.0 for each in point]


def _clamped(telling: Telling) -> tuple[PartTold, ...]:
    within = (each for each in telling.parts if each.start_ms < telling.duration_ms)
    return tuple(replace(each, end_ms=min(each.end_ms, telling.duration_ms)) for each in within)


def _licence(code: str) -> Body:
    return {"code": code, "url": licences.page(code), "label": ordered(LICENCES[code])}


def _camera(view: CameraView) -> Body:
    return {
        "around": round(view.around, 3) + 0.0,
        "down": round(view.down, 3) + 0.0,
        "away": round(view.away, 4) + 0.0,
        "target": metres(view.target),
    }


def _files(files: Files, at: Addresses) -> Body:
    return {
        "web": _file(files.web, GLB, at) | {"triangles": files.web.triangles},
        "ar": _file(files.ar, GLB, at) | {"triangles": files.ar.triangles},
        "usdz": _file(files.usdz, USDZ, at) | {"triangles": files.usdz.triangles},
        "poster_webp": _file(files.poster_webp, WEBP, at) | _sides(POSTER),
        "poster_avif": _file(files.poster_avif, AVIF, at) | _sides(POSTER),
        "card": _file(files.card, JPEG, at) | _sides(CARD),
    }


def _file(file: ModelFile, kind: str, at: Addresses) -> Body:
    return {"url": at.media(file.name), "type": kind, "bytes": file.size, "sha256": file.sha256}


def _sides(size: tuple[int, int]) -> Body:
    return {"width": size[0], "height": size[1]}


def _hotspot(each: HotspotView) -> Body:
    return {
        "id": each.id,
        "position": metres(each.position),
        "normal": metres(each.normal),
        "camera": _camera(each.camera),
        "label": ordered(each.labels),
    }


def _narration(telling: Telling, at: Addresses) -> Body:
    return {
        "language": telling.language,
        "url": at.media(telling.sound),
        "type": MP3,
        "bytes": telling.sound_size,
        "opus": {"url": at.media(telling.opus), "type": OPUS} if telling.opus else None,
        "duration_ms": telling.duration_ms,
        "made_by": telling.made_by,
        "transcript": at.media(telling.transcript),
        "cues": at.parts(telling.language),
        "parts": [
            {"id": each.id, "start_ms": each.start_ms, "end_ms": each.end_ms, "text": each.text}
            for each in telling.parts
        ],
    }
