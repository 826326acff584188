"""Texts that want to be scripts, through every form of the desk, on every page in Chromium."""

import os
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.figures import Figure
from tests.builders import Village
from tests.conftest import HOST, free_port, served
from tests.desk import at_desk
from tests.hostile_texts import PAYLOADS
from tests.injecting import Injected, inject
from tests.looking_harmed import Harm, look
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.storage.schema import upgrade

CHROMIUM = "/usr/bin/chromium"
COMMUNE_PAGES = ("/studio/", "/studio/sites", "/studio/translations", "/studio/review", "/studio/journal", "/vi/")


def measure() -> list[Figure]:
    """Every payload, through every field, to every page."""
    began = time.monotonic()
    arguments = ["--disable-gpu", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=arguments) as browser,
    ):
        harm, injected = looked(browser, Path(folder), PAYLOADS)
    refused = sum(bool(each.refused) for each in injected)
    return [
        Figure("payloads written through the desk's forms", str(len(injected)), "≥ 300", len(injected) >= 300),
        Figure("of them refused by a form", str(refused)),
        Figure("pages opened in Chromium", str(harm.pages), note=f"{time.monotonic() - began:.0f} s"),
        Figure("scripts run, reports of the policy", str(len(harm.ran)), "0", not harm.ran, "; ".join(harm.ran[:3])),
        Figure("requests to others", str(len(harm.foreign)), "0", not harm.foreign, "; ".join(harm.foreign[:3])),
        Figure("pages that broke", str(len(harm.broken)), "0", not harm.broken, "; ".join(harm.broken[:3])),
    ]


def looked(browser: Browser, folder: Path, payloads: tuple[str, ...]) -> tuple[Harm, list[Injected]]:
    """A guide in a folder, with a place for each payload, looked at by an officer and by a visitor."""
    port = free_port()
    settings = {
        "TOURISM_PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "TOURISM_DATABASE_URL": f"sqlite:///{folder}/guide.sqlite",
        "TOURISM_MEDIA": str(folder / "media"),
        "TOURISM_SECRET_KEY": "t" * 40,
        "TOURISM_ONLINE_VOICES": "off",
    }
    backends = Backends.of(Config.from_env({**settings, "TOURISM_PUBLIC_BASE_URL": f"http://{HOST}"}))
    upgrade(backends.sessions.engine)
    commune = Village(backends).commune()
    officer = at_desk(create_app(backends), backends, commune=commune)
    injected = [inject(backends, officer, commune, payload) for payload in payloads]
    with served({**os.environ, **settings}, port):
        base = settings["TOURISM_PUBLIC_BASE_URL"]
        public = look(browser, base, [path for each in injected for path in each.public()])
        desk = [path for each in injected for path in each.at_desk()]
        private = look(browser, base, [*desk, *COMMUNE_PAGES], officer.cookie)
    harm = Harm(
        public.pages + private.pages,
        public.ran + private.ran,
        public.foreign + private.foreign,
        public.broken + private.broken,
    )
    return harm, injected
