"""Vietnamese as it is said aloud in the North: golden cases, each written by hand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.narration.script import spoken_form
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
    "11 hộ": "mười một hộ",
    "91 tuổi": "chín mươi mốt tuổi",
    "100": "một trăm",
    "101": "một trăm linh một",
    "105": "một trăm linh năm",
    "110": "một trăm mười",
    "115": "một trăm mười lăm",
    "241": "hai trăm bốn mươi mốt",
    "400 năm": "bốn trăm năm",
    "1.000": "một nghìn",
    "1.005": "một nghìn không trăm linh năm",
    "1.010": "một nghìn không trăm mười",
    "54.000 lượt": "năm mươi tư nghìn lượt",
    "12.500 lượt": "mười hai nghìn năm trăm lượt",
    "104.005": "một trăm linh bốn nghìn không trăm linh năm",
    "1.000.000": "một triệu",
    "2.500.000": "hai triệu năm trăm nghìn",
    "1.000.001": "một triệu không trăm linh một",
    "3.000.000.000": "ba tỷ",
    "1.000.000.000.000": "một nghìn tỷ",
    "1,000,000": "một triệu",
    "50,000 đồng": "năm mươi nghìn đồng",
    "007": "không không bảy",
    "12,5": "mười hai phẩy năm",
    "0,05": "không phẩy không năm",
    "0,125": "không phẩy một hai năm",
    "3,14": "ba phẩy mười bốn",
    "2.5 km": "hai phẩy năm ki-lô-mét",
    "1.5 triệu": "một phẩy năm triệu",
    "1,2 tỷ đồng": "một phẩy hai tỷ đồng",
    "1.234,5 ha": "một nghìn hai trăm ba mươi tư phẩy năm héc-ta",
    "-5 °C": "âm năm độ xê",
    "từ -5 đến 3 °C": "từ âm năm đến ba độ xê",
    "phiên bản 2.3.1": "phiên bản hai chấm ba chấm một",
    "các số 1,3,5": "các số một, ba, năm",
    "５ người": "năm người",
    # Years
    "năm 1010": "năm một nghìn không trăm mười",
    "năm 1015": "năm một nghìn không trăm mười lăm",
    "năm 938": "năm chín trăm ba mươi tám",
    "năm 1945": "năm một nghìn chín trăm bốn mươi lăm",
    "năm 1802.": "năm một nghìn tám trăm linh hai.",
    "năm 2001": "năm hai nghìn không trăm linh một",
    "năm 2025": "năm hai nghìn không trăm hai mươi lăm",
    "(1226–1400)": "một nghìn hai trăm hai mươi sáu đến một nghìn bốn trăm",
    "50.000 lượt (2016) và hơn": "năm mươi nghìn lượt, năm hai nghìn không trăm mười sáu, và hơn",
    "1945-1954": "một nghìn chín trăm bốn mươi lăm đến một nghìn chín trăm năm mươi tư",
    "từ 2018 - nay": "từ hai nghìn không trăm mười tám đến nay",
    "niên khóa 2010/2011": "niên khóa hai nghìn không trăm mười đến hai nghìn không trăm mười một",
    "những năm 80": "những năm tám mươi",
    "thập niên 60–70": "thập niên sáu mươi đến bảy mươi",
    "năm 111 TCN": "năm một trăm mười một trước Công nguyên",
    "năm 40 SCN": "năm bốn mươi sau Công nguyên",
    # Dates
    "9/3/2010": "ngày chín tháng ba năm hai nghìn không trăm mười",
    "ngày 2/9/1945": "ngày hai tháng chín năm một nghìn chín trăm bốn mươi lăm",
    "Sáng 02-09-1945": "Sáng ngày hai tháng chín năm một nghìn chín trăm bốn mươi lăm",
    "12.3.2021": "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi mốt",
    "2021-03-12": "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi mốt",
    "ngày 30/4/75": "ngày ba mươi tháng tư năm bảy mươi lăm",
    "từ 1/7/2025": "từ ngày một tháng bảy năm hai nghìn không trăm hai mươi lăm",
    "từ 1/7/2025 - 3/8/2025": (
        "từ ngày một tháng bảy năm hai nghìn không trăm hai mươi lăm"
        " đến ngày ba tháng tám năm hai nghìn không trăm hai mươi lăm"
    ),
    "ngày 12–15/3/2021": "ngày mười hai đến ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi mốt",
    "từ 2/9 đến 15/9/2021": "từ hai tháng chín đến ngày mười lăm tháng chín năm hai nghìn không trăm hai mươi mốt",
    "12-7": "mười hai tháng bảy",
    "ngày 12-7": "ngày mười hai tháng bảy",
    "ngày 2-9, cả nước": "ngày hai tháng chín, cả nước",
    "mỗi ngày 2-3 lần": "mỗi ngày hai đến ba lần",
    "ngày 30/4": "ngày ba mươi tháng tư",
    "Ngày 31.3 họp": "Ngày ba mươi mốt tháng ba họp",
    "ngày 1.4, lễ": "ngày một tháng tư, lễ",
    "mỗi ngày 12.5 km": "mỗi ngày mười hai phẩy năm ki-lô-mét",
    "Quốc khánh (2/9)": "Quốc khánh, hai tháng chín",
    "12/10- 14/10 Âm lịch": "mười hai tháng mười đến mười bốn tháng mười Âm lịch",
    "từ 1/6 - 30/6": "từ một tháng sáu đến ba mươi tháng sáu",
    "dịp 30/4 và 1/5": "dịp ba mươi tháng tư và một tháng năm",
    "Giỗ Tổ 10/3": "Giỗ Tổ mười tháng ba",
    "từ 1/7 xã mới": "từ một tháng bảy xã mới",
    "ngày 10/2 âm lịch": "ngày mười tháng hai âm lịch",
    "từ 8–10/2 âm lịch": "từ tám đến mười tháng hai âm lịch",
    "10/3 âm lịch": "mười tháng ba âm lịch",
    "ngày 10/1 âm lịch": "ngày mười tháng Giêng âm lịch",
    "23/12 (ÂL)": "hai mươi ba tháng Chạp, âm lịch",
    "15/8 AL": "mười lăm tháng tám âm lịch",
    "mùng 8 tháng 2": "mùng tám tháng hai",
    "mồng 6/1": "mồng sáu tháng một",
    "từ mùng 8 đến mùng 10 tháng Hai": "từ mùng tám đến mùng mười tháng Hai",
    "rằm tháng Giêng": "rằm tháng Giêng",
    "rằm tháng 7": "rằm tháng bảy",
    "tháng 3/2010": "tháng ba năm hai nghìn không trăm mười",
    "tháng 11-2018": "tháng mười một năm hai nghìn không trăm mười tám",
    "từ 11/2018": "từ tháng mười một năm hai nghìn không trăm mười tám",
    "T4/2020": "tháng tư năm hai nghìn không trăm hai mươi",
    "Tháng 4": "Tháng tư",
    "tháng Tư": "tháng Tư",
    "tháng 04 năm 2010": "tháng tư năm hai nghìn không trăm mười",
    "tháng 1-2": "tháng một đến tháng hai",
    "tháng 3–4/2010": "tháng ba đến tháng tư năm hai nghìn không trăm mười",
    "mỗi tháng 4 lần": "mỗi tháng bốn lần",
    "quý IV/2024": "quý bốn năm hai nghìn không trăm hai mươi tư",
    "tháng Giêng": "tháng Giêng",
    # Days of the week and ordinals
    "thứ 2": "thứ hai",
    "Thứ 4": "Thứ tư",
    "thứ 2 - thứ 6": "thứ hai đến thứ sáu",
    "Thứ Hai – Chủ nhật": "Thứ Hai đến Chủ nhật",
    "T2-T6": "thứ hai đến thứ sáu",
    "T7, CN": "thứ bảy, Chủ nhật",
    "thứ 7 và CN": "thứ bảy và Chủ nhật",
    "lần thứ 1": "lần thứ nhất",
    "lần thứ 14": "lần thứ mười bốn",
    "lần thứ 24": "lần thứ hai mươi tư",
    # Hours
    "7h30": "bảy giờ ba mươi phút",
    "7:30": "bảy giờ ba mươi phút",
    "7g30": "bảy giờ ba mươi phút",
    "7h05": "bảy giờ năm phút",
    "7h30 - 17h00": "bảy giờ ba mươi phút đến mười bảy giờ",
    "07:30–11:30": "bảy giờ ba mươi phút đến mười một giờ ba mươi phút",
    "7-9h": "bảy đến chín giờ",
    "8h": "tám giờ",
    "0h": "không giờ",
    "72h": "bảy mươi hai giờ",
    "7 giờ 30 phút": "bảy giờ ba mươi phút",
    "7 giờ 30": "bảy giờ ba mươi",
    "8h sáng - 5h chiều": "tám giờ sáng đến năm giờ chiều",
    "2-3 giờ": "hai đến ba giờ",
    "24/7": "hai mươi tư trên bảy",
    "24/24h": "hai mươi tư trên hai mươi tư giờ",
    "8 giờ - Lễ dâng hương": "tám giờ, Lễ dâng hương",
    # Roman numerals, only where one is expected
    "thế kỷ XI": "thế kỷ mười một",
    "thế kỷ XI–XIII": "thế kỷ mười một đến mười ba",
    "Thế kỷ XV–XVI": "Thế kỷ mười lăm đến mười sáu",
    "thế kỷ XVII và XVIII": "thế kỷ mười bảy và mười tám",
    "cuối thế kỷ XIX, đầu XX": "cuối thế kỷ mười chín, đầu hai mươi",
    "thế kỷ I TCN": "thế kỷ thứ nhất trước Công nguyên",
    "thế kỷ IV": "thế kỷ thứ tư",
    "thế kỷ thứ X": "thế kỷ thứ mười",
    "thế kỷ 11": "thế kỷ mười một",
    "thế kỷ 15-16": "thế kỷ mười lăm đến mười sáu",
    "TK. XIII": "thế kỷ mười ba",
    "đời thứ IV": "đời thứ tư",
    "chương II": "chương hai",
    "vua Hùng Vương thứ XVIII": "vua Hùng Vương thứ mười tám",
    "vua Hùng thứ 18": "vua Hùng thứ mười tám",
    "Minh Mạng thứ III": "Minh Mạng thứ ba",
    "(Minh Mạng 3)": "Minh Mạng thứ ba",
    "Cảnh Hưng năm thứ 37": "Cảnh Hưng năm thứ ba mươi bảy",
    "Louis XIV": "Louis mười bốn",
    "Thế chiến II": "Thế chiến thứ hai",
    "Đại hội XIII": "Đại hội mười ba",
    "lần thứ I": "lần thứ nhất",
    "vitamin C": "vitamin C",
    "khu C": "khu C",
    "thế kỷ IIII": "thế kỷ IIII",
    # Measures
    "12,5 m": "mười hai phẩy năm mét",
    "1,2ha": "một phẩy hai héc-ta",
    "30kg": "ba mươi ki-lô-gam",
    "85%": "tám mươi lăm phần trăm",
    "5–10%": "năm đến mười phần trăm",
    "3‰": "ba phần nghìn",
    "35°C": "ba mươi lăm độ xê",
    "35 độ C": "ba mươi lăm độ xê",
    "54 m²": "năm mươi tư mét vuông",
    "3 km2": "ba ki-lô-mét vuông",
    "20㎡": "hai mươi mét vuông",
    "2 triệu m³": "hai triệu mét khối",
    "hàng chục km": "hàng chục ki-lô-mét",
    "40 km/h": "bốn mươi ki-lô-mét trên giờ",
    "1.200 người/km²": "một nghìn hai trăm người trên ki-lô-mét vuông",
    "12.500 lượt/năm": "mười hai nghìn năm trăm lượt mỗi năm",
    "3 năm/lần": "ba năm một lần",
    "2 lần/năm": "hai lần mỗi năm",
    "70.000đ/người lớn": "bảy mươi nghìn đồng mỗi người lớn",
    "cao 1m65": "cao một mét sáu mươi lăm",
    "4m2": "bốn mét vuông",
    "6 tấn/ha": "sáu tấn trên héc-ta",
    "50.000đ": "năm mươi nghìn đồng",
    "50.000đ/người": "năm mươi nghìn đồng mỗi người",
    "200.000 đồng/người/đêm": "hai trăm nghìn đồng mỗi người mỗi đêm",
    "30.000đ/kg": "ba mươi nghìn đồng mỗi ki-lô-gam",
    "50.000đ – 100.000đ": "năm mươi nghìn đồng đến một trăm nghìn đồng",
    "500.000 VNĐ": "năm trăm nghìn đồng",
    "20k": "hai mươi nghìn",
    "$5": "năm đô la",
    "3 x 4 m": "ba nhân bốn mét",
    "10x5 m": "mười nhân năm mét",
    "10m x 5m": "mười mét nhân năm mét",
    "3,5×4,2 m": "ba phẩy năm nhân bốn phẩy hai mét",
    "20°52′30″B": "hai mươi độ năm mươi hai phút ba mươi giây Bắc",
    "1/3 diện tích": "một phần ba diện tích",
    "3/4 số hộ": "ba phần tư số hộ",
    "½ sào": "một phần hai sào",
    "1/2 kg": "một phần hai ki-lô-gam",
    "2½ sào": "hai và một phần hai sào",
    "15/19 tiêu chí": "mười lăm trên mười chín tiêu chí",
    "tỷ lệ 1:500": "tỷ lệ một trên năm trăm",
    "bản đồ 1:25.000": "bản đồ một trên hai mươi lăm nghìn",
    "tỷ số 2-1": "tỷ số hai một",
    "thắng 3-1": "thắng ba một",
    "5-7 nghề": "năm đến bảy nghề",
    "20 – 30 phút": "hai mươi đến ba mươi phút",
    # Signs
    "~20 km": "khoảng hai mươi ki-lô-mét",
    "≈ 150 m": "khoảng một trăm năm mươi mét",
    "khoảng ~20 km": "khoảng hai mươi ki-lô-mét",
    "±5 m": "cộng trừ năm mét",
    "20+ mô hình": "hơn hai mươi mô hình",
    "> 100 năm": "hơn một trăm năm",
    "1 sào = 360 m²": "một sào bằng ba trăm sáu mươi mét vuông",
    "2 + 3": "hai cộng ba",
    "Hoa & cây": "Hoa và cây",
    "No. 1": "số một",
    "N° 1": "số một",
    "№ 7": "số bảy",
    # Abbreviations
    "TP. Hà Nội": "thành phố Hà Nội",
    "TP Huế": "thành phố Huế",
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "TT. Thường Tín, TX. Sơn Tây": "thị trấn Thường Tín, thị xã Sơn Tây",
    "TT-Huế": "Thừa Thiên Huế",
    "UBND xã": "Ủy ban nhân dân xã",
    "HĐND, UBND": "Hội đồng nhân dân, Ủy ban nhân dân",
    "HTX Hoa": "hợp tác xã Hoa",
    "GS.TS. Nguyễn Văn A": "giáo sư tiến sĩ Nguyễn Văn A",
    "PGS.TS Trần B": "phó giáo sư tiến sĩ Trần B",
    "GS Trần Quốc Vượng": "giáo sư Trần Quốc Vượng",
    "GS, TS Lê C": "giáo sư tiến sĩ Lê C",
    "Th.S. Lan": "thạc sĩ Lan",
    "NNƯT Hoàng Văn D": "Nghệ nhân Ưu tú Hoàng Văn D",
    "TT. Thích Minh Hiền": "Thượng tọa Thích Minh Hiền",
    "NXB Trẻ, tr. 15": "nhà xuất bản Trẻ, trang mười lăm",
    "tr. 15–20": "trang mười lăm đến hai mươi",
    "(st.)": "sưu tầm",
    "VD: sen": "ví dụ: sen",
    "hoa, cây, v.v.": "hoa, cây, vân vân.",
    "hoa, v.v. và cá": "hoa, vân vân và cá",
    "Nghị định 22/CP": "Nghị định hai mươi hai của Chính phủ",
    "Nghị quyết 24 - NQ/TW": "Nghị quyết hai mươi tư của Trung ương",
    "Luật 28/2001/QH10": "Luật hai mươi tám năm hai nghìn không trăm linh một của Quốc hội khóa mười",
    "549/QĐ-UBND": "năm trăm bốn mươi chín của Ủy ban nhân dân",
    "Nghị định 98/2010/NĐ-CP": "Nghị định chín mươi tám năm hai nghìn không trăm mười của Chính phủ",
    # Roads and addresses
    "QL1A": "quốc lộ một A",
    "đường 1A": "đường một A",
    "ĐT 427": "đường tỉnh bốn trăm hai mươi bảy",
    "Q.1, P. 3": "quận một, phường ba",
    "12 Hàng Bạc, P. Hàng Bạc, Q. Hoàn Kiếm": "mười hai Hàng Bạc, phường Hàng Bạc, quận Hoàn Kiếm",
    "ở X. Hồng Vân, H. Thường Tín": "ở xã Hồng Vân, huyện Thường Tín",
    "P. Durand": "P. Durand",
    "số 15/2 phố Huế": "số mười lăm trên hai phố Huế",
    "số nhà 12/5": "số nhà mười hai trên năm",
    "ngõ 5A/12/3": "ngõ năm A trên mười hai trên ba",
    "Hà Nội - Huế": "Hà Nội, Huế",
    # Telephone and web
    "0912 345 678": "không chín một hai, ba bốn năm, sáu bảy tám",
    "0912.345.678": "không chín một hai, ba bốn năm, sáu bảy tám",
    "0912345678": "không chín một hai, ba bốn năm, sáu bảy tám",
    "ĐT: (024) 3385 1234": "điện thoại: không hai bốn, ba ba tám năm, một hai ba bốn",
    "024.3885.xxxx": "không hai bốn, ba tám tám năm",
    "+84 912 345 678": "cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám",
    "02433851234": "không hai bốn, ba ba tám năm, một hai ba bốn",
    "(+84) 24 3385 1234": "cộng tám bốn, hai bốn, ba ba tám năm, một hai ba bốn",
    "mật khẩu 12345678": "mật khẩu một hai, ba bốn năm, sáu bảy tám",
    "18001098": "một tám không không, một không chín tám",
    "1900 6868": "một chín không không, sáu tám sáu tám",
    "gọi 113": "gọi một một ba",
    "info@hongvan.gov.vn": "info a còng hongvan chấm gốp chấm vê nờ",
    "xem https://www.didulich.net/a?b=1.": "xem didulich chấm nét.",
    "trên didulich.net ghi": "trên didulich chấm nét ghi",
    # Words with a sound of their own
    "WiFi miễn phí": "oai phai miễn phí",
    "mã QR": "mã quy a",
    "UNESCO": "u nét xcô",
    "OCOP 4 sao": "ô cốp bốn sao",
    # What is no word
    "đình (漢字) cổ": "đình cổ",
    "Vân La 😀 <b>": "Vân La b",
    "5️⃣ giờ": "năm giờ",
    "chú thích¹": "chú thích",
    "“Đẹp!” – ông nói": "Đẹp! ông nói",
    "Đình Vân La (đình làng), cổ": "Đình Vân La, đình làng, cổ",
    "hoa,cây;cá": "hoa, cây; cá",
    "Covid-19": "cô vít mười chín",
    "B52": "B năm mươi hai",
    "4G, 5G": "bốn G, năm G",
}


@pytest.mark.parametrize("written, said", GOLDEN.items())
def test_it_is_said_as_a_reader_would(written: str, said: str) -> None:
    assert spoken_form("vi", written) == said


def test_there_are_enough_golden_cases() -> None:
    assert len(GOLDEN) >= 200


@pytest.mark.parametrize("said", GOLDEN.values())
def test_what_is_said_already_stays_as_it_is(said: str) -> None:
    assert spoken_form("vi", said) == said


@pytest.mark.parametrize("written, said", GOLDEN.items())
def test_a_case_is_said_so_inside_a_sentence_too(written: str, said: str) -> None:
    if not written.endswith("."):
        assert spoken_form("vi", f"Ở đây, {written}, còn nữa.") == f"Ở đây, {said}, còn nữa."


def test_decomposed_marks_are_composed() -> None:
    assert spoken_vietnamese(unicodedata.normalize("NFD", "Vân Lá")) == "Vân Lá"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_said_and_no_digit_is_left(text: str) -> None:
    assert not any(character.isdigit() for character in spoken_form("vi", text))


PIECES = "h g m² đ km người IV XX CN T2 TP. tháng ngày thứ số v.v. Q. P. tr. TS GS. ĐT +84 ½ ²"
HEAP = st.lists(
    st.sampled_from([*"0123456789.,-–/:~+=x×°%&()'\"…!?", *[" "] * 9, "thế kỷ", *PIECES.split()]), max_size=40
).map("".join)


@given(HEAP)
def test_any_heap_of_digits_and_signs_can_be_said(text: str) -> None:
    assert not any(character.isdigit() for character in spoken_form("vi", text))


@given(st.lists(st.sampled_from([*GOLDEN, *GOLDEN.values()]), max_size=6), st.sampled_from([", ", ". ", "; ", " "]))
def test_saying_it_twice_is_saying_it_once(pieces: list[str], joint: str) -> None:
    once = spoken_form("vi", joint.join(pieces))

    assert spoken_form("vi", once) == once


ENDLESS = ["1", "1.", "1.111", "12/", "0 ", "-", "1-", "1:", "(", " ", "a.", "https://a.", "a@a.", "7h30-", "tháng 1-"]


@pytest.mark.parametrize("piece", [*ENDLESS, "I,", "5m x ", "'", "+", ",", "TP.", "P. "])
def test_a_text_without_an_end_does_not_stop_it(piece: str) -> None:
    assert not any(character.isdigit() for character in spoken_form("vi", piece * 20_000))


@given(st.integers(1, 399))
def test_roman_numerals_go_both_ways(number: int) -> None:
    assert roman(as_roman(number)) == number


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_two_numbers_are_never_said_the_same(one: int, other: int) -> None:
    assert (cardinal(one) == cardinal(other)) == (one == other)
