"""What reviewers say of drafts, and the links by which they come without an account. Never commits."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tourism.editorial.model import Comment, ReviewLink
from tourism.errors import Invalid

DAYS = 7
DAYS_MAX = 30
COMMENT_MAX = 2_000
SENTENCE_MAX = 4_000
NAME_MAX = 80


def comment(
    session: Session,
    site_row: int,
    language: str,
    number: int,
    *,
    sentence: str,
    text: str,
    author: str,
    now: datetime,
) -> int:
    """Keeps what somebody says of one sentence of a version; returns its row's id. Raises Invalid."""
    said = text.strip()
    if not said:
        raise Invalid("nothing-said", field="comment")
    if len(said) > COMMENT_MAX or len(sentence) > SENTENCE_MAX:
        raise Invalid("text-too-long-here", field="comment")
    row = Comment(
        site_id=site_row, language=language, number=number, sentence=sentence, text=said, made=now, author=author
    )
    session.add(row)
    session.flush()
    return row.id


def settle(session: Session, number: int, now: datetime) -> None:
    """A comment has been dealt with."""
    session.get_one(Comment, number).settled = now


def make_link(session: Session, submission: int, *, reviewer: str, days: int, by: str, now: datetime) -> int:
    """A link for a named reviewer, for 1 to 30 days; returns its row's id. Raises Invalid."""
    name = reviewer.strip()
    if not name or len(name) > NAME_MAX:
        raise Invalid("no-reviewer", field="reviewer")
    if not 1 <= days <= DAYS_MAX:
        raise Invalid("bad-days", field="days")
    row = ReviewLink(submission_id=submission, reviewer=name, made=now, made_by=by, expires=now + timedelta(days=days))
    session.add(row)
    session.flush()
    return row.id


def revoke_link(session: Session, link: int, now: datetime) -> None:
    """The link opens nothing from now on."""
    row = session.get_one(ReviewLink, link)
    row.revoked = row.revoked or now
