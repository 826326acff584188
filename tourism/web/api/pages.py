"""Long lists in pages: how many, and the address of the next page, which names the last item of this one."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from flask import g

from tourism.web.query import Query

LIMIT_USUAL = 20
LIMIT_MAX = 100
Item = TypeVar("Item")


def cut(found: Sequence[Item], limit: int) -> tuple[tuple[Item, ...], Item | None]:
    """The page itself, and its last item where `found`, asked for with one more, shows that more follow."""
    shown = tuple(found[:limit])
    return shown, shown[-1] if len(found) > limit else None


def following(path: str, asked: Query, last: str | None) -> str | None:
    """The full address of the page after `last`, with everything else as it was asked."""
    if last is None:
        return None
    given = asked.given | {"after": last}
    return str(g.links.absolute(f"/api/v1{path}?{urlencode(given)}"))
