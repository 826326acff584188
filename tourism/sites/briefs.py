"""Sites in lists: briefs in one language, by commune, by id, by sign."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, case, func, select, tuple_
from sqlalchemy.orm import Session

from tourism import language
from tourism.communes import queries as communes
from tourism.errors import Invalid, NotFound
from tourism.sites import closures
from tourism.sites.closed import ClosureView
from tourism.sites.model import Sign, Site, Told

# A pin that may be further off than a look across a courtyard is not told as exact.
APPROXIMATE_METRES = 100.0
AnyRow: TypeAlias = tuple[Any, ...]
WordsRow: TypeAlias = Row[int, str, str, str, str]
BRIEF_COLUMNS = (
    Site.id, Site.public_id, Site.key, Site.commune_id, Site.lat, Site.lon, Site.accuracy_m, Site.verified,
    Site.kind, Site.story, Site.area, Site.position, Site.tourist_point, Site.awaiting, Site.picture,
    Site.changed,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteBrief:
    """A site in a list; degrees and metres. `sign` is its printed code, `metres` the distance asked for.

    `closures` were not taken back; whether they are over is asked by the day (`closed.standing`).
    """

    row: int
    id: str
    key: str
    commune_row: int
    commune: str
    name: str
    slug: str
    hook: str
    language: str
    as_asked: bool
    kind: str
    story: str
    area: str | None
    position: int
    lat: float
    lon: float
    accuracy_m: float
    approximate: bool
    tourist_point: bool
    awaiting: bool
    picture: str | None
    changed: datetime
    sign: str | None = None
    metres: float | None = None
    closures: tuple[ClosureView, ...] = ()


def sign_site(session: Session, code: str) -> str | None:
    """The public id of the site that a printed code leads to, published or not; None for no such sign."""
    return session.scalar(select(Site.public_id).join(Sign, Sign.site_id == Site.id).where(Sign.code == code))


def row_of(session: Session, public_id: str) -> int:
    """The row's id of a site, published or not, for paging; raises Invalid."""
    found = session.scalar(select(Site.id).where(Site.public_id == public_id))
    if found is None:
        raise Invalid("bad-cursor", after=public_id[:20])
    return found


def commune_of(session: Session, site_row: int) -> int:
    """The row of a site's commune, published or not; raises NotFound."""
    found = session.scalar(select(Site.commune_id).where(Site.id == site_row))
    if found is None:
        raise NotFound("no-such-site")
    return found


def counts(session: Session) -> dict[int, tuple[int, int]]:
    """Published sites, and those of them that are tourism points, by their commune's row."""
    query = (
        select(Site.commune_id, func.count(), func.sum(case((Site.tourist_point, 1), else_=0)))
        .where(Site.published)
        .group_by(Site.commune_id)
    )
    return {commune: (sites, points) for commune, sites, points in session.execute(query)}


def signs_among(session: Session, candidates: Sequence[str]) -> tuple[str, ...]:
    """Those of `candidates` that are printed on a sign."""
    return tuple(session.scalars(select(Sign.code).where(Sign.code.in_(candidates)).order_by(Sign.code)))


def published(session: Session) -> Select[*AnyRow]:
    """All published sites with the columns of a brief."""
    return select(*BRIEF_COLUMNS).where(Site.published)


def briefs(session: Session, rows: Sequence[Row[*AnyRow]], asked: str) -> tuple[SiteBrief, ...]:
    """Briefs in the order of `rows`; a site without words in any language is left out."""
    ids = [row.id for row in rows]
    words: dict[int, dict[str, WordsRow]] = {}
    columns = (Told.site_id, Told.language, Told.name, Told.slug, Told.hook)
    for told in session.execute(select(*columns).where(Told.site_id.in_(ids))):
        words.setdefault(told.site_id, {})[told.language] = told
    query = select(Sign.site_id, Sign.code).where(Sign.site_id.in_(ids), ~Sign.retired).order_by(Sign.code.desc())
    signs: dict[int, str] = {site: code for site, code in session.execute(query)}
    slugs = communes.slugs(session, {row.commune_id for row in rows})
    closed = closures.of_sites(session, ids, asked)
    return tuple(
        replace(
            _brief(row, words[row.id], signs.get(row.id), slugs[row.commune_id], asked),
            closures=closed.get(row.id, ()),
        )
        for row in rows
        if row.id in words
    )


def _brief(
    row: Row[*AnyRow],
    words: dict[str, WordsRow],
    sign: str | None,
    commune: str,
    asked: str,
) -> SiteBrief:
    chosen = language.best_told(asked, tuple(words)) or asked
    mine = words[chosen]
    return SiteBrief(
        row=row.id, id=row.public_id, key=row.key, commune_row=row.commune_id, commune=commune,
        name=mine.name, slug=mine.slug, hook=mine.hook, language=chosen, as_asked=chosen == asked,
        kind=row.kind, story=row.story, area=row.area, position=row.position,
        lat=row.lat, lon=row.lon, accuracy_m=row.accuracy_m,
        approximate=not row.verified or row.accuracy_m > APPROXIMATE_METRES,
        tourist_point=row.tourist_point, awaiting=row.awaiting, picture=row.picture,
        changed=row.changed, sign=sign,
    )  # fmt: skip


def of_commune(session: Session, commune_row: int, asked: str) -> tuple[SiteBrief, ...]:
    """A commune's published sites in their order."""
    query = published(session).where(Site.commune_id == commune_row).order_by(Site.position, Site.id)
    return briefs(session, session.execute(query).all(), asked)


def by_rows(session: Session, ids: Sequence[int], asked: str) -> dict[int, SiteBrief]:
    """Published sites by their rows' ids."""
    rows = session.execute(published(session).where(Site.id.in_(ids))).all()
    return {each.row: each for each in briefs(session, rows, asked)}


def by_keys(session: Session, keys: Sequence[tuple[int, str]], asked: str) -> tuple[SiteBrief, ...]:
    """Published sites by their communes' rows and their keys there."""
    query = published(session).where(tuple_(Site.commune_id, Site.key).in_(keys)).order_by(Site.id)
    return briefs(session, session.execute(query).all(), asked)


def by_public_ids(session: Session, ids: Sequence[str], asked: str) -> tuple[SiteBrief, ...]:
    """Published sites among these public ids, by row."""
    query = published(session).where(Site.public_id.in_(ids)).order_by(Site.id)
    return briefs(session, session.execute(query).all(), asked)


def of_key(session: Session, commune_row: int, key: str, asked: str) -> SiteBrief | None:
    """A commune's published site by its key; None where there is none."""
    query = published(session).where(Site.commune_id == commune_row, Site.key == key)
    return next(iter(briefs(session, session.execute(query).all(), asked)), None)


def brief(session: Session, public_id: str, asked: str) -> SiteBrief:
    """One published site; raises NotFound."""
    rows = session.execute(published(session).where(Site.public_id == public_id)).all()
    found = briefs(session, rows, asked)
    if not found:
        raise NotFound("no-such-site", id=public_id[:20])
    return found[0]


def at_distance(brief_: SiteBrief, metres: float) -> SiteBrief:
    """The same site, with its distance from the point asked for."""
    return replace(brief_, metres=metres)
