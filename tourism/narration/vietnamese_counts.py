"""Ranges, measures, money, shares and bare numbers in Vietnamese words."""

from re import Match

from tourism.narration.vietnamese_numbers import NUMBER, number_words
from tourism.narration.vietnamese_rules import Rule, alternatives, rule
from tourism.narration.vietnamese_units import ALONE, COUNTED, EACH, MONEY, SECOND, UNITS

UNIT = alternatives(*UNITS)
EACH_OF = rf"(?:{alternatives(*EACH)})(?!\w|\s(?:lớn|già|dân|cao)(?!\w))"
SCALE = "nghìn|ngàn|triệu|tỷ|tỉ"
PRICES = alternatives("đồng", *SCALE.split("|"), *(UNITS[unit] for unit in MONEY))
SCORES = "tỷ số|tỉ số|thắng|thua|hòa|hoà|dẫn|dẫn trước"
SHARES_UP_TO = 10
COORDINATES = {"N": "Bắc", "B": "Bắc", "S": "Nam", "E": "Đông", "Đ": "Đông", "W": "Tây", "T": "Tây"}
SIGNS = {"~": "khoảng", "±": "cộng trừ", ">": "hơn", "<": "dưới", "≥": "ít nhất", ">=": "ít nhất", "≤": "không quá"}
SIGNS |= {"<=": "không quá", "+": "cộng", "#": "số"}
BETWEEN = {"=": "bằng", "+": "cộng", "×": "nhân", "÷": "chia", "→": "đến", "&": "và"}


def _angle(found: Match[str]) -> str:
    parts = zip((found["degrees"], found["minutes"], found["seconds"]), ("độ", "phút", "giây"), strict=True)
    words = [f"{number_words(number)} {unit}" for number, unit in parts if number]
    return " ".join([*words, COORDINATES.get(found["side"] or "", "")]).rstrip()


def _measure(found: Match[str]) -> str:
    unit, divisor = found["unit"], found["divisor"]
    words = f"{number_words(found['number'])} {UNITS[unit]}"
    if not divisor:
        return words
    if unit in MONEY:
        return f"{words}/{divisor}"
    if divisor in EACH:
        return f"{words} mỗi {UNITS.get(divisor, divisor)}"
    return f"{words} trên {SECOND.get(divisor) or UNITS[divisor]}"


def _share(found: Match[str]) -> str:
    """1/3 is a third and 3/4 three quarters; 24/7 and 15/19 are one over the other."""
    above, below = int(found["above"]), int(found["below"])
    whole = f"{number_words(found['whole'])} và " if found["whole"] else ""
    unit = f" {UNITS[found['unit']]}" if found["unit"] else ""
    if above < below and (below <= SHARES_UP_TO or above == 1):
        part = "tư" if below == 4 else number_words(found["below"])
        return f"{whole}{number_words(found['above'])} phần {part}{unit}"
    return f"{whole}{number_words(found['above'])} trên {number_words(found['below'])}{unit}"


def _falling(found: Match[str]) -> str:
    """12-7 is a day of July, since nobody counts from 12 to 7; 3-1 is how a match ended."""
    day, month = int(found[1]), int(found[2])
    if day <= month:
        return found[0]
    return f"{day}/{month}" if day > SHARES_UP_TO and 1 <= month <= 12 else f"{day} {month}"


def _version(found: Match[str]) -> str:
    return " chấm ".join(number_words(each) for each in found[0].split("."))


# Before dates and hours, which look like them.
EARLY_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?<!\w)((?i:{SCORES}))\s(\d{{1,2}})\s?[-–:]\s?(\d{{1,2}})(?![\w/:]|[.,]\d)",
        lambda found: f"{found[1]} {found[2]} {found[3]}",
    ),
    rule(r"(?<!\w)((?i:tỷ lệ|tỉ lệ))\s(\d+)\s?[:/]\s?(?=\d)", lambda found: f"{found[1]} {found[2]} trên "),
    rule(r"(?<![\w.,:/])(\d{1,3})\s?:\s?(?=\d{1,3}(?:\.\d{3})+(?!\d))", lambda found: f"{found[1]} trên "),
    rule(r"(?<=\d)\?(?=\s?[-–—]\s?\d)", ""),
    rule(r"(?<![\w.,:/-])(\d{1,2})-(\d{1,2})(?![\w/:%-]|[.,]\d)", _falling),
)
MEASURE_RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,])(?P<degrees>\d{1,3})\s?°\s?(?P<minutes>\d{1,2})\s?['′]\s?"
        r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s?(?:[\"″]|'')\s?)?(?P<side>[NSEWBĐT](?!\w))?",
        _angle,
    ),
    rule(rf"(US\$|[$€£¥])\s?({NUMBER})", lambda found: f"{found[2]} {found[1]}"),
    rule(r"(?:(?:khoảng|chừng|xấp xỉ)\s)?~\s?(?=\d)", "khoảng "),
    rule(r"(?<![\w.,])(?P<sign>[<>]=|[±><≥≤#+])\s?(?=\d)", lambda found: f"{SIGNS[found['sign']]} "),
    rule(rf"(?<![\d.,])({NUMBER})\+(?!\S*\d)", lambda found: f"hơn {found[1]}"),
    rule(
        rf"(\d)(\s?(?:{UNIT}|đồng|{SCALE}|tấn|tạ|người)(?!\w))?\s?[-–—]\s?(?=\d)",
        lambda found: f"{found[1]}{found[2] or ''} đến ",
    ),
    rule(r"(\d)\s?[-–—]\s?(?=nay(?!\w))", lambda found: f"{found[1]} đến "),
    # A man of 1m65; but 4m2 is an area.
    rule(r"(?<=\d)(m|km|kg|ha)(?![23](?!\d))(?=\d{1,2}(?!\w))", lambda found: f" {UNITS[found[1]]} "),
    rule(rf"(?<=\d)(\s?(?:{UNIT}))?\s?[x×]\s?(?=\d)", lambda found: f"{found[1] or ''} nhân "),
    rule(r"(?<=[^\W\d_])-(?=\d)|(?<=\d)-(?=[^\W\d_])", " "),
    rule(r"(?<![\w.,])-(?=\d)", "âm "),
    rule(r"(?<=\d{4})/(?=\d{4}(?!\d))", " đến "),
    rule(
        r"(?:(?P<whole>(?<![\d.,/])\d{1,3})\s(?=[1-9]/[2-9](?!\d)))?(?<![\d./])(?P<above>\d{1,4})/(?P<below>\d{1,4})"
        rf"(?![\d/]|[.,]\d)(?:\s?(?P<unit>{UNIT})(?!\w))?",
        _share,
    ),
    rule(
        rf"(?<!\d)(?P<number>{NUMBER})\s?(?P<unit>{UNIT})(?!\w)"
        rf"(?:\s?/\s?(?P<divisor>{EACH_OF}|(?:{UNIT}|[sp])(?!\w)))?",
        _measure,
    ),
)
WORD_RULES: tuple[Rule, ...] = (
    rule(rf"(?<!\w)({SCALE})\s({UNIT})(?!\w)", lambda found: f"{found[1]} {UNITS[found[2]]}"),
    rule(
        rf"(?<!\w)({PRICES})\s?/\s?(?:({UNIT})(?!\w)|(?=[^\W\d_]))",
        lambda found: f"{found[1]} mỗi {UNITS.get(found[2] or '', '')}",
    ),
    rule(r"(?<!\w)(năm|tháng|tuần|ngày|giờ)\s?/\s?lần(?!\w)", lambda found: f"{found[1]} một lần"),
    rule(rf"(?<!\w)({alternatives(*COUNTED)})\s?/\s?(?={EACH_OF})", lambda found: f"{found[1]} mỗi "),
    rule(rf"(?<=[^\W\d_])\s?/\s?({UNIT})(?!\w)", lambda found: f" trên {UNITS[found[1]]}"),
    rule(rf"(?<!\w)({alternatives(*ALONE)})(?!\w)", lambda found: UNITS[found[1]]),
    rule(r"\s?([=×÷→&])\s?|\s(\+)\s|(?<=\w)(\+)(?=\w)", lambda found: f" {BETWEEN[found[1] or found[2] or found[3]]} "),
)
NUMBER_RULES: tuple[Rule, ...] = (
    rule(r"(?<=\d)[/:](?=\d)", " trên "),
    rule(r"(?<![\d.])(?![1-9]\d{0,2}(?:\.\d{3})++(?!\.?\d))\d++(?:\.\d++){2,}+(?!\d)", _version),
    rule(
        r"(?<![\d,])(?![1-9]\d{0,2}(?:,\d{3})++(?!,?\d))\d++(?:,\d++){2,}+(?!\d)",
        lambda found: found[0].replace(",", ", "),
    ),
    rule(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " "),
    rule(NUMBER, lambda found: number_words(found[0])),
)
