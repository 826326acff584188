"""A model as somebody sent it becomes the files that phones and programs read, behind closed doors."""

import hashlib
from collections.abc import Iterable

from tourism import settling
from tourism.backends import Backends
from tourism.engines.models import intake
from tourism.engines.models.made import KINDS, Examined, Made
from tourism.engines.models.refusals import SENTENCES, Refused
from tourism.engines.models.wish import Wish
from tourism.engines.ribbon import ribbon
from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.scenes import actions, queries
from tourism.scenes.actions import MadeModel
from tourism.scenes.draft import Origin, SceneDraft
from tourism.scenes.view import ModelFile
from tourism.sites import drafts
from tourism.storage import jobs
from tourism.storage.jobs import Claimed

__all__ = ["SENTENCES", "Refused", "make", "received"]

# Another way of making the files makes all of them anew.
REVISION = 1
# What a busy machine may do better in a minute.
PASSING = frozenset({"busy"})
# In the language of the village, as the law and the design want it: these words go with the picture wherever it goes.
RIBBONS: dict[Origin, str] = {
    "reconstruction": "phục dựng giả định",
    "illustration": "mô hình minh họa",
}


def received(backends: Backends, data: bytes) -> tuple[str, Examined]:
    """Judges a model and keeps it, never to be served; its name, and what is known of it. Raises Refused."""
    examined = intake.examine(data)
    return backends.blobs.put(data, "orig").name, examined


def make(backends: Backends, claimed: Claimed) -> None:
    """Makes all files of a revision's model, unless they are kept already; no transaction is open meanwhile."""
    site, number = int(claimed.payload["site"]), int(claimed.payload["number"])
    try:
        scene, wish = _wanted(backends, site, number)
        recipe = _recipe(scene, wish)
        made = None if _is_made(backends, recipe) else _made(backends, scene, wish)
    except NotFound:
        # The site is gone, or the file: nobody waits for it any more.
        settling.finish(backends, claimed)
        return
    except Refused as error:
        _refuse(backends, claimed, site, number, error)
        return
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            actions.keep_made(session, site, number, recipe, made, backends.clock())
            jobs.finish(session, claimed, backends.clock())


def _wanted(backends: Backends, site_row: int, number: int) -> tuple[SceneDraft, Wish]:
    with backends.sessions.reading() as session:
        scene = queries.draft_at(session, site_row, number)
        site = drafts.site_by_row(session, site_row)
    label = RIBBONS.get(scene.origin, "")
    return scene, Wish(
        height_m=scene.height_m if scene.is_sized else None,
        placement=scene.placement,
        title=" · ".join(filter(None, (site.name, label))),
        credit=scene.credit,
        licence=scene.licence,
        source=scene.source,
        how_made=" / ".join(_source_first(scene)),
        ribbon=ribbon(label) if label else b"",
        around=scene.camera.around,
        down=scene.camera.down,
    )


def _source_first(scene: SceneDraft) -> Iterable[str]:
    return (scene.how_made[tag] for tag in (SOURCE, "en") if scene.how_made.get(tag))


def _recipe(scene: SceneDraft, wish: Wish) -> str:
    return hashlib.sha256(f"{REVISION}:{scene.model}:{wish.as_argument()}".encode()).hexdigest()


def _is_made(backends: Backends, recipe: str) -> bool:
    with backends.sessions.reading() as session:
        return queries.is_made(session, recipe)


def _made(backends: Backends, scene: SceneDraft, wish: Wish) -> MadeModel:
    made = intake.derive(backends.blobs.get(scene.model), wish)
    return MadeModel(_kept(backends, made), made.size, made.vertices, made.moves)


def _kept(backends: Backends, made: Made) -> dict[str, ModelFile]:
    files: dict[str, ModelFile] = {}
    for each in made.files:
        blob = backends.blobs.put(each.data, KINDS[each.form])
        files[each.form] = ModelFile(blob.name, blob.size, each.triangles)
    return files


def _refuse(backends: Backends, claimed: Claimed, site_row: int, number: int, error: Refused) -> None:
    if error.reason in PASSING:
        settling.fail(backends, claimed, f"model-{error.reason}", final=False)
        return
    with backends.sessions.writing() as session:
        if jobs.still_mine(session, claimed):
            actions.note_refusal(session, site_row, number, error.reason)
            jobs.fail(session, claimed, f"model-{error.reason}", backends.clock(), final=True)
