"""Tables of sites: what is published of the place, revisions that never change, printed codes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class Site(Base):
    """A place; the columns below `published` are a copy of the published place, for lists and look-ups."""

    __tablename__ = "site"
    __table_args__ = (
        UniqueConstraint("commune_id", "key"),
        # A band is 1.1 km of latitude: band and longitude together find a box without an extension. The other
        # two columns let the index answer alone, without a visit to the table.
        Index("ix_site_band_lon", "band", "lon", "lat", "published"),
        Index("ix_site_lat_lon", "lat", "lon"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id"), index=True)
    key: Mapped[str]
    changed: Mapped[datetime]
    published: Mapped[bool] = mapped_column(default=False)
    lat: Mapped[float] = mapped_column(default=0.0)
    lon: Mapped[float] = mapped_column(default=0.0)
    band: Mapped[int] = mapped_column(default=0)
    accuracy_m: Mapped[float] = mapped_column(default=0.0)
    verified: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(default="")
    story: Mapped[str] = mapped_column(default="place")
    area: Mapped[str | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)
    tourist_point: Mapped[bool] = mapped_column(default=False)
    awaiting: Mapped[bool] = mapped_column(default=False)
    picture: Mapped[str | None] = mapped_column(default=None)
    # The person of the village who began it; such a person sees this site and no other drafts.
    owner: Mapped[int | None] = mapped_column(default=None)


class PlaceRevision(Base):
    """The place as somebody saved it once, as JSON of PlaceInProgress; never changed."""

    __tablename__ = "place_revision"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    picture: Mapped[str | None]
    made: Mapped[datetime]
    author: Mapped[str]
    published: Mapped[bool] = mapped_column(default=False)
    # Saved by itself while somebody was typing; lists of versions leave it out once a later one follows.
    minor: Mapped[bool] = mapped_column(default=False, server_default=false())


class Revision(Base):
    """A site's words in one language as somebody saved them once, as JSON of WordsInProgress; never changed."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("site_id", "language", "number"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    language: Mapped[str]
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    author: Mapped[str]
    minor: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The number of the source language's words that a translation was last held against.
    source_number: Mapped[int | None] = mapped_column(default=None)


class Aside(Base):
    """What somebody wrote while another was quicker: kept beside the versions until its writer has settled it.

    `language` is "" for the place; `content` as the writer sent it.
    """

    __tablename__ = "aside"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    base: Mapped[int]
    content: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    author: Mapped[str]
    settled: Mapped[bool] = mapped_column(default=False)


class Told(Base):
    """The published revision of a site in one language; publishing moves this pointer."""

    __tablename__ = "told"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    # Copies for lists: one narrow row a language.
    name: Mapped[str]
    slug: Mapped[str]
    hook: Mapped[str]
    # Name and hook without marks and case, for searching.
    search: Mapped[str]


class Sign(Base):
    """A printed code; it may be pointed elsewhere or retired, but it never stops answering."""

    __tablename__ = "sign"

    code: Mapped[str] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    retired: Mapped[bool] = mapped_column(default=False)


class Closure(Base):
    """Days on which a place cannot be visited; `ends` None: nobody knows yet. Those taken back stay, for feeds."""

    __tablename__ = "closure"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    begins: Mapped[date]
    # The last day; the place is open again on the next.
    ends: Mapped[date | None]
    reason: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    changed: Mapped[datetime]
    withdrawn: Mapped[datetime | None] = mapped_column(default=None)
