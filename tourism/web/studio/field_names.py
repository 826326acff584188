"""What the desk calls the fields of its forms, wherever they are named."""

from flask_babel import lazy_gettext

_NAMES = {
    "name": lazy_gettext("Name"),
    "hook": lazy_gettext("One line that draws people in"),
    "story": lazy_gettext("Words to hear"),
    "sections": lazy_gettext("Words to read"),
    "pin": lazy_gettext("Position on the map"),
    "kind": lazy_gettext("Kind of place"),
    "slug": lazy_gettext("Name"),
    "order": lazy_gettext("Order"),
    "area": lazy_gettext("Village"),
    "alt": lazy_gettext("What the picture shows"),
    "credit": lazy_gettext("Who took it"),
    "text": lazy_gettext("Words"),
    "note": lazy_gettext("Note"),
    "comment": lazy_gettext("Comment"),
    "answer": lazy_gettext("Answer"),
    "reviewer": lazy_gettext("The reviewer's name"),
    "days": lazy_gettext("Days"),
    "due": lazy_gettext("Time"),
}


def field_name(name: str) -> str:
    """A field in words; `title-2` and `text-2` are those of the second step."""
    stem, _, number = name.partition("-")
    words = str(_NAMES.get(name) or _NAMES.get(stem) or name)
    return f"{words} {number}" if number.isdigit() else words
