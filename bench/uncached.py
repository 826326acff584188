"""Where the time of a page made anew goes, in one process, without a server."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIEnvironment
from wsgiref.util import setup_testing_defaults

from flask import Flask
from sqlalchemy import event, select

from bench import servers
from bench.figures import Figure, median
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.narration import queries as narration
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.sites.model import Sign, Site
from tourism.storage.database import Sessions
from tourism.web.visitor import site as site_face

PAGES = 150
ROUNDS = 3


def sample_site(sessions: Sessions) -> tuple[str, str]:
    """The Vietnamese page of a site with a sign, a next stop and a story; and the sign's code."""
    with sessions.reading() as session:
        query = select(Site.public_id, Sign.code).join(Sign, Sign.site_id == Site.id)
        public_id, code = session.execute(query.where(Site.published, ~Sign.retired, Site.key == "dinh-van-la")).one()
        brief = briefs.brief(session, public_id, "vi")
    return f"/vi/sites/{public_id}/{brief.slug}", code


class Stopwatch:
    """Processor time by part of the work, and how many statements the database got."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.statements = 0

    def timed(self, part: str, inner: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, with its time noted."""

        def measured(*args: Any, **kwargs: Any) -> Any:
            start = time.thread_time()
            try:
                return inner(*args, **kwargs)
            finally:
                self.seconds[part] += time.thread_time() - start

        return measured


def where_time_goes(database: str, folder: Path, site: str) -> list[Figure]:
    """Median processor time of a page by part; the parts are disjoint."""
    given = {**os.environ, **servers.settings(folder, servers.GUIDE_PORT), "TOURISM_DATABASE_URL": database}
    backends = Backends.of(Config.from_env(given))
    app = create_app(backends)
    seen: dict[str, list[float]] = defaultdict(list)
    watch = Stopwatch()
    with _watched(watch, backends.sessions):
        _make(app, backends.config.host, site)
        for _ in range(ROUNDS):
            watch.seconds.clear()
            watch.statements = 0
            start = time.thread_time()
            for _ in range(PAGES):
                _make(app, backends.config.host, site)
            seen["all"].append((time.thread_time() - start) / PAGES * 1e6)
            for part, seconds in watch.seconds.items():
                seen[part].append(seconds / PAGES * 1e6)
    return _parts({part: median(each) for part, each in seen.items()}, watch.statements // PAGES)


def _parts(us: dict[str, float], statements: int) -> list[Figure]:
    whole = us.pop("all")
    us["Flask, headers, the rest"] = whole - sum(us.values())
    told = Figure("a page made anew, in one process", f"{whole:.0f} µs", note=f"{statements} statements")
    parts = [Figure(f"  {part}", f"{each:.0f} µs", note=f"{each / whole:.0%}") for part, each in us.items()]
    return [told, *parts]


@contextmanager
def _watched(watch: Stopwatch, sessions: Sessions) -> Iterator[None]:
    """Times the calls of the site's face, and counts statements."""
    places = (
        (sites, "site", "words, place, facts, next stop"),
        (narration, "narration", "narration"),
        (site_face, "_wifi_at", "WiFi"),
        (site_face, "render_template", "template"),
    )

    def count(*_: object) -> None:
        watch.statements += 1

    kept = [(module, name, getattr(module, name)) for module, name, _ in places]
    event.listen(sessions.engine, "before_cursor_execute", count)
    for module, name, part in places:
        setattr(module, name, watch.timed(part, getattr(module, name)))
    try:
        yield
    finally:
        event.remove(sessions.engine, "before_cursor_execute", count)
        for module, name, original in kept:
            setattr(module, name, original)


def _make(app: Flask, host: str, path: str) -> None:
    """One answer, past the layer of finished pages."""
    environ: WSGIEnvironment = {}
    setup_testing_defaults(environ)
    environ |= {"PATH_INFO": path, "QUERY_STRING": "anew=1", "HTTP_HOST": host}
    statuses: list[str] = []

    def start(status: str, _headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda _piece: None

    answer = app.wsgi_app(environ, start)
    size = sum(map(len, answer))
    if not statuses[0].startswith("200") or not size:
        raise RuntimeError(f"{path} answered {statuses[0]}")
