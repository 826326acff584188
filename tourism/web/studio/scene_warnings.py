"""What an officer should know of a scene before visitors have it; none of it keeps them from publishing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from tourism.scenes.draft import Hotspot
from tourism.web.filters import size
from tourism.web.studio.language_names import language_name
from tourism.web.studio.scene_opened import OpenedScene
from tourism.web.studio.scene_words import first_text

# What phones of a village load and turn without waiting.
WEB_BYTES, AR_VERTICES = 3_000_000, 30_000


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence, and the page where something can be done about it ("" for none)."""

    sentence: str
    page: str = ""


def warnings(found: OpenedScene) -> tuple[Hint, ...]:
    """All of them, the most pressing first."""
    if found.kept is None:
        return ()
    return (*_of_size(found), *_of_parts(found, found.kept.draft.hotspots), *_of_weight(found))


def _of_size(found: OpenedScene) -> Iterator[Hint]:
    if found.kept and not found.kept.draft.is_sized:
        yield Hint(
            gettext("Nobody vouches for the true height yet: visitors cannot put it into their yard (AR)."), "about"
        )


def _of_parts(found: OpenedScene, parts: tuple[Hotspot, ...]) -> Iterator[Hint]:
    for told in found.told:
        tongue = language_name(told.language)
        if lost := told.lost(parts):
            sentence = gettext("The words in %(language)s do not say any more what these parts quote:", language=tongue)
            yield Hint(f"{sentence} {_named(lost)}", "parts")
        if silent := told.not_heard(parts):
            sentence = gettext("Visitors hear it once the words in %(language)s are published:", language=tongue)
            yield Hint(f"{sentence} {_named(silent)}")
    for tag in found.languages:
        if nameless := [each for each in parts if tag not in each.label]:
            count = len(nameless)
            sentence = ngettext(
                "%(num)d part has no name in %(language)s:", "%(num)d parts have no name in %(language)s:", count,
                language=language_name(tag),
            )  # fmt: skip
            yield Hint(f"{sentence} {_named(nameless)}", "parts")


def _of_weight(found: OpenedScene) -> Iterator[Hint]:
    if found.shape is None:
        return
    if (web := found.shape.files["web"].size) > WEB_BYTES:
        yield Hint(gettext("The model weighs %(size)s: slow on a weak signal. A simpler export helps.", size=size(web)))
    if found.shape.vertices > AR_VERTICES:
        yield Hint(
            gettext("The model has %(count)d thousand points: old phones may stutter in AR.",
                    count=found.shape.vertices // 1000)
        )  # fmt: skip


def _named(parts: Iterable[Hotspot]) -> str:
    return ", ".join(first_text(each.label) for each in parts)
