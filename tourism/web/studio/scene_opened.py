"""A site's scene as the desk shows it, and how what was typed about it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tourism.communes import queries as communes
from tourism.errors import Conflict
from tourism.language import SOURCE
from tourism.scenes import actions, previews, queries
from tourism.scenes.draft import SCENE, SceneDraft, scene_json
from tourism.scenes.previews import Shape
from tourism.scenes.queries import KeptScene
from tourism.sites import drafts
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import Deed, deed
from tourism.web.studio.scene_told import Told, told_of


@dataclass(frozen=True, slots=True)
class OpenedScene:
    """A site, its scene where it has one, the files to look at, and what its voices say.

    `languages` are those of the commune, Vietnamese first.
    """

    site: DeskSite
    kept: KeptScene | None
    shape: Shape | None
    languages: tuple[str, ...]
    told: tuple[Told, ...]

    @property
    def number(self) -> int:
        """That of what was saved last; 0 where nothing was."""
        return self.kept.number if self.kept else 0

    @property
    def path(self) -> str:
        """The page of the scene."""
        return f"/studio/sites/{self.site.id}/scene"


def opened(actor: Actor, public_id: str) -> OpenedScene:
    """The scene of a site that the actor may see; raises NotFound where there is no such site."""
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        kept = queries.kept(session, site.row)
        shape = previews.shape(session, site.row, kept.draft.model) if kept else None
        spoken = communes.at_home(session, site.commune_row, SOURCE)[1].languages
        languages = (SOURCE, *(tag for tag in spoken if tag != SOURCE))
        return OpenedScene(site, kept, shape, languages, told_of(session, site, languages))


def keep(actor: Actor, public_id: str, changes: Mapping[str, Any], base: int) -> int:
    """Saves fields of a scene on top of what others saved of other fields; its number.

    Raises Conflict where somebody has changed one of these fields since number `base`, or where there is no scene.
    """
    with deed("scene.saved", actor=actor, site=public_id) as doing:
        newest = _newest(doing, drafts.site(doing.session, actor, public_id))
        if newest.number != base:
            before = queries.draft_at(doing.session, newest.site, base)
            if any(getattr(before, name) != getattr(newest.draft, name) for name in changes):
                raise Conflict("changed-meanwhile", newest=newest.number, base=base)
        draft = replace(newest.draft, **changes)
        number = save(doing, newest.site, draft, by=actor.name, base=newest.number)
        doing.told.update(number=number, fields=sorted(changes))
    return number


def save(doing: Deed, site_row: int, draft: SceneDraft, *, by: str, base: int) -> int:
    """Keeps a scene whose shape holds, whatever a form sent; raises Conflict."""
    whole = SCENE.validate_python(scene_json(draft))
    return actions.save(doing.session, site_row, whole, by=by, now=backends().clock(), base=base)


@dataclass(frozen=True, slots=True)
class _Newest:
    site: int
    number: int
    draft: SceneDraft


def _newest(doing: Deed, site: DeskSite) -> _Newest:
    kept = queries.kept(doing.session, site.row)
    if kept is None:
        raise Conflict("no-such-scene")
    return _Newest(site.row, kept.number, kept.draft)
