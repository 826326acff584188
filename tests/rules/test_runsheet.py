"""A run sheet: what stands on the paper, and what a camera reads from it."""

import re
import unicodedata
import zlib
from dataclasses import replace
from datetime import time
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from tests.hostile_texts import PAYLOADS
from tests.programs import said_by
from tests.roadbooks import BASE, TOUR, a_roadbook, hostile_roadbook
from tourism.engines import printing
from tourism.errors import Busy
from tourism.guide import FONTS, make_fonts
from tourism.tours import runsheet
from tourism.tours.roadbook import Roadbook
from tourism.tours.runsheet import Code, Drawing, Mark, SheetWords, clock

EIGHT = time(8)
# What office printers do at least, and what a phone sees of it.
DOTS = 150


def test_the_same_tour_is_the_same_paper():
    assert paper() == paper()
    assert paper() != paper(start=time(9))


@pytest.mark.parametrize("stops", [1, 5, 20])
def test_a_camera_reads_every_stop_s_code(stops):
    tour = a_roadbook(stops)
    read = {each.text for page in seen(tour) for each in zxingcpp.read_barcodes(page)}

    assert read == {each.address for each in codes(tour)}


def test_times_are_counted_from_the_start_and_are_rough_after_a_rough_way():
    first, second, third, *_ = TOUR.stops

    assert clock(TOUR, first, EIGHT, first.arrival) == "08:00"
    assert clock(TOUR, second, EIGHT, second.arrival) == "08:29"
    assert clock(TOUR, third, EIGHT, third.arrival) == "≈ 08:56"
    assert clock(TOUR, first, time(23, 50), first.departure) == "00:10 (+1)"


def test_what_is_handed_to_the_layout_says_everything_there_is_to_a_stop():
    first, second, *_ = handed(TOUR)["stops"]

    assert (first["arrival"], first["until"], first["stay"], first["way"]) == ("08:00", "– 08:20", "20 phút", None)
    assert (second["name"], second["way"]) == ("Chợ Mới Ông Già", "≈ 400 m đi bộ")
    assert first["notes"] == ["Nghe chuyện trước ba nơi thờ."]


def test_decomposed_letters_are_printed_as_composed_ones():
    name = "Đường Nguyễn Trãi, ở chợ cũ"
    apart = replace(TOUR, name=unicodedata.normalize("NFD", name))

    assert unicodedata.normalize("NFD", name) != name
    assert paper(apart) == paper(replace(TOUR, name=name))


@pytest.mark.parametrize(
    "told",
    [
        *PAYLOADS[::20],
        '#panic("harm")',
        '#import "@preview/x:1.0.0"',
        '#read("/etc/passwd")',
        "*b* _i_ `c` $x$ <y> @z = h\n= Heading",
        '"] #text(fill: white)[',
        "\x00\x01\ufffe\ud800",
        "",
        "W" * 3_000,
        "قرية الزهور דוגמה 👩🏽‍🌾 𠮷",
        "o\u0302\u0301" * 80,
        "{{ 7*191 }}",
    ],
)
def test_hostile_words_are_words(told):
    """None breaks the paper, none changes what the codes say."""
    tour = hostile_roadbook(told)
    pages = seen(tour, words(tour, told))

    assert paper(tour, said=words(tour, told)).startswith(b"%PDF-")
    assert {each.text for page in pages for each in zxingcpp.read_barcodes(page)} == {
        each.address for each in codes(tour)
    }


def test_markup_in_words_is_printed_letter_by_letter():
    pictures = {told: seen(replace(TOUR, name=told))[0].tobytes() for told in ("#[x]", "x", "*x*", "\\#x", "#x")}

    assert len(set(pictures.values())) == len(pictures)


def test_the_letters_are_our_own_and_lie_in_the_file():
    fonts = re.findall(rb"/FontName\s*/[A-Z]{6}\+([\w-]+)", unpacked(paper()))

    assert {b"BeVietnamPro-Regular", b"BeVietnamPro-Bold"} <= set(fonts)


def test_others_read_the_words_as_they_were_written(tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(paper())
    read = said_by("pdftotext", "-layout", tmp_path / "sheet.pdf", "-")

    for stop in TOUR.stops:
        assert stop.name in read
    assert "≈ 08:56" in read


def test_more_papers_at_once_than_there_are_cores_wait_and_at_last_say_so(monkeypatch):
    monkeypatch.setattr(printing._turns, "wait_seconds", 0.01)
    with printing._turns.one(), printing._turns.one(), pytest.raises(Busy, match="printing"):
        paper()
    assert paper().startswith(b"%PDF-")


def paper(tour: Roadbook = TOUR, start: time = EIGHT, said: SheetWords | None = None) -> bytes:
    """The sheet as PDF."""
    return runsheet.runsheet(tour, said or words(tour), drawing(tour), codes(tour), start, fonts=FONTS)


def seen(tour: Roadbook, said: SheetWords | None = None) -> list[Image.Image]:
    """The same sheet's pages, as a printer would put them on paper."""
    told = runsheet.told(tour, said or words(tour), drawing(tour), codes(tour), EIGHT, fonts=FONTS)
    return [Image.open(BytesIO(each)) for each in printing.pages(runsheet.LAYOUT, told, fonts=FONTS, dots=DOTS)]


def handed(tour: Roadbook):
    """What the layout is handed."""
    return runsheet.told(tour, words(tour), drawing(tour), codes(tour), EIGHT, fonts=FONTS)


def words(tour: Roadbook, told: str = "Tờ hành trình") -> SheetWords:
    """Words of the sheet's own."""
    return SheetWords(
        kicker=told,
        totals=((told, "08:00"), ("Đường", told)),
        caption=told,
        notices=(told,),
        stays=tuple("20 phút" for _ in tour.stops),
        ways=tuple("≈ 400 m đi bộ" if stop.way else None for stop in tour.stops),
        emergency=told,
        end=(told, "© Hồng Vân"),
        foot=told,
    )


def drawing(tour: Roadbook) -> Drawing:
    """A sketch with the stops in a row."""
    return Drawing(1000, 420, tuple(Mark(each.number, 70 + 40 * each.number, 200) for each in tour.stops))


def codes(tour: Roadbook) -> list[Code]:
    """Signs at every second stop, pages at the others."""
    signs = [Code(f"{BASE}/q/SIGN{stop.number:04d}", f"SIGN-{stop.number:04d}") for stop in tour.stops]
    return [
        sign if at % 2 else Code(stop.page, "") for at, (sign, stop) in enumerate(zip(signs, tour.stops, strict=True))
    ]


def unpacked(data: bytes) -> bytes:
    """All that lies packed in a PDF, and all else."""
    found = [data]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.fixture(scope="module", autouse=True)
def letters() -> None:
    """The faces that paper is set in."""
    make_fonts(FONTS)
