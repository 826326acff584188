"""Models for iPhones in a reader that is neither Pixar's nor Apple's: three.js draws what was packed."""

import functools
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests import meshes
from tests.conftest import ROOT
from tourism.engines.models.mesh import Model
from tourism.engines.models.usdz.archive import package
from tourism.engines.models.wish import Wish

pytestmark = pytest.mark.browser
THREE = ROOT / "node_modules" / "three"
SIDE = 320
GROUND = (255, 0, 255)
HOSTILE = 'Đình "Làng" \'\'\' """ [x] {y} /* z */ # \\ (9) = <a> @b@\n}\ndef Mesh "Evil" {'
# Drawing without a graphics card takes its time on a busy machine.
PATIENCE_MS = 90_000
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<body style="margin:0"><canvas width="SIDE" height="SIDE"></canvas>
<script type="importmap">
{"imports": {"three": "/three/build/three.module.js", "three/addons/": "/three/examples/jsm/"}}
</script>
<script type="module">
import * as THREE from "three";
import { USDLoader } from "three/addons/loaders/USDLoader.js";
const canvas = document.querySelector("canvas");
const renderer = new THREE.WebGLRenderer({ canvas, preserveDrawingBuffer: true });
renderer.setClearColor(0xff00ff);
const scene = new THREE.Scene();
scene.add(new THREE.HemisphereLight(0xffffff, 0x888888, 3));
const camera = new THREE.PerspectiveCamera(40, 1, 0.01, 100);
window.show = async (name) => {
  const model = await new USDLoader().loadAsync(`/models/${name}.usdz`);
  scene.add(model);
  const box = new THREE.Box3().setFromObject(model), middle = box.getCenter(new THREE.Vector3());
  const size = box.getSize(new THREE.Vector3());
  camera.position.copy(middle).add(new THREE.Vector3(0.25, 0.2, 1).normalize().multiplyScalar(size.length() * 1.6));
  camera.lookAt(middle);
  const pictures = new Set();
  model.traverse((each) => {
    for (const value of Object.values(each.material ?? {})) if (value?.isTexture) pictures.add(value);
  });
  while ([...pictures].some((each) => !each.image)) await new Promise((done) => setTimeout(done, 20));
  renderer.render(scene, camera);
  return [size.toArray(), pictures.size];
};
window.ready = true;
</script>""".replace("SIDE", str(SIDE))


@dataclass
class Viewer:
    """A page with three.js that shows a model by its name."""

    base: str
    folder: Path
    faults: list[str] = field(default_factory=list)

    def shown(self, page: Page, model: Model, wish: Wish) -> tuple[list[float], np.ndarray, int]:
        """The size that it has there, its pixels, and how often a picture lies on it."""
        (self.folder / "models" / "seen.usdz").write_bytes(package(model, wish))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda told: self.faults.append(told.text) if told.type == "error" else None)
        page.goto(f"{self.base}/index.html")
        page.wait_for_function("window.ready", timeout=PATIENCE_MS)
        size, pictures = page.evaluate("show('seen')")
        picture = Image.open(io.BytesIO(page.locator("canvas").screenshot(timeout=PATIENCE_MS)))
        return size, np.asarray(picture.convert("RGB")).astype(int), pictures


@pytest.mark.parametrize("kind", ["textured", "several", "cut_out", "glassy", "painted", "vase"])
def test_three_shows_it(viewer, tab, kind):
    model = meshes.KINDS[kind]()
    size, pixels, pictures = viewer.shown(tab, model, Wish(title=HOSTILE, how_made=HOSTILE))

    assert viewer.faults == []
    assert size == pytest.approx(model.size, rel=1e-3)
    assert bool(pictures) == bool(model.pictures)
    assert 0.08 < drawn(pixels).mean() < 0.8
    # What is there has light and shade or colours, not one flat tone.
    assert pixels[drawn(pixels)].std() > 12


def test_three_sees_the_picture_the_right_way_up(viewer, tab):
    _, pixels, _ = viewer.shown(tab, meshes.shadeless(), Wish())

    rows, columns = np.nonzero(drawn(pixels))
    corner = pixels[rows.min() + 12, columns.min() + 12]
    other = pixels[rows.max() - 12, columns.max() - 12]
    # Of the four corners only the upper left one is yellow.
    assert corner == pytest.approx([224, 165, 38], abs=40)
    assert abs(other - corner).max() > 60


def test_on_a_wall_it_lies_as_phones_want_it(viewer, tab):
    size, pixels, _ = viewer.shown(tab, meshes.plain(), Wish(placement="wall"))

    assert viewer.faults == []
    assert size == pytest.approx([1.0, 0.5, 0.6], rel=1e-3)
    assert drawn(pixels).mean() > 0.05


def drawn(pixels: np.ndarray) -> np.ndarray:
    """Where something else than the ground is seen."""
    return np.abs(pixels - GROUND).max(axis=2) > 24


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as the class above has it)
        """Nothing."""


@pytest.fixture
def viewer(tmp_path: Path) -> Iterator[Viewer]:
    """The page, three.js and a place for models on a free port of loopback."""
    assert (THREE / "build" / "three.module.js").exists(), "npm ci"
    (tmp_path / "three").symlink_to(THREE)
    (tmp_path / "models").mkdir()
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Viewer(f"http://127.0.0.1:{server.server_port}", tmp_path)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """An empty one."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """With graphics, which here are computed."""
    drawing = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    kept = [each for each in browser_type_launch_args["args"] if each != "--disable-gpu"]
    return {**browser_type_launch_args, "args": [*kept, *drawing]}
