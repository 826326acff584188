"""A scene as IIIF Presentation 4.0 (a draft): a space with cameras, whose parts the narrations' times activate."""

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from tourism.scenes.iiif import ids, labelled, opened, seconds
from tourism.scenes.manifest import GLB, MP3, VTT, Addresses, Body, metres, told
from tourism.scenes.view import CameraView, HotspotView, Point, SceneView, Telling
from tourism.scenes.wording import MODEL, NARRATION, ordered

KIND = "iiif4"
FIELD_OF_VIEW = 45.0


def manifest(scene: SceneView, tellings: Sequence[Telling], at: Addresses) -> Body:
    """For viewers of tomorrow: where the time of a narration reaches a part, its camera is taken."""
    root, narrations = ids(KIND, at), told(tellings)
    timelines = [_timeline(root, each, at) for each in narrations]
    activations = [each for telling in narrations for each in _activations(root, telling)]
    body = {**opened(KIND, scene, at), "items": [_scene(root, scene, at), *timelines]}
    return body | ({"annotations": [_page(f"{root}/activations", activations)]} if activations else {})


def camera_position(view: CameraView) -> Point:
    """Where a camera stands: `around` 0 is in front (z), 90 to the right (x); `down` 0 is straight above."""
    around, down = radians(view.around), radians(view.down)
    x, y, z = view.target
    level = view.away * sin(down)
    return x + level * sin(around), y + view.away * cos(down), z + level * cos(around)


def _scene(root: str, scene: SceneView, at: Addresses) -> Body:
    space = f"{root}/scene"
    model = {"id": at.media(scene.files.ar.name), "type": "Model", "format": GLB, "label": labelled(scene.names)}
    painted = [
        _painting(f"{space}/model", {"id": space, "type": "Scene"}, model),
        _painting(
            f"{space}/camera",
            _point(f"{space}/camera", space, camera_position(scene.camera)),
            _seen_first(space, scene),
        ),
        *(_camera(space, each) for each in scene.hotspots),
    ]
    body: Body = {"id": space, "type": "Scene", "label": labelled(MODEL), "items": [_page(f"{space}/page", painted)]}
    if scene.is_sized:
        body["spatialScale"] = {"id": f"{space}/scale", "type": "Quantity", "quantityValue": 1.0, "unit": "m"}
    if scene.hotspots:
        body["annotations"] = [_page(f"{space}/parts", [_comment(space, each) for each in scene.hotspots])]
    return body


def _seen_first(space: str, scene: SceneView) -> Body:
    x, y, z = metres(scene.camera.target)
    looked_at = {"id": f"{space}/camera/target", "type": "PointSelector", "x": x, "y": y, "z": z}
    return _perspective(f"{space}/camera/body") | {"lookAt": looked_at}


def _camera(space: str, hotspot: HotspotView) -> Body:
    """From where a part is seen; it waits until it is activated."""
    own = f"{space}/cameras/{hotspot.id}"
    looking = _perspective(f"{own}/body") | {"lookAt": {"id": f"{space}/parts/{hotspot.id}", "type": "Annotation"}}
    return _painting(own, _point(own, space, camera_position(hotspot.camera)), looking) | {"behavior": ["hidden"]}


def _perspective(own: str) -> Body:
    return {"id": own, "type": "PerspectiveCamera", "fieldOfView": FIELD_OF_VIEW}


def _comment(space: str, hotspot: HotspotView) -> Body:
    own = f"{space}/parts/{hotspot.id}"
    names = [
        {"type": "TextualBody", "value": text, "language": [tag], "format": "text/plain"}
        for tag, text in ordered(hotspot.labels).items()
    ]
    return {
        "id": own,
        "type": "Annotation",
        "motivation": ["commenting"],
        "body": names[0] if len(names) == 1 else {"type": "Choice", "items": names},
        "target": _point(own, space, hotspot.position),
    }


def _point(own: str, space: str, at: Point) -> Body:
    x, y, z = metres(at)
    return {
        "id": f"{own}/place",
        "type": "SpecificResource",
        "source": {"id": space, "type": "Scene"},
        "selector": [{"type": "PointSelector", "x": x, "y": y, "z": z}],
    }


def _timeline(root: str, telling: Telling, at: Addresses) -> Body:
    own, tag, duration = f"{root}/timeline/{telling.language}", telling.language, telling.duration_ms / 1000
    sound = {"id": at.media(telling.sound), "type": "Audio", "format": MP3, "duration": duration, "language": [tag]}
    text = {"id": at.media(telling.transcript), "type": "Text", "format": VTT, "language": [tag]}
    target = {"id": own, "type": "Timeline"}
    transcript = {
        "id": f"{own}/transcript",
        "type": "Annotation",
        "motivation": ["supplementing"],
        "provides": ["transcript"],
        "body": text,
        "target": target,
    }
    return {
        "id": own,
        "type": "Timeline",
        "label": {tag: [NARRATION.get(tag, NARRATION["en"])]},
        "duration": duration,
        "items": [_page(f"{own}/page", [_painting(f"{own}/sound", target, sound)])],
        "annotations": [_page(f"{own}/texts", [transcript])],
    }


def _activations(root: str, telling: Telling) -> Iterator[Body]:
    timeline = f"{root}/timeline/{telling.language}"
    for part in telling.parts:
        own = f"{root}/activations/{telling.language}/{part.id}"
        span = f"{seconds(part.start_ms)},{seconds(part.end_ms)}"
        yield {
            "id": own,
            "type": "Annotation",
            "motivation": ["activating"],
            "target": {"id": f"{timeline}#t={span}", "type": "Timeline"},
            "body": {
                "id": f"{own}/camera",
                "type": "SpecificResource",
                "source": {"id": f"{root}/scene/cameras/{part.id}", "type": "Annotation"},
                "action": ["show", "enable", "select"],
            },
        }


def _painting(own: str, target: Body, body: Body) -> Body:
    return {"id": own, "type": "Annotation", "motivation": ["painting"], "body": body, "target": target}


def _page(own: str, items: list[Body]) -> Body:
    return {"id": own, "type": "AnnotationPage", "items": items}
