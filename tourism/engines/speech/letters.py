"""Which letters a voice reads in each language; it spells out or garbles the others."""

from tourism.language import primary

# Marked Latin letters each language has of its own; of the rest only the plain letter is left: "Miếu", "Mieu".
MARKED = {
    "fr": "àâæçéèêëîïôœùûüÿ",
    "de": "äöüß",
    "es": "áéíñóúü",
    "it": "àèéìíîòóùú",
    "pt": "áâãàçéêíóôõúü",
    "id": "é",
    "ms": "é",
    "nl": "áèéëíïóöúü",
    "pl": "ąćęłńóśźż",
}
ALL_MARKS = frozenset({"vi"})
HAN = frozenset({"zh", "yue", "ja"})


def marked_letters(language: str) -> str | None:
    """Marked letters that voices of the language read, None for all."""
    return None if primary(language) in ALL_MARKS else MARKED.get(primary(language), "")


def reads_han(language: str) -> bool:
    """Whether voices of the language read Chinese characters."""
    return primary(language) in HAN
