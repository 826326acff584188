"""Annotations of IIIF Presentation 4.0: what is painted where, a point in space, a page of them."""

from tourism.scenes.addresses import Body
from tourism.scenes.cameras import metres
from tourism.scenes.view import Point


def painting(own: str, target: Body, body: Body) -> Body:
    """Puts something into a scene or onto a timeline; `own` is the annotation's id."""
    return {"id": own, "type": "Annotation", "motivation": ["painting"], "body": body, "target": target}


def page(own: str, items: list[Body]) -> Body:
    """Annotations that belong together."""
    return {"id": own, "type": "AnnotationPage", "items": items}


def place(own: str, space: str, at: Point) -> Body:
    """Where in a scene an annotation is."""
    source = {"id": space, "type": "Scene"}
    return {"id": f"{own}/place", "type": "SpecificResource", "source": source, "selector": [spot(at)]}


def spot(at: Point) -> Body:
    """A point in metres."""
    x, y, z = metres(at)
    return {"type": "PointSelector", "x": x, "y": y, "z": z}
