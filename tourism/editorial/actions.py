"""From draft to published: handing in, deciding, a time to publish, withdrawing. Never commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tourism.communes import actions as communes
from tourism.editorial import queries as editorial
from tourism.editorial.model import DeskRule, Submission
from tourism.editorial.queries import News, SubmissionView
from tourism.editorial.readiness import Versions
from tourism.errors import Conflict, Invalid, NotAllowed, NotFound
from tourism.publishing import actions as publishing
from tourism.sites import briefs, drafts
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.storage import jobs

PUBLISH = "publish"
# Somebody promised visitors a time.
RANK = -1
FURTHEST = timedelta(days=366)
TEXT_MAX = 2_000


def set_rule(session: Session, commune_row: int, *, wants_review: bool) -> None:
    """Decides whether somebody else must approve before a site of the commune is published."""
    session.merge(DeskRule(commune_id=commune_row, wants_review=wants_review))
    session.flush()


def submit(
    session: Session, site: DeskSite, versions: Versions, *, actor: Actor, note: str, now: datetime
) -> SubmissionView:
    """Hands in exactly these versions; what was handed in before is overtaken. Raises Conflict, Invalid."""
    communes.hold(session, site.commune_row)
    _refuse_unready(_current(session, site.row, versions), versions)
    _set_states(session, site.row, ("waiting", "approved"), "overtaken", now)
    row = _submission(site, versions, actor, "waiting", now)
    row.note = _text(note)
    return _kept(session, row)


def take_back(session: Session, number: int, *, actor: Actor, now: datetime) -> None:
    """Its writer wants to go on writing; raises NotAllowed for what somebody else handed in, Conflict."""
    row = _waiting(session, number)
    if row.made_by_person != actor.person:
        raise NotAllowed("not-your-submission")
    row.state, row.decided, row.decided_by = "taken-back", now, actor.name


def decide(
    session: Session, number: int, *, approves: bool, by: str, person: int | None, answer: str, now: datetime
) -> None:
    """Approves or sends back; `person` None is somebody with a link.

    Raises NotAllowed for one's own, Conflict where it was decided or where newer words were saved meanwhile.
    """
    row = _waiting(session, number)
    if approves and row.made_by_person == person:
        raise NotAllowed("own-submission")
    if approves:
        _current(session, row.site_id, editorial.versions(row))
    row.state = "approved" if approves else "sent-back"
    row.decided, row.decided_by, row.answer = now, by, _text(answer)
    session.flush()


def publish(session: Session, site_row: int, versions: Versions, now: datetime) -> bool:
    """Gives visitors exactly these versions; returns whether anything changed for them.

    Raises Conflict where newer ones were saved, or where nobody has approved them and the commune wants that;
    Invalid where something is lacking.
    """
    site = drafts.site_by_row(session, site_row)
    communes.hold(session, site.commune_row)
    news = _current(session, site_row, versions)
    _refuse_unready(news, versions)
    if editorial.wants_review(session, site.commune_row) and not editorial.approval(session, site_row, versions):
        raise Conflict("not-approved")
    new = {each.tag for each in news.languages if versions.words.get(each.tag) == each.newest}
    kept = versions.words.keys() - new
    is_changed = publishing.publish_site(session, site_row, site.commune_row, new, now, kept=kept)
    for row in session.scalars(select(Submission).where(Submission.site_id == site_row)):
        if row.state in ("waiting", "approved", "appointed") and editorial.versions(row) == versions:
            row.state = "published"
    session.flush()
    return is_changed


def appoint(session: Session, site: DeskSite, versions: Versions, *, due: datetime, actor: Actor, now: datetime) -> int:
    """Publishes these versions at a time, if they are still the newest then; returns the submission's number.

    An earlier appointment of the site is cancelled. Raises Invalid, Conflict as `publish` does.
    """
    if not now < due <= now + FURTHEST:
        raise Invalid("bad-time", field="due")
    communes.hold(session, site.commune_row)
    _refuse_unready(_current(session, site.row, versions), versions)
    cancel(session, site.row, now)
    approved = editorial.approval(session, site.row, versions)
    if approved is None and editorial.wants_review(session, site.commune_row):
        raise Conflict("not-approved")
    row = session.get_one(Submission, approved.id) if approved else _submission(site, versions, actor, "appointed", now)
    row.due = due
    number = _kept(session, row).id
    payload = {"submission": number, "by": actor.name, "person": actor.person}
    jobs.ask(session, kind=PUBLISH, key=f"{PUBLISH}:{number}", payload=payload, now=now, due=due, rank=RANK)
    return number


def cancel(session: Session, site_row: int, now: datetime) -> bool:
    """Nothing of the site waits for its time any more; returns whether anything did."""
    communes.hold(session, briefs.commune_of(session, site_row))
    waiting = Submission.state.in_(editorial.WAITING_FOR_TIME) & Submission.due.is_not(None)
    query = select(Submission).where(Submission.site_id == site_row, waiting)
    # Its time may have come while we waited.
    found = session.scalars(query.execution_options(populate_existing=True)).all()
    for row in found:
        row.due = None
        if row.state == "appointed":
            row.state, row.decided = "taken-back", now
    session.flush()
    return bool(found)


def keep_appointment(session: Session, number: int, now: datetime) -> bool:
    """Publishes what was appointed; False where it was cancelled. Raises as `publish` does."""
    row = session.get(Submission, number)
    if row is None or row.due is None or row.state not in editorial.WAITING_FOR_TIME:
        return False
    publish(session, row.site_id, editorial.versions(row), now)
    row.state = "published"
    return True


def miss_appointment(session: Session, number: int, reason: str, now: datetime) -> None:
    """The time came, and it could not be published: the desk says why."""
    row = session.get(Submission, number)
    if row is not None and row.due is not None and row.state in editorial.WAITING_FOR_TIME:
        row.state, row.answer, row.decided = "missed", reason, now


def withdraw(session: Session, site: DeskSite, now: datetime) -> None:
    """Takes a site off the pages; its signs go on answering, and no appointment brings it back."""
    publishing.withdraw_site(session, site.row, site.commune_row, now)
    cancel(session, site.row, now)


def _current(session: Session, site_row: int, versions: Versions) -> News:
    """What these versions change; raises Conflict where one of them is neither the newest nor what visitors have."""
    news = editorial.news(session, drafts.site_by_row(session, site_row))
    if not news.has(versions):
        raise Conflict("newer-meanwhile")
    return news


def _refuse_unready(news: News, versions: Versions) -> None:
    if not versions.words:
        raise Invalid("nothing-to-tell")
    asked = [each for each in news.languages if versions.words.get(each.tag) == each.newest]
    if any(each.is_too_long and each.state != "same" for each in asked):
        raise Invalid("too-long-to-hear")
    lacking = [*news.place.lacking, *(name for each in asked for name in each.lacking)]
    if lacking:
        raise Invalid("not-complete", lacking=sorted(set(lacking)))


def _submission(site: DeskSite, versions: Versions, actor: Actor, state: str, now: datetime) -> Submission:
    return Submission(
        site_id=site.row,
        place=versions.place,
        words=dict(versions.words),
        made=now,
        made_by=actor.name,
        made_by_person=actor.person,
        note="",
        state=state,
    )


def _kept(session: Session, row: Submission) -> SubmissionView:
    session.add(row)
    session.flush()
    return next(each for each in editorial.of_site(session, row.site_id) if each.id == row.id)


def _waiting(session: Session, number: int) -> Submission:
    row = session.get(Submission, number)
    if row is None:
        raise NotFound("no-such-submission")
    communes.hold(session, drafts.site_by_row(session, row.site_id).commune_row)
    # Somebody else may have decided while we waited.
    session.refresh(row)
    if row.state != "waiting":
        raise Conflict("already-decided")
    return row


def _set_states(session: Session, site_row: int, before: Sequence[str], after: str, now: datetime) -> None:
    chosen = (Submission.site_id == site_row) & Submission.state.in_(before)
    session.execute(update(Submission).where(chosen).values(state=after, decided=now, due=None))


def _text(text: str) -> str:
    if len(text) > TEXT_MAX:
        raise Invalid("text-too-long-here", field="note")
    return text.strip()
