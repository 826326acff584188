"""Tables of review and of drafts that are listened to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class DeskRule(Base):
    """How a commune wants to work: whether somebody else must approve before a site is published."""

    __tablename__ = "desk_rule"

    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"), primary_key=True)
    wants_review: Mapped[bool] = mapped_column(default=False)


class Submission(Base):
    """A site handed in for review: the numbers of its place and words at that moment.

    `words` maps a language to the number of its revision. States: waiting, approved, sent-back, taken-back,
    published, overtaken (a newer one was handed in), appointed (to be published without review), missed (its time
    came and it could not be published; `answer` is the reason's key).
    """

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    words: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    made_by: Mapped[str]
    # The row of whoever handed it in: nobody approves their own.
    made_by_person: Mapped[int]
    note: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    decided: Mapped[datetime | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    # When it is to be published, where that was chosen.
    due: Mapped[datetime | None] = mapped_column(default=None)


class ReviewLink(Base):
    """A link for a reviewer without an account; the link itself is signed and carries this row's id."""

    __tablename__ = "review_link"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    reviewer: Mapped[str]
    made: Mapped[datetime]
    made_by: Mapped[str]
    expires: Mapped[datetime]
    revoked: Mapped[datetime | None] = mapped_column(default=None)


class Comment(Base):
    """What somebody says of one sentence (`sentence` as shown), or of the whole where that is empty."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    number: Mapped[int]
    sentence: Mapped[str]
    text: Mapped[str]
    made: Mapped[datetime]
    author: Mapped[str]
    settled: Mapped[datetime | None] = mapped_column(default=None)


class Rehearsal(Base):
    """A draft read aloud by a voice of this machine, for those who review it; visitors never hear it."""

    __tablename__ = "rehearsal"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    # The digest of the script that is heard, and waiting, ready or silent (with its reason).
    script: Mapped[str]
    state: Mapped[str]
    asked: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(default=None)
    sound: Mapped[str | None] = mapped_column(default=None)
    transcript: Mapped[str | None] = mapped_column(default=None)
    size: Mapped[int] = mapped_column(default=0)
    duration_ms: Mapped[int] = mapped_column(default=0)
    spans: Mapped[list[Any]] = mapped_column(default_factory=list)
