"""A sound's range by our own sender, and a page's patience while many slow phones listen."""

import os
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench import phones, servers
from bench.figures import Figure, cost, median, percentile, warn
from bench.load import ask
from bench.processes import memory_mb
from bench.uncached import sample_site
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect

RANGE = {"Range": "bytes=0-262143", "Accept-Encoding": "identity"}
ROUNDS = 3
SECONDS = 2.0
SOUND_BYTES = 3_000_000
COUNTS = (80, 200)
# The page may wait this much longer than behind nginx, or this long at all: nobody sees 20 ms.
PAGE_P99 = 1.25
PAGE_MS = 20.0


def measure() -> list[Figure]:
    """The table of sounds."""
    with tempfile.TemporaryDirectory(prefix="loi-que-bench-") as name:
        folder = Path(name)
        servers.prepare(folder)
        blob = FolderBlobs(folder / "media").put(os.urandom(SOUND_BYTES), "mp3").name
        sound = f"/media/{blob[:2]}/{blob}"
        page, _ = sample_site(connect(f"sqlite:///{folder}/guide.sqlite"))
        figures = _ranges(folder, sound)
        patience = {f"our sender, {count} phones": _own_sender(folder, sound, page, count) for count in COUNTS}
        if servers.NGINX:
            patience[f"nginx in front, {COUNTS[-1]} phones"] = _behind_nginx(folder, sound, page, COUNTS[-1])
        return figures + _patience(patience)


def _ranges(folder: Path, sound: str) -> list[Figure]:
    """What one range of 256 KiB costs the server."""
    with ExitStack() as stack:
        guide = stack.enter_context(servers.guide(folder))
        cells = {"ours": partial(ask, guide.pid, guide.base + sound, RANGE, seconds=SECONDS, expected=206)}
        if servers.NGINX:
            locations = f"location /media/ {{ alias {folder}/media/; }} location = / {{ return 204; }}"
            nginx = stack.enter_context(servers.nginx(folder, locations))
            cells["nginx"] = partial(ask, nginx.pid, nginx.base + sound, RANGE, seconds=SECONDS, expected=206)
        seen: dict[str, list[float]] = {name: [] for name in cells}
        for _ in range(ROUNDS):
            for name, run in cells.items():
                seen[name].append(run().cpu_us)
    ours = median(seen["ours"])
    if "nginx" not in seen:
        warn("nginx is not installed: a range's cost has nothing to be compared with")
        return [Figure("256 KiB of a sound by our sender", f"{ours:.0f} µs")]
    yardstick = median(seen["nginx"])
    note = f"{ours:.0f} : {yardstick:.0f} µs a range"
    return [cost("P11 256 KiB of a sound by our sender, in nginx's", ours / yardstick, most=2.5, note=note)]


def _own_sender(folder: Path, sound: str, page: str, count: int) -> phones.Heard:
    with servers.guide(folder) as guide:
        return _listened(guide.pid, servers.GUIDE_PORT, sound, page, count)


def _behind_nginx(folder: Path, sound: str, page: str, count: int) -> phones.Heard:
    """The guide names a file in X-Accel-Redirect, and nginx sends it."""
    locations = f"""location / {{ proxy_pass http://127.0.0.1:{servers.BEHIND_PORT};
proxy_set_header Host $http_host; proxy_http_version 1.1; proxy_set_header Connection ''; }}
location /_media/ {{ internal; alias {folder}/media/; }}"""
    front = servers.FRONT_PORT
    behind = servers.guide(folder, servers.BEHIND_PORT, public_port=front, TOURISM_ACCEL_PREFIX="/_media/")
    with behind, servers.nginx(folder, locations, front) as nginx:
        return _listened(nginx.pid, front, sound, page, count)


def _listened(pid: int, port: int, sound: str, page: str, count: int) -> phones.Heard:
    heard = phones.listen(port, sound, page, count)
    heard.memory_mb = memory_mb(pid)
    return heard


def _patience(seen: dict[str, phones.Heard]) -> list[Figure]:
    front = next((each for name, each in seen.items() if name.startswith("nginx")), None)
    most = max(PAGE_MS, PAGE_P99 * percentile(front.waits_ms, 0.99)) if front else PAGE_MS
    figures = []
    for name, each in seen.items():
        p50, p99 = percentile(each.waits_ms, 0.5), percentile(each.waits_ms, 0.99)
        note = (
            f"p50 {p50:.1f} ms of {len(each.waits_ms)} pages, {each.given_up} given up; "
            f"{each.served} of {each.phones} phones heard something; {each.memory_mb:.0f} MB"
        )
        if each is front:
            figures.append(Figure(f"page while phones listen: {name}", f"p99 {p99:.1f} ms", note=note))
            continue
        good = p99 <= most and not each.given_up and each.served == each.phones
        figures.append(
            Figure(f"P10 page while phones listen: {name}", f"p99 {p99:.1f} ms", f"≤ {most:.0f} ms", good, note)
        )
    return figures
