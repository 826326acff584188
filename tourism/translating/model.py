"""Tables of the commune's glossary, and of files that came back from translators."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class Term(Base):
    """A word of the commune and how it is said in another language."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("commune_id", "language", "source"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"))
    language: Mapped[str]
    source: Mapped[str]
    target: Mapped[str]
    note: Mapped[str]
    reviewed: Mapped[bool]
    changed: Mapped[datetime]
    changed_by: Mapped[str]


class Incoming(Base):
    """A file that came back from a translator and waits for somebody's yes; gone once it is kept or refused."""

    __tablename__ = "incoming"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    name: Mapped[str]
    # The rows of a Reading.
    content: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    author: Mapped[str]
