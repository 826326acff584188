"""Tours of a partner's own: made from the commune's, listed, taken away."""

from dataclasses import dataclass

from flask import redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.errors import Invalid
from tourism.language import SOURCE
from tourism.partners import actions
from tourism.partners import queries as partners
from tourism.staff import keys
from tourism.staff.permissions import Actor
from tourism.tours import queries as tours
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.partner_tour_opened import name_of
from tourism.web.studio.partner_tour_seen import shown_of

LIST = "/keys/<int:number>/tours"


@dataclass(frozen=True, slots=True)
class Line:
    """A partner's tour in the list; `frame` is where it is seen, None where nobody can see it today."""

    id: str
    name: str
    stops: int
    meeting: str
    frame: str | None


@desk(LIST, permission="keys", fresh=True)
def partner_tours(actor: Actor, number: int) -> tuple[str, int]:
    """All tours of one key."""
    sentences = {
        "removed": gettext("The tour is taken away. Where it stood, the guide says so."),
        "saved": gettext("Saved. It shows at once."),
    }
    return _page(actor, number, said=sentences.get(request.args.get("said", ""), ""))


@desk(LIST, permission="keys", methods=("POST",), fresh=True)
def make_partner_tour(actor: Actor, number: int) -> Response | tuple[str, int]:
    """Begins one as a tour of the commune's."""
    tour = request.form.get("tour", "")
    try:
        with deed("variant.made", actor=actor) as doing:
            key = keys.key(doing.session, actor, number, backends().clock())
            made = actions.make(doing.session, key.commune, key.id, tour, backends().clock())
            kept = partners.opened(doing.session, key.id, made)
            doing.told.update(name=name_of(kept), prefix=key.prefix, variant=made)
    except Invalid:
        fault = gettext("A partner has at most %(most)s tours: take one away first.", most=actions.VARIANTS_MAX)
        return _page(actor, number, faults={"tour": fault}, tour=tour, status=422)
    return redirect(f"/studio/keys/{number}/tours/{made}", 303)


@desk(f"{LIST}/<id:variant>/remove", permission="keys", methods=("POST",), fresh=True)
def remove_partner_tour(actor: Actor, number: int, variant: str) -> Response:
    """Takes one away, at once."""
    with deed("variant.removed", actor=actor) as doing:
        key = keys.key(doing.session, actor, number, backends().clock())
        kept = partners.opened(doing.session, key.id, variant)
        actions.remove(doing.session, key.id, variant)
        doing.told.update(name=name_of(kept), prefix=key.prefix, variant=variant)
    return redirect(f"/studio/keys/{number}/tours?said=removed", 303)


def _page(
    actor: Actor,
    number: int,
    *,
    said: str = "",
    faults: dict[str, str] | None = None,
    tour: str = "",
    status: int = 200,
) -> tuple[str, int]:
    with reading() as session:
        key = keys.key(session, actor, number, backends().clock())
        offered = tours.tours(session, SOURCE, key.commune)
        lines = []
        for each in partners.kept(session, key.id):
            shown, meeting = shown_of(session, key, each.id), each.written.meeting
            place = meeting.name.get(SOURCE) or next(iter(meeting.name.values())) if meeting else ""
            lines.append(Line(each.id, name_of(each), len(each.written.stops), place, shown.frame if shown else None))
    return show(
        "partner_tours",
        title=gettext("Tours of %(partner)s", partner=key.partner),
        status=status,
        key=key,
        lines=lines,
        offered=offered,
        said_words=said,
        faults=faults or {},
        tour=tour,
    )
