"""Vietnamese as it is said aloud: golden cases, each written by hand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.narration.vietnamese import spoken_vietnamese
from tourism.narration.vietnamese_numbers import as_roman, cardinal, roman

GOLDEN = {
    # Numbers
    "0": "không",
    "10 nhà": "mười nhà",
    "15 người": "mười lăm người",
    "21 con đường": "hai mươi mốt con đường",
    "24 hộ": "hai mươi tư hộ",
    "25 hộ": "hai mươi lăm hộ",
    "14 hộ": "mười bốn hộ",
    "100": "một trăm",
    "105": "một trăm linh năm",
    "115": "một trăm mười lăm",
    "241": "hai trăm bốn mươi mốt",
    "1.000": "một nghìn",
    "1.005": "một nghìn không trăm linh năm",
    "54.000 lượt": "năm mươi tư nghìn lượt",
    "2.500.000": "hai triệu năm trăm nghìn",
    "1.000.001": "một triệu không trăm linh một",
    "3.000.000.000": "ba tỷ",
    "007": "không không bảy",
    "12,5": "mười hai phẩy năm",
    "0,05": "không phẩy không năm",
    "3,14": "ba phẩy mười bốn",
    "2.5 km": "hai phẩy năm ki-lô-mét",
    "1.234,5 ha": "một nghìn hai trăm ba mươi tư phẩy năm héc-ta",
    "-5 °C": "âm năm độ xê",
    # Years
    "năm 1010": "năm một nghìn không trăm mười",
    "năm 1945": "năm một nghìn chín trăm bốn mươi lăm",
    "năm 2001": "năm hai nghìn không trăm linh một",
    "năm 2025": "năm hai nghìn không trăm hai mươi lăm",
    "(1226–1400)": "một nghìn hai trăm hai mươi sáu đến một nghìn bốn trăm",
    "1945-1954": "một nghìn chín trăm bốn mươi lăm đến một nghìn chín trăm năm mươi tư",
    # Dates
    "ngày 2/9/1945": "ngày hai tháng chín năm một nghìn chín trăm bốn mươi lăm",
    "Sáng 02-09-1945": "Sáng ngày hai tháng chín năm một nghìn chín trăm bốn mươi lăm",
    "12.3.2021": "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi mốt",
    "từ 1/7/2025": "từ ngày một tháng bảy năm hai nghìn không trăm hai mươi lăm",
    "ngày 30/4": "ngày ba mươi tháng tư",
    "từ 8–10/2 âm lịch": "từ tám đến mười tháng hai âm lịch",
    "10/3 âm lịch": "mười tháng ba âm lịch",
    "mùng 6/1": "mùng sáu tháng một",
    "tháng 3/2010": "tháng ba năm hai nghìn không trăm mười",
    "Tháng 4": "Tháng tư",
    "tháng 1-2": "tháng một đến hai",
    "tháng Giêng": "tháng Giêng",
    "thứ 2": "thứ hai",
    "Thứ 4": "thứ tư",
    "lần thứ 1": "lần thứ nhất",
    # Hours
    "7h30": "bảy giờ ba mươi phút",
    "7h30 - 17h00": "bảy giờ ba mươi phút đến mười bảy giờ",
    "07:30–11:30": "bảy giờ ba mươi phút đến mười một giờ ba mươi phút",
    "8h": "tám giờ",
    "7 giờ 30 phút": "bảy giờ ba mươi phút",
    # Roman numerals, only where one is expected
    "thế kỷ XI": "thế kỷ mười một",
    "Thế kỷ XV–XVI": "Thế kỷ mười lăm đến mười sáu",
    "thế kỷ XVII và XVIII": "thế kỷ mười bảy và mười tám",
    "TK. XIII": "thế kỷ mười ba",
    "đời thứ IV": "đời thứ tư",
    "vua Hùng Vương thứ XVIII": "vua Hùng Vương thứ mười tám",
    "Minh Mạng thứ III": "Minh Mạng thứ ba",
    "Louis XIV": "Louis mười bốn",
    "lần thứ I": "lần thứ nhất",
    "vitamin C": "vitamin C",
    "thế kỷ IIII": "thế kỷ IIII",
    # Measures
    "12,5 m": "mười hai phẩy năm mét",
    "1,2ha": "một phẩy hai héc-ta",
    "30kg": "ba mươi ki-lô-gam",
    "85%": "tám mươi lăm phần trăm",
    "35°C": "ba mươi lăm độ xê",
    "54 m²": "năm mươi tư mét vuông",
    "3 km2": "ba ki-lô-mét vuông",
    "40 km/h": "bốn mươi ki-lô-mét trên giờ",
    "1.200 người/km²": "một nghìn hai trăm người trên ki-lô-mét vuông",
    "50.000đ": "năm mươi nghìn đồng",
    "50.000đ – 100.000đ": "năm mươi nghìn đồng đến một trăm nghìn đồng",
    "3 x 4 m": "ba nhân bốn mét",
    "1/3 diện tích": "một phần ba diện tích",
    "số nhà 12/5": "số nhà mười hai trên năm",
    "5-7 nghề": "năm đến bảy nghề",
    # Abbreviations
    "TP. Hà Nội": "thành phố Hà Nội",
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "UBND xã": "Ủy ban nhân dân xã",
    "HTX Hoa": "hợp tác xã Hoa",
    "GS.TS. Nguyễn Văn A": "giáo sư tiến sĩ Nguyễn Văn A",
    "Th.S. Lan": "thạc sĩ Lan",
    "năm 111 TCN": "năm một trăm mười một trước Công nguyên",
    "Q.1, P. 3": "quận một, phường ba",
    "QL1A": "quốc lộ một A",
    "hoa, cây, v.v.": "hoa, cây, vân vân",
    "WiFi miễn phí": "oai phai miễn phí",
    # What is no word
    "0912.345.678": "không chín một hai ba bốn năm sáu bảy tám",
    "024 3385 1234": "không hai bốn ba ba tám năm một hai ba bốn",
    "đình (漢字) cổ": "đình cổ",
    "Vân La 😀 <b>": "Vân La b",
    "“Đẹp!” – ông nói": "Đẹp! ông nói",
    "Đình Vân La (đình làng), cổ": "Đình Vân La, đình làng, cổ",
    "Covid-19": "Covid mười chín",
    "B52": "B năm mươi hai",
}


@pytest.mark.parametrize("written, said", GOLDEN.items())
def test_it_is_said_as_a_reader_would(written: str, said: str) -> None:
    assert spoken_vietnamese(written) == said


def test_there_are_enough_golden_cases() -> None:
    assert len(GOLDEN) >= 60


def test_decomposed_marks_are_composed() -> None:
    assert spoken_vietnamese(unicodedata.normalize("NFD", "Vân Lá")) == "Vân Lá"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_said_and_no_ascii_digit_is_left(text: str) -> None:
    assert not any(character in "0123456789" for character in spoken_vietnamese(text))


@given(st.text("0123456789.,-–/: hgmđ%IVX°CkTP", max_size=60))
def test_any_heap_of_digits_can_be_said(text: str) -> None:
    assert not any(character.isdigit() for character in spoken_vietnamese(text))


def test_endless_digits_do_not_stop_it() -> None:
    assert spoken_vietnamese("1" * 5000).split() == ["một"] * 5000


@given(st.integers(1, 399))
def test_roman_numerals_go_both_ways(number: int) -> None:
    assert roman(as_roman(number)) == number


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_two_numbers_are_never_said_the_same(one: int, other: int) -> None:
    assert (cardinal(one) == cardinal(other)) == (one == other)
