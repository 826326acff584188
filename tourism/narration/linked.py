"""What is heard at a site as schema.org's AudioObject: the file, every word of it, and who speaks. Pure."""

from dataclasses import dataclass

from tourism.communes.linked import BY_MACHINE, Body, known

PARTLY = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
BY_RULES = "https://schema.org/AlgorithmicMediaDigitalSource"
# Voices that learned from recordings; the others speak by rules.
TRAINED = frozenset({"gtts", "piper"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound by full addresses; `credit` says who speaks, `words` what.

    `made_by` is human, machine or mixed, `engine` the voice's key.
    """

    name: str
    language: str
    address: str
    kind: str
    size: int
    duration_ms: int
    captions: str
    words: str
    made_by: str
    engine: str
    credit: str
    made: str
    licence: str | None = None


def audio(heard: Heard, about: str) -> Body:
    """The sound; `about` is the id of what it tells of."""
    return known(
        {
            "@type": "AudioObject",
            "@id": heard.address,
            "name": heard.name,
            "inLanguage": heard.language,
            "contentUrl": heard.address,
            "encodingFormat": heard.kind,
            "contentSize": str(heard.size),
            "duration": f"PT{heard.duration_ms / 1000:.3f}S",
            "transcript": heard.words,
            "caption": {
                "@type": "MediaObject",
                "contentUrl": heard.captions,
                "encodingFormat": "text/vtt",
                "inLanguage": heard.language,
            },
            "digitalSourceType": _source(heard),
            "creditText": heard.credit,
            "license": heard.licence,
            "uploadDate": heard.made,
            "isAccessibleForFree": True,
            "about": {"@id": about},
        }
    )


def _source(heard: Heard) -> str | None:
    if heard.made_by == "human":
        return None
    if heard.made_by == "mixed":
        return PARTLY
    return BY_MACHINE if heard.engine in TRAINED else BY_RULES
