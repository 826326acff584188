"""A village with one place of every sort, for the tests of pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import Village, words
from tests.conftest import HOST, Clock, HummingVoice, Phone
from tourism import codes
from tourism.app import create_app
from tourism.backends import Backends
from tourism.config import Config
from tourism.publishing import actions as publishing
from tourism.sites.draft import Pin, Practical, Section, Words
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade
from tourism.tours.draft import StopDraft
from tourism.wifi.draft import WifiDraft


@dataclass(frozen=True)
class Place:
    """A built site: its row, public id and printed code."""

    row: int
    id: str
    sign: str


@dataclass(frozen=True)
class Hamlet:
    """What was built; `site` is told in three languages, `craft` in steps, `plain` in Vietnamese only."""

    village: Village
    commune: int
    site: Place
    plain: Place
    craft: Place
    awaiting: Place
    withdrawn: Place
    tour: str
    wifi: str


@pytest.fixture
def hamlet(village: Village) -> Hamlet:
    """A village of a test's own, to change."""
    return built(village)


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hamlet]:
    """The same for all tests, to read only; its places have sounds."""
    folder = tmp_path_factory.mktemp("standing")
    sessions = connect(f"sqlite:///{folder}/guide.sqlite")
    upgrade(sessions.engine)
    config = Config(secret_key="t" * 40, public_base_url=f"http://{HOST}", media=str(folder / "media"))
    blobs = FolderBlobs(Path(config.media))
    hamlet = built(Village(Backends(config, sessions, blobs, (HummingVoice(),), Clock())))
    hamlet.village.voices()
    yield hamlet
    sessions.engine.dispose()


@pytest.fixture(scope="session")
def standing_app(standing: Hamlet) -> Flask:
    """The guide on the standing village."""
    return create_app(standing.village.backends)


@pytest.fixture
def reader(standing_app: Flask) -> FlaskClient:
    """Somebody with a phone who keeps no cookies, at the standing village."""
    return Phone(standing_app, standing_app.response_class, use_cookies=False)


def built(village: Village) -> Hamlet:
    """Five places, a tour of three, one WiFi point."""
    commune = village.commune()
    site = _place(
        village,
        commune,
        "dinh-van-la",
        next="cho-moi",
        told=_in_three_languages(),
        practical=Practical(hours={"sat": [("07:30", "11:30")]}, price={"vi": "Miễn phí"}),
    )
    plain = _place(
        village,
        commune,
        "cho-moi",
        order=2,
        kind="market",
        told={"vi": words("Chợ Mới", "cho-moi")},
        pin=Pin(lat=20.883, lon=105.915, accuracy_m=2000),
    )
    craft = _place(village, commune, "uon-cay", order=3, kind="craft", story="process", told={"vi": _steps()})
    pagoda = {"vi": words("Chùa Làng", "chua-lang")}
    awaiting = _place(village, commune, "chua-lang", order=4, kind="pagoda", awaiting=True, told=pagoda)
    withdrawn = _place(village, commune, "giot-nuoc", order=5, told={"vi": words("Giọt nước", "giot-nuoc")})
    with village.backends.sessions.writing() as session:
        publishing.withdraw_site(session, withdrawn.row, commune, village.backends.clock())
    village.scene(site.row)
    tour = village.tour(
        commune,
        tuple(
            StopDraft(site=key, kind=kind, dwell_minutes=20)
            for key, kind in (("dinh-van-la", "visit"), ("cho-moi", "shop"), ("uon-cay", "do"))
        ),
    )
    point = WifiDraft(
        id=codes.mint(), site="dinh-van-la", network='Làng; "Hoa"', security="wpa", password="hoa,sen:2026"
    )
    village.wifi(commune, point)
    return Hamlet(village, commune, site, plain, craft, awaiting, withdrawn, tour, point.id)


def _place(village: Village, commune: int, key: str, **changes: Any) -> Place:
    sign = codes.mint()
    return Place(*village.site(commune, key, sign=sign, **changes), sign)


def _in_three_languages() -> dict[str, Words]:
    return {
        "vi": words(),
        "en": words("Van La Communal House", "van-la-communal-house", hook="A curved roof by the river"),
        "ko": words("번라 마을회관", "dinh-van-la-ko", made_by="machine", reviewed=False),
    }


def _steps() -> Words:
    return words(
        "Uốn cây",
        "uon-cay",
        sections=(
            Section(title="Chọn cây", text="Chọn cây khoẻ. Xem bộ rễ."),
            Section(title="Cắt tỉa", text="Cắt cành thừa."),
            Section(title="Uốn dây", text="Quấn dây đồng. Uốn từ từ."),
        ),
    )
