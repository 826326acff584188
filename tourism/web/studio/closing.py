"""Days on which a place is closed: in two taps, with a last day; changed, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import redirect, request
from flask_babel import gettext

from tourism.errors import Conflict, Invalid
from tourism.sites import closed, closing, closures, drafts
from tourism.sites.closures import KeptClosure
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading, today
from tourism.web.studio.closing_form import ClosingForm
from tourism.web.studio.desk import Deed, deed, desk, show
from tourism.web.studio.trouble import studio_sentence

Answer = Any
NEW = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be saved, of which closure ("" is a new one), and why, by field."""

    closure: str
    form: ClosingForm
    faults: dict[str, str]
    status: int


@dataclass(frozen=True, slots=True)
class Place:
    """A published place in the list; `closure` is what closes it today, or next."""

    site: DeskSite
    closure: KeptClosure | None
    is_closed: bool


@desk("/closures", permission="view")
def closings(actor: Actor) -> tuple[str, int]:
    """The commune's places, those that are closed or will be first."""
    with reading() as session:
        found = [each for each in drafts.sites(session, actor) if each.published]
        kept = closures.kept(session, [each.row for each in found])
    places = [_place(each, tuple(one for one in kept if one.site == each.row), today()) for each in found]
    return show(
        "closings",
        title=gettext("Closed days"),
        places=sorted(places, key=lambda each: (not each.is_closed, each.closure is None)),
        said_words=_said(),
    )


@desk("/sites/<id:public_id>/closures", permission="view")
def site_closures(actor: Actor, public_id: str) -> tuple[str, int]:
    """A place's closures, and the way to a new one."""
    return _page(actor, public_id)


@desk("/sites/<id:public_id>/closures", permission="publish", methods=("POST",))
def close_site(actor: Actor, public_id: str) -> Answer:
    """Closes a place: today, or from a day to a day."""
    form = ClosingForm.read(request.form, today())

    def do(doing: Deed, site: DeskSite) -> None:
        begins, ends = form.days()
        closing.close(
            doing.session, site.row, begins=begins, ends=ends, reasons=form.reasons, today=today(),
            now=backends().clock(),
        )  # fmt: skip
        doing.told.update(begins=begins.isoformat(), ends=ends.isoformat() if ends else None)

    return _done(actor, public_id, "site.closed", "closed", do, closure=NEW, form=form)


@desk("/sites/<id:public_id>/closures/<id:closure_id>", permission="publish", methods=("POST",))
def change_closure(actor: Actor, public_id: str, closure_id: str) -> Answer:
    """Other days, another reason."""
    form = ClosingForm.read(request.form, today())

    def do(doing: Deed, site: DeskSite) -> None:
        closures.closure(doing.session, site.row, closure_id)
        begins, ends = form.days()
        closing.change(
            doing.session, site.row, closure_id, begins=begins, ends=ends, reasons=form.reasons, seen=form.seen,
            today=today(), now=backends().clock(),
        )  # fmt: skip
        doing.told.update(begins=begins.isoformat(), ends=ends.isoformat() if ends else None)

    return _done(actor, public_id, "closure.changed", "changed", do, closure=closure_id, form=form)


@desk("/sites/<id:public_id>/closures/<id:closure_id>/reopen", permission="publish", methods=("POST",))
def reopen_site(actor: Actor, public_id: str, closure_id: str) -> Answer:
    """Open from now on."""

    def do(doing: Deed, site: DeskSite) -> None:
        closing.reopen(doing.session, site.row, closure_id, today=today(), now=backends().clock())

    return _done(actor, public_id, "site.reopened", "reopened", do, closure=NEW, form=ClosingForm(today().isoformat()))


def _done(
    actor: Actor,
    public_id: str,
    name: str,
    said: str,
    do: Callable[[Deed, DeskSite], None],
    *,
    closure: str,
    form: ClosingForm,
) -> Answer:
    """One deed, then the page that it was asked from, with what happened or why it did not."""
    try:
        with deed(name, actor=actor, site=public_id) as doing:
            do(doing, drafts.site(doing.session, actor, public_id))
    except (Conflict, Invalid) as error:
        faults = {str(error.details.get("field", "whole")): studio_sentence(error.reason) or ""}
        return _page(actor, public_id, Refused(closure, form, faults, 409 if isinstance(error, Conflict) else 422))
    there = "closures" if request.form.get("from") == "list" else f"sites/{public_id}/closures"
    return redirect(f"/studio/{there}?said={said}", 303)


def _page(actor: Actor, public_id: str, refused: Refused | None = None) -> tuple[str, int]:
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        kept = closures.kept(session, [site.row])
    on_show = closed.standing(kept, today())
    forms = {each.id: ClosingForm.of(each) for each in on_show}
    if refused and refused.closure in forms:
        # Whoever sends it again has seen what it is now.
        forms[refused.closure] = replace(refused.form, seen=forms[refused.closure].seen)
    return show(
        "closures",
        title=site.name,
        status=refused.status if refused else 200,
        site=site,
        standing=on_show,
        earlier=[each for each in kept if each not in on_show],
        forms=forms,
        new=refused.form if refused and refused.closure not in forms else ClosingForm(today().isoformat()),
        refused=refused,
        refused_at=refused.closure if refused and refused.closure in forms else NEW,
        is_closed=closed.now(on_show, today()) is not None,
        may_close=actor.may("publish"),
        today=today().isoformat(),
        said_words=_said(),
    )


def _place(site: DeskSite, kept: tuple[KeptClosure, ...], day: date) -> Place:
    shut = closed.now(kept, day)
    return Place(site, shut or next(iter(closed.standing(kept, day)), None), shut is not None)


def _said() -> str:
    return {
        "closed": gettext("Visitors see it now."),
        "changed": gettext("Changed. Visitors see it now."),
        "reopened": gettext("No longer closed. Visitors see it now."),
    }.get(request.args.get("said", ""), "")
