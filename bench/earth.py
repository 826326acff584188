"""Made-up sites on a made-up country: 60 % in 300 towns, 40 % anywhere, with the guide's own tables."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert

from tourism import geo
from tourism.communes.draft import DRAFT, WORDS, Centre, CommuneDraft, CommuneWords, Identity, Theme
from tourism.communes.model import Commune, CommuneText
from tourism.sites.model import Revision, Site, Told
from tourism.storage.database import Sessions
from tourism.storage.schema import upgrade

TOWNS = 300
TOWN_SHARE = 0.6
TOWN_METRES = 3_000.0
SIDE_METRES = 900_000.0
CENTRE = geo.Point(16.0, 106.5)
METRES_PER_DEGREE = 111_200.0
MADE = datetime(2026, 1, 1, tzinfo=UTC)
PIECE = 20_000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Country:
    """Where the sites lie; site i has the row i + 1."""

    lats: Floats
    lons: Floats

    def __len__(self) -> int:
        return len(self.lats)

    def questions(self, count: int, seed: int = 5) -> list[geo.Point]:
        """Where visitors stand: three of four within a kilometre of some site, one anywhere."""
        chance = np.random.default_rng(seed)
        points = []
        for _ in range(count):
            if chance.random() < 0.75:
                site = chance.integers(len(self))
                lat = self.lats[site] + chance.normal(0, 0.005)
                lon = self.lons[site] + chance.normal(0, 0.005)
            else:
                lat, lon = (float(each[0]) for each in _degrees(*chance.uniform(-0.45, 0.45, (2, 1))))
            points.append(geo.Point(float(lat), float(lon)))
        return points


def country(count: int, seed: int = 7) -> Country:
    """The same `count` sites for the same seed."""
    chance = np.random.default_rng(seed)
    towns = chance.uniform(-0.5, 0.5, (2, TOWNS))
    in_town = round(count * TOWN_SHARE)
    chosen = chance.integers(0, TOWNS, in_town)
    near = towns[:, chosen] + chance.normal(0, TOWN_METRES / SIDE_METRES, (2, in_town))
    anywhere = chance.uniform(-0.5, 0.5, (2, count - in_town))
    places = np.concatenate([near, anywhere], axis=1)
    chance.shuffle(places, axis=1)
    return Country(*_degrees(*places))


def _degrees(north: Floats, east: Floats) -> tuple[Floats, Floats]:
    lats = CENTRE.lat + north * SIDE_METRES / METRES_PER_DEGREE
    return lats, CENTRE.lon + east * SIDE_METRES / (METRES_PER_DEGREE * np.cos(np.radians(lats)))


def settle(sessions: Sessions, land: Country) -> None:
    """The schema and all rows, past the actions: a million of them would take an hour that way."""
    upgrade(sessions.engine)
    with sessions.writing() as session:
        session.execute(insert(Commune), list(_communes()))
        session.execute(insert(CommuneText), list(_words_of_communes()))
        session.execute(insert(Site), _site(land, 0))
        session.execute(
            insert(Revision),
            {"site_id": 1, "language": "vi", "number": 1, "content": {}, "made": MADE, "author": "bench"},
        )
        session.execute(insert(Told), _told(0))
    if sessions.engine.dialect.name == "sqlite":
        _settle_sqlite(sessions, land)
    else:
        for start in range(1, len(land), PIECE):
            rows = range(start, min(start + PIECE, len(land)))
            with sessions.writing() as session:
                session.execute(insert(Site), [_site(land, row) for row in rows])
                session.execute(insert(Told), [_told(row) for row in rows])
    with sessions.engine.execution_options(tourism_write=True).begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def _settle_sqlite(sessions: Sessions, land: Country) -> None:
    """By the driver itself; nothing is lost if this temporary file is."""
    raw = sqlite3.connect(str(sessions.engine.url.database), isolation_level=None)
    for statement in ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-262144", "BEGIN"):
        raw.execute(statement)
    raw.executemany(*_copy_of(raw, "site", (_site(land, row) for row in range(1, len(land)))))
    raw.executemany(*_copy_of(raw, "told", (_told(row) for row in range(1, len(land)))))
    for statement in ("COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)"):
        raw.execute(statement)
    raw.close()


def _copy_of(
    raw: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]
) -> tuple[str, Iterator[tuple[Any, ...]]]:
    """An INSERT of whole rows like the first one, which SQLAlchemy wrote."""
    cursor = raw.execute(f"SELECT * FROM {table} LIMIT 1")
    names = [each[0] for each in cursor.description]
    first = dict(zip(names, cursor.fetchone(), strict=True))
    marks = ", ".join("?" * len(names))
    # Values of types that SQLAlchemy converts are the first row's own.
    kept = {name: value for name, value in first.items() if name == "changed"}
    values = (tuple({**first, **row, **kept}[name] for name in names) for row in rows)
    return f"INSERT INTO {table} VALUES ({marks})", values


def _site(land: Country, row: int) -> dict[str, Any]:
    lat, lon = float(land.lats[row]), float(land.lons[row])
    return {
        "id": row + 1, "public_id": f"{row:08d}", "commune_id": row % TOWNS + 1, "key": f"noi-{row}",
        "changed": MADE, "published": True, "lat": lat, "lon": lon, "band": geo.band(lat),
        "accuracy_m": 20.0, "verified": True, "kind": "communal_house", "story": "place", "area": None,
        "position": row + 1, "tourist_point": True, "awaiting": False, "picture": f"{row:064x}.svg",
    }  # fmt: skip


def _told(row: int) -> dict[str, Any]:
    return {
        "site_id": row + 1, "language": "vi", "revision_id": 1, "name": f"Đình làng số {row}",
        "slug": f"dinh-lang-so-{row}", "hook": "Mái đình cong bên sông, sân gạch, giếng nước và cây đa",
        "search": f"dinh lang so {row} mai dinh cong ben song, san gach, gieng nuoc va cay da",
    }  # fmt: skip


def _communes() -> Iterator[dict[str, Any]]:
    for number in range(1, TOWNS + 1):
        made = CommuneDraft(
            slug=f"xa-{number}",
            id=f"{number:08d}",
            identities=(Identity(name=f"xã {number}", parent="TP Hà Nội", confidence="L"),),
            centre=Centre(lat=CENTRE.lat, lon=CENTRE.lon),
            bbox=(102.0, 11.0, 111.0, 21.0),
            theme=Theme(name="giấy dó", primary="#A8322A", secondary="#2F5D46"),
            languages=("vi",),
        )
        content = DRAFT.dump_python(made, mode="json")
        yield {"id": number, "public_id": made.id, "slug": made.slug, "content": content, "edition": 1}


def _words_of_communes() -> Iterator[dict[str, Any]]:
    for number in range(1, TOWNS + 1):
        words = CommuneWords(
            name=f"Xã {number}", tagline="Bên sông", made_by="human", reviewed=True, welcome="Xin chào."
        )
        yield {"commune_id": number, "language": "vi", "content": WORDS.dump_python(words, mode="json")}
