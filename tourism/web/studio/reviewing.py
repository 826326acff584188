"""Reading what was handed in, saying what one thinks of a sentence, deciding; and the commune's rule for it."""

from typing import Any

from flask import redirect, request
from flask_babel import gettext

from tourism.editorial import actions as editorial
from tourism.editorial import queries, remarks
from tourism.errors import Conflict, Invalid, NotAllowed
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.door import own_path
from tourism.web.studio.reviewing_page import keep_comment, keep_decision, page_of
from tourism.web.studio.vietnamese_time import told_time


@desk("/review", permission="view")
def review(actor: Actor) -> tuple[str, int]:
    """What waits for somebody's eyes, and what was decided lately."""
    with reading() as session:
        waiting = queries.handed_in(session, actor, waiting=True)
        decided = queries.handed_in(session, actor, waiting=False)
        wants = actor.commune is not None and queries.wants_review(session, actor.commune)
    return show(
        "review",
        title=gettext("Review"),
        waiting=waiting,
        decided=decided,
        wants_review=wants,
        told_time=told_time,
        said=request.args.get("said", ""),
    )


@desk("/review/rule", permission="settings", methods=("POST",))
def review_rule(actor: Actor) -> Any:
    """Whether somebody else must approve before anything of this commune is published."""
    if actor.commune is None:
        raise NotAllowed("not-your-part")
    wants = bool(request.form.get("wants_review"))
    with deed("review.ruled", actor=actor) as doing:
        editorial.set_rule(doing.session, actor.commune, wants_review=wants)
        doing.told["wants_review"] = wants
    return redirect("/studio/review?said=ruled", 303)


@desk("/review/<int:number>", permission="view")
def submission(actor: Actor, number: int) -> tuple[str, int]:
    """One submission: its words by sentences, what is heard, what may be said and decided."""
    return page_of(actor, number)


@desk("/review/<int:number>/comment", permission="comment", methods=("POST",))
def comment_submission(actor: Actor, number: int) -> Any:
    """Says something of a sentence."""
    tag = request.form.get("tag", "")
    try:
        with deed("comment.made", actor=actor) as doing:
            handed = queries.handed(doing.session, actor, number)
            keep_comment(doing, handed, author=actor.name)
    except Invalid as error:
        return page_of(actor, number, error)
    return redirect(f"/studio/review/{number}?words={tag}&said=commented", 303)


@desk("/review/<int:number>/decide", permission="approve", methods=("POST",))
def decide_submission(actor: Actor, number: int) -> Any:
    """Approves what was handed in, or sends it back with a note."""
    try:
        with deed("submission.decided", actor=actor) as doing:
            handed = queries.handed(doing.session, actor, number)
            keep_decision(doing, handed, by=actor.name, person=actor.person)
    except (Conflict, Invalid, NotAllowed) as error:
        return page_of(actor, number, error)
    return redirect(f"/studio/review/{number}?said=decided", 303)


@desk("/comments/<int:number>/settle", permission="write", methods=("POST",))
def settle_comment(actor: Actor, number: int) -> Any:
    """A comment has been dealt with."""
    with deed("comment.settled", actor=actor) as doing:
        site, said = queries.comment(doing.session, actor, number)
        remarks.settle(doing.session, said.id, backends().clock())
        doing.site = site.id
        doing.told["comment"] = said.id
    return redirect(own_path(request.form.get("then", "")), 303)
