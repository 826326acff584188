"""Closures in words: what pages, files and programs say of the days on which a place is closed."""

from datetime import date

from flask_babel import gettext

from tourism.sites import closed
from tourism.sites.briefs import SiteBrief
from tourism.sites.closed import Closure, ClosureView
from tourism.web.answers import Body
from tourism.web.filters import day
from tourism.web.request import today


def closed_words(closure: Closure) -> str:
    """What somebody who reads it today has to know."""
    if closure.state(today()) != "now":
        return days_words(closure)
    if closure.ends is None:
        return gettext("Closed until further notice")
    if closure.ends == today():
        return gettext("Closed today")
    return gettext("Closed until %(day)s", day=day(closure.ends))


def days_words(closure: Closure) -> str:
    """The days, in words that are as true tomorrow."""
    if closure.ends is None:
        return gettext("Closed from %(day)s until further notice", day=day(closure.begins))
    if closure.ends == closure.begins:
        return gettext("Closed on %(day)s", day=day(closure.begins))
    return gettext("Closed from %(first)s to %(last)s", first=day(closure.begins), last=day(closure.ends))


def closed_soon(brief: SiteBrief) -> tuple[ClosureView, ...]:
    """What a page says of a place: closed today, or within two weeks."""
    return closed.soon(brief.closures, today())


def closed_now(brief: SiteBrief) -> ClosureView | None:
    """What closes a place today."""
    return closed.now(brief.closures, today())


def lines(brief: SiteBrief) -> tuple[str, ...]:
    """All that is known of the days to come, each in one line: for files that people take along."""
    return tuple(_line(each) for each in closed.standing(brief.closures, today()))


def documents(brief: SiteBrief) -> list[Body]:
    """The same for programs."""
    return [
        {
            "id": each.id,
            "begins": each.begins,
            "ends": each.ends,
            "reason": {"text": each.reason, "language": each.language} if each.reason else None,
            "updated": each.changed,
        }
        for each in closed.standing(brief.closures, today())
    ]


def spans(brief: SiteBrief) -> list[tuple[date, date | None]]:
    """First and last days; the last is None where nobody knows it yet."""
    return [(each.begins, each.ends) for each in closed.standing(brief.closures, today())]


def _line(closure: ClosureView) -> str:
    return " · ".join((days_words(closure), *([closure.reason] if closure.reason else [])))


FILTERS = {
    "closed_words": closed_words,
    "closed_soon": closed_soon,
    "closed_now": closed_now,
}
