"""One site as a page of the editor shows it: what is kept, what was sent, and whether it may be written."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext

from tourism.communes import queries as communes
from tourism.communes.draft import CommuneDraft
from tourism.language import SOURCE
from tourism.sites import briefs, drafts, history
from tourism.sites.briefs import SiteBrief
from tourism.sites.draft import WordsInProgress
from tourism.sites.drafts import DeskSite
from tourism.sites.history import SetAside
from tourism.staff.permissions import Actor
from tourism.web.request import reading
from tourism.web.studio.desk import show


@dataclass(frozen=True, slots=True)
class Opened:
    """A site, its commune, what waits beside its versions, and other places by their keys."""

    site: DeskSite
    commune: CommuneDraft
    asides: tuple[SetAside, ...]
    others: tuple[SiteBrief, ...]

    @property
    def words(self) -> WordsInProgress:
        """Its words in the source language, as they were saved last."""
        kept = self.site.words.get(SOURCE)
        return kept.words if kept else WordsInProgress()

    @property
    def words_number(self) -> int:
        """The number of these words; 0 where nobody has saved any."""
        return self.site.words[SOURCE].number if SOURCE in self.site.words else 0


def opened(actor: Actor, public_id: str) -> Opened:
    """A site that the actor may see; raises NotFound."""
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        asides = tuple(each for each in history.aside(session, site.row) if each.language in ("", SOURCE))
        others = tuple(each for each in briefs.of_commune(session, site.commune_row, SOURCE) if each.id != site.id)
        return Opened(site, communes.at_home(session, site.commune_row, SOURCE)[1], asides, others)


def shown(
    tab: str, actor: Actor, found: Opened, *, of_words: bool, faults: dict[str, str] | None = None, **more: Any
) -> tuple[str, int]:
    """A tab of the editor; with faults, what was sent stays in the fields."""
    return show(
        tab,
        title=found.site.name,
        status=422 if faults else 200,
        site=found.site,
        tab=tab,
        base=request.form.get("base", "") if faults else found.words_number if of_words else found.site.place.number,
        editable=actor.may_edit(SOURCE if of_words else ""),
        asides=[each for each in found.asides if (each.language != "") == of_words],
        said_words=said_words(),
        faults=faults or {},
        **more,
    )


def said_words() -> str:
    """What happened before this page, once."""
    sentences = {
        "saved": gettext("Saved."),
        "merged": gettext("Both texts are brought together and saved."),
        "kept-theirs": gettext("The other text stays. Yours is put away."),
        "created": gettext("The place is begun as a draft. Visitors do not see it yet."),
    }
    return sentences.get(request.args.get("said", ""), "")
