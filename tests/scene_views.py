"""A scene as manifests get it, without a database: a communal house with three parts, told in two languages."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tourism.scenes.manifest import DOCUMENTS
from tourism.scenes.view import CameraView, Files, HotspotView, ModelFile, PartTold, SceneView, Telling

BASE = "https://guide.example.vn"
SITE = "9T9MMQEE"


def blob(told: str, kind: str) -> str:
    """The name of a blob of these bytes."""
    return f"{hashlib.sha256(told.encode()).hexdigest()}.{kind}"


@dataclass(frozen=True)
class Places:
    """Addresses below a base."""

    base: str = BASE

    def media(self, name: str) -> str:
        """A blob."""
        return f"{self.base}/media/{name[:2]}/{name}"

    def page(self, language: str) -> str:
        """The scene's page."""
        return f"{self.base}/{language}/sites/{SITE}/3d"

    def place(self, language: str) -> str:
        """The site's page."""
        return f"{self.base}/{language}/sites/{SITE}/"

    def document(self, kind: str) -> str:
        """A manifest."""
        return f"{self.base}/api/v1/sites/{SITE}/{DOCUMENTS[kind]}"

    def parts(self, language: str) -> str:
        """The cues."""
        return f"{self.base}/api/v1/sites/{SITE}/scene/{language}.vtt"


FILES = Files(
    web=ModelFile(blob("web", "glb"), 372_212, 24_058),
    ar=ModelFile(blob("ar", "glb"), 905_840, 24_058),
    usdz=ModelFile(blob("usdz", "usdz"), 2_321_052, 24_058),
    poster_webp=ModelFile(blob("webp", "webp"), 15_500),
    poster_avif=ModelFile(blob("avif", "avif"), 9_100),
    card=ModelFile(blob("card", "jpg"), 61_000),
)


def hotspot(id: str, at: tuple[float, float, float], **labels: str) -> HotspotView:  # noqa: A002 (its own name)
    """A part that is seen from its right, a little from above."""
    camera = CameraView(90.0, 60.0, 4.0, at)
    return HotspotView(id, at, (0.0, 0.0, 1.0), camera, {"vi": id, **labels}, {})


def a_scene(**changes: Any) -> SceneView:
    """A reconstruction 12.5 m wide whose size Bà Hoa vouches for."""
    told: dict[str, Any] = {
        "site": SITE,
        "names": {"en": "Vân La Communal House", "vi": "Đình Vân La"},
        "origin": "reconstruction",
        "credit": "Nguyễn Thị Hoa",
        "licence": "cc-by-4.0",
        "source": "Bản vẽ năm 1937",
        "how_made": {"vi": "Dựng từ bản vẽ.", "en": "Drawn after a plan."},
        "size": (12.5, 6.25, 9.0),
        "is_sized": True,
        "placement": "floor",
        "moves": False,
        "camera": CameraView(30.0, 75.0, 20.0, (0.0, 3.125, 0.0)),
        "hotspots": (
            hotspot("mai-dinh", (0.0, 5.5, 1.0), en="Roof"),
            hotspot("nghe-da", (-2.0, 0.5, 4.5), en="Guardian beasts"),
            hotspot("bia-da", (3.0, 1.0, 4.0)),
        ),
        "files": FILES,
        "changed": datetime(2026, 11, 21, 3, 0, tzinfo=UTC),
    }
    return SceneView(**{**told, **changes})


def a_telling(language: str = "vi", **changes: Any) -> Telling:
    """Ten seconds that speak of two parts; the second goes on for longer than the sound."""
    told: dict[str, Any] = {
        "language": language,
        "sound": blob(language, "mp3"),
        "sound_size": 80_000,
        "opus": blob(language, "webm"),
        "duration_ms": 10_005,
        "transcript": blob(language, "vtt"),
        "made_by": "machine",
        "parts": (
            PartTold("mai-dinh", 0, 4_047, "Hãy nhìn mái đình."),
            PartTold("bia-da", 6_886, 10_400, "Bia đá dựng ở đây."),
        ),
    }
    return Telling(**{**told, **changes})


TELLINGS = (a_telling("en", duration_ms=12_513), a_telling("vi"))
