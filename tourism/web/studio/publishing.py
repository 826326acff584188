"""What visitors would get, and giving it to them: now, at a time, or after somebody has approved it."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request
from flask_babel import gettext

from tourism.editorial import actions as editorial
from tourism.editorial import queries
from tourism.editorial.queries import SubmissionView
from tourism.editorial.readiness import Versions
from tourism.errors import Conflict, Invalid, NotAllowed
from tourism.sites import drafts
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.web.errors import status_of
from tourism.web.request import backends, reading
from tourism.web.studio.desk import Deed, deed, desk, show
from tourism.web.studio.publishing_told import place_names
from tourism.web.studio.trouble import studio_sentence
from tourism.web.studio.vietnamese_time import for_field, told_time, typed_time

Answer = Any
Refusal = Conflict | Invalid | NotAllowed


@desk("/sites/<id:public_id>/publish", permission="view")
def publish_page(actor: Actor, public_id: str) -> Answer:
    """What would change for visitors, and what may be done about it."""
    return _page(actor, public_id)


@desk("/sites/<id:public_id>/publish", permission="publish", methods=("POST",))
def publish(actor: Actor, public_id: str) -> Answer:
    """Publishes exactly the versions that the page showed."""

    def do(doing: Deed, site: DeskSite) -> None:
        versions = _chosen()
        editorial.publish(doing.session, site.row, versions, backends().clock())
        doing.told.update(place=versions.place, words=versions.words)

    return _done(actor, public_id, "site.published", "published", do)


@desk("/sites/<id:public_id>/publish/appoint", permission="publish", methods=("POST",))
def appoint(actor: Actor, public_id: str) -> Answer:
    """Publishes them at a time, if they are still the newest then."""

    def do(doing: Deed, site: DeskSite) -> None:
        due = typed_time(request.form.get("due", ""))
        number = editorial.appoint(doing.session, site, _chosen(), due=due, actor=actor, now=backends().clock())
        doing.told.update(submission=number, due=told_time(due))

    return _done(actor, public_id, "publishing.appointed", "appointed", do)


@desk("/sites/<id:public_id>/publish/cancel", permission="publish", methods=("POST",))
def cancel_appointment(actor: Actor, public_id: str) -> Answer:
    """Nothing happens at that time."""

    def do(doing: Deed, site: DeskSite) -> None:
        doing.told["was_waiting"] = editorial.cancel(doing.session, site.row, backends().clock())

    return _done(actor, public_id, "publishing.cancelled", "cancelled", do)


@desk("/sites/<id:public_id>/publish/submit", permission="submit", methods=("POST",))
def submit_site(actor: Actor, public_id: str) -> Answer:
    """Hands the versions in for review."""

    def do(doing: Deed, site: DeskSite) -> None:
        note = request.form.get("note", "")
        made = editorial.submit(doing.session, site, _chosen(), actor=actor, note=note, now=backends().clock())
        doing.told.update(submission=made.id, place=made.versions.place, words=made.versions.words)

    return _done(actor, public_id, "site.submitted", "submitted", do)


@desk("/sites/<id:public_id>/publish/take-back", permission="submit", methods=("POST",))
def take_back(actor: Actor, public_id: str) -> Answer:
    """Whoever handed it in goes on writing first."""

    def do(doing: Deed, site: DeskSite) -> None:
        waiting = _first(queries.of_site(doing.session, site.row), "waiting")
        if waiting is None:
            raise Conflict("already-decided")
        editorial.take_back(doing.session, waiting.id, actor=actor, now=backends().clock())
        doing.told["submission"] = waiting.id

    return _done(actor, public_id, "submission.taken-back", "taken-back", do)


@desk("/sites/<id:public_id>/withdraw", permission="publish", methods=("POST",))
def withdraw(actor: Actor, public_id: str) -> Answer:
    """Takes a site off the pages; its signs go on answering."""

    def do(doing: Deed, site: DeskSite) -> None:
        if not request.form.get("sure"):
            raise Invalid("not-sure", field="sure")
        editorial.withdraw(doing.session, site, backends().clock())

    return _done(actor, public_id, "site.withdrawn", "withdrawn", do)


def _done(actor: Actor, public_id: str, name: str, said: str, do: Callable[[Deed, DeskSite], None]) -> Answer:
    """One deed on a site, then its page again, with what happened or why it did not."""
    try:
        with deed(name, actor=actor, site=public_id) as doing:
            do(doing, drafts.site(doing.session, actor, public_id))
    except (Conflict, Invalid) as error:
        return _page(actor, public_id, error)
    return redirect(f"/studio/sites/{public_id}/publish?said={said}", 303)


def _chosen() -> Versions:
    """The versions that the page showed and somebody ticked; raises Invalid for what no page of ours sends."""
    try:
        ticked = (each.rpartition(":") for each in request.form.getlist("told-base"))
        words = {tag: int(number) for tag, _, number in ticked}
        return Versions(int(request.form["place-base"]), words)
    except (KeyError, ValueError) as error:
        raise Invalid("foreign-form") from error


def _page(actor: Actor, public_id: str, refused: Refusal | None = None) -> tuple[str, int]:
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        news = queries.news(session, site)
        handed = queries.of_site(session, site.row)
        wants_review = queries.wants_review(session, site.commune_row)
        appointment = queries.appointment(session, site.row)
    status = 200 if refused is None else 422 if isinstance(refused, Invalid) else status_of(refused)
    sentence = studio_sentence(refused.reason) if refused else None
    field = refused.details.get("field") if refused else None
    return show(
        "publish",
        title=site.name,
        status=status,
        site=site,
        news=news,
        place_changes=place_names(news.place.changed),
        wants_review=wants_review,
        approved=next((each for each in handed if each.state == "approved" and news.has(each.versions)), None),
        waiting=_first(handed, "waiting"),
        latest=handed[0] if handed else None,
        missed=studio_sentence(handed[0].answer) if handed and handed[0].state == "missed" else None,
        appointment=appointment,
        told_time=told_time,
        soonest=for_field(backends().clock()),
        typed=request.form,
        trouble=sentence if not field else None,
        lacking=refused.details.get("lacking", ()) if refused else (),
        faults={str(field): sentence} if field else {},
        said=_SAID.get(request.args.get("said", ""), lambda: "")(),
    )


def _first(handed: tuple[SubmissionView, ...], state: str) -> SubmissionView | None:
    return next((each for each in handed if each.state == state), None)


_SAID: dict[str, Callable[[], str]] = {
    "published": lambda: gettext("Published. Visitors have it within a minute; the voice follows."),
    "appointed": lambda: gettext("It will be published at that time, if nobody saves anything newer before."),
    "cancelled": lambda: gettext("Nothing will be published by itself."),
    "submitted": lambda: gettext("Handed in. The reviewer finds it under Review."),
    "taken-back": lambda: gettext("Taken back. Go on writing."),
    "withdrawn": lambda: gettext("Taken off the pages. Signs go on answering, and say so."),
}
