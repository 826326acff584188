"""Where a sentence ends, in each language; abbreviations and dates do not end one."""

import re
import unicodedata

from tourism.language import primary

LONGEST = 400
# Written without full stops: a space ends a sentence or a clause, and nobody follows 400 letters by eye.
UNSTOPPED = {"th": 160, "lo": 160, "my": 200}
CLOSERS = "\"'”’»)\\]）」』】》〉"
# Possessive, and never begun inside a run: a page of dots takes no longer than a page of words.
CJK_END = re.compile(rf"[。！？!?]++[{CLOSERS}]*+")
SPACED_END = re.compile(rf"(?<![.!?…。！？؟])[.!?…。！？؟]++(?:[{CLOSERS}]|\s»)*+(?=\s)|[។៕॥।။]++[{CLOSERS}]*+")
CLAUSE_END = re.compile(r"[,;:](?=\s)|[，、；：]")
OPENERS = "\"'“‘«([¿¡–—- "
# Not the no-break spaces: French wants them before : ; ! ? and inside « ».
BREAKABLE = re.compile("[ \\t\\r\\n\\f\\v\\0\\x85\\u2028\\u2029]+")
ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")

ROMAN = re.compile(r"[IVXLC]+")
ROMAN_FOLLOWS = frozenset({"tk", "tk.", "kỷ", "kỉ", "thứ", "đời", "khóa", "khoá", "chương", "phần", "quý", "khu"})
# 1. Mở đầu; IV. Kết; a. Trồng: what counts the points of a list ends nothing.
ENUMERATOR = re.compile(r"(?:\d{1,2}|[IVX]+|[a-zđ])")
NEAR = 40
DAY_DIGITS = 2
# Lower case; what stands before a full stop. Vietnamese ones count in every language: addresses
# and titles are carried over as they are.
VIETNAMESE = frozenset(
    {"tp", "tt", "tx", "tk", "gs", "pgs", "ts", "tskh", "ths", "th", "bs", "cki", "ckii", "ds", "ls", "ks", "kts"}
    | {
        "st",
        "đc",
        "đt",
        "nxb",
        "vd",
        "nsnd",
        "nsưt",
        "nnnd",
        "nnưt",
        "ngnd",
        "ngưt",
        "ht",
        "đđ",
        "nt",
        "ns",
        "sc",
        "ql",
    }
)
ABBREVIATIONS = {
    "en": VIETNAMESE
    | {"mr", "mrs", "ms", "dr", "prof", "rev", "ven", "hon", "fr", "sr", "jr", "col", "gen", "capt", "lt", "sgt"}
    | {"mt", "vs", "ca", "approx", "cf", "vol", "e.g", "i.e"},
    "fr": VIETNAMESE | {"mm", "mme", "mlle", "mgr", "dr", "pr", "ste", "av", "apr", "env", "cf", "ex", "p.ex", "j.-c"},
    "ru": VIETNAMESE | {"г", "гг", "ул", "им", "т.е", "св", "см"},
}
# Short for something only where a number follows.
NUMBERED = frozenset({"no", "nos", "nr", "op", "số", "p", "pp", "tr", "fig", "art", "chap", "est", "c", "q"})
# Whole names, though of one letter: Nguyễn Ý.
NAMES = frozenset("ÝÁỶỸỲÂẤẢ")
# These are years where a number stands before them, and Christ's where av. or apr. does: then a sentence may end.
AFTER_NUMBER = frozenset({"г", "гг"})
ERAS = frozenset({"av.", "ap.", "apr."})


def normalised(text: str) -> str:
    """NFC, one space between words, nothing invisible inside them."""
    visible = unicodedata.normalize("NFC", ZERO_WIDTH.sub("", text))
    return BREAKABLE.sub(" ", visible).strip()


def split_sentences(language: str, text: str) -> tuple[str, ...]:
    """The sentences of one paragraph, in order; only white space between them is lost.

    One that has nothing to say (a lone bracket, an ornament) stays with its neighbour, and one too
    long to be followed by eye is cut where a clause ends.
    """
    spoken = primary(language)
    line = normalised(text)
    cuts = _cjk_cuts(line, spoken) if spoken in ("zh", "ja") else _spaced_cuts(line, spoken)
    pieces = [line[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    whole = _with_neighbours([piece for piece in pieces if piece])
    longest = UNSTOPPED.get(spoken, LONGEST)
    return tuple(short for piece in whole for short in _shortened(piece, longest))


def _cjk_cuts(line: str, primary: str) -> list[int]:
    cuts = []
    for found in CJK_END.finditer(line):
        rest = line[found.end() :]
        quoted = found.group()[-1] not in "。！？!?"
        # 「…。」と言った: the quotation is the object of what follows.
        if primary == "ja" and quoted and rest.startswith(("と", "って", "という")):
            continue
        cuts.append(found.end())
    return cuts


def _spaced_cuts(line: str, primary: str) -> list[int]:
    known = ABBREVIATIONS.get(primary, VIETNAMESE)
    cuts = [0]
    for found in SPACED_END.finditer(line):
        if _ends(line, cuts[-1], found, known):
            cuts.append(found.end())
    return cuts[1:]


def _ends(line: str, begun: int, found: re.Match[str], known: frozenset[str]) -> bool:
    following = line[found.end() : found.end() + NEAR].lstrip(OPENERS)
    if following[:1].islower():
        return False
    if found.group() != ".":
        return True
    before = line[max(begun, found.start() - NEAR) : found.start()].replace("(", " ").split() or [""]
    word, earlier = before[-1].lstrip(OPENERS), before[-2] if len(before) > 1 else ""
    if ENUMERATOR.fullmatch(word) and (not earlier or earlier[-1] in ":;") and found.start() - begun < NEAR:
        return False
    if ROMAN.fullmatch(word) and earlier.lower() in ROMAN_FOLLOWS:
        return True
    if (word in AFTER_NUMBER and earlier[-1:].isdigit()) or (word == "J.-C" and earlier in ERAS):
        return True
    return not _abbreviated(word, following[:1].isdigit(), known)


def _abbreviated(word: str, counted: bool, known: frozenset[str]) -> bool:  # noqa: FBT001
    folded, last = word.lower(), word.rpartition(".")[2]
    if folded in known or ("." in word and last.lower() in known):
        return True
    # Initials, alone or in a row: "Q. 1", "J.P. Martin".
    if len(last) == 1 and last.isupper() and last not in NAMES:
        return True
    # "No. 5", and dates written "12. 3. 2021".
    return counted and (folded in NUMBERED or (word.isdigit() and len(word) <= DAY_DIGITS))


def _with_neighbours(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and not (_says(joined[-1]) and _says(piece)):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def _says(piece: str) -> bool:
    return any(character.isalnum() for character in piece)


def _shortened(sentence: str, longest: int) -> list[str]:
    pieces = []
    while len(sentence) > longest:
        clauses = [found.end() for found in CLAUSE_END.finditer(sentence, 0, longest)]
        cut = clauses[-1] if clauses and clauses[-1] > longest // 4 else sentence.rfind(" ", 1, longest)
        cut = cut if cut > 0 else _between_letters(sentence, longest)
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*pieces, sentence] if sentence else pieces


def _between_letters(sentence: str, place: int) -> int:
    """The nearest place before this one that parts no letter from its marks."""
    for cut in range(place, place // 2, -1):
        if not unicodedata.category(sentence[cut]).startswith("M"):
            return cut
    return place
