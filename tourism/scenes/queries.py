"""What is kept of scenes, as frozen views: what visitors have, and what somebody saved last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.scenes.draft import SCENE, Camera, Hotspot, SceneDraft, Spot
from tourism.scenes.model import Scene, SceneModel, SceneRevision, newest_revision
from tourism.scenes.view import CameraView, Files, HotspotView, ModelFile, Point, SceneView
from tourism.sites import queries as sites
from tourism.sites.model import Site

FORMS = {
    "web": "web", "ar": "ar", "usdz": "usdz",
    "poster-webp": "poster_webp", "poster-avif": "poster_avif", "card": "card",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptScene:
    """A scene as it was saved last; `view` is None until its files are made, `reason` says why they cannot be.

    `published` and `appointed` are numbers of what visitors have, and of what they get once it is made.
    """

    draft: SceneDraft
    number: int
    author: str
    made: datetime
    view: SceneView | None
    reason: str | None
    published: int | None
    appointed: int | None


def scene(session: Session, site_row: int) -> SceneView | None:
    """What visitors have of a site in 3D, where they have anything."""
    query = (
        select(SceneRevision, SceneModel, Scene.changed)
        .join(Scene, (Scene.site_id == SceneRevision.site_id) & (Scene.published == SceneRevision.number))
        .join(SceneModel, SceneModel.recipe == SceneRevision.recipe)
        .where(SceneRevision.site_id == site_row)
    )
    found = session.execute(query).first()
    if found is None:
        return None
    revision, model, changed = found
    return _view(session, site_row, SCENE.validate_python(revision.content), model, changed or revision.made)


def published_draft(session: Session, site_row: int) -> SceneDraft | None:
    """What visitors have, or get as soon as it is made, as people wrote it."""
    row = session.get(Scene, site_row)
    number = (row.appointed or row.published) if row else None
    is_it = (SceneRevision.site_id == site_row) & (SceneRevision.number == number)
    content = session.scalar(select(SceneRevision.content).where(is_it))
    return SCENE.validate_python(content) if content is not None else None


def kept(session: Session, site_row: int) -> KeptScene | None:
    """What was saved last of a site's scene, for those who write it."""
    newest = newest_revision(session, site_row)
    if newest is None:
        return None
    row = session.get_one(Scene, site_row)
    draft = SCENE.validate_python(newest.content)
    model = session.get(SceneModel, newest.recipe) if newest.recipe else None
    view = _view(session, site_row, draft, model, newest.made) if model else None
    return KeptScene(
        draft, newest.number, newest.author, newest.made, view, newest.reason, row.published, row.appointed
    )


def draft_at(session: Session, site_row: int, number: int) -> SceneDraft:
    """A revision as it was saved; raises NotFound."""
    is_it = (SceneRevision.site_id == site_row) & (SceneRevision.number == number)
    content = session.scalar(select(SceneRevision.content).where(is_it))
    if content is None:
        raise NotFound("no-such-scene")
    return SCENE.validate_python(content)


def is_made(session: Session, recipe: str) -> bool:
    """Whether the files of a recipe are kept."""
    return session.get(SceneModel, recipe) is not None


def shown_among(session: Session, rows: Sequence[int]) -> frozenset[int]:
    """Those of these sites that visitors have in 3D."""
    is_published = (SceneRevision.site_id == Scene.site_id) & (SceneRevision.number == Scene.published)
    query = select(Scene.site_id).join(SceneRevision, is_published)
    return frozenset(session.scalars(query.where(Scene.site_id.in_(rows), SceneRevision.recipe.is_not(None))))


def changes(session: Session, rows: Sequence[int]) -> dict[int, datetime]:
    """When those of these sites that visitors have in 3D last changed there, by row."""
    shown = shown_among(session, rows)
    query = select(Scene.site_id, Scene.changed).where(Scene.site_id.in_(rows))
    return {row: changed for row, changed in session.execute(query) if row in shown and changed}


def _view(session: Session, site_row: int, draft: SceneDraft, model: SceneModel, changed: datetime) -> SceneView:
    size = (model.width_m, model.height_m, model.depth_m)
    longest = max(size)
    names = {tag: words.name for (_, tag), words in sites.told_among(session, [site_row]).items()}
    return SceneView(
        site=session.get_one(Site, site_row).public_id,
        names=names,
        origin=draft.origin,
        credit=draft.credit,
        licence=draft.licence,
        source=draft.source,
        how_made=draft.how_made,
        size=size,
        is_sized=draft.is_sized,
        placement=draft.placement,
        moves=model.moves,
        camera=_camera(draft.camera, longest, (0.0, size[1] / 2, 0.0)),
        hotspots=tuple(_hotspot(each, longest) for each in draft.hotspots),
        files=Files(**{FORMS[form]: ModelFile(*told) for form, told in model.files.items()}),
        changed=changed,
    )


def _hotspot(each: Hotspot, longest: float) -> HotspotView:
    at = _metres(each.at, longest)
    return HotspotView(each.id, at, each.normal, _camera(each.camera or Camera(), longest, at), each.label, each.told)


def _camera(camera: Camera, longest: float, otherwise: Point) -> CameraView:
    target = _metres(camera.target, longest) if camera.target else otherwise
    return CameraView(camera.around, camera.down, camera.away * longest, target)


def _metres(spot: Spot, longest: float) -> Point:
    x, y, z = (each * longest for each in spot)
    return x, y, z
