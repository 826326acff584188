"""Which of our pages an address names: read as text, compared with the configured base, never fetched."""

import re
from dataclasses import dataclass

from tourism import codes, language

LONGEST = 2_000
_ID = r"([0-9A-Z]{8})"
# After the path whatever people's programs add; before it nothing but ours, letter by letter.
_REST = r"/?(?:\?([!-~]*?))?(?:#[!-~]*)?"
_PAGE = re.compile(
    rf"/([A-Za-z]{{2,3}}(?:-[A-Za-z0-9]{{2,8}}){{0,2}})/(sites|tours)/{_ID}(?:/[a-z0-9-]{{0,80}}(?:/([1-9][0-9]?))?)?{_REST}"
)
_SIGN = re.compile(rf"/q/([0-9A-Za-z-]{{8,20}}){_REST}")
_EMBED = re.compile(rf"/embed/(sites|tours)/{_ID}{_REST}")


@dataclass(frozen=True, slots=True)
class Named:
    """A page of ours: `kind` is sites, tours or signs; `query` is an embed's own, where its address was given."""

    kind: str
    id: str
    language: str | None = None
    stop: int | None = None
    query: str = ""


def named(address: str, base: str, languages: tuple[str, ...]) -> Named | None:
    """What `address` names of the guide at `base`; None for everybody else's, and for what is no such page."""
    if len(address) > LONGEST or not address.startswith(f"{base}/"):
        return None
    path = address.removeprefix(base)
    if page := _PAGE.fullmatch(path):
        stop = int(page[4]) if page[4] and page[2] == "tours" else None
        return Named(page[2], page[3], language.match(page[1], languages), stop)
    if embed := _EMBED.fullmatch(path):
        return Named(embed[1], embed[2], query=embed[3] or "")
    sign = _SIGN.fullmatch(path)
    code = codes.normalise(sign[1]) if sign else ""
    return Named("signs", code) if codes.is_valid(code) else None
