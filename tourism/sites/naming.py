"""Folded text for searching: no marks, no case. Pure."""

import unicodedata

_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})


def folded(text: str) -> str:
    """`text` without diacritics and case: Đình Vân La -> dinh van la."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKE))
    kept = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(unicodedata.normalize("NFC", kept).casefold().split())
