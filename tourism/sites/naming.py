"""Folded text for searching: no marks, no case; and what it makes of an address. Pure."""

import re
import unicodedata

_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_NO_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_MAX = 80


def folded(text: str) -> str:
    """`text` without diacritics and case: Đình Vân La -> dinh van la."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKE))
    kept = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(unicodedata.normalize("NFC", kept).casefold().split())


def slugged(name: str) -> str:
    """A name as it stands in an address: Đình Vân La -> dinh-van-la; "" where nothing Latin is left of it."""
    slug = _NO_SLUG.sub("-", folded(name)).strip("-")
    return slug if len(slug) <= SLUG_MAX else slug[: SLUG_MAX + 1].rpartition("-")[0][:SLUG_MAX] or slug[:SLUG_MAX]
