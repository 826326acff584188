"""What differs between two texts, word by word, and what two people's changes to one text come to. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
# A word with what is blank after it; a sign, and a letter of scripts without blanks, is a word of its own.
_WORDS = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+|[^\w\s]|^(?=\s))(\s*)")
_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")
_PARAGRAPH = "\n\n"
# Where more pairs of words than this would be looked at, words that are everywhere lead no search.
_PAIRS_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words with the same fate; "same" and "removed" give the old text, "same" and "added" the new."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring paragraphs of a merge; "both" changed them alike, "conflict" each in another way."""

    kind: Literal["same", "theirs", "mine", "both", "conflict"]
    base: str
    theirs: str
    mine: str

    @property
    def text(self) -> str:
        """What the merge says here; both texts, one after the other, where two people differ."""
        if self.kind == "conflict":
            return _PARAGRAPH.join(each for each in (self.theirs, self.mine) if each)
        return self.theirs if self.kind in ("theirs", "both") else self.mine


@dataclass(frozen=True, slots=True)
class Merge:
    """Two people's changes to one text, in one."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The merged text, in which nothing of either is missing."""
        return _PARAGRAPH.join(each.text for each in self.pieces if each.text)

    @property
    def conflicts(self) -> tuple[Piece, ...]:
        """Where somebody has to choose."""
        return tuple(each for each in self.pieces if each.kind == "conflict")


def compare(before: str, after: str) -> tuple[Run, ...]:
    """What became of `before`, line by line, and word by word in lines that changed."""
    old, new = _LINES.findall(before), _LINES.findall(after)
    runs: list[Run] = []
    for tag, start, end, begun, done in _steps(old, new):
        was, now = "".join(old[start:end]), "".join(new[begun:done])
        runs += [Run("same", was)] if tag == "equal" else _by_words(was, now)
    return _joined(runs)


def _by_words(was: str, now: str) -> list[Run]:
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    runs: list[Run] = []
    for tag, start, end, begun, done in _steps([word for word, _ in old], [word for word, _ in new]):
        if tag != "equal":
            runs += [Run("removed", _told(old[start:end])), Run("added", _told(new[begun:done]))]
            continue
        for (word, blank), (_, other) in zip(old[start:end], new[begun:done], strict=True):
            runs.append(Run("same", word + (blank if blank == other else "")))
            runs += [] if blank == other else [Run("removed", blank), Run("added", other)]
    return runs


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    is_large = len(old) * len(new) > _PAIRS_MAX
    return SequenceMatcher(None, old, new, autojunk=is_large).get_opcodes()


def _told(words: Sequence[tuple[str, str]]) -> str:
    return "".join(word + blank for word, blank in words)


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without empty runs; neighbours of one kind are one, and of a change the old text comes first."""
    told: list[Run] = []
    texts: dict[Kind, str] = {"same": "", "removed": "", "added": ""}
    for run in (*runs, Run("same", "")):
        if not run.text and run.kind != "same":
            continue
        begins_anew = texts["removed"] or texts["added"] if run.kind == "same" else texts["same"]
        told += _settled(texts) if begins_anew else []
        texts[run.kind] += run.text
    return (*told, *_settled(texts))


def _settled(texts: dict[Kind, str]) -> list[Run]:
    told = [Run(kind, text) for kind, text in texts.items() if text]
    texts.update({"same": "", "removed": "", "added": ""})
    return told


def merged(base: str, theirs: str, mine: str) -> Merge:
    """Paragraph by paragraph, whose change is taken: each one's own, and both where they exclude each other."""
    paragraphs, others, own = _paragraphs(base), _paragraphs(theirs), _paragraphs(mine)
    in_theirs, in_mine = _kept(paragraphs, others), _kept(paragraphs, own)
    kept = [(at, in_theirs[at], in_mine[at]) for at in sorted(in_theirs.keys() & in_mine.keys())]
    pieces: list[Piece] = []
    here = (0, 0, 0)
    for place in (*kept, (len(paragraphs), len(others), len(own))):
        texts = [
            _PARAGRAPH.join(each[start:end])
            for each, start, end in zip((paragraphs, others, own), here, place, strict=True)
        ]
        pieces += [_piece(*texts)] if any(texts) else []
        if place[0] < len(paragraphs):
            told = paragraphs[place[0]]
            pieces.append(Piece("same", told, told, told))
        here = (place[0] + 1, place[1] + 1, place[2] + 1)
    return Merge(tuple(pieces))


def _paragraphs(text: str) -> list[str]:
    return [each for each in _BETWEEN.split(text.strip("\n")) if each.strip()]


def _kept(base: list[str], now: list[str]) -> dict[int, int]:
    """Where each paragraph that stayed stands now."""
    steps = _steps(base, now)
    return {
        start + step: begun + step
        for tag, start, end, begun, _ in steps
        if tag == "equal"
        for step in range(end - start)
    }


def _piece(base: str, theirs: str, mine: str) -> Piece:
    if theirs == mine:
        return Piece("both", base, theirs, mine)
    if theirs == base:
        return Piece("mine", base, theirs, mine)
    return Piece("theirs" if mine == base else "conflict", base, theirs, mine)
