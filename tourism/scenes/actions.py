"""What changes a scene: saving, publishing, taking it off, keeping what was made of its model. Never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from tourism.communes import actions as communes
from tourism.errors import Conflict, NotFound
from tourism.scenes.draft import SceneDraft, scene_json
from tourism.scenes.model import Scene, SceneModel, SceneRevision, newest_revision
from tourism.scenes.view import ModelFile, Point
from tourism.sites.model import Site
from tourism.storage import jobs

MODEL = "model"


@dataclass(frozen=True, slots=True)
class MadeModel:
    """What was made of a model: files by form, width, height and depth in metres, vertices of the AR file."""

    files: Mapping[str, ModelFile]
    size: Point
    vertices: int
    moves: bool


def save(session: Session, site_row: int, scene: SceneDraft, *, by: str, now: datetime, base: int | None = None) -> int:
    """Keeps a scene as a new revision, and asks for what is made of its model; returns the newest number.

    What says the same as the newest is that one. Raises Conflict where somebody has saved after number `base`.
    """
    communes.hold(session, session.get_one(Site, site_row).commune_id)
    newest = newest_revision(session, site_row)
    number = newest.number if newest else 0
    content = scene_json(scene)
    if newest is not None and newest.content == content:
        return number
    if base is not None and base != number:
        raise Conflict("changed-meanwhile", newest=number, base=base)
    if session.get(Scene, site_row) is None:
        session.add(Scene(site_id=site_row))
    session.add(SceneRevision(site_id=site_row, number=number + 1, content=content, made=now, author=by))
    ask(session, site_row, number + 1, now)
    return number + 1


def ask(session: Session, site_row: int, number: int, now: datetime) -> None:
    """Asks for the files of a revision's model."""
    payload = {"site": site_row, "number": number}
    jobs.ask(session, kind=MODEL, key=f"{MODEL}:{site_row}:{number}", payload=payload, now=now)
    session.flush()


def publish(session: Session, site_row: int, now: datetime) -> bool:
    """Lets visitors have the newest revision, at once or as soon as it is made; False where they have it already.

    Raises NotFound where there is no scene, Conflict for one whose model cannot be made.
    """
    newest = newest_revision(session, site_row)
    if newest is None:
        raise NotFound("no-such-scene")
    if newest.reason:
        raise Conflict("model-refused", why=newest.reason)
    scene = session.get_one(Scene, site_row)
    if newest.number in (scene.published, scene.appointed):
        return False
    if newest.recipe is None:
        scene.appointed = newest.number
    else:
        _show(session, scene, newest.number, now)
    return True


def withdraw(session: Session, site_row: int, now: datetime) -> bool:
    """Takes a scene off the pages; what people saved stays. False where visitors had none."""
    scene = session.get(Scene, site_row)
    if scene is None or (scene.published is None and scene.appointed is None):
        return False
    _show(session, scene, None, now)
    return True


def keep_made(session: Session, site_row: int, number: int, recipe: str, made: MadeModel | None, now: datetime) -> None:
    """Keeps what was made of a revision's model (None: that is kept already), and shows it where that is wanted."""
    if made is not None and session.get(SceneModel, recipe) is None:
        width, height, depth = made.size
        files: dict[str, Any] = {form: [each.name, each.size, each.triangles] for form, each in made.files.items()}
        row = SceneModel(
            recipe=recipe, made=now, files=files, width_m=width, height_m=height, depth_m=depth,
            vertices=made.vertices, moves=made.moves,
        )  # fmt: skip
        session.add(row)
        session.flush()
    _revision(session, site_row, number, recipe=recipe, reason=None)
    scene = session.get_one(Scene, site_row)
    if number in (scene.appointed, scene.published):
        _show(session, scene, number, now)


def note_refusal(session: Session, site_row: int, number: int, reason: str) -> None:
    """Notes why nothing can be made of a revision's model."""
    _revision(session, site_row, number, recipe=None, reason=reason)
    scene = session.get_one(Scene, site_row)
    if scene.appointed == number:
        scene.appointed = None
        session.flush()


def _revision(session: Session, site_row: int, number: int, **made: str | None) -> None:
    is_it = (SceneRevision.site_id == site_row) & (SceneRevision.number == number)
    session.execute(update(SceneRevision).where(is_it).values(**made))


def _show(session: Session, scene: Scene, number: int | None, now: datetime) -> None:
    scene.published, scene.appointed, scene.changed = number, None, now
    session.flush()
    communes.raise_edition(session, session.get_one(Site, scene.site_id).commune_id)
