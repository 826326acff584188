"""QGIS without a screen: the live map layers, and the files that people take along."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.peers.conftest import House
from tests.peers.programs import HERE, fetched, found

SITES = {"Đình Vân La", "Chợ Mới", "Uốn cây", "Chùa Làng"}
STOPS = ["Đình Vân La", "Chợ Mới", "Uốn cây"]
BOX = [105.914, 20.882, 105.916, 20.884]
COUNTS = {"sites": 4, "tours": 1, "stops": 3, "wifi": 1}
PYTHON = "/usr/bin/python3"


def test_qgis_reads_every_collection_page_by_page(house, saw):
    version, layers = by_qgis({name: live(house, name, page=2) for name in COUNTS})

    assert {name: len(layer["features"]) for name, layer in layers.items()} == COUNTS
    assert {layer["crs"] for layer in layers.values()} <= {"OGC:CRS84", "EPSG:4326"}
    assert {each["name"] for each in layers["sites"]["features"]} == SITES
    assert layers["sites"]["shapes"].count("Point (105.915 20.883)") == 1
    (line,) = layers["tours"]["shapes"]
    assert line.startswith(
        ("LineString (105.91 20.88, 105.915 20.883", "MultiLineString ((105.91 20.88, 105.915 20.883")
    )
    asked = house.asked_by("QGIS")
    assert {each.partition("?")[0] for each in asked} >= {"/ogc", "/ogc/api", "/ogc/collections/sites/items"}
    assert [each for each in asked if "after=" in each]
    saw(
        f"QGIS {version}: " + ", ".join(f"{len(each['features'])} {name}" for name, each in layers.items()) + " at /ogc"
    )


def test_qgis_asks_for_a_box_and_gets_what_lies_in_it(house, saw):
    _, layers = by_qgis({"sites": (*live(house, "sites")[:2], BOX)})

    assert [each["name"] for each in layers["sites"]["features"]] == ["Chợ Mới"]
    assert [each for each in house.asked_by("QGIS") if "bbox=" in each]
    saw("QGIS: 1 of 4 sites in a box, asked for with bbox")


@pytest.mark.parametrize(
    ("kind", "layer"), [("gpx", "waypoints"), ("kml", "3 điểm"), ("geojson", "Một ngày|geometrytype=Point")]
)
def test_qgis_reads_the_files_of_a_tour(kind, layer, house, tmp_path, saw):
    path = f"/vi/tours/{house.hamlet.tour}/mot-ngay.{kind}"
    file = tmp_path / f"mot-ngay.{kind}"
    file.write_bytes(fetched(f"{house.base}{path}"))

    _, layers = by_qgis({"stops": (f"{file}|layername={layer}", "ogr", None)})

    stops = layers["stops"]
    name = "Name" if kind == "kml" else "name"
    points = [each for each, shape in zip(stops["features"], stops["shapes"], strict=True) if shape.startswith("Point")]
    assert [str(each[name]).partition(". ")[2] or each[name] for each in points] == STOPS
    saw(f"QGIS: {len(points)} stops by their names in the {kind.upper()} file")


def live(house: House, collection: str, page: int = 100) -> tuple[str, str, None]:
    """A collection of ours, as QGIS is told to open it."""
    source = f"url='{house.base}/ogc' typename='{collection}' pagingEnabled='true' pageSize='{page}'"
    return f"{source} restrictToRequestBBOX='1'", "OAPIF", None


def by_qgis(layers: dict[str, object]) -> tuple[str, dict]:
    """Its version, and what it read of each layer."""
    if not Path("/usr/lib/python3/dist-packages/qgis").is_dir():
        pytest.skip("QGIS is missing: NOTHING was read with it (make peers, or apt-get install python3-qgis)")
    with_folder = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    done = subprocess.run(
        [found(PYTHON, "python3-qgis"), str(HERE / "read_with_qgis.py")],
        input=json.dumps(layers),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=with_folder,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert [name for name, each in told["layers"].items() if not each["valid"]] == [], told
    return told["version"], told["layers"]
