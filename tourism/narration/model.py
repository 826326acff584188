"""The table of finished and failed narrations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class Narration(Base):
    """The sound of a site in one language, or the reason why there is none."""

    __tablename__ = "narration"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    # Digest of the script that was read; another text makes this narration stale.
    script: Mapped[str]
    # ready, failed
    state: Mapped[str]
    made: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(default=None)
    engine: Mapped[str] = mapped_column(default="")
    voice: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str] = mapped_column(default="machine")
    sound: Mapped[str | None] = mapped_column(default=None)
    transcript: Mapped[str | None] = mapped_column(default=None)
    size: Mapped[int] = mapped_column(default=0)
    duration_ms: Mapped[int] = mapped_column(default=0)
    loudness: Mapped[float] = mapped_column(default=0.0)
    peak: Mapped[float] = mapped_column(default=0.0)
    # One [start_ms, end_ms] a sentence of the script.
    spans: Mapped[list[Any]] = mapped_column(default_factory=list)
