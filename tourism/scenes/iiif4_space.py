"""The model in IIIF Presentation 4.0: a space with cameras, one for the whole and one for each part."""

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.cameras import camera_position
from tourism.scenes.formats import GLB
from tourism.scenes.iiif import labelled
from tourism.scenes.iiif4_notes import page, painting, place, spot
from tourism.scenes.view import HotspotView, SceneView
from tourism.scenes.wording import MODEL, ordered

FIELD_OF_VIEW = 45.0


def space(own: str, scene: SceneView, at: Addresses) -> Body:
    """The scene with its parts; in metres only where somebody vouches for them. `own` is its id."""
    model = {"id": at.media(scene.files.ar.name), "type": "Model", "format": GLB, "label": labelled(scene.names)}
    painted = [
        painting(f"{own}/model", {"id": own, "type": "Scene"}, model),
        _first_camera(own, scene),
        *(_camera(own, each) for each in scene.hotspots),
    ]
    body: Body = {"id": own, "type": "Scene", "label": labelled(MODEL), "items": [page(f"{own}/page", painted)]}
    if scene.is_sized:
        body["spatialScale"] = {"id": f"{own}/scale", "type": "Quantity", "quantityValue": 1.0, "unit": "m"}
    if scene.hotspots:
        body["annotations"] = [page(f"{own}/parts", [_comment(own, each) for each in scene.hotspots])]
    return body


def _first_camera(space_id: str, scene: SceneView) -> Body:
    own = f"{space_id}/camera"
    looked_at = {"id": f"{own}/target", **spot(scene.camera.target)}
    return painting(own, place(own, space_id, camera_position(scene.camera)), _perspective(own, looked_at))


def _camera(space_id: str, hotspot: HotspotView) -> Body:
    """From where a part is seen; it waits until it is activated."""
    own = f"{space_id}/cameras/{hotspot.id}"
    looking = _perspective(own, {"id": f"{space_id}/parts/{hotspot.id}", "type": "Annotation"})
    return painting(own, place(own, space_id, camera_position(hotspot.camera)), looking) | {"behavior": ["hidden"]}


def _perspective(own: str, looked_at: Body) -> Body:
    return {"id": f"{own}/body", "type": "PerspectiveCamera", "fieldOfView": FIELD_OF_VIEW, "lookAt": looked_at}


def _comment(space_id: str, hotspot: HotspotView) -> Body:
    own = f"{space_id}/parts/{hotspot.id}"
    names = [
        {"type": "TextualBody", "value": text, "language": [tag], "format": "text/plain"}
        for tag, text in ordered(hotspot.labels).items()
    ]
    body = names[0] if len(names) == 1 else {"type": "Choice", "items": names}
    target = place(own, space_id, hotspot.position)
    return {"id": own, "type": "Annotation", "motivation": ["commenting"], "body": body, "target": target}
