"""The fields of one photo, as somebody typed them: read, judged, and kept where something is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext

from tourism.communes.draft import LINE_MAX
from tourism.sites.draft import Photo
from tourism.sites.photographs import ALT_MAX
from tourism.web.studio.photo_words import CONSENTS, LICENCES

# Columns and rows of the picture that can be tapped.
GRID = 5


@dataclass(frozen=True, slots=True)
class PhotoForm:
    """Texts by field name, and sentences for those that cannot be used."""

    typed: dict[str, str]
    faults: dict[str, str]
    languages: tuple[str, ...]

    @staticmethod
    def of(photo: Photo, languages: tuple[str, ...]) -> "PhotoForm":
        """A photo's fields as they are kept."""
        typed = {f"alt-{tag}": photo.alt.get(tag, "") for tag in languages}
        until = photo.consent_until.isoformat() if photo.consent_until else ""
        typed |= {"credit": photo.credit, "licence": photo.licence, "consent": photo.consent, "consent_until": until}
        return PhotoForm(typed | {"focus": cell(photo), "keeps_day": "yes" if photo.taken else ""}, {}, languages)

    @staticmethod
    def read(sent: Mapping[str, str], languages: tuple[str, ...]) -> "PhotoForm":
        """What somebody sent, judged."""
        names = ("credit", "licence", "consent", "consent_until", "focus", "keeps_day")
        typed = {name: sent.get(name, "").strip() for name in (*(f"alt-{tag}" for tag in languages), *names)}
        return PhotoForm(typed, dict(_faults(typed)), languages)

    def applied(self, photo: Photo) -> Photo:
        """The photo with what was typed; its focus apart."""
        texts = {tag: self.typed[f"alt-{tag}"] for tag in self.languages}
        until = self.typed["consent_until"]
        changed: dict[str, Any] = {
            "alt": {**{tag: text for tag, text in photo.alt.items() if tag not in texts}, **_filled(texts)},
            "credit": self.typed["credit"],
            "licence": self.typed["licence"],
            "consent": self.typed["consent"],
            "consent_until": date.fromisoformat(until) if until else None,
            "taken": photo.taken if self.typed["keeps_day"] else None,
        }
        return replace(photo, **changed)

    @property
    def focus(self) -> tuple[float, float]:
        """The point that was tapped, as shares of width and height."""
        column, row = (int(each) for each in self.typed["focus"].split("-"))
        return column / (GRID - 1), row / (GRID - 1)


def cell(photo: Photo) -> str:
    """The part of the picture that its focus lies in, as the grid names it."""
    return "-".join(str(round(share * (GRID - 1))) for share in photo.focus)


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return {tag: text for tag, text in texts.items() if text}


def _faults(typed: dict[str, str]) -> list[tuple[str, str]]:
    cells = {f"{column}-{row}" for column in range(GRID) for row in range(GRID)}
    broken = {name: gettext("At most %(most)d letters.", most=ALT_MAX) for name in typed if _is_long(name, typed[name])}
    if len(typed["credit"]) > LINE_MAX:
        broken["credit"] = gettext("At most %(most)d letters.", most=LINE_MAX)
    if typed["licence"] not in LICENCES:
        broken["licence"] = gettext("Choose one of these.")
    if typed["consent"] not in CONSENTS:
        broken["consent"] = gettext("Choose one of these.")
    if typed["focus"] not in cells:
        broken["focus"] = gettext("Tap the picture where it matters most.")
    if typed["consent_until"] and not _is_day(typed["consent_until"]):
        broken["consent_until"] = gettext("Write a day like 2027-12-31, or nothing.")
    return list(broken.items())


def _is_long(name: str, text: str) -> bool:
    return name.startswith("alt-") and len(text) > ALT_MAX


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
