"""A site's versions in words: what of a place has changed, field by field."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from flask_babel import gettext, lazy_gettext

from tourism.sites.comparison import Run, compare
from tourism.sites.draft import PRACTICAL_TEXTS, PlaceInProgress, Practical, WordsInProgress
from tourism.web.filters import kind_name

_PLACE_NAMES = {
    "kind": lazy_gettext("Kind of place"),
    "story": lazy_gettext("How it is told"),
    "area": lazy_gettext("Village"),
    "pin": lazy_gettext("Position on the map"),
    "order": lazy_gettext("Order"),
    "next": lazy_gettext("Next stop"),
    "tourist_point": lazy_gettext("Tourism point"),
    "awaiting": lazy_gettext("Known by name only"),
    "practical": lazy_gettext("Practical"),
    "facts": lazy_gettext("Claims and sources"),
    "illustration": lazy_gettext("Drawing"),
    "photos": lazy_gettext("Photos"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, before and after, as runs of words."""

    label: str
    runs: tuple[Run, ...]

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to see."""
        return any(run.kind != "same" for run in self.runs)


def place_names(fields: Iterable[str]) -> list[str]:
    """Fields of a place in words."""
    return [str(_PLACE_NAMES.get(name, name)) for name in fields]


def words_differences(before: WordsInProgress, after: WordsInProgress) -> tuple[Difference, ...]:
    """What became of the words, field by field; sections by their place."""
    pairs = [
        (gettext("Name"), before.name, after.name),
        (gettext("One line that draws people in"), before.hook, after.hook),
        (gettext("Words to hear"), before.story, after.story),
    ]
    for number, (old, new) in enumerate(zip_longest(before.sections, after.sections), 1):
        was, now = ([each.title, each.text] if each else ["", ""] for each in (old, new))
        pairs.append((gettext("Heading %(number)s", number=number), was[0], now[0]))
        pairs.append((gettext("Words %(number)s", number=number), was[1], now[1]))
    return tuple(Difference(label, compare(was, now)) for label, was, now in pairs if was or now)


def place_differences(before: PlaceInProgress, after: PlaceInProgress) -> tuple[Difference, ...]:
    """What became of the place, field by field, in words."""
    found = ((name, told(before), told(after)) for name, told in _TOLD.items())
    return tuple(Difference(str(_PLACE_NAMES[name]), compare(was, now)) for name, was, now in found if was or now)


def _pin(place: PlaceInProgress) -> str:
    if place.pin is None:
        return ""
    seen = gettext("checked on the spot") if place.pin.verified else gettext("not checked on the spot")
    return f"{place.pin.lat:.5f}, {place.pin.lon:.5f}; ± {place.pin.accuracy_m:g} m; {seen}"


def _practical(practical: Practical) -> str:
    lines = [f"{day}: {', '.join('–'.join(span) for span in spans)}" for day, spans in (practical.hours or {}).items()]
    for name in PRACTICAL_TEXTS:
        lines += [f"{tag}: {text}" for tag, text in (getattr(practical, name) or {}).items()]
    return "\n".join(lines)


def _facts(place: PlaceInProgress) -> str:
    return "\n".join(
        f"{tag}: {text} ({each.confidence}; {', '.join(each.sources)})"
        for each in place.facts
        for tag, text in each.texts.items()
    )


def _photos(place: PlaceInProgress) -> str:
    return "\n".join(
        f"{number}. {each.alt.get('vi', '') or gettext('no description')} · {each.credit}"
        for number, each in enumerate(place.photos, 1)
    )


_TOLD: dict[str, Callable[[PlaceInProgress], str]] = {
    "kind": lambda place: kind_name(place.kind),
    "story": lambda place: gettext("step by step") if place.story == "process" else gettext("in one piece"),
    "area": lambda place: place.area or "",
    "pin": _pin,
    "order": lambda place: str(place.order),
    "next": lambda place: place.next or "",
    "tourist_point": lambda place: gettext("yes") if place.tourist_point else gettext("no"),
    "awaiting": lambda place: gettext("yes") if place.awaiting else gettext("no"),
    "practical": lambda place: _practical(place.practical),
    "facts": _facts,
    "illustration": lambda place: (
        "\n".join(f"{tag}: {text}" for tag, text in place.illustration.alt.items()) if place.illustration else ""
    ),
    "photos": _photos,
}
