"""The tables of takes, of the narrations put together from them, and of pronunciations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tourism.storage.database import Base


class Narration(Base):
    """The served sound of a site in one language, or the reason why there is none."""

    __tablename__ = "narration"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    # Digest of the words that are heard, as shown; other words make this narration stale.
    script: Mapped[str]
    # ready, failed
    state: Mapped[str]
    made: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(default=None)
    engine: Mapped[str] = mapped_column(default="")
    voice: Mapped[str] = mapped_column(default="")
    # human, machine, mixed
    made_by: Mapped[str] = mapped_column(default="machine")
    sound: Mapped[str | None] = mapped_column(default=None)
    transcript: Mapped[str | None] = mapped_column(default=None)
    size: Mapped[int] = mapped_column(default=0)
    duration_ms: Mapped[int] = mapped_column(default=0)
    loudness: Mapped[float] = mapped_column(default=0.0)
    peak: Mapped[float] = mapped_column(default=0.0)
    # One [start_ms, end_ms] a sentence of the script.
    spans: Mapped[list[Any]] = mapped_column(default_factory=list)
    opus: Mapped[str | None] = mapped_column(default=None)
    opus_size: Mapped[int] = mapped_column(default=0)
    # 600 peaks, one character each.
    outline: Mapped[str] = mapped_column(default="")
    # One [part, engine, made_by, speaker] a part that is heard.
    credits: Mapped[list[Any]] = mapped_column(default_factory=list)
    approximate: Mapped[bool] = mapped_column(default=False)
    # What it was put together from, and how; the same recipe gives the same files.
    recipe: Mapped[str] = mapped_column(default="")
    # The way of mastering; another one makes the files anew.
    revision: Mapped[int] = mapped_column(default=0)


class Take(Base):
    """One reading of one part by one voice: a person's recording, or what an engine made."""

    __tablename__ = "take"
    __table_args__ = (Index("ix_take_site_id_language", "site_id", "language"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    language: Mapped[str]
    part: Mapped[int]
    engine: Mapped[str]
    # Digest of the words that are heard, as shown; other words make this take stale.
    shown: Mapped[str]
    # ready, received (a recording that waits for its timings), refused (this voice will not say it)
    state: Mapped[str]
    quality: Mapped[int]
    made: Mapped[datetime]
    # Digest of what a machine was given to say for them; empty where a person read.
    spoken: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str] = mapped_column(default="machine")
    voice: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    speaker: Mapped[str] = mapped_column(default="")
    reason: Mapped[str | None] = mapped_column(default=None)
    # Blobs: the levelled sound without loss, what a person sent in, what is served of a recording by itself.
    master: Mapped[str | None] = mapped_column(default=None)
    original: Mapped[str | None] = mapped_column(default=None)
    sound: Mapped[str | None] = mapped_column(default=None)
    size: Mapped[int] = mapped_column(default=0)
    duration_ms: Mapped[int] = mapped_column(default=0)
    # One [start_ms, end_ms] for each of `texts`: the sentences as they were shown.
    spans: Mapped[list[Any]] = mapped_column(default_factory=list)
    texts: Mapped[list[Any]] = mapped_column(default_factory=list)
    # The part's heading was not read aloud.
    is_headless: Mapped[bool] = mapped_column(default=False)
    begin_ms: Mapped[int] = mapped_column(default=0)
    approximate: Mapped[bool] = mapped_column(default=False)
    # Why a person should look at the timings; empty where all fits.
    doubts: Mapped[list[Any]] = mapped_column(default_factory=list)


class Pronunciation(Base):
    """How a commune wants one word of its texts to be said in one language."""

    __tablename__ = "pronunciation"

    commune_id: Mapped[int] = mapped_column(ForeignKey("commune.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    written: Mapped[str] = mapped_column(primary_key=True)
    spoken: Mapped[str]
