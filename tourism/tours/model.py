"""Tables of tours and their words."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class Tour(Base):
    """A tour of one commune, as JSON of TourDraft."""

    __tablename__ = "tour"
    __table_args__ = (UniqueConstraint("commune_id", "key"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"), index=True)
    key: Mapped[str]
    content: Mapped[dict[str, Any]]
    changed: Mapped[datetime]


class TourText(Base):
    """A tour's words in one language, as JSON of TourWords."""

    __tablename__ = "tour_text"
    __table_args__ = (UniqueConstraint("tour_id", "language"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    tour_id: Mapped[int] = mapped_column(ForeignKey("tour.id", ondelete="CASCADE"))
    language: Mapped[str]
    content: Mapped[dict[str, Any]]
