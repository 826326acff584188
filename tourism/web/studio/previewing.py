"""A site on one's own phone before visitors have it: a link for two hours, in every language."""

from dataclasses import dataclass, replace

from flask import g, render_template, request
from flask_babel import force_locale, gettext, refresh
from sqlalchemy.orm import Session

from tourism.editorial import rehearsals
from tourism.editorial.rehearsals import Hearing
from tourism.engines import qr
from tourism.errors import NotFound
from tourism.scenes import queries as scenes
from tourism.sites import drafts, previews
from tourism.sites.drafts import DeskSite
from tourism.sites.queries import SiteView
from tourism.staff.permissions import Actor
from tourism.web import spots
from tourism.web.page import frame
from tourism.web.request import backends, reading
from tourism.web.studio.desk import desk, open_page, show
from tourism.web.studio.signin.entering import as_actor, person_now
from tourism.web.studio.tickets import opened, sealed

KIND = "preview"
SECONDS = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class Look:
    """One language of the preview; `number` is that of its newest words, 0 where nobody has written any."""

    tag: str
    path: str
    number: int
    told: bool
    hearing: Hearing | None
    seconds: float


@desk("/sites/<id:public_id>/preview", permission="view")
def preview(actor: Actor, public_id: str) -> tuple[str, int]:
    """Links to the visitor's page as it would be, and one to scan."""
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        token = sealed(KIND, [site.row, int(backends().clock().timestamp()) + SECONDS, actor.person])
        looks = [_look(session, site, tag, token) for tag in g.page_languages]
    asked = request.args.get("words", "")
    chosen = next((each for each in looks if each.tag == asked), looks[0])
    address = g.links.absolute(chosen.path)
    return show(
        "preview",
        title=site.name,
        site=site,
        looks=looks,
        chosen=chosen,
        address=address,
        picture=qr.data_uri(address),
    )


@open_page("/p/<token>/<tag>", audience="link")
def previewed(token: str, tag: str) -> str:
    """The visitor's page from the newest drafts; whoever holds the link may see it, for two hours."""
    site_row, until, maker = opened(KIND, token)
    if backends().clock().timestamp() > until or not _may_still_see(maker, site_row):
        raise NotFound("link-over")
    if tag not in g.page_languages:
        raise NotFound("no-such-link")
    with force_locale("vi"):
        banner = gettext("Preview: not published yet")
        explained = gettext("Only this link shows it, until two hours after it was made.")
    g.language, g.links = tag, replace(g.links, language=tag)
    refresh()
    with reading() as session:
        view = previews.preview(session, site_row, tag)
        _frame(view, token)
        return render_template(
            "studio/previewed.html",
            site=view,
            narration=rehearsals.in_preview(session, drafts.site_by_row(session, site_row), view, backends().clock()),
            wifi=spots.at_site(session, view.brief, g.language),
            walk=None,
            has_scene=bool(scenes.shown_among(session, [site_row])),
            banner=banner,
            explained=explained,
        )


def _may_still_see(person: int, site_row: int) -> bool:
    """Whether whoever made a link still has a part here that shows them the site: a link gives no more than that."""
    known = person_now(person)
    if known is None:
        return False
    with reading() as session:
        site = drafts.site_by_row(session, site_row)
        return site.id in drafts.names(session, as_actor(known), {site.id})


def _look(session: Session, site: DeskSite, tag: str, token: str) -> Look:
    kept = site.words.get(tag)
    script = rehearsals.script_of(session, site, tag, kept.words) if kept else None
    return Look(
        tag=tag,
        path=f"/studio/p/{token}/{tag}",
        number=kept.number if kept else 0,
        told=bool(kept and kept.told),
        hearing=rehearsals.hearing(session, site, script) if script else None,
        seconds=script.seconds if script else 0.0,
    )


def _frame(view: SiteView, token: str) -> None:
    paths = {tag: f"/studio/p/{token}/{tag}" for tag in g.page_languages}
    frame(
        title=view.brief.name,
        description=view.brief.hook,
        commune=view.commune,
        elsewhere=paths,
        robots="noindex",
    )
