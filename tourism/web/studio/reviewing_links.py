"""Links for reviewers without an account: made and ended by the officer."""

from typing import Any

from flask import redirect, request

from tourism.editorial import queries, remarks
from tourism.errors import Invalid, NotFound
from tourism.staff.permissions import Actor
from tourism.web.request import backends
from tourism.web.studio.desk import deed, desk
from tourism.web.studio.digits import whole_number
from tourism.web.studio.reviewing_page import page_of


@desk("/review/<int:number>/links", permission="publish", methods=("POST",))
def make_link(actor: Actor, number: int) -> Any:
    """A link for somebody who has no account, for a week unless the officer says otherwise."""
    try:
        with deed("link.made", actor=actor) as doing:
            handed = queries.handed(doing.session, actor, number)
            name, days = request.form.get("reviewer", ""), _days(request.form.get("days", ""))
            doing.told["link"] = remarks.make_link(
                doing.session, number, reviewer=name, days=days, by=actor.name, now=backends().clock()
            )
            doing.site = handed.site.id
            doing.told.update(reviewer=name.strip(), days=days, submission=number)
    except Invalid as error:
        return page_of(actor, number, error)
    return redirect(f"/studio/review/{number}?said=linked#links", 303)


@desk("/review/<int:number>/links/<int:link>/revoke", permission="publish", methods=("POST",))
def revoke_link(actor: Actor, number: int, link: int) -> Any:
    """The link opens nothing from now on."""
    with deed("link.revoked", actor=actor) as doing:
        handed = queries.handed(doing.session, actor, number)
        if link not in {each.id for each in queries.links(doing.session, number)}:
            raise NotFound("no-such-link")
        remarks.revoke_link(doing.session, link, backends().clock())
        doing.site = handed.site.id
        doing.told["link"] = link
    return redirect(f"/studio/review/{number}?said=revoked#links", 303)


def _days(text: str) -> int:
    days = whole_number(text, 999)
    if days is None:
        raise Invalid("bad-days", field="days")
    return days
