"""Who speaks, in words for the file itself: a person by name, a machine by its engine."""

from collections.abc import Sequence
from dataclasses import dataclass

from tourism.narration.choice import RECORDED

VIETNAMESE = {
    "gtts": "giọng máy của Google (gTTS)",
    "piper": "giọng máy Piper",
    "espeak-ng": "giọng máy ngoại tuyến (espeak-ng)",
}
ENGLISH = {
    "gtts": "Google's machine voice (gTTS)",
    "piper": "machine voice (Piper)",
    "espeak-ng": "offline machine voice (espeak-ng)",
}


@dataclass(frozen=True, slots=True)
class Credit:
    """Who speaks which parts; `made_by` is human or machine, `speaker` a person's name where one is known."""

    parts: tuple[int, ...]
    engine: str
    made_by: str
    speaker: str


def credited(voices: Sequence[tuple[int, str, str, str]]) -> tuple[Credit, ...]:
    """Credits of (part, engine, made_by, speaker), in order of the first part of each."""
    parts: dict[tuple[str, str, str], list[int]] = {}
    for part, *who in voices:
        engine, made_by, speaker = who
        parts.setdefault((engine, made_by, speaker), []).append(part)
    return tuple(Credit(tuple(heard), *who) for who, heard in parts.items())


def made_by(credits_: Sequence[Credit]) -> str:
    """human, machine, or mixed where both are heard."""
    makers = {each.made_by for each in credits_}
    return makers.pop() if len(makers) == 1 else "mixed"


def who_speaks(credits_: Sequence[Credit], language: str) -> str:
    """One line for a file's tags; in Vietnamese where the file speaks it, else in English."""
    return "; ".join(dict.fromkeys(_who(each, language) for each in credits_))


def notice(credits_: Sequence[Credit]) -> str:
    """What a file says of how it was made, wherever it is copied to."""
    told = {
        "human": "Read aloud by a person",
        "machine": "Synthetic speech made by a machine",
        "mixed": "Read in part by a person, in part by a machine (synthetic speech)",
    }
    return f"{told[made_by(credits_)]}: {who_speaks(credits_, 'en')}"


def _who(credit: Credit, language: str) -> str:
    is_vietnamese = language.lower().startswith("vi")
    if credit.engine == RECORDED:
        unnamed = "một người địa phương" if is_vietnamese else "a local person"
        return f"{'Người đọc' if is_vietnamese else 'Read by'}: {credit.speaker or unnamed}"
    if is_vietnamese:
        return VIETNAMESE.get(credit.engine, f"giọng máy ({credit.engine})")
    return ENGLISH.get(credit.engine, f"machine voice ({credit.engine})")
