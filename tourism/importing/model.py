"""Table of files of places that wait for somebody's yes."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class PlaceFile(Base):
    """What was read of a file, by whom; its rows go once they are kept, it itself after some days.

    `digest` is that of the file's bytes: the same file sent twice, over a bad line, is one.
    """

    __tablename__ = "place_file"
    __table_args__ = (UniqueConstraint("commune_id", "person", "digest"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"))
    person: Mapped[int]
    digest: Mapped[str]
    name: Mapped[str]
    # Told as JSON; empty once its places are kept.
    content: Mapped[dict[str, Any]]
    # Options as JSON.
    options: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    # Public ids of the places that were begun; none while it waits.
    kept: Mapped[list[Any]] = mapped_column(default_factory=list)
