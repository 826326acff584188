"""Scenes for programs: our own JSON, IIIF of today and tomorrow, Voyager's document, and which part is told when."""

from collections.abc import Callable, Sequence

from flask import Response, g
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.scenes import iiif3, iiif4, manifest, queries, voyager
from tourism.scenes.addresses import Addresses
from tourism.scenes.iiif import CONTEXTS
from tourism.scenes.manifest import DOCUMENTS
from tourism.scenes.view import SceneView, Telling
from tourism.sites import briefs
from tourism.web import tellings
from tourism.web.answers import JSON, Body, data, text
from tourism.web.api.routes import resource
from tourism.web.query import Query
from tourism.web.request import reading
from tourism.web.scene_links import SceneLinks

Writer = Callable[[SceneView, Sequence[Telling], Addresses], Body]
VTT = "text/vtt; charset=utf-8"


def _linked(kind: str) -> str:
    return f'application/ld+json;profile="{CONTEXTS[kind]}"'


@resource(f"/sites/<id:public_id>/{DOCUMENTS['scene']}")
def own(_asked: Query, public_id: str) -> Response:
    """Our own document, which says the most."""
    return _written(public_id, manifest.manifest, JSON)


@resource(f"/sites/<id:public_id>/{DOCUMENTS['iiif3']}")
def iiif_of_today(_asked: Query, public_id: str) -> Response:
    """IIIF Presentation 3.0."""
    return _written(public_id, iiif3.manifest, _linked("iiif3"))


@resource(f"/sites/<id:public_id>/{DOCUMENTS['iiif4']}")
def iiif_of_tomorrow(_asked: Query, public_id: str) -> Response:
    """IIIF Presentation 4.0, a draft."""
    return _written(public_id, iiif4.manifest, _linked("iiif4"))


@resource(f"/sites/<id:public_id>/{DOCUMENTS['voyager']}")
def svx(_asked: Query, public_id: str) -> Response:
    """Voyager's document."""
    return _written(public_id, voyager.document, JSON)


@resource("/sites/<id:public_id>/scene/<tag>.vtt")
def parts(_asked: Query, public_id: str, tag: str) -> Response:
    """The parts that the narration of a language speaks of, as cues that are named after them."""
    with reading() as session:
        scene = _scene(session, public_id)
        telling = tellings.telling(session, scene, tag) if tag in scene.names else None
    if telling is None:
        raise NotFound("no-such-telling", id=public_id)
    answer = text(tellings.cues(telling).encode(), VTT)
    answer.headers["Content-Language"] = tag
    return answer


def _written(public_id: str, writer: Writer, content_type: str) -> Response:
    with reading() as session:
        scene = _scene(session, public_id)
        heard = tellings.tellings(session, scene)
    return data(writer(scene, heard, SceneLinks(g.links, public_id)), content_type)


def _scene(session: Session, public_id: str) -> SceneView:
    """What visitors have of a published site in 3D; raises NotFound."""
    found = queries.scene(session, briefs.brief(session, public_id, g.links.language).row)
    if found is None:
        raise NotFound("no-such-scene", id=public_id)
    return found
