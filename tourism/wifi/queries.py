"""What is kept of WiFi points, as frozen views in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.communes.claims import told
from tourism.wifi import draft
from tourism.wifi.model import WifiPoint
from tourism.wifi.payload import join_payload


@dataclass(frozen=True, slots=True)
class SpotPlace:
    """Where a tourism point is, as its page tells it; degrees and metres."""

    row: int
    commune_row: int
    key: str
    id: str
    name: str
    slug: str
    area: str | None
    lat: float
    lon: float
    accuracy_m: float
    approximate: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A WiFi point's row, and the site it is at by its commune's row and its key there."""

    row: int
    commune_row: int
    site_key: str | None


@dataclass(frozen=True, slots=True)
class WifiView:
    """A WiFi point; `payload` is the text of its join code where the network's name is known."""

    row: int
    id: str
    commune_row: int
    place: str
    site: SpotPlace | None
    lat: float | None
    lon: float | None
    accuracy_m: float | None
    approximate: bool
    provider: str | None
    network: str | None
    security: str | None
    password: str | None
    checked_on: date | None
    payload: str | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Whose a WiFi point is, and the key of the site where it stands, published or not."""

    commune_row: int
    site_key: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the tourism points have WiFi."""

    with_wifi: int
    tourism_points: int

    @property
    def percent(self) -> int:
        """Whole per cent; 100 only where all have it, 0 only where none has."""
        if self.with_wifi in (0, self.tourism_points):
            return 100 if self.with_wifi else 0
        return min(max(round(100 * self.with_wifi / self.tourism_points), 1), 99)


def spots(session: Session, *, after: int, limit: int) -> tuple[Spot, ...]:
    """The next `limit` WiFi points after row `after`, published places or not."""
    query = select(WifiPoint.id, WifiPoint.commune_id, WifiPoint.site_key).where(WifiPoint.id > after)
    return tuple(Spot(*row) for row in session.execute(query.order_by(WifiPoint.id).limit(limit)))


def row_of(session: Session, public_id: str) -> int | None:
    """The row's id of a WiFi point; None for no such point."""
    return session.scalar(select(WifiPoint.id).where(WifiPoint.public_id == public_id))


def points(
    session: Session,
    asked: str,
    places: Sequence[SpotPlace],
    commune_row: int | None = None,
    among: Sequence[int] | None = None,
) -> tuple[WifiView, ...]:
    """WiFi points of one commune or of all, by row; `places` are the published sites they may be at.

    `among` are the rows that are asked for; None for all.
    """
    query = select(WifiPoint).order_by(WifiPoint.commune_id, WifiPoint.id)
    if commune_row is not None:
        query = query.where(WifiPoint.commune_id == commune_row)
    if among is not None:
        query = query.where(WifiPoint.id.in_(among))
    by_key = {(each.commune_row, each.key): each for each in places}
    return tuple(_view(row, by_key, asked) for row in session.scalars(query))


def whereabouts(session: Session, public_id: str) -> Whereabouts | None:
    """Where a WiFi point stands; None for one that is not known."""
    query = select(WifiPoint.commune_id, WifiPoint.site_key).where(WifiPoint.public_id == public_id)
    row = session.execute(query).one_or_none()
    return Whereabouts(row.commune_id, row.site_key) if row else None


def coverage(found: Sequence[WifiView], tourism_points: Sequence[SpotPlace]) -> Coverage:
    """The share of tourism points with a WiFi point at them."""
    covered = {view.site.row for view in found if view.site}
    return Coverage(sum(each.row in covered for each in tourism_points), len(tourism_points))


def drafts(session: Session, commune_row: int) -> tuple[draft.WifiDraft, ...]:
    """A commune's WiFi points as people wrote them."""
    query = select(WifiPoint).where(WifiPoint.commune_id == commune_row).order_by(WifiPoint.id)
    return tuple(draft.DRAFT.validate_python(row.content) for row in session.scalars(query))


def _view(row: WifiPoint, by_key: dict[tuple[int, str], SpotPlace], asked: str) -> WifiView:
    written = draft.DRAFT.validate_python(row.content)
    site = by_key.get((row.commune_id, row.site_key)) if row.site_key else None
    pin = written.pin
    name = told(written.names, asked).text or (site.name if site else "")
    payload = _payload(written)
    return WifiView(
        row=row.id, id=row.public_id, commune_row=row.commune_id, place=name, site=site,
        lat=pin.lat if pin else site.lat if site else None,
        lon=pin.lon if pin else site.lon if site else None,
        accuracy_m=pin.accuracy_m if pin else site.accuracy_m if site else None,
        approximate=not pin.verified if pin else site.approximate if site else True,
        provider=written.provider, network=written.network, security=written.security,
        password=written.password, checked_on=written.checked_on,
        payload=payload,
    )  # fmt: skip


def _payload(written: draft.WifiDraft) -> str | None:
    """A locked network without its password cannot be joined by a code."""
    if written.network is None or (written.password is None and written.security != "open"):
        return None
    return join_payload(written.network, written.security, written.password)
