"""Roman numerals and ordinals in Vietnamese words; only where one is expected, for "C" is a vitamin too."""

import re
from re import Match

from tourism.narration.vietnamese_numbers import cardinal, ordinal, roman
from tourism.narration.vietnamese_rules import Rule, rule

# A lone C or L is a letter: khu C, loại L.
NUMERAL = r"(?![CL](?!\w))[IVXLC]+(?!\w)"
DASH = r"\s?[-–—]\s?"
PART = r"(?:đầu|giữa|cuối|nửa đầu|nửa cuối|nửa sau)\s"
BETWEEN = rf"(?:{DASH}|,\s?(?:{PART})?|\s(?:và|đến|hay|hoặc|sang)\s(?:{PART})?)"
COUNTED = (
    "đời|thứ|chương|khóa|khoá|kỳ|kì|tập|quyển|phần|mục|hạng|loại|cấp|quý|khu|vùng|bậc|lớp|nhóm|đợt|hồi|lần"
    "|quân khu|quân đoàn|phụ lục|thế hệ"
)
CENTURIES = "thế kỷ|thế kỉ"
WARS = "Thế chiến|Chiến tranh thế giới|Đại chiến"
REIGNS = (
    "Minh Mạng|Minh Mệnh|Thiệu Trị|Tự Đức|Gia Long|Hùng Vương|Hùng|Louis|Napoléon|Napoleon|Henri|Philippe|Elizabeth"
    "|Rama|Gioan Phaolô|Phaolô|Piô|Bênêđictô|Đại hội|Trung ương"
)
# Names of years: Minh Mạng 3 is the third year of that name.
ERAS = (
    "Thuận Thiên|Thiệu Bình|Hồng Đức|Cảnh Thống|Hồng Thuận|Vĩnh Tộ|Dương Hòa|Phúc Thái|Thịnh Đức|Cảnh Trị|Chính Hòa"
    "|Vĩnh Thịnh|Bảo Thái|Vĩnh Khánh|Long Đức|Vĩnh Hựu|Cảnh Hưng|Chiêu Thống|Thái Đức|Quang Trung|Cảnh Thịnh|Gia Long"
    "|Minh Mạng|Minh Mệnh|Thiệu Trị|Tự Đức|Kiến Phúc|Hàm Nghi|Đồng Khánh|Thành Thái|Duy Tân|Khải Định|Bảo Đại"
)
BELOW_TEN = 10
ORDINAL_OPENINGS = frozenset(f"{CENTURIES}|{WARS}".lower().split("|"))
ONE_OR_MORE = rf"\d{{1,2}}(?:(?:{DASH}|\s(?:và|đến|hay|hoặc|sang)\s)\d{{1,2}})*"


def _said(written: str, opening: str) -> str:
    """After "thứ" the first and the fourth have words of their own; the first nine centuries are counted so."""
    value = int(written) if written.isdecimal() else roman(written)
    if value is None:
        return written
    if opening.endswith("thứ"):
        return ordinal(value)
    return f"thứ {ordinal(value)}" if opening in ORDINAL_OPENINGS and value < BELOW_TEN else cardinal(value)


def _numerals(found: Match[str]) -> str:
    opening = " ".join(found["opening"].lower().split())
    words = re.sub(DASH, " đến ", found["numerals"])
    return found["opening"] + re.sub(rf"{NUMERAL}|\d+", lambda each: _said(each[0], opening), words)


RULES: tuple[Rule, ...] = (
    rule(
        rf"(?P<opening>(?<!\w)(?:(?i:{CENTURIES}|{COUNTED})|{REIGNS}|{WARS})\s(?:(?i:thứ)\s)?)"
        rf"(?P<numerals>{NUMERAL}(?:{BETWEEN}{NUMERAL})*)",
        _numerals,
    ),
    rule(rf"(?P<opening>(?<!\w)(?i:{CENTURIES})\s)(?P<numerals>{ONE_OR_MORE})(?![\w/%]|[.,]\d)", _numerals),
    rule(
        rf"(?<!\w)({ERAS})\s(năm\s)?(?=\d{{1,2}}(?![\w/%]|[.,]\d))",
        lambda found: f"{found[1]} {found[2] or ''}thứ ",
    ),
    rule(r"(?P<opening>(?<!\w)(?i:thứ)\s)(?P<numerals>\d{1,3})/(?=\d)", lambda found: f"{_numerals(found)} trên "),
    rule(r"(?P<opening>(?<!\w)(?i:thứ)\s)(?P<numerals>\d{1,3})(?![\w/%]|[.,]\d)", _numerals),
)
