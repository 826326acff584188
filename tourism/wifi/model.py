"""The table of WiFi points."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class WifiPoint(Base):
    """A WiFi point of a commune, as JSON of WifiDraft; often at a site."""

    __tablename__ = "wifi_point"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"), index=True)
    # The site's key in its commune: a place that is not published yet may have WiFi already.
    site_key: Mapped[str | None]
    content: Mapped[dict[str, Any]]
