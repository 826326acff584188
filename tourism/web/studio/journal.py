"""The journal of the desk: who did what, by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import request
from flask_babel import format_date, gettext

from tourism.audit import queries as audit
from tourism.audit.chain import Line
from tourism.codes import is_valid
from tourism.sites import drafts
from tourism.staff.permissions import Actor
from tourism.web.request import VIETNAM, reading
from tourism.web.studio.deeds import deed_words
from tourism.web.studio.desk import desk, show
from tourism.web.studio.digits import whole_number

_NUMBER_MAX = 10**12


@dataclass(frozen=True, slots=True)
class Told:
    """A line as people read it."""

    number: int
    clock: str
    actor: str
    words: str
    site: str | None
    place: str


@desk("/journal", permission="journal")
def journal(actor: Actor) -> tuple[str, int]:
    """Lines of the actor's commune, the newest first, by day; all of them for the province."""
    site, before = _asked()
    with reading() as session:
        lines = audit.lines(session, actor.commune, before=before, site=site, limit=audit.PAGE + 1)
        names = drafts.names(session, actor, {line.site for line in lines if line.site} | ({site} if site else set()))
    shown = lines[: audit.PAGE]
    following = shown[-1].number if len(lines) > audit.PAGE else None
    title = gettext("Journal")
    return show("journal", title=title, days=_days(shown, names), following=following, site=site, names=names)


def _asked() -> tuple[str | None, int | None]:
    """The place and the number that the address names; nonsense is as if nothing were named."""
    site = request.args.get("site", "")
    return (site if is_valid(site) else None), whole_number(request.args.get("before", ""), _NUMBER_MAX)


def _days(lines: Sequence[Line], names: dict[str, str]) -> list[tuple[str, list[Told]]]:
    days = groupby(lines, key=lambda line: line.made.astimezone(VIETNAM).date())
    return [(format_date(day, "full"), [_told(line, names) for line in those]) for day, those in days]


def _told(line: Line, names: dict[str, str]) -> Told:
    clock = f"{line.made.astimezone(VIETNAM):%H:%M}"
    site = line.site if line.site in names else None
    return Told(line.number, clock, line.actor, deed_words(line.deed, line.told), site, names.get(line.site or "", ""))
