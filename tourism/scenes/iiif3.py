"""A scene as IIIF Presentation 3.0: a canvas with the model, and a canvas of time for each language's narration."""

from collections.abc import Iterator, Sequence

from tourism.scenes.iiif import ids, labelled, opened, seconds
from tourism.scenes.manifest import GLB, MP3, POSTER, VTT, Addresses, Body, told
from tourism.scenes.view import HotspotView, SceneView, Telling
from tourism.scenes.wording import MODEL, NARRATION

KIND = "iiif3"


def manifest(scene: SceneView, tellings: Sequence[Telling], at: Addresses) -> Body:
    """For viewers of today, which know models but no places on them: parts are comments on the sound's time."""
    narrations = [_narration(scene, each, at) for each in told(tellings)]
    return {**opened(KIND, scene, at), "items": [_model(scene, at), *narrations]}


def _model(scene: SceneView, at: Addresses) -> Body:
    # Other people's viewers have no decoder for the file that our pages load.
    body = {"id": at.media(scene.files.ar.name), "type": "Model", "format": GLB}
    canvas = f"{ids(KIND, at)}/model"
    width, height = POSTER
    return {
        "id": canvas,
        "type": "Canvas",
        "label": labelled(MODEL),
        "width": width,
        "height": height,
        "items": _painted(canvas, body),
    }


def _narration(scene: SceneView, telling: Telling, at: Addresses) -> Body:
    canvas, tag, duration = (
        f"{ids(KIND, at)}/narration/{telling.language}",
        telling.language,
        telling.duration_ms / 1000,
    )
    body = {"id": at.media(telling.sound), "type": "Sound", "format": MP3, "duration": duration, "language": tag}
    texts = [_transcript(canvas, telling, at), *_comments(canvas, scene, telling)]
    return {
        "id": canvas,
        "type": "Canvas",
        "label": {tag: [NARRATION.get(tag, NARRATION["en"])]},
        "duration": duration,
        "items": _painted(canvas, body),
        "annotations": [{"id": f"{canvas}/texts", "type": "AnnotationPage", "items": texts}],
    }


def _painted(canvas: str, body: Body) -> list[Body]:
    painting = {
        "id": f"{canvas}/painting",
        "type": "Annotation",
        "motivation": "painting",
        "target": canvas,
        "body": body,
    }
    return [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": [painting]}]


def _transcript(canvas: str, telling: Telling, at: Addresses) -> Body:
    address = at.media(telling.transcript)
    return {
        "id": f"{canvas}/transcript",
        "type": "Annotation",
        "motivation": "supplementing",
        "target": canvas,
        "body": {"id": address, "type": "Text", "format": VTT, "language": telling.language},
    }


def _comments(canvas: str, scene: SceneView, telling: Telling) -> Iterator[Body]:
    """The name of each part for as long as the voice speaks of it."""
    hotspots = {each.id: each for each in scene.hotspots}
    for part in telling.parts:
        yield {
            "id": f"{canvas}/parts/{part.id}",
            "type": "Annotation",
            "motivation": "commenting",
            "target": f"{canvas}#t={seconds(part.start_ms)},{seconds(part.end_ms)}",
            "body": _named(hotspots[part.id], telling.language),
        }


def _named(hotspot: HotspotView, language: str) -> Body:
    text, tag = hotspot.label(language)
    return {"type": "TextualBody", "value": text, "language": tag, "format": "text/plain"}
