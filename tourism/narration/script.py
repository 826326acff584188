"""What the voice reads: a text cut into parts, paragraphs and sentences, with its digest."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any, Protocol

from markdown_it import MarkdownIt

from tourism.language import primary
from tourism.narration.lexicon import NONE, Lexicon, held, released
from tourism.narration.sentences import normalised, split_sentences
from tourism.narration.vietnamese import spoken_vietnamese

SCRIPT_REVISION = 1
SENTENCE_PAUSE = 0.35
PARAGRAPH_PAUSE = 0.7
PART_PAUSE = 1.1

VIETNAMESE_PACE = 215.0
OTHER_PACE = 140.0
WORD_PACES = {"en": 140.0, "fr": 150.0, "ru": 115.0}
CHARACTER_PACES = {"zh": 220.0, "ja": 300.0, "ko": 290.0}
EAST_ASIAN = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
SYLLABLE = re.compile(r"[^\W_]+")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# Only what a heard text may contain: with lists on, a paragraph that begins "1945. " loses its year.
MARKDOWN = MarkdownIt("zero").enable(["heading", "emphasis", "escape", "entity", "newline", "link", "backticks"])

# Sentences as they are shown, each with what a voice is given for it.
Paragraph = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story told as a process, as people wrote it (Markdown)."""

    title: str
    text: str


class Headed(Protocol):
    """A heading and the Markdown below it."""

    @property
    def title(self) -> str:
        """The heading."""

    @property
    def text(self) -> str:
        """What stands below it."""


def steps_of(kind: str, sections: Iterable[Headed]) -> tuple[Step, ...]:
    """What is heard of sections: the steps of a `process`; those of a `place` are to be read."""
    return tuple(Step(each.title, each.text) for each in sections) if kind == "process" else ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: what is shown, and what the voice is given instead.

    `index` counts through the whole script, `paragraph` through its part; 0 is the part's heading.
    """

    index: int
    part: int
    paragraph: int
    shown: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Part:
    """The story (part 0) or one step of it (1, 2, …): a heading, which is spoken too, and paragraphs."""

    index: int
    heading: tuple[Sentence, ...]
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """In the order they are spoken."""
        return (*self.heading, *self.body)

    @property
    def body(self) -> tuple[Sentence, ...]:
        """What follows the heading."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def spoken_digest(self) -> str:
        """Changes exactly when a voice would be given something else to say."""
        return _digest([SCRIPT_REVISION, [[each.paragraph, each.spoken] for each in self.sentences]])

    @property
    def shown_digest(self) -> str:
        """Changes exactly when a person would have something else to read aloud."""
        return _digest([[each.shown for each in self.heading], self.body_digest])

    @property
    def body_digest(self) -> str:
        """The same for a person who does not read the heading aloud."""
        return _digest([each.shown for each in self.body])

    def is_said_by(self, shown: str) -> bool:
        """Whether a take of these digested words, with or without the heading, says today's."""
        return shown in (self.shown_digest, self.body_digest)


@dataclass(frozen=True, slots=True)
class Script:
    """Everything one narration says, in one language."""

    language: str
    parts: tuple[Part, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """In the order they are spoken; `index` is the place in this tuple."""
        return tuple(sentence for part in self.parts for sentence in part.sentences)

    @property
    def digest(self) -> str:
        """Changes exactly when a reader would see other words in what is heard."""
        return _digest([self.language, [part.shown_digest for part in self.parts]])

    @property
    def seconds(self) -> float:
        """About how long a calm reader takes, pauses included."""
        spoken = " ".join(sentence.spoken for sentence in self.sentences)
        return _seconds(self.language, spoken) + sum(list(pauses(self))[:-1])


def compose(language: str, title: str, body: str, steps: Sequence[Step] = (), lexicon: Lexicon = NONE) -> Script:
    """The script of a text in Markdown; what follows a heading inside a body is not heard."""
    numbers = count()
    written = [(title, body), *((step.title, step.text) for step in steps)]
    parts = (_part(language, index, text, numbers, lexicon) for index, text in enumerate(written))
    return Script(language, tuple(parts))


def pauses(script: Script) -> Iterator[float]:
    """Seconds of silence after each sentence: longer where a paragraph or a part ends."""
    for part in script.parts:
        yield from part_pauses(part)


def part_pauses(part: Part) -> Iterator[float]:
    """The same for one part."""
    for here, following in pairwise((*part.sentences, None)):
        if following is None:
            yield PART_PAUSE
        elif here:
            yield SENTENCE_PAUSE if following.paragraph == here.paragraph else PARAGRAPH_PAUSE


def seconds_estimate(language: str, text: str) -> float:
    """How long a written text takes to say at the pace of a calm reader."""
    return _seconds(language, spoken_form(language, text))


def spoken_form(language: str, sentence: str, lexicon: Lexicon = NONE) -> str:
    """What a voice is given for a sentence: words of the lexicon, in Vietnamese numbers and abbreviations in words.

    What the lexicon says is final: it is held back while numbers and abbreviations become words.
    """
    line, said = held(normalised(sentence), lexicon, language)
    return released(spoken_vietnamese(line) if primary(language) == "vi" else line, said)


def _digest(what: list[Any]) -> str:
    text = json.dumps(what, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _part(language: str, index: int, written: tuple[str, str], numbers: Iterator[int], lexicon: Lexicon) -> Part:
    title, body = written

    def pairs(text: str) -> Paragraph:
        return [(each, spoken_form(language, each, lexicon)) for each in split_sentences(language, text)]

    told = [
        tuple(Sentence(next(numbers), index, place, shown, spoken) for shown, spoken in paragraph)
        for place, paragraph in enumerate([*_heard([pairs(title)]), *_shown_all(map(pairs, _paragraphs(body)))])
    ]
    return Part(index, told[0], tuple(paragraph for paragraph in told[1:] if paragraph))


def _shown_all(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Words that no voice can say are shown all the same; if there are no others, it is for the voice to refuse."""
    written = list(paragraphs)
    heard = _heard(written)
    return heard if any(heard) else [[(shown, shown) for shown, _ in each if _says(shown)] for each in written]


def _heard(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """What no voice can say is shown with the sentence beside it; an ornament is not shown."""
    told: list[Paragraph] = []
    waiting, last = "", None
    for paragraph in paragraphs:
        told.append([])
        for shown, spoken in paragraph:
            if _says(spoken):
                last = told[-1]
                last.append((f"{waiting}{shown}", spoken))
                waiting = ""
            elif last and _says(shown):
                last[-1] = (f"{last[-1][0]} {shown}", last[-1][1])
            elif _says(shown):
                waiting = f"{waiting}{shown} "
    return told


def _says(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _paragraphs(body: str) -> Iterator[str]:
    """Plain text of each paragraph up to the first heading: what comes after is to be read, not heard."""
    for token in MARKDOWN.parse(body):
        if token.type == "heading_open":
            return
        if token.type == "inline":
            inside = token.children or []
            yield "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in inside)


def _seconds(language: str, spoken: str) -> float:
    told = primary(language)
    if told in CHARACTER_PACES:
        foreign = WORD.findall(EAST_ASIAN.sub(" ", spoken))
        characters = len(EAST_ASIAN.findall(spoken)) + sum(map(_foreign_beats, foreign))
        return characters * 60 / CHARACTER_PACES[told]
    if told == "vi":
        return len(SYLLABLE.findall(spoken)) * 60 / VIETNAMESE_PACE
    return len(WORD.findall(spoken)) * 60 / WORD_PACES.get(told, OTHER_PACE)


def _foreign_beats(word: str) -> int:
    """Digits are said one by one; a foreign word takes about a syllable for three letters."""
    return len(word) if word.isdigit() else max(1, round(len(word) / 3))
