"""What a partner's embeds were seen and heard in a month, by thing, language and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask import request
from flask_babel import format_date, gettext
from sqlalchemy.orm import Session

from tourism.partners import queries as partners
from tourism.sites import briefs
from tourism.staff import keys
from tourism.staff.keys import KeyView
from tourism.staff.permissions import Actor
from tourism.tours import queries as tours
from tourism.visits import queries as visits
from tourism.visits.queries import Counted
from tourism.visits.telling import month_after, month_before, total
from tourism.web.request import backends, reading, today, wanted
from tourism.web.studio.desk import desk, show
from tourism.web.studio.key_bars import Bar, bars

EVENTS = ("shown", "heard")


@dataclass(frozen=True, slots=True)
class Sum:
    """How often at least; `is_more`: in some language a few more, which are not told."""

    number: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A tour or a place on a partner's site: `rows` by language and event, `bars` of the days on which it was shown."""

    id: str
    name: str
    sums: dict[str, Sum]
    rows: tuple[Counted, ...]
    bars: tuple[Bar, ...]


@desk("/keys/<int:number>/counts", permission="keys")
def key_counts(actor: Actor, number: int) -> tuple[str, int]:
    """One month of one key; what cannot be used of the address is this month."""
    this = today().replace(day=1)
    oldest = month_before(this, backends().config.counts_months)
    month = _month(request.args.get("month", ""), oldest, this)
    with reading() as session:
        key = keys.key(session, actor, number, backends().clock())
        found = visits.counts(session, key.id, month, month_after(month) - timedelta(days=1), today())
        names = _names(session, key) if found else {}
    return show(
        "key_counts",
        title=gettext("Seen and heard"),
        key=key,
        month=format_date(month, "LLLL/y" if wanted() == "vi" else "LLLL y"),
        days=(month_after(month) - month).days,
        before=month_before(month, 1) if month > oldest else None,
        after=month_after(month) if month < this else None,
        things=_things(found, names),
    )


def _month(asked: str, oldest: date, newest: date) -> date:
    try:
        month = date.fromisoformat(f"{asked[:7]}-01")
    except ValueError:
        return newest
    return month if oldest <= month <= newest else newest


def _names(session: Session, key: KeyView) -> dict[str, str]:
    """Names of what the key's embeds can show, by public id: the commune's tours and places, the partner's own."""
    own = [each.brief for each in partners.variants(session, key.named, wanted())]
    led = {each.id: each.name for each in (*tours.tours(session, wanted(), key.commune), *own)}
    return led | {each.id: each.name for each in briefs.of_commune(session, key.commune, wanted())}


def _things(found: Sequence[Counted], names: dict[str, str]) -> list[Thing]:
    """Those that were shown most often come first."""
    things = []
    for subject, those in groupby(found, key=lambda each: each.subject):
        rows = sorted(those, key=lambda each: (EVENTS.index(each.event), -total(each.spans)))
        shown = [span for each in rows if each.event == "shown" for span in each.spans]
        sums = {event: _sum([each for each in rows if each.event == event]) for event in EVENTS}
        things.append(Thing(subject, names.get(subject, ""), sums, tuple(rows), bars(shown)))
    return sorted(things, key=lambda each: (-each.sums["shown"].number, each.name))


def _sum(rows: Sequence[Counted]) -> Sum:
    spans = [span for each in rows for span in each.spans]
    return Sum(total(spans), any(each.number is None for each in spans))
