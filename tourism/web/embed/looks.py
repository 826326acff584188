"""How an embed looks: what its address asks for, and what of it cannot be used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from tourism import codes
from tourism.communes.theme import is_legible

THEMES = ("light", "dark")
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_NUMBER = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class Look:
    """Options of an embed.

    None and False are what it does by itself: the reader's language and theme, the commune's colours, a tour from
    its cover, everything shown, nobody's code, counted. `partner` is a whole code; whom it names is another question.
    """

    language: str | None = None
    theme: str | None = None
    primary: str | None = None
    secondary: str | None = None
    start: int | None = None
    compact: bool = False
    partner: str | None = None
    uncounted: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the language was chosen."""
        return replace(self, language=None) == Look()

    @property
    def options(self) -> dict[str, str]:
        """As an address has them."""
        given = {
            "lang": self.language,
            "theme": self.theme,
            "primary": self.primary and self.primary.removeprefix("#"),
            "secondary": self.secondary and self.secondary.removeprefix("#"),
            "start": self.start and str(self.start),
            "compact": "1" if self.compact else None,
            "p": self.partner,
            "dnt": "1" if self.uncounted else None,
        }
        return {name: value for name, value in given.items() if value}

    def at(self, path: str, start: int | None = None) -> str:
        """The address of an embed in this look, from a stop on; without one from the cover."""
        query = urlencode(replace(self, start=start).options)
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: the look that comes of it, and why an option was not used, by its name.

    Reasons: `no-colour`, `illegible`, `no-choice`.
    """

    look: Look
    faults: dict[str, str]


def chosen(asked: Mapping[str, str], language: str | None) -> Choice:
    """The look that an address asks for; what cannot be used is as if it were not there."""
    primary, secondary = colour(asked.get("primary", "")), colour(asked.get("secondary", ""))
    theme, start = asked.get("theme", ""), asked.get("start", "")
    code = codes.normalise(asked.get("p", ""))
    look = Look(
        language=language,
        theme=theme if theme in THEMES else None,
        primary=primary if primary and is_legible(primary) else None,
        secondary=secondary if secondary and is_legible(secondary) else None,
        start=int(start) if _NUMBER.fullmatch(start) else None,
        compact=asked.get("compact") == "1",
        partner=code if codes.is_valid(code) else None,
        uncounted=asked.get("dnt") == "1",
    )
    faults = {name: reason for name in ("primary", "secondary") if (reason := _fault(asked.get(name, "")))}
    if theme not in ("", "auto", *THEMES):
        faults["theme"] = "no-choice"
    if start and look.start is None:
        faults["start"] = "no-choice"
    return Choice(look, faults)


def colour(text: str) -> str | None:
    """#RRGGBB of a colour in hexadecimal digits, with or without its mark; None for anything else."""
    found = _COLOUR.fullmatch(text.strip())
    if not found:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(2 * each for each in found[1])
    return f"#{digits.upper()}"


def _fault(text: str) -> str | None:
    if not text.strip():
        return None
    found = colour(text)
    if found is None:
        return "no-colour"
    return None if is_legible(found) else "illegible"
