"""The journal's table: rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class AuditEvent(Base):
    """One deed. No address of a device is kept. `digest` seals the row and the digest of the one before."""

    __tablename__ = "audit_event"

    # From 1, without a gap: a row taken out is missed.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made: Mapped[datetime]
    deed: Mapped[str]
    actor: Mapped[str]
    # None: an operator at the machine, or a link without an account.
    person_id: Mapped[int | None]
    commune_id: Mapped[int | None] = mapped_column(index=True)
    # The public id of the site that it is about, where there is one.
    site: Mapped[str | None] = mapped_column(index=True)
    told: Mapped[dict[str, Any]]
    digest: Mapped[str]
