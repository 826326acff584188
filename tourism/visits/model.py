"""The table of daily counts."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class DailyCount(Base):
    """How often a partner's embed of a thing (`subject`: its public id) was seen or heard on a day in Vietnam."""

    __tablename__ = "daily_count"

    key_id: Mapped[int] = mapped_column(ForeignKey("partner_key.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
