"""Files of places: read in a process of their own, kept whole or not at all, on both databases."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from tests.builders import a_commune, commune_words
from tests.hostile_place_files import all_of_them
from tests.legacy_fonts import in_tcvn3, in_vni, in_windows_1258
from tourism.communes import actions as communes
from tourism.communes import queries as communes_told
from tourism.errors import Conflict, Invalid, NotFound
from tourism.importing import actions, files, queries
from tourism.importing.found import Told
from tourism.importing.options import Options
from tourism.importing.origins import OSM_CREDIT
from tourism.importing.sentences import FILE
from tourism.sites import drafts
from tourism.sites.model import Site
from tourism.staff.permissions import Actor

TAGS = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")
CSV = """Tên,Loại,Vĩ độ,Kinh độ,Lời kể,Tên (en),Liên hệ
Đình Vân La,đình,20.8811,105.9077,Hãy nhìn mái đình.,Van La Hall,0912 345 678
Chợ Đầm,chợ,20.8822,105.9011,,,
"""
NODES: list[dict[str, Any]] = [
    {"type": "node", "id": 1, "lat": 20.8811, "lon": 105.9077,
     "tags": {"name": "Chùa Trà", "amenity": "place_of_worship", "religion": "buddhist", "name:en": "Tra Pagoda",
              "phone": "+84 24 1234 5678"}},
    {"type": "node", "id": 2, "lat": 20.88, "lon": 105.90}, {"type": "node", "id": 3, "lat": 20.88, "lon": 105.92},
    {"type": "node", "id": 4, "lat": 20.90, "lon": 105.92}, {"type": "node", "id": 5, "lat": 20.90, "lon": 105.90},
    {"type": "way", "id": 9, "nodes": [2, 3, 4, 5, 2], "tags": {"name": "Vườn hoa", "leisure": "garden"}},
    {"type": "node", "id": 6, "lat": 20.87, "lon": 105.91, "tags": {"name": "Ngân hàng", "amenity": "bank"}},
    {"type": "node", "id": 7, "lat": 20.87, "lon": 105.91, "tags": {"historic": "tomb"}},
]  # fmt: skip


# What is read


def test_a_hundred_hostile_files_end_in_a_sentence_or_in_a_look(house, hostile):
    """Nothing uncaught, nothing kept: whatever can be read has its faults listed, row by row."""
    for name, told in hostile.items():
        if isinstance(told, str):
            assert told in FILE, name
            continue
        found = look(house, told)
        assert all(each.stops or each.name for each in found.candidates), name
        for text in (
            each for candidate in found.candidates for each in (candidate.name, *candidate.practical.values())
        ):
            text.encode("utf-8")
            assert "\0" not in text, name
    assert len(hostile) > 100
    assert sites_of(house) == ()


@pytest.mark.parametrize(
    "encoding, encoded",
    [
        ("utf-8", CSV.encode()),
        ("utf-8", CSV.encode("utf-8-sig")),
        ("utf-16", CSV.encode("utf-16")),
        ("cp1258", in_windows_1258(CSV)),
    ],
    ids=["UTF-8", "UTF-8 with its mark", "UTF-16", "Windows-1258"],
)
def test_letters_of_four_encodings_become_the_same_words(house, encoding, encoded):
    told = files.read(encoded)
    found = look(house, told)

    assert told.encoding == encoding
    assert [each.name for each in found.candidates] == ["Đình Vân La", "Chợ Đầm"]
    assert found.candidates[0].words["vi"].story == "Hãy nhìn mái đình."
    assert [each.reason for each in found.mended] == {"cp1258": ["read-as-1258"], "utf-16": ["read-as-utf-16"]}.get(
        encoding, []
    )


def test_decomposed_words_are_composed_and_that_is_said(house):
    import unicodedata

    found = look(house, files.read(unicodedata.normalize("NFD", CSV).encode()))

    assert found.candidates[0].name == "Đình Vân La"
    assert "composed" in {each.reason for each in found.candidates[0].mended}


@pytest.mark.parametrize("old, encode", [("tcvn3", in_tcvn3), ("vni", in_vni)])
def test_letters_of_old_fonts_are_refused(old, encode):
    with pytest.raises(Invalid, match=f"import-{old}"):
        files.read(encode(CSV))


@pytest.mark.parametrize("old, encode", [("tcvn3", in_tcvn3), ("vni", in_vni)])
def test_letters_of_old_fonts_are_refused_in_a_map_too(old, encode):
    name = encode("Đình làng thờ Chử Đồng Tử").decode("latin-1")
    feature = {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Point", "coordinates": [105.9, 20.88]},
    }

    with pytest.raises(Invalid, match=f"import-{old}"):
        files.read(json.dumps(feature).encode())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_separator_is_understood(delimiter, line_end):
    row = f'"Đình {delimiter} Chùa"{delimiter}đình'
    told = files.read(line_end.join((f"Tên{delimiter}Loại", row)).encode())

    assert told.found[0].cells == {"Tên": f"Đình {delimiter} Chùa", "Loại": "đình"}


def test_excel_s_line_about_the_separator_is_no_header():
    told = files.read("sep=;\r\nTên;Loại\r\nĐình;đình\r\n".encode())

    assert (told.headers, told.found[0].where) == (("Tên", "Loại"), 3)


@pytest.mark.parametrize("as_xml", [False, True])
def test_openstreetmap_s_things_are_places_with_their_credit(house, as_xml):
    data = osm_xml() if as_xml else json.dumps({"elements": NODES}).encode()
    told = files.read(data)
    found = look(house, told)

    assert [(each.name, each.kind, each.origin) for each in found.candidates] == [
        ("Chùa Trà", "pagoda", "node/1"),
        ("Vườn hoa", "garden", "way/9"),
    ]
    garden = found.candidates[1].placed
    assert (round(garden.spot.lat, 6), round(garden.spot.lon, 6)) == (20.89, 105.91)
    assert [each.name for each in found.left] == ["Ngân hàng"]
    assert [(each.reason, each.told) for each in found.asks if "count" in each.told] == [
        ("unnamed-left-out", {"count": "1"}),
        ("kinds-left-out", {"count": "1"}),
    ]

    keep(house, told)

    pagoda = sites_of(house)[0]
    assert pagoda.words["en"].words.name == "Tra Pagoda"
    assert OSM_CREDIT in pagoda.place.place.facts[0].texts["vi"]
    assert "node/1" in pagoda.place.place.facts[0].texts["en"]
    (key,) = pagoda.place.place.facts[0].sources
    assert sources(house)[key].title == OSM_CREDIT


def test_a_shape_gives_one_point_and_that_is_said(house):
    square = [[[105.9, 20.88], [105.92, 20.88], [105.92, 20.9], [105.9, 20.9], [105.9, 20.88]]]
    shapes = [
        ("Point", [105.9, 20.88], ()),
        ("Polygon", square, ("centre",)),
        ("MultiPolygon", [square], ("centre",)),
        ("LineString", [[105.9, 20.88], [105.91, 20.89], [105.92, 20.9]], ("on-the-line",)),
    ]
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Điểm {n}", "kind": "landscape"},
            "geometry": {"type": kind, "coordinates": at},
        }
        for n, (kind, at, _) in enumerate(shapes)
    ]

    found = look(house, files.read(json.dumps({"type": "FeatureCollection", "features": features}).encode()))

    spots = [(round(each.placed.spot.lat, 6), round(each.placed.spot.lon, 6)) for each in found.candidates]
    assert spots == [(20.88, 105.9), (20.89, 105.91), (20.89, 105.91), (20.89, 105.91)]
    assert [tuple(each.reason for each in row.asks) for row in found.candidates] == [said for *_, said in shapes]


# What is judged


def test_metres_of_vn_2000_are_put_on_the_map_whatever_column_is_the_north(house):
    for header in ("Tên,X,Y", "Tên,Y,X", "Tên,Vĩ độ,Kinh độ", "Tên,Northing,Easting"):
        told = files.read(f'{header},Loại\nĐình,"2.309.456,12","593,210.5",đình\n'.encode())
        (row,) = look(house, told, zone=5897).candidates
        assert row.stops == (), header
        assert (round(row.placed.spot.lat, 4), round(row.placed.spot.lon, 4)) == (20.8757, 105.8977)
        assert row.placed.metres == (593210.5, 2309456.12)


def test_of_a_table_with_metres_and_degrees_the_chosen_ones_are_taken(house):
    told = files.read("Tên,X,Y,Vĩ độ,Kinh độ\nĐình làng,2309456.12,593210.5,20.9,105.95\n".encode())

    spots = [look(house, told, zone=zone).candidates[0].placed.spot for zone in (0, 5897)]

    assert [(round(each.lat, 4), round(each.lon, 4)) for each in spots] == [(20.9, 105.95), (20.8757, 105.8977)]


def test_a_map_program_s_export_in_metres_is_read_with_its_zone(house):
    point = {"type": "Point", "coordinates": [593210.5, 2309456.12]}
    told = files.read(json.dumps({"type": "Feature", "properties": {"name": "Đình làng"}, "geometry": point}).encode())

    assert reasons(look(house, told)) == [["metres-without-zone"]]
    spot = look(house, told, zone=5897).candidates[0].placed.spot
    assert (round(spot.lat, 4), round(spot.lon, 4)) == (20.8757, 105.8977)


def test_the_wrong_zone_is_noticed_and_the_right_one_named(house):
    told = files.read("Tên,X,Y,Loại\nĐình,2309456.12,593210.5,đình\n".encode())

    wrong, right = look(house, told, zone=9209), look(house, told, zone=5897)

    assert [each.told["names"] for each in wrong.asks if each.reason == "other-zones"] == ["TM-3 105°00′, UTM 48N"]
    assert [each.reason for each in right.asks] == []


def test_metres_without_a_zone_and_degrees_with_one_stop(house):
    metres = look(house, files.read("Tên,X,Y\nĐình,2309456,593210\n".encode()))
    degrees = look(house, files.read("Tên,Vĩ độ,Kinh độ\nĐình,20.88,105.9\n".encode()), zone=5897)

    assert reasons(metres) == [["metres-without-zone"]]
    assert reasons(degrees) == [["degrees-with-zone"]]


def test_places_that_are_here_and_rows_that_come_twice_are_found(house):
    keep(house, files.read(CSV.encode()))
    more = (
        f"{CSV}Đình Vân La,đình,20.8812,105.9078,,,\nQuán nước,chợ,20.88221,105.90111,,,\nChợ Đầm,chợ,20.93,105.95,,,\n"
    )

    found = look(house, files.read(more.encode()))

    assert [bool(each.twin) for each in found.candidates] == [True, True, True, True, False]
    assert [each.reason for each in found.candidates[4].asks] == ["namesake"]
    alone = look(house, files.read(f"{CSV}Đình Vân La,đình,20.8812,105.9078,,,\n".encode()), house.elsewhere)
    assert [each.twin.where if each.twin else 0 for each in alone.candidates] == [0, 0, 2]


def test_words_that_somebody_may_not_write_are_left_out_and_that_is_said(house):
    contributor = replace(house.officer, role="contributor")

    found = look(house, files.read(CSV.encode()), actor=contributor)

    assert set(found.candidates[0].words) == {"vi"}
    assert ("languages-left-out", {"names": "en"}) in [(each.reason, each.told) for each in found.asks]


# What is kept


def test_all_rows_become_drafts_of_today_in_one_piece(house):
    ids = keep(house, files.read(CSV.encode()), Options(source="Sổ di tích"))

    first, second = sites_of(house)
    assert {first.id, second.id} == set(ids)
    assert (first.published, first.place.place.pin.verified, first.place.place.pin.accuracy_m) == (False, False, 50)
    assert first.words["en"].words.name == "Van La Hall"
    assert not first.words["en"].words.reviewed
    assert first.place.place.practical.contact == {"vi": "0912 345 678"}
    assert (first.place.place.order, second.place.place.order) == (1, 2)
    assert all(site.sign for site in (first, second))


def test_where_the_second_of_two_fails_the_first_is_not_kept_either(house):
    engine, seen = house.backends.sessions.engine, []

    def refuse_the_second(_connection, _cursor, statement, *_more):
        if statement.startswith("INSERT INTO site "):
            seen.append(statement)
            if len(seen) == 2:
                raise RuntimeError("the disk is gone")

    event.listen(engine, "before_cursor_execute", refuse_the_second)
    try:
        with pytest.raises(RuntimeError):
            keep(house, files.read(CSV.encode()), Options(source="Sổ di tích"))
    finally:
        event.remove(engine, "before_cursor_execute", refuse_the_second)

    assert sites_of(house) == ()
    assert set(sources(house)) == {"S1"}


@pytest.mark.parametrize(
    "changes, error",
    [
        ({"seen": "0" * 32}, Conflict),
        ({"out": {2, 3}}, Invalid),
        ({"text": CSV + ",chợ,,,,,\n"}, Invalid),
    ],
    ids=["another file was looked at", "nothing is left", "a row is broken"],
)
def test_what_cannot_be_kept_keeps_nothing(house, changes, error):
    told = files.read(changes.get("text", CSV).encode())

    with pytest.raises(error):
        keep(house, told, seen=changes.get("seen"), out=changes.get("out", ()))

    assert sites_of(house) == ()


def test_a_source_is_listed_once_and_survives_the_commune_s_files(house):
    for text in (CSV, "Tên\nMiếu A\n", "Tên\nMiếu B\n"):
        keep(house, files.read(text.encode()), Options(source="Sổ di tích"))
    listed = {key: each.title for key, each in sources(house).items()}
    assert listed == {"S1": "A gazette", "import-1": "Sổ di tích (của xã)"}

    with house.backends.sessions.writing() as session:
        written = replace(a_commune("hong-van", id=house.commune_id), sources={})
        communes.save(session, written, {"vi": commune_words()}, None)

    assert {key: each.title for key, each in sources(house).items()} == {"import-1": "Sổ di tích (của xã)"}


def test_a_file_waits_a_week_for_its_sender_alone(house):
    with house.backends.sessions.writing() as session:
        row = actions.receive(
            session, house.officer, b"x", files.read(CSV.encode()), Options(), name="a.csv", now=house.now
        )
    other = replace(house.officer, person=99)

    with house.backends.sessions.reading() as session:
        assert queries.waiting(session, house.officer, row, house.now).told is not None
        for actor, now in ((other, house.now), (house.officer, house.now + timedelta(days=8))):
            with pytest.raises(NotFound):
                queries.waiting(session, actor, row, now)
        assert queries.all_waiting(session, other, house.now) == ()


def test_whatever_was_read_can_be_kept_while_it_waits(house, hostile):
    """Halves of characters, NULs and marks of direction are no trouble for either database."""
    for number, told in enumerate(hostile.values()):
        if isinstance(told, str):
            continue
        with house.backends.sessions.writing() as session:
            row = actions.receive(
                session, house.officer, str(number).encode(), told, Options(), name="x", now=house.now
            )
        with house.backends.sessions.reading() as session:
            assert queries.waiting(session, house.officer, row, house.now).told == told


def test_three_hundred_places_are_kept_in_one_go(house):
    rows = "".join(f"Điểm {n},cảnh quan,20.8{n:03d},105.9{n:03d}\n" for n in range(100, 400))

    ids = keep(house, files.read(f"Tên,Loại,Vĩ độ,Kinh độ\n{rows}".encode()))

    with house.backends.sessions.reading() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == len(set(ids)) == 300


def look(house, told, commune=None, *, actor=None, **chosen):
    with house.backends.sessions.reading() as session:
        row = commune or house.commune
        return queries.looked_at(session, row, actor or (house.officer if row == house.commune else None), told,
                                 Options(**chosen), tags=TAGS)  # fmt: skip


def keep(house, told, options=None, *, seen=None, out=()):
    options = options or Options()
    with house.backends.sessions.writing() as session:
        found = queries.looked_at(session, house.commune, house.officer, told, options, tags=TAGS)
        return actions.keep(
            session, house.commune, found, told.form, options,
            seen=seen or found.stamp, out=out, owner=None, by="Hoa", now=house.now,
        )  # fmt: skip


def reasons(found):
    return [[each.reason for each in row.stops] for row in found.candidates]


def sites_of(house):
    with house.backends.sessions.reading() as session:
        return drafts.sites(session, house.officer)


def sources(house):
    with house.backends.sessions.reading() as session:
        return communes_told.at_home(session, house.commune, "vi")[1].sources


def osm_xml() -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?><osm version="0.6"><bounds minlat="20" maxlat="21"/>']
    for each in NODES:
        place = f' lat="{each["lat"]}" lon="{each["lon"]}"' if "lat" in each else ""
        inside = "".join(f'<nd ref="{node}"/>' for node in each.get("nodes", ()))
        inside += "".join(f'<tag k="{key}" v="{value}"/>' for key, value in each.get("tags", {}).items())
        lines.append(f'<{each["type"]} id="{each["id"]}"{place}>{inside}</{each["type"]}>')
    return ("".join(lines) + "</osm>").encode()


class Office:
    """A commune with an officer, and another one beside it."""

    def __init__(self, backends, village, clock) -> None:
        self.backends, self.now = backends, clock()
        self.commune, self.elsewhere = village.commune(), village.commune("van-tao")
        with backends.sessions.reading() as session:
            self.commune_id = communes_told.at_home(session, self.commune, "vi")[1].id
        self.officer = Actor(1, "Hoa", "officer", self.commune, (), "vi", 1, 0.0)


@pytest.fixture(scope="module")
def hostile() -> dict[str, Told | str]:
    """What each of them says when it is read, or why it is not."""
    found: dict[str, Told | str] = {}
    for name, data in all_of_them():
        try:
            found[name] = files.read(data)
        except Invalid as error:
            found[name] = error.reason
    return found


@pytest.fixture
def house(backends, village, clock) -> Office:
    return Office(backends, village, clock)
