"""Narrations in IIIF Presentation 3.0: a canvas of time, on which comments name the parts that are told."""

from collections.abc import Iterator

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.iiif import seconds
from tourism.scenes.narrations import MP3, VTT
from tourism.scenes.view import HotspotView, SceneView, Telling
from tourism.scenes.wording import NARRATION


def canvas_of_time(canvas: str, scene: SceneView, telling: Telling, at: Addresses) -> Body:
    """One language's sound, its transcript and its parts; `canvas` is the id."""
    tag, duration = telling.language, telling.duration_ms / 1000
    body = {"id": at.media(telling.sound), "type": "Sound", "format": MP3, "duration": duration, "language": tag}
    texts = [_transcript(canvas, telling, at), *_comments(canvas, scene, telling)]
    return {
        "id": canvas,
        "type": "Canvas",
        "label": {tag: [NARRATION.get(tag, NARRATION["en"])]},
        "duration": duration,
        "items": painted(canvas, body),
        "annotations": [{"id": f"{canvas}/texts", "type": "AnnotationPage", "items": texts}],
    }


def painted(canvas: str, body: Body) -> list[Body]:
    """What a canvas shows or sounds."""
    painting = {"id": f"{canvas}/painting", "type": "Annotation", "motivation": "painting"}
    items = [painting | {"target": canvas, "body": body}]
    return [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": items}]


def _transcript(canvas: str, telling: Telling, at: Addresses) -> Body:
    text = {"id": at.media(telling.transcript), "type": "Text", "format": VTT, "language": telling.language}
    supplement = {"id": f"{canvas}/transcript", "type": "Annotation", "motivation": "supplementing"}
    return supplement | {"target": canvas, "body": text}


def _comments(canvas: str, scene: SceneView, telling: Telling) -> Iterator[Body]:
    """The name of each part for as long as the voice speaks of it."""
    hotspots = {each.id: each for each in scene.hotspots}
    for part in telling.parts:
        target = f"{canvas}#t={seconds(part.start_ms)},{seconds(part.end_ms)}"
        comment = {"id": f"{canvas}/parts/{part.id}", "type": "Annotation", "motivation": "commenting"}
        yield comment | {"target": target, "body": _named(hotspots[part.id], telling.language)}


def _named(hotspot: HotspotView, language: str) -> Body:
    text, tag = hotspot.label(language)
    return {"type": "TextualBody", "value": text, "language": tag, "format": "text/plain"}
