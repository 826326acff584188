"""A scene as IIIF Presentation 4.0 (a draft): a space with cameras, whose parts the narrations' times activate."""

from collections.abc import Sequence

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.iiif import ids, opened
from tourism.scenes.iiif4_notes import page
from tourism.scenes.iiif4_space import space
from tourism.scenes.iiif4_times import activations, timeline
from tourism.scenes.narrations import told
from tourism.scenes.view import SceneView, Telling

KIND = "iiif4"


def manifest(scene: SceneView, tellings: Sequence[Telling], at: Addresses) -> Body:
    """For viewers of tomorrow: where the time of a narration reaches a part, its camera is taken."""
    root, narrations = ids(KIND, at), told(tellings)
    timelines = [timeline(root, each, at) for each in narrations]
    activated = [each for telling in narrations for each in activations(root, telling)]
    body = {**opened(KIND, scene, at), "items": [space(f"{root}/scene", scene, at), *timelines]}
    return body | ({"annotations": [page(f"{root}/activations", activated)]} if activated else {})
