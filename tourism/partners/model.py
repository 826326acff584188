"""The table of partners' own tours."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class TourVariant(Base):
    """A partner's own order of a tour's stops, as JSON; what is told at them stays the commune's."""

    __tablename__ = "tour_variant"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("partner_key.id", ondelete="CASCADE"), index=True)
    tour_id: Mapped[int] = mapped_column(ForeignKey("tour.id", ondelete="CASCADE"), index=True)
    content: Mapped[dict[str, Any]]
    changed: Mapped[datetime]
