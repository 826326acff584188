"""Narrations in IIIF Presentation 4.0: timelines, whose times take the cameras of the parts that are told."""

from collections.abc import Iterator

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.iiif import seconds
from tourism.scenes.iiif4_notes import page, painting
from tourism.scenes.narrations import MP3, VTT
from tourism.scenes.view import Telling
from tourism.scenes.wording import NARRATION


def timeline(root: str, telling: Telling, at: Addresses) -> Body:
    """One language's sound and its transcript."""
    own, tag, duration = f"{root}/timeline/{telling.language}", telling.language, telling.duration_ms / 1000
    target = {"id": own, "type": "Timeline"}
    sound = {"id": at.media(telling.sound), "type": "Audio", "format": MP3, "duration": duration, "language": [tag]}
    return {
        "id": own,
        "type": "Timeline",
        "label": {tag: [NARRATION.get(tag, NARRATION["en"])]},
        "duration": duration,
        "items": [page(f"{own}/page", [painting(f"{own}/sound", target, sound)])],
        "annotations": [page(f"{own}/texts", [_transcript(own, telling, at) | {"target": target}])],
    }


def activations(root: str, telling: Telling) -> Iterator[Body]:
    """Where the time reaches a part, its camera is shown."""
    for part in telling.parts:
        own = f"{root}/activations/{telling.language}/{part.id}"
        span = f"{seconds(part.start_ms)},{seconds(part.end_ms)}"
        camera = {"id": f"{root}/scene/cameras/{part.id}", "type": "Annotation"}
        taken = {"id": f"{own}/camera", "type": "SpecificResource", "source": camera}
        target = {"id": f"{root}/timeline/{telling.language}#t={span}", "type": "Timeline"}
        yield {
            "id": own,
            "type": "Annotation",
            "motivation": ["activating"],
            "target": target,
            "body": taken | {"action": ["show", "enable", "select"]},
        }


def _transcript(own: str, telling: Telling, at: Addresses) -> Body:
    text = {"id": at.media(telling.transcript), "type": "Text", "format": VTT, "language": [telling.language]}
    supplement = {"id": f"{own}/transcript", "type": "Annotation", "motivation": ["supplementing"]}
    return supplement | {"provides": ["transcript"], "body": text}
