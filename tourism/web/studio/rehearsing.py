"""Drafts read aloud: asked for once, and looked after until the voice is ready."""

from typing import Any

from flask import redirect, request
from sqlalchemy.orm import Session

from tourism.editorial import rehearsing
from tourism.editorial.rehearsals import hearing, script_of
from tourism.errors import NotFound
from tourism.sites import drafts
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.door import own_path


@desk("/sites/<id:public_id>/rehearsal/<tag>", permission="view")
def draft_heard(actor: Actor, public_id: str, tag: str) -> tuple[str, int]:
    """Whether the voice is ready; a page asks every two seconds while it waits."""
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        return fragment(session, site, tag, f"/studio/sites/{public_id}/rehearsal/{tag}")


@desk("/sites/<id:public_id>/rehearsal/<tag>", permission="view", methods=("POST",))
def draft_listen(actor: Actor, public_id: str, tag: str) -> Any:
    """Asks a voice of this machine to read the newest words aloud."""
    with deed("draft.rehearsed", actor=actor, site=public_id) as doing:
        site = drafts.site(doing.session, actor, public_id)
        if tag not in site.words:
            raise NotFound("no-such-version")
        is_asked = rehearsing.ask(doing.session, site, tag, backends().clock())
        doing.commune = site.commune_row
        doing.told.update(language=tag, asked=is_asked)
    return redirect(own_path(request.form.get("then", "")), 303)


def fragment(session: Session, site: DeskSite, tag: str, heard_at: str) -> tuple[str, int]:
    """The player, or what one waits for; raises NotFound for a language that nobody has written in."""
    if tag not in site.words:
        raise NotFound("no-such-version")
    script = script_of(session, site, tag, site.words[tag].words)
    sound = hearing(session, site, script)
    return show(
        "rehearsal", title="", hearing=sound, tag=tag, heard_at=heard_at, seconds=script.seconds, then="", may_ask=True
    )
