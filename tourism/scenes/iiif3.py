"""A scene as IIIF Presentation 3.0: a canvas with the model, and a canvas of time for each language's narration."""

from collections.abc import Sequence

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.formats import GLB, POSTER
from tourism.scenes.iiif import ids, labelled, opened
from tourism.scenes.iiif3_times import canvas_of_time, painted
from tourism.scenes.narrations import told
from tourism.scenes.view import SceneView, Telling
from tourism.scenes.wording import MODEL

KIND = "iiif3"


def manifest(scene: SceneView, tellings: Sequence[Telling], at: Addresses) -> Body:
    """For viewers of today, which know models but no places on them: parts are comments on the sound's time."""
    root = ids(KIND, at)
    narrations = [canvas_of_time(f"{root}/narration/{each.language}", scene, each, at) for each in told(tellings)]
    return {**opened(KIND, scene, at), "items": [_model(f"{root}/model", scene, at), *narrations]}


def _model(canvas: str, scene: SceneView, at: Addresses) -> Body:
    # Other people's viewers have no decoder for the file that our pages load.
    body = {"id": at.media(scene.files.ar.name), "type": "Model", "format": GLB}
    width, height = POSTER
    return {
        "id": canvas,
        "type": "Canvas",
        "label": labelled(MODEL),
        "width": width,
        "height": height,
        "items": painted(canvas, body),
    }
