"""Tables of scenes: what is published, revisions that never change, what was made of their models."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tourism.storage.database import Base


class Scene(Base):
    """A site's scene: the number of the revision that visitors have, and of the one they get once it is made."""

    __tablename__ = "scene"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    published: Mapped[int | None] = mapped_column(default=None)
    appointed: Mapped[int | None] = mapped_column(default=None)
    changed: Mapped[datetime | None] = mapped_column(default=None)


class SceneRevision(Base):
    """A scene as somebody saved it once, as JSON of SceneDraft; only what is made of it changes."""

    __tablename__ = "scene_revision"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    author: Mapped[str]
    # What its files are kept under, once they are made; else why they cannot be.
    recipe: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)


class SceneModel(Base):
    """The files made of one model in one way; scenes that want the same share them."""

    __tablename__ = "scene_model"

    recipe: Mapped[str] = mapped_column(primary_key=True)
    made: Mapped[datetime]
    # By form: [blob's name, bytes, triangles].
    files: Mapped[dict[str, Any]]
    # Width, height, depth in metres.
    width_m: Mapped[float]
    height_m: Mapped[float]
    depth_m: Mapped[float]
    vertices: Mapped[int]
    # It has animations, which iPhones' AR does not show.
    moves: Mapped[bool]


def newest_revision(session: Session, site_row: int) -> SceneRevision | None:
    """The revision that was saved last."""
    query = select(SceneRevision).where(SceneRevision.site_id == site_row)
    return session.scalar(query.order_by(SceneRevision.number.desc()).limit(1))
