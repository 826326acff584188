"""What a voice is asked to say of a script."""

from collections.abc import Iterable

from tourism.engines.speech.port import Request, Utterance
from tourism.narration.script import Part, part_pauses


def request(language: str, parts: Iterable[Part]) -> Request:
    """Every sentence of the parts as it is to be said, with the silence that follows it."""
    return Request(
        language,
        tuple(
            Utterance(each.spoken, pause)
            for part in parts
            for each, pause in zip(part.sentences, part_pauses(part), strict=True)
        ),
    )
