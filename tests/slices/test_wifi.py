"""WiFi points: at their sites, joinable where enough is known, counted against all tourism points."""

import pytest
from sqlalchemy import select

from tourism import codes
from tourism.errors import Invalid
from tourism.sites import briefs
from tourism.sites.model import Site
from tourism.wifi import actions, queries
from tourism.wifi.draft import PointPin, WifiDraft
from tourism.wifi.queries import Coverage, SpotPlace


def test_a_point_stands_where_its_site_stands(village, sessions):
    commune = village.commune()
    village.site(commune, "dinh")
    village.wifi(commune, _point(site="dinh"))
    (point,), _ = _seen(sessions)
    assert (point.place, point.lat, point.lon, point.approximate) == ("Đình Vân La", 20.88, 105.91, False)
    assert point.site.key == "dinh"


def test_a_point_may_have_a_name_and_a_pin_of_its_own(village, sessions):
    commune = village.commune()
    village.site(commune, "dinh")
    pin = PointPin(lat=20.9, lon=105.95, accuracy_m=500)
    village.wifi(commune, _point(site="dinh", pin=pin, names={"vi": "Sân đình"}))
    (point,), _ = _seen(sessions)
    assert (point.place, point.lat, point.lon, point.accuracy_m, point.approximate) == (
        "Sân đình",
        20.9,
        105.95,
        500,
        True,
    )


@pytest.mark.parametrize(
    "known, payload",
    [
        ({}, None),
        ({"network": "Lang"}, None),
        ({"network": "Lang", "security": "wpa"}, None),
        ({"network": "Lang", "security": "open"}, "WIFI:T:nopass;S:Lang;;"),
        ({"network": "Lang", "security": "wpa", "password": "12345678"}, "WIFI:T:WPA;S:Lang;P:12345678;;"),
        ({"network": "Lang", "password": "12345678"}, "WIFI:T:WPA;S:Lang;P:12345678;;"),
    ],
)
def test_a_code_to_join_is_made_only_where_it_would_work(village, sessions, known, payload):
    village.wifi(village.commune(), _point(names={"vi": "Chợ"}, **known))
    (point,), _ = _seen(sessions)
    assert point.payload == payload


def test_a_site_counts_once_however_many_points_it_has(village, sessions):
    commune = village.commune()
    for key in "abc":
        village.site(commune, key)
    village.site(commune, "d", tourist_point=False)
    village.wifi(commune, _point(site="a"), _point(site="a"), _point(site="d"), _point(names={"vi": "Chợ"}))
    _, coverage = _seen(sessions)
    assert (coverage.with_wifi, coverage.tourism_points, coverage.percent) == (1, 3, 33)


def test_a_point_at_a_site_that_is_not_published_does_not_count(village, sessions):
    commune = village.commune()
    village.site(commune, "a")
    village.wifi(commune, _point(site="later"))
    (point,), coverage = _seen(sessions)
    assert point.site is None
    assert coverage == Coverage(0, 1)


def test_sites_of_two_communes_with_one_key_are_not_mixed_up(village, sessions):
    one, other = village.commune(), village.commune("vinh-hung")
    village.site(one, "dinh")
    _, public_id = village.site(other, "dinh")
    village.wifi(other, _point(site="dinh"))
    (point,), coverage = _seen(sessions)
    assert point.site.id == public_id
    assert coverage == Coverage(1, 2)


@pytest.mark.parametrize(
    "share, percent",
    [((0, 0), 0), ((0, 5), 0), ((5, 5), 100), ((1, 3), 33), ((2, 3), 67), ((199, 200), 99), ((1, 1000), 1)],
)
def test_only_all_is_all_and_only_none_is_none(share, percent):
    assert Coverage(*share).percent == percent


def test_points_are_replaced_and_the_same_points_change_nothing(village, sessions):
    commune = village.commune()
    one, two = _point(names={"vi": "Một"}), _point(names={"vi": "Hai"})
    with sessions.writing() as session:
        assert actions.replace(session, commune, (one, two))
        assert not actions.replace(session, commune, (one, two))
        assert actions.replace(session, commune, (two, one))
    with sessions.reading() as session:
        assert queries.drafts(session, commune) == (two, one)
    with sessions.writing() as session:
        assert actions.replace(session, commune, ())
    assert _seen(sessions)[0] == ()


def test_a_point_with_a_slip_in_its_id_is_refused(village, sessions):
    commune = village.commune()
    with pytest.raises(Invalid, match="bad-code"), sessions.writing() as session:
        actions.replace(session, commune, (WifiDraft(id="00000001"),))


def _point(**known):
    return WifiDraft(id=codes.mint(), **known)


def _seen(sessions):
    with sessions.reading() as session:
        rows = session.scalars(select(Site.id)).all()
        known = briefs.by_rows(session, rows, "vi").values()
        places = [
            SpotPlace(
                each.row,
                each.commune_row,
                each.key,
                each.id,
                each.name,
                each.slug,
                each.area,
                each.lat,
                each.lon,
                each.accuracy_m,
                each.approximate,
            )
            for each in known
        ]
        points = queries.points(session, "vi", places)
        tourism_points = [place for place, each in zip(places, known, strict=True) if each.tourist_point]
        return points, queries.coverage(points, tourism_points)
