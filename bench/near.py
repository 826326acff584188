"""Nearest sites and cells among ten thousand, a hundred thousand and a million, checked by brute force."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from pyproj import Geod
from sqlalchemy.orm import Session

from bench import earth
from bench.databases import POSTGRES, schema
from bench.figures import Figure, cost, percentile, warn
from tourism import geo
from tourism.sites import nearness
from tourism.storage.database import Sessions, connect

COUNTS = (10_000, 100_000, 1_000_000)
POSTGRES_COUNT = 100_000
QUESTIONS = 200
PASSES = 3
LIMIT = 20
RADIUS = 50_000.0
WGS84 = Geod(ellps="WGS84")
Look: TypeAlias = Callable[[Session, geo.Point], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """CPU milliseconds of every look-up, and how many answers were wrong."""

    rows: list[float]
    by_key: list[float]
    nearest: list[float]
    cell: list[float]
    wrong: int


def measure() -> list[Figure]:
    """The table of look-ups."""
    seen: dict[int, Seen] = {}
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name:
        for count in COUNTS:
            land = earth.country(count)
            sessions = connect(f"sqlite:///{name}/sites-{count}.sqlite")
            earth.settle(sessions, land)
            seen[count] = _ask(sessions, land)
            sessions.engine.dispose()
    figures = _figures(seen)
    if not POSTGRES:
        warn("TOURISM_TEST_POSTGRES_URL is not set: no look-up on PostgreSQL")
        return figures
    with schema() as address:
        sessions = connect(address)
        land = earth.country(POSTGRES_COUNT)
        earth.settle(sessions, land)
        found = _ask(sessions, land)
        sessions.engine.dispose()
    return [*figures, *_one(found, f"PostgreSQL, {POSTGRES_COUNT:,} sites (our CPU, not its)")]


def _ask(sessions: Sessions, land: earth.Country) -> Seen:
    """Every question to one look-up after another, in passes; of each look-up's the middle one counts."""
    questions = land.questions(QUESTIONS)
    answers: dict[geo.Point, list[int]] = {}

    def rows(session: Session, here: geo.Point) -> None:
        found = nearness.nearest_rows(session, here, limit=LIMIT, radius=RADIUS)
        answers[here] = [near.row for near in found]

    def by_key(session: Session, here: geo.Point) -> None:
        _by_key(session, answers[here])

    def nearest(session: Session, here: geo.Point) -> None:
        nearness.nearest(session, here, "vi", limit=LIMIT, radius=RADIUS)

    def cell(session: Session, here: geo.Point) -> None:
        nearness.in_cell(session, geo.cell_of(here), "vi")

    looks = (rows, by_key, nearest, cell)
    passes = [[_pass(sessions, questions, look) for look in looks] for _ in range(PASSES)]
    middle = [sorted(times, key=sum)[PASSES // 2] for times in zip(*passes, strict=True)]
    wrong = sum(truth(land, here) != found for here, found in answers.items())
    return Seen(middle[0], middle[1], middle[2], middle[3], wrong)


def _pass(sessions: Sessions, questions: list[geo.Point], look: Look) -> list[float]:
    """CPU milliseconds of each question; opening the session is not counted."""
    times = []
    for here in questions:
        with sessions.reading() as session:
            session.connection()
            start = time.thread_time()
            look(session, here)
            times.append((time.thread_time() - start) * 1000)
    return times


def _by_key(session: Session, rows: list[int]) -> None:
    """The yardstick: the driver's own way to the same rows when somebody has already found them."""
    numbers = ", ".join(map(str, rows or [0]))
    statement = f"SELECT id, lat, lon FROM site WHERE published AND id IN ({numbers})"
    session.connection().exec_driver_sql(statement).all()


def truth(land: earth.Country, here: geo.Point) -> list[int]:
    """By brute force: every site within a generous square, measured by GeographicLib's own inverse (PROJ)."""
    degrees = RADIUS / 110_000
    stretch = degrees / np.cos(np.radians(abs(here.lat) + degrees))
    inside = np.flatnonzero((np.abs(land.lats - here.lat) <= degrees) & (np.abs(land.lons - here.lon) <= stretch))
    count = len(inside)
    _, _, metres = WGS84.inv(np.full(count, here.lon), np.full(count, here.lat), land.lons[inside], land.lats[inside])
    order = np.lexsort((inside, metres))[:LIMIT]
    return [int(inside[each]) + 1 for each in order if metres[each] <= RADIUS]


def _figures(seen: dict[int, Seen]) -> list[Figure]:
    figures = [each for count, found in seen.items() for each in _one(found, f"{count:,} sites")]
    first, last = seen[COUNTS[0]], seen[COUNTS[-1]]
    p50, p99 = percentile(last.rows, 0.5), percentile(last.rows, 0.99)
    growth = p50 / percentile(first.rows, 0.5)
    most = f"{COUNTS[-1]:,}"
    return [
        *figures,
        cost(f"P6 nearest {LIMIT} in 50 km of {most}, p50", p50, most=0.35, unit="ms", digits=3),
        cost(f"P6 nearest {LIMIT} in 50 km of {most}, p99", p99, most=0.8, unit="ms", digits=3),
        cost(f"P6 growth of p50 from {COUNTS[0]:,} to {most}", growth, most=2),
        Figure(
            "P6 wrong answers",
            f"{sum(each.wrong for each in seen.values())} of {QUESTIONS * len(seen)}",
            "0",
            not any(each.wrong for each in seen.values()),
            "same sites in the same order as brute force along the geodesic",
        ),
    ]


def _one(found: Seen, place: str) -> list[Figure]:
    def told(name: str, times: list[float], note: str = "") -> Figure:
        p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
        return Figure(f"{place}: {name}", f"{p50:.3f} / {p99:.3f} ms", note=note)

    times = percentile(found.rows, 0.5) / percentile(found.by_key, 0.5)
    return [
        told(
            "nearest 20 rows, p50 / p99",
            found.rows,
            f"{times:.1f} × the same rows by key; {found.wrong} wrong",
        ),
        told("with names, hooks, signs", found.nearest),
        told("a cell, all of it", found.cell),
    ]
