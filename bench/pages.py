"""A site's page: finished and kept, asked for again, and made anew; beside nginx and a bare application."""

import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import servers
from bench.figures import Figure, median, ratio, warn
from bench.load import Run, ask
from bench.uncached import sample_site, where_time_goes
from tourism.storage.database import connect

ROUNDS = 3
SECONDS = 2.0
PHONE = {"Accept-Language": "vi-VN,vi;q=0.9", "User-Agent": "bench"}
# Any query makes the page anew: only plain addresses are kept.
ANEW = "?anew=1"
Cells = dict[str, Callable[[], Run]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the guide said once."""

    body: bytes
    headers: dict[str, str]


def measure() -> list[Figure]:
    """The table of pages."""
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        servers.prepare(folder)
        database = f"sqlite:///{folder}/guide.sqlite"
        site, code = sample_site(connect(database))
        guide = stack.enter_context(servers.guide(folder))
        hello = stack.enter_context(servers.hello())
        plain = {**PHONE, "Accept-Encoding": "identity"}
        page, scan = guide.base + site, f"{guide.base}/q/{code}"
        first = _get(page, plain)
        _get(scan, plain)
        brotli = _wait_for_brotli(page)
        brotli_scan = _wait_for_brotli(scan)
        again = {**PHONE, "Accept-Encoding": "br", "If-None-Match": brotli.headers["etag"]}
        ready = {**PHONE, "Accept-Encoding": "br"}
        cells: Cells = {
            "hello": partial(ask, hello.pid, f"{hello.base}/", plain, seconds=SECONDS),
            "page": partial(ask, guide.pid, page, plain, seconds=SECONDS),
            "brotli": partial(ask, guide.pid, page, ready, seconds=SECONDS),
            "scan": partial(ask, guide.pid, scan, ready, seconds=SECONDS),
            "again": partial(ask, guide.pid, page, again, seconds=SECONDS, expected=304),
            "anew": partial(ask, guide.pid, page + ANEW, plain, seconds=SECONDS),
        }
        if servers.NGINX:
            answers = {"nginx": first, "nginx brotli": brotli, "nginx scan": brotli_scan}
            cells |= _by_nginx(stack, folder, answers, plain)
        else:
            warn("nginx is not installed: the page is compared with the bare application only")
        cpu = _interleaved(cells)
        return _figures(cpu, len(first.body), len(brotli.body)) + where_time_goes(database, folder, site)


def _by_nginx(stack: ExitStack, folder: Path, answers: Mapping[str, Answer], headers: Mapping[str, str]) -> Cells:
    """The same bytes from files, by nginx."""
    locations = ["location = / { return 204; }"]
    for number, answer in enumerate(answers.values()):
        file = folder / f"page-{number}"
        file.write_bytes(answer.body)
        locations.append(servers.static(f"/{number}", file, answer.headers))
    server = stack.enter_context(servers.nginx(folder, "\n".join(locations)))
    return {
        name: partial(ask, server.pid, f"{server.base}/{number}", headers, seconds=SECONDS)
        for number, name in enumerate(answers)
    }


def _interleaved(cells: Cells) -> dict[str, float]:
    """Median processor time of an answer, in µs; each round runs every cell once: all see the same hour."""
    seen: dict[str, list[float]] = {name: [] for name in cells}
    for _ in range(ROUNDS):
        for name, run in cells.items():
            seen[name].append(run().cpu_us)
    return {name: median(each) for name, each in seen.items()}


def _figures(cpu: Mapping[str, float], size: int, small: int) -> list[Figure]:
    def us(name: str) -> str:
        return f"{cpu[name]:.0f} µs"

    figures = []
    if "nginx" in cpu:
        figures += [
            ratio(
                f"P1 kept page, plain ({size / 1000:.1f} KB), of nginx static",
                cpu["nginx"] / cpu["page"],
                least=0.5,
                note=f"{us('nginx')} : {us('page')} a request",
            ),
            ratio(
                f"P1 kept page, Brotli made before ({small / 1000:.1f} KB), of nginx",
                cpu["nginx brotli"] / cpu["brotli"],
                least=0.5,
                note=f"{us('nginx brotli')} : {us('brotli')}",
            ),
            ratio(
                "P1 page at a scanned code, Brotli, of nginx",
                cpu["nginx scan"] / cpu["scan"],
                least=0.5,
                note=f"{us('nginx scan')} : {us('scan')}",
            ),
            ratio(
                "P3 304 of a kept page, of nginx static 200",
                cpu["nginx"] / cpu["again"],
                least=0.75,
                note=f"{us('nginx')} : {us('again')}",
            ),
        ]
    figures += [
        Figure("kept page, of the bare application's speed", f"{cpu['hello'] / cpu['page']:.2f}",
               note=f"{us('hello')} : {us('page')}"),
        Figure("page made anew, in bare answers", f"{cpu['anew'] / cpu['hello']:.0f} ×",
               note=f"{us('anew')} : {us('hello')}"),
        Figure("page made anew, in kept pages", f"{cpu['anew'] / cpu['page']:.0f} ×",
               note=f"{us('anew')} : {us('page')}"),
    ]  # fmt: skip
    return figures


def _get(address: str, headers: Mapping[str, str]) -> Answer:
    request = urllib.request.Request(address, headers=dict(headers))
    with urllib.request.urlopen(request, timeout=10) as answer:
        return Answer(answer.read(), {name.lower(): value for name, value in answer.headers.items()})


def _wait_for_brotli(address: str) -> Answer:
    """The compressor works beside the requests; a page is soon ready."""
    for _ in range(100):
        answer = _get(address, {**PHONE, "Accept-Encoding": "br"})
        if answer.headers.get("content-encoding") == "br":
            return answer
        time.sleep(0.05)
    raise RuntimeError(f"{address} was never answered in Brotli")
