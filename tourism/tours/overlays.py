"""Which sentence a book shows while which piece of a sound is heard: EPUB 3's Media Overlays. Pure."""

from tourism.markup import element
from tourism.tours.chapters import Chapter, spoken

OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">'
)


def overlay(chapter: Chapter, text: str, sound: str) -> bytes:
    """The SMIL file that ties a chapter's sentences to its sound, both named as they lie beside it."""
    pars = []
    for number, (sentence, start, end) in enumerate(spoken(chapter), 1):
        clip = element("audio", src=sound, clipBegin=clock(start), clipEnd=clock(end))
        shown = element("text", src=f"{text}#{sentence.id}")
        pars.append(element("par", inside=[shown, clip], id=f"p{number}"))
    # The attribute's name holds a colon, which no keyword may.
    sequence = element("seq", inside=pars, id="all", **{"epub:textref": text})
    return "\n".join([OPENING, element("body", inside=[sequence]), "</smil>", ""]).encode()


def duration(chapter: Chapter) -> int:
    """Milliseconds that are heard while a chapter is read: the sum of its clips."""
    return sum(end - start for _, start, end in spoken(chapter))


def clock(milliseconds: int) -> str:
    """3723004 -> 1:02:03.004, as SMIL counts."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{rest:03d}"
