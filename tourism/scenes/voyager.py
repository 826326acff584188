"""A scene as a document of Smithsonian's Voyager (SVX): files by use, parts and their names, sounds."""

from collections.abc import Sequence

from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.narrations import told
from tourism.scenes.view import SceneView, Telling
from tourism.scenes.voyager_model import FIRST, keyed, model
from tourism.scenes.wording import LICENCES, ORIGINS, name_of

TYPE = "application/si-dpo-3d.document+json"
NARRATION = "narration"


def document(scene: SceneView, tellings: Sequence[Telling], at: Addresses) -> Body:
    """The scene for Voyager, whose languages have names in capitals; those that it does not know it leaves alone."""
    narrations = told(tellings)
    setup: Body = {"units": "m", **({"audio": {"narrationId": NARRATION}} if narrations else {})}
    return {
        "asset": {"type": TYPE, "version": "1.0", "generator": "Lời Quê", "copyright": _copyright(scene)},
        "scene": 0,
        "scenes": [{"units": "m", "nodes": [0], "setup": 0, "meta": 0}],
        "nodes": [{"name": name_of(scene, "en")[0], "model": 0}],
        "metas": [_meta(scene, narrations, at)],
        "models": [model(scene, at)],
        "setups": [setup],
    }


def _copyright(scene: SceneView) -> str:
    return " · ".join(filter(None, (scene.credit, LICENCES[scene.licence]["en"], ORIGINS[scene.origin]["en"])))


def _meta(scene: SceneView, narrations: Sequence[Telling], at: Addresses) -> Body:
    title, tag = name_of(scene, "en")
    collection = {
        "title": title,
        "titles": {FIRST: title} | keyed(scene.names),
        "site": scene.site,
        "origin": keyed(ORIGINS[scene.origin]),
        "credit": scene.credit,
        "licence": scene.licence,
        "source": scene.source,
        "how_made": keyed(scene.how_made),
        "page": at.page(tag),
    }
    return {"collection": collection} | ({"audio": [_clip(narrations, at)]} if narrations else {})


def _clip(narrations: Sequence[Telling], at: Addresses) -> Body:
    return {
        "id": NARRATION,
        "name": NARRATION.capitalize(),
        "uris": keyed({each.language: at.media(each.sound) for each in narrations}),
        "captionUris": keyed({each.language: at.media(each.transcript) for each in narrations}),
    }
