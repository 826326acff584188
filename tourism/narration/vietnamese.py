"""Vietnamese text as it is said aloud: numbers, dates, units and abbreviations in words."""

import re
from re import Match

from tourism.narration import vietnamese_contacts as contacts
from tourism.narration import vietnamese_counts as counts
from tourism.narration import vietnamese_dates as dates
from tourism.narration import vietnamese_romans as romans
from tourism.narration.vietnamese_abbreviations import CLERGY, TITLES, WORDS
from tourism.narration.vietnamese_rules import Rule, alternatives, rule
from tourism.narration.vietnamese_signs import CAPITAL, cleaned, tidied

TITLE = alternatives(*TITLES)
DIGIT = re.compile(r"\d")
# A full stop at the very end is the sentence's own.
LAST = r"(?=[\W_]*$)"


def spoken_vietnamese(text: str) -> str:
    """What a voice is given for a written sentence; the written one stays what is shown."""
    line = cleaned(text)
    for needs_digits, rules in STAGES:
        if needs_digits and not DIGIT.search(line):
            continue
        for pattern, words in rules:
            line = pattern.sub(words, line)
    return tidied(line)


def _title(found: Match[str]) -> str:
    return f"{TITLES[found[1]]} "


ABBREVIATION_RULES: tuple[Rule, ...] = (
    rule(r"(?<!\w)(?:TP|Tp)\.?\s?HCM(?!\w)", "Thành phố Hồ Chí Minh"),
    rule(r"(?<!\w)TT(?:\.\s?|\s?-\s?|\s)(?=Huế(?!\w))", "Thừa Thiên "),
    rule(rf"(?<!\w)({alternatives(*CLERGY)})\.?\s?(?=Thích\s)", lambda found: f"{CLERGY[found[1]]} "),
    rule(r"(?<!\w)(GS|PGS),\s(?=TS(?!\w))", _title),
    rule(rf"(?<!\w)({TITLE})(?:\.(?!\W*$)\s?|\s(?={CAPITAL}))", _title),
    rule(rf"(?<!\w)({TITLE}){LAST}", lambda found: TITLES[found[1]]),
    rule(r"(?<!\w)[Tt][Kk]\.?\s?(?=[IVX]+(?!\w)|\d|thứ)|(?<!\w)TK\.\s", "thế kỷ "),
    rule(rf"(?<!\w)(?:{alternatives(*WORDS)})(?!\w)", lambda found: WORDS[found[0]]),
    rule(rf"(?<!\w)v\.\s?v(?:\.{{1,3}}|…)?{LAST}", "vân vân."),
    rule(r"(?<!\w)v\.\s?v(?!\w)(?:\.{1,3}|…)?", "vân vân"),
    rule(r"(?<!\w)vd\.\s?", "ví dụ "),
    rule(r"(?<!\w)st\.(?!\w)", "sưu tầm"),
    rule(r"(?<!\w)(?:SN|sn\.)\s(?=\d{4}(?!\d))", "sinh năm "),
)

# In this order: what is longer and surer first, the bare number last. True: there is work only where digits are.
STAGES: tuple[tuple[bool, tuple[Rule, ...]], ...] = (
    (False, contacts.WEB_RULES),
    (True, contacts.NUMBER_RULES),
    (False, contacts.PLACE_RULES),
    (False, ABBREVIATION_RULES),
    (True, counts.EARLY_RULES),
    (True, dates.DATE_RULES),
    (False, dates.WEEKDAY_RULES),
    (True, dates.HOUR_RULES),
    (False, romans.RULES),
    (True, counts.MEASURE_RULES),
    (False, counts.WORD_RULES),
    (True, counts.NUMBER_RULES),
)
