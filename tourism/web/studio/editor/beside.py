"""Two versions of one text side by side: what was set aside, what it started from, what is newest."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.sites import draft, drafts, history
from tourism.sites.drafts import DeskSite
from tourism.sites.editing import Content
from tourism.sites.history import SetAside
from tourism.staff.permissions import Actor
from tourism.web.studio.editor.differing import Difference, place_differences, words_differences


@dataclass(frozen=True, slots=True)
class Beside:
    """What was set aside, what it started from, and what is newest."""

    site: DeskSite
    aside: SetAside
    base: Content
    theirs: Content
    number: int
    other: str

    @property
    def mine(self) -> Content:
        """As its writer sent it."""
        return self.aside.content

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Field by field."""
        differing = words_differences if self.aside.language else place_differences
        return differing(self.base, self.theirs, self.mine)


def laid_beside(session: Session, actor: Actor, public_id: str, row: int) -> Beside:
    """What was set aside beside its base and the newest; raises NotFound, also for what is settled."""
    site = drafts.site(session, actor, public_id)
    aside = next((each for each in history.aside(session, site.row) if each.id == row), None)
    if aside is None:
        raise NotFound("no-such-version")
    if not aside.language:
        before = history.place_then(session, site.row, aside.base)
        newest = site.place
        return Beside(
            site, aside, draft.place_json(before), draft.place_json(newest.place), newest.number, newest.author
        )
    kept = site.words.get(aside.language)
    began = history.words_then(session, site.row, aside.language, aside.base)
    return Beside(
        site,
        aside,
        draft.words_json(began),
        draft.words_json(kept.words if kept else draft.WordsInProgress()),
        kept.number if kept else 0,
        kept.author if kept else "",
    )
