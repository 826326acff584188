"""Manifests of scenes in a viewer that libraries and museums use: Universal Viewer draws the model of both."""

import io
import json
import mimetypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image

from tests import meshes
from tests.conftest import ROOT
from tests.scene_views import FILES, SITE, Places, a_scene, a_telling, hotspot
from tourism.engines.models.wish import Wish
from tourism.engines.models.writing import plain
from tourism.scenes import iiif3, iiif4
from tourism.scenes.view import CameraView, PartTold

pytestmark = pytest.mark.browser
VIEWER = ROOT / "node_modules" / "universalviewer" / "dist"
# Drawing without a graphics card takes its time on a busy machine.
PATIENCE_MS = 60_000
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/uv/uv.css"><script src="/uv/umd/UV.js"></script>
<style>body { margin: 0 } #uv { width: 900px; height: 650px }</style><div class="uv" id="uv"></div>
<script>
addEventListener("DOMContentLoaded", () => UV.init("uv", { manifest: location.search.slice(1), embedded: true }));
</script>"""


@dataclass
class Shelf:
    """What is served: the viewer, a page for it, a model and its manifests; and what was asked for."""

    base: str = ""
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def find(self, path: str) -> tuple[bytes, str] | None:
        """Bytes and type of what lies there."""
        self.asked.append(path)
        if path in self.files:
            return self.files[path]
        file = VIEWER / path.removeprefix("/uv/")
        return (file.read_bytes(), mimetypes.guess_type(file)[0] or "") if file.is_file() else None


@pytest.mark.parametrize("kind", ["iiif3", "iiif4"])
def test_universal_viewer_draws_the_model_and_says_what_it_is(shelf, painter, kind, tmp_path):
    page, faults, asked = painter.new_page(viewport={"width": 900, "height": 650}), [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda each: asked.append(each.url))
    page.goto(f"{shelf.base}/?{shelf.base}/api/v1/sites/{SITE}/{kind}.json")
    page.wait_for_function("document.querySelector('model-viewer')?.modelIsVisible", timeout=PATIENCE_MS)

    # The vase is cream with blue bands, on the viewer's black.
    seen = pixels(page.locator("model-viewer").screenshot(path=tmp_path / f"{kind}.png", timeout=PATIENCE_MS))
    red, _, blue = np.moveaxis(seen, 2, 0)
    assert 0.1 < (red > 150).mean() < 0.5
    assert (blue > red + 40).mean() > 0.01
    words = page.locator("#uv").inner_text()
    page.close()
    assert faults == []
    assert [each for each in asked if not each.startswith((shelf.base, "blob:", "data:"))] == []
    assert "Vân La Communal House" in words
    assert {"Nguyễn Thị Hoa", "conjectural reconstruction", "CC BY 4.0"} <= {each.strip() for each in words.split("\n")}
    assert f"/media/{FILES.ar.name[:2]}/{FILES.ar.name}" in shelf.asked


def pixels(picture: bytes) -> np.ndarray:
    """Red, green and blue of a picture."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    """A vase with two parts on a free port of loopback; its manifests name files there."""
    assert (VIEWER / "umd" / "UV.js").exists(), "npm ci"
    kept = Shelf()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = kept.find(self.path.partition("?")[0])
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", found[1] if found else "text/plain")
            self.end_headers()
            self.wfile.write(found[0] if found else b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as the class above has it)
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.base = f"http://127.0.0.1:{server.server_port}"
    fill(kept)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


def fill(shelf: Shelf) -> None:
    """The page, the model as we write it for others, both manifests."""
    at, model = Places(shelf.base), meshes.vase()
    _, height, depth = model.size
    scene = replace(
        a_scene(),
        size=model.size,
        camera=CameraView(30.0, 75.0, 3 * height, (0.0, height / 2, 0.0)),
        hotspots=(
            hotspot("mieng", (0.0, height, 0.0), en="Mouth"),
            hotspot("than", (0.0, height / 2, depth / 2), en="Body"),
        ),
    )
    tellings = (a_telling(parts=(PartTold("mieng", 0, 4_000, "Miệng bình loe."),)),)
    shelf.files["/"] = (PAGE.encode(), "text/html; charset=utf-8")
    shelf.files[at.media(FILES.ar.name).removeprefix(shelf.base)] = (plain(model, Wish()), "model/gltf-binary")
    for kind, writer in (("iiif3", iiif3), ("iiif4", iiif4)):
        body = json.dumps(writer.manifest(scene, tellings, at)).encode()
        shelf.files[at.document(kind).removeprefix(shelf.base)] = (body, "application/ld+json")
