"""A tour's sounds as an album: MP3s in their order, a playlist, what is said, and who speaks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tourism.markup import allowed
from tourism.narration.cues import Cue, to_webvtt
from tourism.tours.chapters import Chapter, Heard, Sentence, spoken
from tourism.tours.members import Member
from tourism.tours.roadbook import Roadbook


@dataclass(frozen=True, slots=True)
class AlbumWords:
    """Lines of plain text in the reader's language: whose it is and what is allowed; what heads the credits."""

    licence: tuple[str, ...]
    credits: tuple[str, ...]


def album(tour: Roadbook, chapters: Sequence[Chapter], words: AlbumWords) -> list[Member]:
    """The ZIP's files in their order; stops that are silent are left out, so nothing where all are."""
    heard = [(each, each.heard, name(each, len(chapters))) for each in chapters if each.heard]
    if not heard:
        return []
    members = [
        _text("LICENCE.txt", words.licence),
        _text("credits.txt", _credits(tour, words, heard)),
        _text(f"{tour_name(tour)}.m3u8", _playlist(tour, heard)),
    ]
    for chapter, sound, stem in heard:
        members += [
            Member(f"{stem}.mp3", sound.sound, packed=False),
            _text(f"{stem}.txt", _transcript(chapter)),
            Member(f"{stem}.vtt", _captions(chapter).encode()),
        ]
    return members


def name(chapter: Chapter, stops: int) -> str:
    """A file's name without its ending: the stop's number, as wide as the last one's, and its address's words."""
    return f"{chapter.stop.number:0{max(2, len(str(stops)))}d}-{chapter.slug}"


def tour_name(tour: Roadbook) -> str:
    """The playlist's name: the last words of the tour's address."""
    return tour.page.rpartition("/")[2]


def _credits(tour: Roadbook, words: AlbumWords, heard: Sequence[tuple[Chapter, Heard, str]]) -> list[str]:
    lines = [tour.name, tour.page, tour.credit, "", *words.credits]
    for chapter, sound, stem in heard:
        lines += ["", f"{stem}.mp3", chapter.stop.name, sound.voices]
        lines += [chapter.label] if chapter.label else []
        lines += [chapter.stop.page]
    return lines


def _playlist(tour: Roadbook, heard: Sequence[tuple[Chapter, Heard, str]]) -> list[str]:
    """As players read it: a line that begins with # is for them, every other one is a file."""
    lines = ["#EXTM3U", f"#PLAYLIST:{_line(tour.name)}"]
    for chapter, sound, stem in heard:
        title = f"{chapter.stop.number}. {_line(chapter.stop.name)}"
        lines += [f"#EXTINF:{max(1, round(sound.duration_ms / 1000))},{title}", f"{stem}.mp3"]
    return lines


def _transcript(chapter: Chapter) -> list[str]:
    lines = [chapter.stop.name, ""]
    for part in chapter.parts:
        for each in (part.heading, *part.paragraphs):
            lines += [_together(each), ""] if each else []
    return lines[:-1]


def _together(sentences: Sequence[Sentence]) -> str:
    return " ".join(_line(each.text) for each in sentences)


def _captions(chapter: Chapter) -> str:
    cues = [
        Cue(number, start, end, allowed(sentence.text), 0, sentence.id)
        for number, (sentence, start, end) in enumerate(spoken(chapter))
    ]
    return to_webvtt(cues)


def _line(words: str) -> str:
    return " ".join(allowed(words).split())


def _text(path: str, lines: Sequence[str]) -> Member:
    return Member(path, "".join(f"{_line(each)}\n" for each in lines).encode())
