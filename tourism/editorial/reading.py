"""One version of a site's words as reviewers read it: by sentences, each with what was said of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tourism.editorial import queries as editorial
from tourism.editorial.queries import CommentView
from tourism.editorial.rehearsals import Hearing, hearing, script_of
from tourism.sites import history
from tourism.sites.drafts import DeskSite


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that is heard, or a paragraph that is read, as it is shown; what was said of it and is open."""

    text: str
    comments: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and what stands below it; `heard` says whether a voice reads it."""

    title: str
    lines: tuple[Line, ...]
    heard: bool


@dataclass(frozen=True, slots=True)
class Version:
    """The words of one language as they were handed in; `is_newest` says whether nothing was saved since.

    `others` is what was said of the whole, or of sentences that are not there any more.
    """

    language: str
    number: int
    name: str
    hook: Line
    passages: tuple[Passage, ...]
    others: tuple[CommentView, ...]
    hearing: Hearing
    seconds: float
    is_newest: bool


def version(session: Session, site: DeskSite, language: str, number: int) -> Version:
    """One version of the words; raises NotFound."""
    kept = history.words_at(session, site.row, language, number)
    script = script_of(session, site, language, kept.words)
    said = [each for each in editorial.open_comments(session, site.row) if each.language == language]

    def line(text: str) -> Line:
        return Line(text, tuple(each for each in said if each.sentence == text))

    heard = [
        Passage(
            " ".join(each.shown for each in part.heading), tuple(line(each.shown) for each in part.body), heard=True
        )
        for part in script.parts
    ]
    is_process = site.place.place.story == "process"
    read = [
        Passage(each.title, tuple(line(text) for text in _paragraphs(each.text)), heard=False)
        for each in (() if is_process else kept.words.sections)
    ]
    hook, passages = line(kept.words.hook), (*heard, *read)
    shown = {hook.text, *(each.text for passage in passages for each in passage.lines)}
    return Version(
        language=language,
        number=number,
        name=kept.words.name,
        hook=hook,
        passages=passages,
        others=tuple(each for each in said if each.sentence not in shown),
        hearing=hearing(session, site, script),
        seconds=script.seconds,
        is_newest=language in site.words and site.words[language].number == number,
    )


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.replace("\r\n", "\n").split("\n\n") if each.strip()]
