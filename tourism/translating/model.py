"""The commune's glossary."""

from datetime import datetime

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
