"""What helps while words to be heard are written: how long they take, and where a listener would stumble. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tourism.narration.script import SYLLABLE, Script, Sentence, Step, compose

# A stop is one idea: longer than the first makes people walk on, and longer than the second is refused.
LONG_SECONDS, LONGEST_SECONDS = 120, 180
SENTENCE_SYLLABLES = 25
NUMBERS_MAX = 3
BEGINNING = 15
_NUMBER = re.compile(r"\d[\d.,:/–-]*\d|\d")
# A year follows "năm", with or without its name in the cycle of sixty: năm Kỷ Mão 1939.
_YEAR = re.compile(
    r"(?:(\w+)\s+)?\bnăm(?:\s+[^\W\d_]+\s+[^\W\d_]+)?\s+(\d{1,4})(?![\d.,/–-]*\d)\b(?:\s+(\w+))?", re.IGNORECASE
)
_NAMED = re.compile(r"năm\s+([^\W\d_]+)\s+([^\W\d_]+)\s+\d", re.IGNORECASE)
# "Mỗi năm 3000 khách" counts guests.
_COUNTED = frozenset(
    ("mỗi", "hằng", "hàng", "một", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mươi", "trăm", "nghìn", "ngàn")
)
_CENTURY = re.compile(r"thế\s+kỷ(?:\s+thứ)?\s+(\d{1,4})\b", re.IGNORECASE)
_DAY = re.compile(r"\bngày\s+(?:mồng\s+|mùng\s+)?(\d{1,3})(?:\s*(?:[/-]|tháng)\s*(\d{1,3}))?\b", re.IGNORECASE)
_MONTH = re.compile(r"\btháng\s+(\d{1,3})\b", re.IGNORECASE)
_LOOKS = (
    "nhìn", "ngước", "ngắm", "trước mặt", "trước mắt", "bên trái", "bên phải", "phía trước", "phía sau", "để ý",
    "quan sát", "hãy xem", "đang đứng", "trên đầu", "dưới chân", "ngay đây", "kia là", "đây là", "trông",
)  # fmt: skip
_WONDERS = (
    "hiển linh", "hiển hiện", "hiện lên", "báo mộng", "hóa thành", "hoá thành", "bay lên trời", "về trời",
    "giáng trần", "giáng thế", "phép lạ", "phép màu", "phép thần", "thần nhân", "ngọc hoàng", "tiên nữ", "thủy thần",
    "long vương", "rồng thiêng", "linh ứng", "đầu thai", "mang thai thần",
)  # fmt: skip
_TOLD = (
    "truyền thuyết", "tương truyền", "tục truyền", "truyền rằng", "lời truyền", "kể rằng", "kể lại", "người xưa kể",
    "sự tích", "huyền thoại", "thần tích", "cổ tích", "dân gian", "tin rằng",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: a stable key, how much it weighs, and the numbers and words that its sentence names.

    Keys: long, too-long (seconds) · sentence (number, syllables, words) · numbers (count) · year, century, date
    (as written) · begin · legend (words) · term (as written, as in the glossary).
    """

    key: str
    weight: Literal["note", "warn", "refuse"]
    told: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """How long the words take, how many syllables they have, and what could be better."""

    seconds: float
    syllables: int
    found: tuple[Hint, ...]


def hints(name: str, story: str, *, steps: Sequence[Step] = (), terms: Sequence[str] = (), this_year: int) -> Hints:
    """Hints on Vietnamese words; `terms` are the commune's own, as they should be written."""
    script = compose("vi", name, story, steps)
    body = [each for part in script.parts for each in part.body]
    found = (
        *_on_length(script.seconds),
        *_on_sentences(body),
        *_on_numbers(body),
        *(hint for each in body for hint in _on_dates(each.shown, this_year)),
        *_on_beginning(script),
        *_on_legends(script),
        *_on_terms(" ".join(each.shown for each in body), terms),
    )
    return Hints(script.seconds, sum(map(_syllables, script.sentences)), tuple(dict.fromkeys(found)))


def _syllables(sentence: Sentence) -> int:
    return len(SYLLABLE.findall(sentence.spoken))


def _on_length(seconds: float) -> Iterator[Hint]:
    if seconds > LONGEST_SECONDS:
        yield Hint("too-long", "refuse", (round(seconds), LONGEST_SECONDS))
    elif seconds > LONG_SECONDS:
        yield Hint("long", "warn", (round(seconds), LONG_SECONDS))


def _on_sentences(body: Sequence[Sentence]) -> Iterator[Hint]:
    for number, each in enumerate(body, 1):
        if (length := _syllables(each)) > SENTENCE_SYLLABLES:
            begin = " ".join(each.shown.split()[:5])
            yield Hint("sentence", "warn", (number, length, begin))


def _on_numbers(body: Sequence[Sentence]) -> Iterator[Hint]:
    count = sum(len(_NUMBER.findall(each.shown)) for each in body)
    if count > NUMBERS_MAX:
        yield Hint("numbers", "warn", (count,))


def _on_dates(sentence: str, this_year: int) -> Iterator[Hint]:
    for found in _YEAR.finditer(sentence):
        if _is_year(found, sentence) and not 0 < int(found[2]) <= this_year:
            yield Hint("year", "warn", (found[2],))
    for found in _CENTURY.finditer(sentence):
        if not 0 < int(found[1]) <= (this_year + 99) // 100:
            yield Hint("century", "warn", (found[0],))
    for found in _DAY.finditer(sentence):
        if not (0 < int(found[1]) <= 31 and 0 < int(found[2] or 1) <= 12):
            yield Hint("date", "warn", (found[0],))
    for found in _MONTH.finditer(sentence):
        if not 0 < int(found[1]) <= 12 and not _DAY.search(sentence, 0, found.end()):
            yield Hint("date", "warn", (found[0],))


def _is_year(found: re.Match[str], sentence: str) -> bool:
    """Whether "năm" names a year here, and counts nothing."""
    named = _NAMED.match(sentence, found.start(0) + found[0].lower().find("năm"))
    is_counted = (found[1] or "").lower() in _COUNTED or (found[3] or "").lower() in ("khách", "người", "năm", "lượt")
    return not is_counted and (named is None or all(each[0].isupper() for each in named.groups()))


def _on_beginning(script: Script) -> Iterator[Hint]:
    words = " ".join(each.shown for each in script.parts[0].body).lower().split()
    if len(words) > BEGINNING and not any(look in " ".join(words[:BEGINNING]) for look in _LOOKS):
        yield Hint("begin", "note", (BEGINNING,))


def _on_legends(script: Script) -> Iterator[Hint]:
    for part in script.parts:
        for paragraph in part.paragraphs:
            text = unicodedata.normalize("NFC", " ".join(each.shown for each in paragraph)).lower()
            wonder = next((each for each in _WONDERS if each in text), None)
            if wonder and not any(each in text for each in _TOLD):
                yield Hint("legend", "warn", (wonder,))


def _on_terms(text: str, terms: Sequence[str]) -> Iterator[Hint]:
    for term in dict.fromkeys(terms):
        pattern = rf"(?<!\w){re.escape(_plain(term))}(?!\w)"
        for found in re.finditer(pattern, _plain(text)) if term.strip() else ():
            written = text[found.start() : found.end()]
            # "Vẫn là" is no slip for "Vân La": only marks and capitals that are missing are.
            if written != term and (written.isascii() or written.lower() == term.lower()):
                yield Hint("term", "warn", (written, term))


def _plain(text: str) -> str:
    """Without marks and case, letter for letter: places in it are places in the text."""
    letters = (unicodedata.normalize("NFD", each)[0].lower()[:1] or each for each in text)
    return "".join("d" if each == "đ" else each for each in letters)
