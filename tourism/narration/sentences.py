"""Where a sentence ends, in each language; abbreviations and dates do not end one."""

import re
import unicodedata

LONGEST = 400
CLOSERS = "\"'”’»)\\]）」』】》〉"
# Possessive, and never begun inside a run: a page of dots takes no longer than a page of words.
CJK_END = re.compile(rf"[。！？!?]++[{CLOSERS}]*+")
SPACED_END = re.compile(rf"(?<![.!?…。！？])[.!?…。！？]++(?:[{CLOSERS}]|\s»)*+(?=\s)")
CLAUSE_END = re.compile(r"[,;:，、；：]\s*")
# Not the no-break spaces: French wants them before : ; ! ? and inside « ».
BREAKABLE = re.compile("[ \\t\\r\\n\\f\\v\\0\\x85\\u2028\\u2029]+")
ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")

ROMAN = re.compile(r"[IVXLC]+")
ROMAN_FOLLOWS = frozenset({"tk", "tk.", "kỷ", "kỉ", "thứ", "đời", "khóa", "khoá"})
NEAR = 40
DAY_DIGITS = 2
# Lower case; what stands before a full stop. Vietnamese ones count in every language: addresses
# and titles are carried over as they are.
VIETNAMESE = frozenset(
    {"tp", "tt", "tx", "tk", "gs", "pgs", "ts", "ths", "th", "bs", "ks", "kts", "st", "đc", "đt", "nxb", "vd"}
    | {"nsnd", "nsưt", "ngnd", "ngưt"}
)
ABBREVIATIONS = {
    "en": VIETNAMESE | {"mr", "mrs", "ms", "dr", "prof", "mt", "vs", "ca", "approx", "gen", "cf", "e.g", "i.e"},
    "fr": VIETNAMESE | {"mm", "mme", "mlle", "dr", "pr", "ste", "av", "apr", "env", "cf", "ex", "p.ex", "j.-c"},
    "ru": VIETNAMESE | {"г", "гг", "ул", "им", "т.е", "т.д", "св", "см"},
}
# Short for something only where a number follows.
NUMBERED = frozenset({"no", "nos", "nr", "op", "số", "p", "pp", "tr", "fig", "art", "chap", "est", "c"})


def normalised(text: str) -> str:
    """NFC, one space between words, nothing invisible inside them."""
    visible = unicodedata.normalize("NFC", ZERO_WIDTH.sub("", text))
    return BREAKABLE.sub(" ", visible).strip()


def split_sentences(language: str, text: str) -> tuple[str, ...]:
    """The sentences of one paragraph, in order; only white space between them is lost.

    One that has nothing to say (a lone bracket, an ornament) stays with its neighbour, and one too
    long to be followed by eye is cut where a clause ends.
    """
    primary = language.lower().partition("-")[0]
    line = normalised(text)
    cuts = _cjk_cuts(line, primary) if primary in ("zh", "ja") else _spaced_cuts(line, primary)
    pieces = [line[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    whole = _with_neighbours([piece for piece in pieces if piece])
    return tuple(short for piece in whole for short in _shortened(piece))


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
    return [found.end() for found in SPACED_END.finditer(line) if _ends(line, found, known)]


def _ends(line: str, found: re.Match[str], known: frozenset[str]) -> bool:
    following = line[found.end() : found.end() + NEAR].lstrip().lstrip("\"'“‘«([")
    if following[:1].islower():
        return False
    if found.group() != ".":
        return True
    before = line[max(0, found.start() - NEAR) : found.start()].replace("(", " ").split() or [""]
    word = before[-1].lstrip("\"'“‘«[")
    if ROMAN.fullmatch(word) and before[-2:-1] and before[-2].lower() in ROMAN_FOLLOWS:
        return True
    return not _abbreviated(word, following[:1].isdigit(), known)


def _abbreviated(word: str, counted: bool, known: frozenset[str]) -> bool:  # noqa: FBT001
    folded, last = word.lower(), word.rpartition(".")[2]
    if folded in known or ("." in word and last.lower() in known):
        return True
    # Initials, alone or in a row: "Q. 1", "J.P. Martin".
    if len(last) == 1 and last.isupper():
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


def _shortened(sentence: str) -> list[str]:
    pieces = []
    while len(sentence) > LONGEST:
        clauses = [found.end() for found in CLAUSE_END.finditer(sentence, 0, LONGEST)]
        cut = clauses[-1] if clauses and clauses[-1] > LONGEST // 4 else sentence.rfind(" ", 1, LONGEST)
        cut = cut if cut > 0 else LONGEST
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*pieces, sentence] if sentence else pieces
