"""Telephone numbers, addresses, roads, decisions and web addresses in Vietnamese words."""

import re
from itertools import accumulate, pairwise
from re import Match

from tourism.narration.vietnamese_abbreviations import DOMAINS, ISSUERS, LABELS, NUMBERED, PLACES
from tourism.narration.vietnamese_numbers import by_digits, number_words
from tourism.narration.vietnamese_rules import Rule, alternatives, rule
from tourism.narration.vietnamese_signs import CAPITAL, SMALL, SYLLABLE

LETTERS = {".": " chấm ", "-": " gạch ngang ", "_": " gạch dưới ", "@": " a còng ", "+": " cộng "}
HOTLINES = "gọi|hotline|tổng đài|đường dây nóng|máy lẻ|số máy|cứu hỏa|cấp cứu|công an"
DOORS = "số|số nhà|nhà|ngõ|ngách|hẻm|kiệt|lô|thửa|tờ|phòng|căn|ki-ốt"
# By how many digits there are; 1800 and 1900 are said by themselves.
SHAPES = {8: (2, 3, 3), 9: (3, 3, 3), 10: (4, 3, 3), 11: (3, 4, 4), 12: (3, 3, 3, 3)}
FREE = (4,)
DIGITS = re.compile(r"\d+")


def _web(found: Match[str]) -> str:
    """The host is what one remembers; the path behind it is not for the ear."""
    return _host(found["host"]) + found["end"]


def _mail(found: Match[str]) -> str:
    return f"{_spelt(found['name'])} a còng {_host(found['host'])}"


def _host(address: str) -> str:
    return " chấm ".join(DOMAINS.get(part.lower()) or _spelt(part) for part in address.split("."))


def _spelt(address: str) -> str:
    words = (LETTERS.get(part) or DIGITS.sub(_digits, part) for part in re.split(r"([.\-_+])", address) if part)
    return " ".join(" ".join(words).split())


def _digits(found: Match[str]) -> str:
    return f" {by_digits(found[0])} "


def _phone(found: Match[str]) -> str:
    """Group by group, as it is written; what is written in one go as people part it."""
    prefix = "cộng " if "+" in found[0] else ""
    groups = DIGITS.findall(found[0])
    if len(groups) == 1:
        places = [0, *accumulate(FREE if groups[0][:4] in ("1800", "1900") else SHAPES.get(len(groups[0]), ()))]
        groups = [groups[0][start:end] for start, end in pairwise([*places, None]) if groups[0][start:end]]
    return prefix + ", ".join(by_digits(group) for group in groups)


def _decision(found: Match[str]) -> str:
    year = f" năm {number_words(found['year'])}" if found["year"] else ""
    return f"{number_words(found['number'])}{year} của {ISSUERS[found['issuer']]}"


def _law(found: Match[str]) -> str:
    year = f" năm {number_words(found['year'])}" if found["year"] else ""
    return f"{number_words(found['number'])}{year} của Quốc hội khóa {number_words(found['term'])}"


def _door(found: Match[str]) -> str:
    return f"{found[1]} " + " trên ".join(
        DIGITS.sub(lambda number: f"{number_words(number[0])} ", each).strip() for each in found[2].split("/")
    )


NO_DATE = r"(?!\d{1,2}([./-])\d{1,2}\1\d{4}(?![.-]?\d))"
SPACED = r"(?:[ .()-]{0,2}\d)"
ENDS = r"(?![\w/]|[.,:-]\d)"
LABEL = r"[A-Za-z0-9-]{1,63}"
TAIL = r"(?::\d+)?(?:[/?#]\S*?)?(?P<end>[.,;:!?)\]]*)(?!\S)"

WEB_RULES: tuple[Rule, ...] = (
    rule(rf"(?<![\w.@+-])(?P<name>[A-Za-z0-9][\w.+-]{{0,63}})@(?P<host>{LABEL}(?:\.{LABEL})+)", _mail),
    rule(rf"(?<![\w.@])(?:https?://(?:www\.)?|www\.)(?P<host>{LABEL}(?:\.{LABEL})*){TAIL}", _web),
    rule(rf"(?<![\w.@/-])(?P<host>(?:{LABEL}\.)+(?:{alternatives(*DOMAINS)})){TAIL}", _web),
)
# In this order: what is longer and surer first.
NUMBER_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?<![\w/])(?P<number>\d{{1,5}})(?:/(?P<year>\d{{4}}))?/(?:[A-ZĐ]{{1,6}}-){{0,4}}"
        rf"(?P<issuer>{alternatives(*ISSUERS)})(?!\w)",
        _decision,
    ),
    rule(r"(?<![\w/])(?P<number>\d{1,5})(?P<year>)\s?-\s?[A-ZĐ]{2,4}/(?P<issuer>TW|TƯ)(?!\w)", _decision),
    rule(r"(?<![\w/])(?P<number>\d{1,3})(?:/(?P<year>\d{4}))?/QH(?P<term>\d{1,2})(?!\w)", _law),
    rule(r"(?<!\w)ĐT\.?\s(?=\(?0\d|\+84)", "điện thoại "),
    rule(rf"(?<![\w.,/+-]){NO_DATE}(?:\(?\+84{SPACED}{{7,10}}|\(?0\d{SPACED}{{7,9}}){ENDS}", _phone),
    rule(rf"(?<![\w.,/-])1[89]00[ .]?\d\d[ .]?\d\d(?:\d\d)?{ENDS}", _phone),
    rule(r"(?<![\w.,/-])0\d{1,3}(?:[ .-]\d{2,4}){0,2}[ .-]?[xX]{2,}", _phone),
    rule(rf"(?i:(?<!\w)({HOTLINES}))\s(1\d\d){ENDS}", lambda found: f"{found[1]} {by_digits(found[2])}"),
    # Passwords and the like; but 10000000 is a number.
    rule(r"(?<![\w.,/-])(?!\d*0{3}(?!\d))\d{8,}(?![\w/%]|[.,-]\d)", _phone),
    # The 15th number of 2021, which is no door.
    rule(r"(?<!\w)([Ss]ố\s\d{1,4})/(?=(?:1[5-9]|20)\d\d(?!\d))", lambda found: f"{found[1]} năm "),
    rule(rf"(?<!\w)((?i:{DOORS}))\s?(\d{{1,4}}[A-Z]?(?:/\d{{1,3}}[A-Z]?(?!\d)){{1,4}})(?![\w/])", _door),
    rule(r"(?<!\w)TL\s?(?=\d+\s?:\s?\d)", "tỷ lệ "),
    rule(r"(?<=\d)\s?tr\.(?=\s?[,;])", " trang"),
    rule(r"(?<!\w)K[mM]\s?(?=\d)", "ki-lô-mét "),
    rule(rf"(?<!\w)({alternatives(*NUMBERED)})(?:\.\s?|\s)?(?=\d)", lambda found: f"{NUMBERED[found[1]]} "),
)
PLACE_RULES: tuple[Rule, ...] = (
    rule(rf"(?<!\w)({alternatives(*LABELS)})\.?(?=\s?:)", lambda found: LABELS[found[1]]),
    rule(r"(?<!\w)[đĐ]/c\s(?=[^\W\d_])", "đồng chí "),
    rule(
        rf"((?:(?:^|(?<!\w){SMALL}\w*\s)(?=[PQ])|\d[A-Z]?\s(?=[PQĐ])|[,:;–-]\s?|(?<!\w)(?:ở|tại|thuộc)\s))"
        rf"([{''.join(PLACES)}])\.\s?(?={CAPITAL})(?={SYLLABLE})",
        lambda found: f"{found[1]}{PLACES[found[2]]} ",
    ),
)
