"""What a model is, how large the thing, whose, from where it is seen: as visitors read it."""

from flask_babel import format_decimal, gettext, lazy_gettext

from tourism.language import SOURCE
from tourism.scenes.view import Texts
from tourism.scenes.wording import LICENCES, ORIGINS

MEANINGS = {
    "scan": lazy_gettext("Captured from the thing itself, as it stands."),
    "modelled": lazy_gettext("Built on a computer after the measures of the thing itself."),
    "reconstruction": lazy_gettext("How it may have been; nobody knows all of it for sure."),
    "illustration": lazy_gettext("Made to give an idea of such a thing; it is no true likeness of this one."),
}


def origin_name(origin: str, language: str) -> str:
    """How a model came about, at the beginning of a line."""
    words = _in(ORIGINS[origin], language)
    return words[:1].upper() + words[1:]


def term(origin: str) -> str:
    """The village's own word for it, which stands beside every translation: pictures carry it wherever they go."""
    return ORIGINS[origin][SOURCE]


def licence_name(licence: str, language: str) -> str:
    """Who may use a model."""
    return _in(LICENCES[licence], language)


def alternative(origin: str, name: str, language: str) -> str:
    """What stands for the model where it cannot be seen."""
    return gettext("3D model of %(name)s: %(origin)s", name=name, origin=_in(ORIGINS[origin], language))


def high(metres: float) -> str:
    """A thing's height as people say it: 8.54 -> 8.5 m, 0.32 -> 32 cm."""
    if metres < 1:
        return f"{format_decimal(round(metres * 100))} cm"
    return f"{format_decimal(round(metres, 1))} m"


def sides() -> dict[str, str]:
    """What a screen reader says of the side from which the model is seen, by the viewer's own names."""
    level = {
        "front": gettext("Seen from the front"),
        "right": gettext("Seen from the right"),
        "back": gettext("Seen from behind"),
        "left": gettext("Seen from the left"),
    }
    above = {f"upper-{side}": gettext("%(side)s, from above", side=seen) for side, seen in level.items()}
    below = {f"lower-{side}": gettext("%(side)s, from below", side=seen) for side, seen in level.items()}
    prompt = gettext("Drag, or use the arrow keys, to turn the model.")
    return {**level, **above, **below, "interaction-prompt": prompt}


def _in(texts: Texts, language: str) -> str:
    return texts.get(language) or texts["en"]
