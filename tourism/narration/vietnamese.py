"""Vietnamese text as it is said aloud: numbers, dates, units and abbreviations in words."""

import re
import unicodedata
from collections.abc import Callable
from re import Match

from tourism.narration.vietnamese_numbers import (
    DIVISORS,
    LONGEST_NUMBER,
    UNITS,
    by_digits,
    cardinal,
    decimal,
    ordinal,
    roman,
)

Rule = tuple[re.Pattern[str], Callable[[Match[str]], str]]

# Written with or without the full stop; longest first where one begins with another.
ABBREVIATIONS = {
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "TP. HCM": "Thành phố Hồ Chí Minh",
    "TPHCM": "Thành phố Hồ Chí Minh",
    "TP.": "thành phố ",
    "Tp.": "thành phố ",
    "TP": "thành phố",
    "TX.": "thị xã ",
    "TT.": "thị trấn ",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "HTX": "hợp tác xã",
    "TK.": "thế kỷ ",
    "TK": "thế kỷ",
    "TCN": "trước Công nguyên",
    "SCN": "sau Công nguyên",
    "trước CN": "trước Công nguyên",
    "sau CN": "sau Công nguyên",
    "PGS.": "phó giáo sư ",
    "GS.": "giáo sư ",
    "Th.S.": "thạc sĩ ",
    "ThS.": "thạc sĩ ",
    "TS.": "tiến sĩ ",
    "BS.": "bác sĩ ",
    "KTS.": "kiến trúc sư ",
    "KS.": "kỹ sư ",
    "NSND": "Nghệ sĩ Nhân dân",
    "NSƯT": "Nghệ sĩ Ưu tú",
    "THPT": "trung học phổ thông",
    "THCS": "trung học cơ sở",
    "ĐBSH": "đồng bằng sông Hồng",
    "OCOP": "ô cốp",
    "UNESCO": "u nét xcô",
    "WiFi": "oai phai",
    "Wi-Fi": "oai phai",
    "wifi": "oai phai",
    "QR": "quy a",
    "VNĐ": "đồng",
    "VND": "đồng",
    "v.v.": "vân vân",
    "v.v": "vân vân",
    "&": " và ",
}
NUMBERED = {
    "QL": "quốc lộ",
    "TL": "tỉnh lộ",
    "ĐT": "đường tỉnh",
    "Q.": "quận",
    "P.": "phường",
    "Q": "quận",
    "P": "phường",
}
UNSPOKEN = frozenset({"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"})

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d+|\d+"
UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
DASH = r"\s*[-–—]\s*"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
HOUR = r"(?:[01]?\d|2[0-4])"
ROMAN = r"[IVXLC]+"
DATED = r"(?i:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|từ|đến|hội|lễ|tết|giỗ|dịp)"
COUNTED = "thế kỷ|thế kỉ|đời|thứ|chương|khóa|khoá|kỳ|tập|quyển"
REIGNS = "Minh Mạng|Minh Mệnh|Thiệu Trị|Tự Đức|Gia Long|Hùng Vương|Louis|Napoléon|Đại hội|Trung ương"


def spoken_vietnamese(text: str) -> str:
    """What a voice is given for a written sentence; the written one stays what is shown."""
    line = "".join(character for character in unicodedata.normalize("NFC", text) if _sounds(character))
    for pattern, words in RULES:
        line = pattern.sub(words, line)
    return _tidy(line)


def number_words(written: str) -> str:
    """12.500 → mười hai nghìn năm trăm; 12,5 and 12.5 → mười hai phẩy năm; 007 → không không bảy."""
    digits = re.sub(r"\D", "", written)
    if len(digits) > LONGEST_NUMBER:
        return by_digits(digits)
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", written):
        return cardinal(int(digits))
    if re.fullmatch(r"\d+[.,]\d+|[\d.]+,\d+", written):
        whole, fraction = re.split(r"[.,](?=\d+$)", written)
        return decimal(whole.replace(".", ""), fraction)
    return by_digits(digits) if len(digits) > 1 and digits.startswith("0") else cardinal(int(digits))


def _sounds(character: str) -> bool:
    """Neither emoji nor Chinese characters nor control: the voice would name them one by one."""
    if character in "°²³":
        return True
    han = "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"
    return not han and unicodedata.category(character) not in UNSPOKEN


def _month(written: str) -> str:
    return "tư" if int(written) == 4 else cardinal(int(written))


def _date(found: Match[str]) -> str:
    day, month, year = found["day"], found["month"], found["year"]
    before = found["before"] or ""
    opening = before if re.fullmatch(r"(?i:ngày|mùng|mồng)\s+", before) else f"{before}ngày "
    return f"{opening}{cardinal(int(day))} tháng {_month(month)} năm {cardinal(int(year))}"


def _day_and_month(found: Match[str]) -> str:
    days = DASH_PATTERN.sub(" đến ", found["days"])
    spoken = re.sub(r"\d+", lambda day: cardinal(int(day[0])), days)
    return f"{found['before'] or ''}{spoken} tháng {_month(found['month'])}"


def _months(found: Match[str]) -> str:
    until = f" đến {_month(found[3].strip(' -–—'))}" if found[3] else ""
    return f"{found[1]} {_month(found[2])}{until}"


def _time(found: Match[str]) -> str:
    minutes = int(found["minutes"] or 0)
    return f"{cardinal(int(found['hour']))} giờ" + (f" {cardinal(minutes)} phút" if minutes else "")


def _romans(found: Match[str]) -> str:
    def said(numeral: Match[str]) -> str:
        value = roman(numeral[0])
        if value is None:
            return numeral[0]
        return ordinal(value) if found["opening"].rstrip().endswith("thứ") else cardinal(value)

    return found["opening"] + re.sub(ROMAN, said, DASH_PATTERN.sub(" đến ", found["numerals"]))


def _measure(found: Match[str]) -> str:
    words = f"{number_words(found['number'])} {UNITS[found['unit']]}"
    return words + (f" trên {DIVISORS[found['divisor']]}" if found["divisor"] else "")


def _fraction(found: Match[str]) -> str:
    above, below = int(found[1]), int(found[2])
    between = "phần" if above < below <= 10 else "trên"
    return f"{number_words(found[1])} {between} {number_words(found[2])}"


def _abbreviation(found: Match[str]) -> str:
    return ABBREVIATIONS[found[0]]


def _tidy(line: str) -> str:
    line = re.sub(r"[(\[{]\s*[)\]}]", " ", line)
    line = re.sub(r"\s*[()\[\]{}–—]\s*|\s-\s", ", ", line)
    line = re.sub(r"[\"“”«»*_#|~^<>=\\]", " ", line)
    line = re.sub(r"\s*/\s*", " ", line)
    line = re.sub(r"\s+([,.;:!?…])", r"\1", line)
    line = re.sub(r",(?:\s*,)+", ",", line)
    line = re.sub(r",(?=\s*[.;:!?…])|(?<=[.;:!?]),", "", line)
    return " ".join(line.split()).lstrip(",; ").rstrip(", ")


def _rule(pattern: str, words: Callable[[Match[str]], str]) -> Rule:
    return re.compile(pattern), words


DASH_PATTERN = re.compile(DASH)
ABBREVIATION = "|".join(re.escape(short) for short in sorted(ABBREVIATIONS, key=len, reverse=True))
NUMBERED_PATTERN = "|".join(re.escape(short) for short in sorted(NUMBERED, key=len, reverse=True))

# In this order: what is longer and surer first, the bare number last.
RULES: tuple[Rule, ...] = (
    _rule(rf"(?<!\w)({NUMBERED_PATTERN})\s?(?=\d)", lambda found: f"{NUMBERED[found[1]]} "),
    _rule(rf"(?<!\w)(?:{ABBREVIATION})(?!(?<=\w)\w)", _abbreviation),
    _rule(
        r"(?<![\d.,])(?:\+84|0)\d(?:[ .]?\d){7,9}(?![\d.,]\d|\d)",
        lambda found: by_digits(re.sub(r"\D", "", found[0])),
    ),
    _rule(
        rf"(?P<before>{DATED}\s+)?(?<![\d./,-])(?P<day>{DAY})(?P<sep>[/.-])"
        rf"(?P<month>{MONTH})(?P=sep)(?P<year>\d{{4}})(?!\d)",
        _date,
    ),
    _rule(
        rf"(?<!\w)([Tt]háng)\s+({MONTH})[/-](\d{{4}})(?!\d)",
        lambda found: f"{found[1]} {_month(found[2])} năm {cardinal(int(found[3]))}",
    ),
    _rule(
        rf"(?P<before>{DATED}\s+)(?P<days>{DAY}(?:{DASH}{DAY})?)/(?P<month>{MONTH})(?![\d/])",
        _day_and_month,
    ),
    _rule(
        rf"(?P<before>)(?<![\d/.,])(?P<days>{DAY}(?:{DASH}{DAY})?)/(?P<month>{MONTH})"
        rf"(?=\s+(?:âm|dương|hằng năm|hàng năm|ÂL|AL))",
        _day_and_month,
    ),
    _rule(rf"(?<!\w)([Tt]háng)\s+({MONTH})({DASH}{MONTH})?(?![\d.,/]*\d)", _months),
    _rule(rf"(?<![\d.,/:])(?P<hour>{HOUR})(?:h|g|:|\sgiờ\s)(?P<minutes>[0-5]\d)(?![\d:\w])(?:\s?phút)?", _time),
    _rule(rf"(?<![\d.,/:])(?P<hour>{HOUR})(?P<minutes>)[hg](?!\w)(?<!g)", _time),
    _rule(
        rf"(?P<opening>(?i:(?<!\w)(?:{COUNTED})|{REIGNS})\s+(?i:thứ\s+)?)"
        rf"(?P<numerals>{ROMAN}(?:(?:{DASH}|,\s*|\s+(?:và|đến|hay|hoặc|sang)\s+){ROMAN})*)(?!\w)",
        _romans,
    ),
    _rule(r"(?i:(?<!\w)thứ)\s+(\d{1,3})(?![\d.,/]*\d)", lambda found: f"thứ {ordinal(int(found[1]))}"),
    _rule(
        rf"(\d(?:\s?(?:{UNIT}|đồng))?)\s*–\s*(?=\d)|(\d)\s?-\s?(?=\d)",
        lambda found: f"{found[1] or found[2]} đến ",
    ),
    _rule(r"(?<!\w)(giờ|phút)\s*[-–—]\s*(?=\w)", lambda found: f"{found[1]} đến "),
    _rule(r"(?<=[^\W\d_])-(?=\d)", lambda _found: " "),
    _rule(r"(?<=\d)\s*[x×]\s*(?=\d)", lambda _found: " nhân "),
    _rule(r"(?<![\w.,])[-−](?=\d)", lambda _found: "âm "),
    _rule(rf"(?<!\d)(?P<number>{NUMBER})\s?(?P<unit>{UNIT})(?:/(?P<divisor>h|s|người|hộ))?(?!\w)", _measure),
    _rule(rf"(?<=\w)/(?=(?:{UNIT})(?!\w))", lambda _found: " trên "),
    _rule(rf"(?<=trên\s)({UNIT})(?!\w)", lambda found: UNITS[found[1]]),
    _rule(r"(?<![\d./])(\d{1,4})/(\d{1,4})(?![\d/])", _fraction),
    _rule(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", lambda _found: " "),
    _rule(NUMBER, lambda found: number_words(found[0])),
)
