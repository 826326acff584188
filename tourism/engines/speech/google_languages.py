"""Languages of Google Translate's voices: our tags, and the codes it is asked with."""

from tourism.language import primary

# By our tag in lower case; `lo` has no voice there.
CODES = {
    "vi": "vi",
    "en": "en",
    "zh": "zh-CN",
    "zh-hant": "zh-TW",
    "yue": "yue",
    "ko": "ko",
    "ja": "ja",
    "fr": "fr",
    "ru": "ru",
    "th": "th",
    "km": "km",
    "my": "my",
    "ms": "ms",
    "id": "id",
    "hi": "hi",
    "ar": "ar",
    "de": "de",
    "es": "es",
    "it": "it",
    "pt": "pt",
    "pt-pt": "pt-PT",
    "nl": "nl",
    "pl": "pl",
    "uk": "uk",
}
TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def code_of(language: str) -> str | None:
    """The code for a tag such as zh-Hant or pt-BR; None where there is no voice."""
    tag = language.lower()
    if primary(tag) == "zh":
        subtags = tag.split("-")
        # A written script outweighs the region: zh-Hans-HK is simplified.
        is_traditional = "hans" not in subtags and TRADITIONAL.intersection(subtags)
        return CODES["zh-hant"] if is_traditional else CODES["zh"]
    return CODES.get(tag) or CODES.get(primary(tag))
