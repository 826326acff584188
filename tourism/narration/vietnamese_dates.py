"""Dates, months, weekdays and hours in Vietnamese words."""

import re
from re import Match

from tourism.narration.vietnamese_numbers import cardinal
from tourism.narration.vietnamese_rules import Rule, rule

DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
HOUR = r"(?:[01]?\d|2[0-4])"
DASH = r"\s?[-–—]\s?"
UNTIL = re.compile(DASH)
LUNAR = r"(?=(?P<lunar>,?\s\(?(?:[âÂ]m lịch|ÂL|AL)(?!\w))?)"
# After these a number over another is a day of a month.
DATED = r"(?<!\w)(?i:ngày|mùng|mồng|rằm|hôm|sáng|trưa|chiều|tối|đêm|hội|lễ|tết|giỗ|dịp|khánh|trước|sau)\s"
BETWEEN = r"(?<!\w)(?i:từ|đến|tới)\s"
COUNTS = "km|m|ha|kg|lít|triệu|tỷ|tỉ|nghìn|lần|giờ|phút|người|lượt|khách|bữa|ca|chuyến"
QUANTITIES = "diện|số|dân|tổng|quãng|chiều|bát|cốc|thìa|lượng|chén|phần|khối"
NO_QUANTITY = rf"(?![\d/%]|[.,]\d|\s(?:{QUANTITIES})(?!\w))"
# What follows a date rather than a count.
AFTERWARDS = (
    r"(?=\s?(?:[,.;:)!?…]|$)|\s(?:âm|dương|hằng|hàng|năm|là|vừa|này|tại|ở|đến|tới)(?!\w)|\s\(?(?:ÂL|AL|DL)(?!\w))"
)
YEARLY = r"(?=\s\(?(?:[âÂ]m|[dD]ương|hằng năm|hàng năm|ÂL|AL|DL)(?!\w)|\s(?:đến|tới)\sngày)"
DAYS = rf"{DAY}(?:{DASH}{DAY})?/{MONTH}"
CHAIN = rf"{DAYS}(?:(?:{DASH}|,\s?|\s(?:và|đến|tới|hoặc|hay)\s){DAYS})*"
WEEKDAY = {f"T{day}": f"thứ {name}" for day, name in enumerate(("hai", "ba", "tư", "năm", "sáu", "bảy"), 2)}
WEEKDAYS = {**WEEKDAY, "CN": "Chủ nhật"}
CALENDARS = {"AL": "âm lịch", "DL": "dương lịch"}


def _month(written: str, lunar: str | None = None) -> str:
    number = int(written)
    return ({1: "Giêng", 12: "Chạp"} if lunar else {}).get(number) or {4: "tư"}.get(number) or cardinal(number)


def _numbers(text: str) -> str:
    return re.sub(r"\d+", lambda number: cardinal(int(number[0])), UNTIL.sub(" đến ", text))


def _date(found: Match[str]) -> str:
    month, year = _month(found["month"], found["lunar"]), cardinal(int(found["year"]))
    return f"{found['opening'] or 'ngày '}{_numbers(found['day'])} tháng {month} năm {year}"


def _days(found: Match[str]) -> str:
    """One day, a few, or from one to another, each with its month."""

    def said(each: Match[str]) -> str:
        days, month = each[0].split("/")
        return f"{_numbers(days)} tháng {_month(month, found['lunar'])}"

    return (found["before"] or "") + UNTIL.sub(" đến ", re.sub(DAYS, said, found["days"]))


def _bare_days(found: Match[str]) -> str:
    """A day over a smaller number, 30/4, can be no share of it; 24/7 is no day."""
    days = [tuple(map(int, each.split("/"))) for each in re.findall(r"\d+/\d+", found["days"])]
    return _days(found) if any(day > month and (day, month) != (24, 7) for day, month in days) else found[0]


def _day_by_hyphen(found: Match[str]) -> str:
    return f"{found['before']}{_numbers(found['day'])} tháng {_month(found['month'])}"


def _falling_day(found: Match[str]) -> str:
    """Ngày 31.3 is a day: no share or range begins with so much."""
    return _day_by_hyphen(found) if int(found["day"]) > int(found["month"]) else found[0]


def _months(found: Match[str]) -> str:
    year = f" năm {cardinal(int(found['year']))}" if found["year"] else ""
    last = f" đến tháng {_month(found['last'], found['lunar'])}" if found["last"] else ""
    return f"{found['word']} {_month(found['first'], found['lunar'])}{last}{year}"


def _month_of_year(found: Match[str]) -> str:
    return f"tháng {_month(found['month'])} năm {cardinal(int(found['year']))}"


def _weekdays(found: Match[str]) -> str:
    named = re.sub(r"T[2-7]|CN", lambda day: WEEKDAYS[day[0]], found[0])
    return re.sub(r"\s?&\s?", " và ", UNTIL.sub(" đến ", named))


def _time(found: Match[str]) -> str:
    minutes = int(found["minutes"] or 0)
    return f"{cardinal(int(found['hour']))} giờ" + (f" {cardinal(minutes)} phút" if minutes else "")


# In this order: what is longer and surer first.
DATE_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?<!ngày )(?<![\w.,/:-])({DAY}){DASH}(?={DAY}([/.]){MONTH}\2\d{{4}}(?!\d))",
        lambda found: f"ngày {found[1]} đến ",
    ),
    rule(rf"(?<=\d){DASH}(?={DAY}([/.]){MONTH}\1\d{{4}}(?!\d))", " đến "),
    rule(
        rf"(?P<opening>(?<!\w)(?i:ngày|mùng|mồng|hôm)\s)?(?<![\w.,/-])(?P<day>{DAY})(?P<sep>[/.-])(?P<month>{MONTH})"
        rf"(?P=sep)(?P<year>\d{{4}}|(?<=/)\d\d)(?![\w/]|[.,-]\d){LUNAR}",
        _date,
    ),
    rule(
        rf"(?P<opening>(?<!\w)(?i:ngày)\s)?(?<![\w.,/-])(?P<year>{YEAR})-(?P<month>{MONTH})-(?P<day>{DAY})"
        rf"(?![\w/-]){LUNAR}",
        _date,
    ),
    rule(rf"(?P<before>{DATED})(?P<days>{CHAIN})(?![\d/%]|[.,]\d){LUNAR}", _days),
    rule(rf"(?P<before>{BETWEEN})(?P<days>{CHAIN}){NO_QUANTITY}{LUNAR}", _days),
    rule(rf"(?P<before>)(?<![\w/.,-])(?P<days>{CHAIN}){YEARLY}{LUNAR}", _days),
    rule(rf"(?P<before>)(?<=\()(?P<days>{CHAIN})(?=\)){LUNAR}", _days),
    rule(rf"(?P<before>{DATED})(?P<day>{DAY})[.-](?P<month>{MONTH}){AFTERWARDS}", _day_by_hyphen),
    rule(
        rf"(?P<before>{DATED})(?P<day>{DAY})[.-](?P<month>{MONTH})(?![/%°]|[.,-]\d|\s?(?:{COUNTS})(?!\w))", _falling_day
    ),
    rule(rf"(?P<before>)(?<![\w.,/:-])(?P<days>{CHAIN}){NO_QUANTITY}{LUNAR}", _bare_days),
    # Not "mỗi tháng 4 lần": four times every month.
    rule(
        rf"(?<!\w)(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )(?P<word>(?i:tháng))\s(?P<first>{MONTH})"
        rf"(?:{DASH}(?:tháng\s)?(?P<last>{MONTH})(?:(?=/{YEAR})|{AFTERWARDS}))?(?:[/-](?P<year>{YEAR}))?"
        rf"(?![/%]|[.,]\d){LUNAR}",
        _months,
    ),
    rule(r"(?<=\()(?=(?:1\d|20)\d\d\))", "năm "),
    rule(rf"(?<!\w)((?i:quý)\s(?:[1-4]|I{{1,3}}|IV))/(?={YEAR})", lambda found: f"{found[1]} năm "),
    rule(rf"(?<!\w)T(?P<month>{MONTH})[/-](?P<year>{YEAR})(?![\w/-])", _month_of_year),
    rule(rf"(?<![\w.,/-])(?P<month>{MONTH})/(?P<year>{YEAR})(?![\w/-]|[.,]\d)", _month_of_year),
    rule(
        r"(tháng(?:\s[^\W\d_]+){1,2})\s(\(?)(AL|DL)(?!\w)", lambda found: f"{found[1]} {found[2]}{CALENDARS[found[3]]}"
    ),
)
WEEKDAY_RULES: tuple[Rule, ...] = (
    rule(rf"(?<!\w)(?:T[2-7]|CN)(?:(?:{DASH}|,\s?|\s?&\s?|\s(?:và|đến)\s)(?:T[2-7]|CN))+(?!\w)", _weekdays),
    rule(
        rf"((?<!\w)(?i:thứ)\s(?:[2-7]|(?i:hai|ba|tư|năm|sáu|bảy))){DASH}(?=(?i:thứ|chủ nhật|CN)(?!\w))",
        lambda found: f"{found[1]} đến ",
    ),
    rule(r"((?:đến|và|,)\s|\()CN(?![\w.])", lambda found: f"{found[1]}Chủ nhật"),
)
HOUR_RULES: tuple[Rule, ...] = (
    rule(rf"(?<![\w.,:/-])(\d{{1,2}}){DASH}(?=\d{{1,2}}(?:h|g\d|:\d\d)(?!\d))", lambda found: f"{found[1]} đến "),
    rule(
        rf"(?:(?<=\dh)|(?<=[h:g]\d\d)|(?<=giờ)|(?<=phút|sáng|trưa)|(?<=chiều)){DASH}(?=\d{{1,2}}(?:h|g\d|:\d\d|\sgiờ))",
        " đến ",
    ),
    rule(
        rf"(?<![\w.,/:])(?P<hour>{HOUR})(?:h|g|:|\sh\s)(?P<minutes>[0-5]\d)(?:\s?(?:phút|ph|p|['′]))?(?![\w:]|[.,]\d)",
        _time,
    ),
    rule(rf"(?<![\w.,/:])(?P<hour>{HOUR})(?P<minutes>)h(?!\w)", _time),
)
