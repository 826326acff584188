"""Tables of a commune and its words."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class Commune(Base):
    """A commune; its name and its statistics code change with mergers, so neither is a key."""

    __tablename__ = "commune"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    # CommuneDraft as JSON.
    content: Mapped[dict[str, Any]]
    pattern: Mapped[str | None] = mapped_column(default=None)
    # Raised by every publish: the key of all finished pages.
    edition: Mapped[int] = mapped_column(default=1)


class CommuneText(Base):
    """A commune's words in one language, as JSON of CommuneWords."""

    __tablename__ = "commune_text"
    __table_args__ = (UniqueConstraint("commune_id", "language"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"))
    language: Mapped[str]
    content: Mapped[dict[str, Any]]
