"""Tours from stop to stop; pictures of signs and join codes that scanners read."""

import io
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from tests.faces.markup import elements, words_of
from tourism import codes
from tourism.engines import raster
from tourism.tours.draft import StopDraft
from tourism.web.visitor.sign import FONTS
from tourism.wifi.draft import WifiDraft
from tourism.wifi.payload import read_payload

NETWORKS = (
    ("Lang Hoa", "open", None, "WIFI:T:nopass;S:Lang Hoa;;"),
    ("Làng Hoa Hồng Vân", "wpa", "hoa sen 2026", "WIFI:T:WPA;S:Làng Hoa Hồng Vân;P:hoa sen 2026;;"),
    (r'a;b,c:d\e"f', "wpa", r'\\;;,,::""', r"WIFI:T:WPA;S:a\;b\,c\:d\\e\"f;P:\\\\\;\;\,\,\:\:\"\";;"),
    ("번라 🌸", "wpa", "12345678", "WIFI:T:WPA;S:번라 🌸;P:12345678;;"),
)


def test_each_stop_leads_on_to_the_next_and_back(standing, reader):
    tour = f"/vi/tours/{standing.tour}/mot-ngay"
    for number in (1, 2, 3):
        page = reader.get(f"{tour}/{number}").text

        assert [each["href"] for each in elements(page, "a", rel="prev")] == [f"{tour}/{number - 1}"] * (number > 1)
        assert [each["href"] for each in elements(page, "a", rel="next")] == [f"{tour}/{number + 1}"] * (number < 3)
        assert elements(page, "a", href=tour)


@pytest.mark.parametrize("number", ["0", "4", "60", "61", "1000", "-1", "x", "1.5"])
def test_a_stop_that_the_tour_has_not_is_a_wrong_turn(number, standing, reader):
    assert reader.get(f"/vi/tours/{standing.tour}/mot-ngay/{number}").status_code == 404


def test_a_visitor_who_changes_language_stays_at_the_stop(standing, reader):
    page = reader.get(f"/vi/tours/{standing.tour}/mot-ngay/2").text
    menu = {each["data-language"]: each["href"] for each in elements(page, "a") if "data-language" in each}

    assert menu["en"] == f"/en/tours/{standing.tour}/mot-ngay/2"
    there = reader.get(menu["en"])
    assert there.status_code == 200
    assert elements(there.text, "a", rel="next")


def test_a_tour_shows_what_it_has_and_what_it_lacks(standing, reader):
    page = words_of(reader.get(f"/en/tours/{standing.tour}/mot-ngay").text)

    assert "Loop 3/4: what is lacking is awaited from the officer." in page
    assert "3 stops" in page
    assert "Season: awaiting the officer" in page
    assert "Distances and minutes are approximate" in page


def test_a_stop_without_a_note_of_its_own_shows_the_place_s_words_in_their_language(standing, reader):
    page = reader.get(f"/ko/tours/{standing.tour}/mot-ngay").text
    stops = page.split('class="path"')[1]

    hooks = [attributes for attributes in elements(stops, "p") if attributes.get("class") is None]
    assert [each.get("lang") for each in hooks] == [None, "vi", "vi"]


def test_a_stop_whose_place_is_at_rest_is_left_out_and_the_rest_numbered_anew(hamlet, visitor):
    tour = hamlet.village.tour(
        hamlet.commune,
        tuple(StopDraft(site=key, kind="visit", dwell_minutes=5) for key in ("dinh-van-la", "giot-nuoc", "cho-moi")),
        key="tour-2",
    )

    page = visitor.get(f"/vi/tours/{tour}/mot-ngay/2")

    assert "Chợ Mới" in words_of(page.text)
    assert visitor.get(f"/vi/tours/{tour}/mot-ngay/3").status_code == 404


def test_a_tour_that_leads_nowhere_is_no_page_and_breaks_no_other(hamlet, visitor):
    tour = hamlet.village.tour(
        hamlet.commune, (StopDraft(site="giot-nuoc", kind="visit", dwell_minutes=5),), key="tour-2"
    )

    assert visitor.get(f"/vi/tours/{tour}/mot-ngay").status_code == 404
    for path in ("/vi/communes/hong-van", "/sitemap.xml", "/vi/"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert tour not in answer.text


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_sign_s_picture_is_read_as_the_configured_address(kind, standing, reader):
    answer = reader.get(f"/signs/{standing.site.sign}.{kind}", headers={"X-Forwarded-Host": "evil.com"})

    assert answer.status_code == 200
    assert scanned(answer) == f"http://guide.test/q/{standing.site.sign}"


def test_a_sign_is_still_read_small_grey_and_turned(standing, reader):
    picture = Image.open(io.BytesIO(reader.get(f"/signs/{standing.site.sign}.png").data)).convert("L")
    for size, angle in ((400, 0), (600, 17), (620, 90), (620, 180)):
        small = picture.resize((size, size * picture.height // picture.width)).rotate(angle, expand=True, fillcolor=128)

        assert read(small.point(lambda value: 70 + value // 3)) == f"http://guide.test/q/{standing.site.sign}", size


def test_on_a_sign_vietnamese_stands_first_and_largest(standing, reader):
    drawing = ET.fromstring(reader.get(f"/signs/{standing.site.sign}.svg").text)
    texts = [
        (each.text, float(each.attrib["font-size"]), float(each.attrib["y"]))
        for each in drawing.iter()
        if each.tag.endswith("text")
    ]
    vietnamese, english = (
        next(each for each in texts if each[0] == name) for name in ("Đình Vân La", "Van La Communal House")
    )

    assert vietnamese[2] < english[2]
    assert english[1] <= 0.75 * vietnamese[1]
    assert codes.printed(standing.site.sign) in [text for text, _, _ in texts]


def test_a_sign_of_a_place_at_rest_or_of_nowhere_is_not_drawn(standing, reader):
    for code in (standing.withdrawn.sign, codes.mint(), "ABCDEFGH"):
        for kind in ("svg", "png"):
            assert reader.get(f"/signs/{code}.{kind}").status_code == 404


@pytest.mark.parametrize("network, security, password, payload", NETWORKS)
def test_a_join_code_is_read_exactly_as_phones_want_it(network, security, password, payload, village, visitor):
    commune = village.commune()
    village.site(commune)
    point = WifiDraft(id=codes.mint(), site="dinh-van-la", network=network, security=security, password=password)
    village.wifi(commune, point)

    text = scanned(visitor.get(f"/wifi/{point.id}.svg"))

    assert text == payload
    assert read_payload(text)["S"] == network
    assert read_payload(text).get("P") == password


def test_wifi_pages_name_the_network_and_count_only_what_is_confirmed(standing, reader):
    for path in ("/en/wifi", "/en/communes/hong-van/wifi"):
        page = words_of(reader.get(path).text)

        assert 'Làng; "Hoa"' in page
        assert "hoa,sen:2026" in page
        assert "1 of 4 tourism points have WiFi" in page
        assert "Awaiting the officer" in page


def test_a_network_that_nobody_has_named_has_no_join_code(village, visitor):
    commune = village.commune()
    village.site(commune)
    point = WifiDraft(id=codes.mint(), site="dinh-van-la")
    village.wifi(commune, point)

    assert visitor.get(f"/wifi/{point.id}.svg").status_code == 404
    page = visitor.get("/en/wifi").text
    assert f"/wifi/{point.id}.svg" not in page
    assert "awaiting the officer" in words_of(page)


def test_a_locked_network_without_its_password_has_no_join_code(village, visitor):
    commune = village.commune()
    point = WifiDraft(id=codes.mint(), names={"vi": "Bến"}, network="Bến đò", security="wpa")
    village.wifi(commune, point)

    assert visitor.get(f"/wifi/{point.id}.svg").status_code == 404
    assert "Bến đò" in visitor.get("/vi/wifi").text


def scanned(answer) -> str:
    """What a scanner reads in a picture."""
    data = raster.png(answer.text, width=1000, fonts=FONTS) if answer.mimetype == "image/svg+xml" else answer.data
    return read(Image.open(io.BytesIO(data)).convert("L"))


def read(picture: Image.Image) -> str:
    """The text of the one code in a picture."""
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)
