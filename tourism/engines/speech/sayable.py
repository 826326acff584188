"""What a voice is asked to say, checked and made legible; what it said, checked for sound."""

from tourism.engines.speech.joining import trimmed
from tourism.engines.speech.legible import legible, speakable
from tourism.engines.speech.letters import marked_letters, reads_han
from tourism.engines.speech.port import LONGEST_TEXT, BadText, Pcm, Request, TextTooLong

SHORTEST_SECONDS = 0.05
TOLD = 80


def sayable(request: Request) -> list[str]:
    """Each utterance as voices of the language can take it; raises BadText where one has nothing to say."""
    if not request.utterances:
        raise BadText("nothing to say")
    if request.characters > LONGEST_TEXT:
        raise TextTooLong(f"{request.characters} characters, at most {LONGEST_TEXT}")
    return [_fitted(utterance.spoken, request.language) for utterance in request.utterances]


def audible(sound: Pcm, rate: int, text: str) -> Pcm:
    """The sound without the silence around it; raises BadText where nothing is left of it."""
    heard = trimmed(sound, rate)
    if len(heard) < SHORTEST_SECONDS * rate:
        raise BadText(text[:TOLD])
    return heard


def _fitted(spoken: str, language: str) -> str:
    text = legible(spoken, han=reads_han(language), letters=marked_letters(language))
    if not speakable(text):
        raise BadText(spoken[:TOLD])
    return text
