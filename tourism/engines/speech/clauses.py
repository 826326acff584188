"""A sentence in pieces that a voice with a limit takes: cut where a reader would breathe."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 100
# Marks that end a clause: wide ones wherever they stand, others before a space, so never in 12.500 or 7:30; also
# before brackets and dashes, but not in 1945 – 1975.
CLAUSE_END = re.compile(
    r"[、，；：。！？…]++[\"'”’»)\]）」』】》〉]*+\s*+"
    r"|(?:[,;:!?]|(?<=[^\W\d_]{5})\.|[)\]»”])++\s++"
    r"|\s++(?=[(\[«“])|(?<!\d)\s++(?=[–—]\s\D)"
)
SPACE = re.compile(r"\s+")
ROMAN = re.compile(r"[IVXLC]+[.,;:)]*")
OPENERS = "\"'“‘«(["
# Scripts without spaces between words.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
# Written before the consonant that it is said after (Thai, Lao), or binding the next one below (Burmese, Khmer).
BINDS_NEXT = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u1039\u17d2\u200d")
HIRAGANA = re.compile("[\u3041-\u309f]")
LONGEST_ABBREVIATION = 4
# How far ahead a clause's end is looked for, in pieces.
AHEAD = 4


def pieces(text: str, longest: int = LONGEST) -> tuple[str, ...]:
    """The text in order, in pieces of at most `longest` characters; only white space at the cuts is lost.

    Cut at ends of clauses; where none is near, between words that do not belong together (not inside
    "TP. Hồ Chí Minh", "12 500", "TK. XIII"), then between any words, then between letters.
    """
    rest = " ".join(unicodedata.normalize("NFC", text).split())
    cut: list[str] = []
    while len(rest) > longest:
        at = _place(rest, longest)
        cut.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return tuple([*cut, rest] if rest else cut)


def ends_clause(piece: str) -> bool:
    """Whether a reader would breathe after it."""
    return bool(CLAUSE_END.search(f"{piece[-3:]} "))


def _place(rest: str, longest: int) -> int:
    """Where to cut a text that is too long; never 0, never beyond what fits."""
    rest = rest[: AHEAD * longest]
    clauses = [end for end in _clause_ends(rest) if len(rest[:end].rstrip()) <= longest]
    if clauses:
        return clauses[-1]
    # The clause ends somewhere further on: equal shares of it sound better than a full piece and a scrap.
    whole = next(_clause_ends(rest), len(rest))
    share = whole / -(-whole // longest)
    for places in (_loose(rest), _between_words(rest), _between_letters(rest)):
        fitting = [at for at in places if 0 < at <= longest]
        near = [at for at in fitting if at >= share / 2]
        if near:
            return min(near, key=lambda at: abs(at - share))
    return longest


def _clause_ends(text: str) -> Iterator[int]:
    return (found.end() for found in CLAUSE_END.finditer(text) if 0 < found.end() < len(text))


def _between_words(text: str) -> Iterator[int]:
    return (found.start() for found in SPACE.finditer(text))


def _loose(text: str) -> Iterator[int]:
    """Between words that do not belong together, and where a Japanese phrase begins."""
    for found in SPACE.finditer(text):
        before = text[: found.start()].rpartition(" ")[2]
        after = text[found.end() :].partition(" ")[0]
        if not _belong_together(before, after):
            yield found.start()
    for at in range(1, len(text)):
        if HIRAGANA.match(text[at - 1]) and UNSPACED.match(text[at]) and not HIRAGANA.match(text[at]):
            yield at


def _belong_together(before: str, after: str) -> bool:
    before, after = before.lstrip(OPENERS), after.lstrip(OPENERS)
    # "TP. Hồ", "GS.TS. Lê", "J. Martin"
    if before.endswith(".") and (len(before) <= LONGEST_ABBREVIATION + 1 or "." in before[:-1]):
        return True
    # "Hồ Chí Minh"
    if before[:1].isupper() and after[:1].isupper():
        return True
    # "12 500", "ngày 2 tháng 9", "thế kỷ XIII"
    return before[-1:].isdigit() or after[:1].isdigit() or bool(ROMAN.fullmatch(after))


def _between_letters(text: str) -> Iterator[int]:
    """Between letters of scripts without spaces; else anywhere, but never before a mark that sits on a letter."""
    places = [at for at in range(1, len(text)) if _parts(text[at - 1], text[at])]
    unspaced = [at for at in places if UNSPACED.match(text[at - 1]) or UNSPACED.match(text[at])]
    return iter(unspaced or places)


def _parts(before: str, after: str) -> bool:
    is_mark = unicodedata.category(after).startswith("M") or after == "\u200d"
    return not is_mark and before not in BINDS_NEXT
