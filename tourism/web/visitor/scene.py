"""A site in 3D: the model, its parts in the order of their numbers, and what the voice says of each."""

from dataclasses import dataclass, replace

from flask import Response, g, render_template
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.engines import qr
from tourism.errors import NotFound
from tourism.narration import queries as narration
from tourism.narration.queries import NarrationView
from tourism.scenes import linked
from tourism.scenes import queries as scenes
from tourism.scenes.iiif import CONTEXTS
from tourism.scenes.manifest import DOCUMENTS
from tourism.scenes.telling import run_of
from tourism.scenes.view import HotspotView, SceneView
from tourism.sites import queries as sites
from tourism.sites.queries import SiteView
from tourism.web import tellings
from tourism.web.media import OPEN
from tourism.web.page import frame, tell
from tourism.web.request import reading, wanted
from tourism.web.scene_links import SceneLinks
from tourism.web.security import MODEL_VIEWER
from tourism.web.visitor.framing import framed
from tourism.web.visitor.origins import MEANINGS, alternative, high, licence_name, origin_name, sides, term
from tourism.web.visitor.routes import page


@dataclass(frozen=True, slots=True)
class Part:
    """A part in the list; `text` is what is said of it, `start_ms` when that begins, None where nothing is heard."""

    number: int
    spot: HotspotView
    label: str
    language: str
    text: str
    start_ms: int | None


@page("/<language:language>/sites/<id:public_id>/3d")
def scene(public_id: str) -> str:
    """A site in 3D: picture and words first; the viewer comes on a tap."""
    with reading() as session:
        view, shown, heard = _found(session, public_id)
        told = tellings.tellings(session, shown)
    addresses = SceneLinks(g.links, public_id)
    frame(
        title=gettext("%(name)s in 3D", name=view.brief.name),
        description=view.brief.hook,
        commune=view.commune,
        picture=g.links.share_picture(shown.files.card.name),
        alt=alternative(shown.origin, view.brief.name, wanted()),
    )
    tell(linked.model(shown, told, addresses, wanted()))
    g.page = replace(g.page, allows=MODEL_VIEWER)
    return render_template(
        "visitor/scene.html",
        site=view,
        scene=shown,
        narration=heard,
        parts=parts(shown, heard, wanted()),
        origin=origin_name(shown.origin, wanted()),
        term=term(shown.origin),
        meaning=MEANINGS[shown.origin],
        licence=licence_name(shown.licence, wanted()),
        height=high(shown.size[1]) if shown.is_sized else None,
        alt=alternative(shown.origin, view.brief.name, wanted()),
        sides=sides(),
        distance=framed(shown.size, shown.camera.around, shown.camera.down),
        documents={kind: addresses.document(kind) for kind in DOCUMENTS},
        contexts=CONTEXTS,
    )


@page("/<language:language>/sites/<id:public_id>/3d/parts.vtt")
def parts_told(public_id: str) -> Response:
    """Cues of the narration of this page's language; each is named by the part that it tells of."""
    with reading() as session:
        view, shown, heard = _found(session, public_id)
    telling = tellings.told(shown.hotspots, heard)
    if telling is None:
        raise NotFound("no-such-file")
    headers = {**dict(OPEN), "Content-Language": view.language}
    return Response(tellings.cues(telling), content_type="text/vtt; charset=utf-8", headers=headers)


@page("/<language:language>/sites/<id:public_id>/3d/phone.svg")
def phone_code(public_id: str) -> Response:
    """A code that leads a phone from a desk's screen to this page."""
    with reading() as session:
        view, _, _ = _found(session, public_id)
    return Response(qr.picture(g.links.absolute(g.links.scene(view.brief))), content_type="image/svg+xml")


def parts(scene: SceneView, heard: NarrationView, language: str) -> tuple[Part, ...]:
    """All parts as they are numbered on the model."""
    said = tellings.sentences(heard)
    telling = tellings.told(scene.hotspots, heard)
    starts = {each.id: each.start_ms for each in telling.parts} if telling else {}
    return tuple(
        Part(
            number,
            spot,
            *spot.label(language),
            text=" ".join(said[place].text for place in run_of(spot.told.get(heard.language, ""), said)),
            start_ms=starts.get(spot.id),
        )
        for number, spot in enumerate(scene.hotspots, 1)
    )


def _found(session: Session, public_id: str) -> tuple[SiteView, SceneView, NarrationView]:
    view = sites.site(session, public_id, wanted())
    shown = scenes.scene(session, view.brief.row)
    if shown is None:
        raise NotFound("no-such-scene")
    return view, shown, narration.narration(session, view)
