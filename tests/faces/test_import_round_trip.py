"""What leaves the house as a file comes in again as the same places at the same spots."""

import io

import pytest

from tests.desk import at_desk
from tests.faces.test_import_desk import keep, sites_of
from tourism.sites import briefs

# A tenth of a metre: what the files write.
DEGREES = 1e-6
LAYER = "/ogc/collections/sites/items?limit=100"
TOUR = "/vi/tours/{tour}/mot-ngay.{kind}"


@pytest.mark.parametrize("kind", ["layer", "gpx", "csv", "xlsx", "geojson"])
def test_our_own_files_bring_the_same_places(app, backends, village, standing, reader, kind):
    address = LAYER if kind == "layer" else TOUR.format(tour=standing.tour, kind=kind)
    answer = reader.get(address)
    assert answer.status_code == 200, address
    told = expected(standing, all_of_them=kind == "layer")
    officer = at_desk(app, backends, commune=village.commune("noi-khac"))

    sent = officer.post("/studio/import", {"file": (io.BytesIO(answer.data), f"x.{kind}")})
    page = officer.get(sent.location).text
    ways = ["4"] if kind == "geojson" else []
    kept = keep(officer, page, out=ways)

    assert kept.status_code == 303, page
    came = {site.name: site.place.place for site in sites_of(backends, officer)}
    assert came.keys() == told.keys()
    for name, (lat, lon, accuracy, what) in told.items():
        pin = came[name].pin
        assert abs(pin.lat - lat) <= DEGREES, name
        assert abs(pin.lon - lon) <= DEGREES, name
        if kind != "gpx":
            # GPX has no word for how sure a position is.
            assert pin.accuracy_m == accuracy, name
        if kind == "layer":
            assert came[name].kind == what, name


def test_what_is_here_already_is_known_by_its_id(app, backends, hamlet, visitor):
    officer = at_desk(app, backends, commune=hamlet.commune)
    layer = visitor.get(LAYER).data
    before = len(sites_of(backends, officer))

    sent = officer.post("/studio/import", {"file": (io.BytesIO(layer), "x.geojson")})
    refused = keep(officer, officer.get(sent.location).text)

    assert refused.status_code == 422
    assert len(sites_of(backends, officer)) == before


def expected(standing, *, all_of_them: bool) -> dict[str, tuple[float, float, float, str]]:
    """Names, spots, accuracies and kinds of the places in the house that they left."""
    with standing.village.backends.sessions.reading() as session:
        items = briefs.of_commune(session, standing.commune, "vi")
    in_tour = {standing.site.id, standing.plain.id, standing.craft.id}
    return {
        each.name: (each.lat, each.lon, each.accuracy_m, each.kind)
        for each in items
        if all_of_them or each.id in in_tour
    }
