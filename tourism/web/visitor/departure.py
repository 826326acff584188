"""When a tour begins: the day and the hour of an address."""

import re
from datetime import date, datetime, time, timedelta

from flask import request

from tourism.errors import Invalid
from tourism.tours.queries import TourView
from tourism.web.request import today

START = time(8)
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
# Python reads more forms of both than people are told of.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")


def start_asked(usual: time = START) -> datetime:
    """The start by `day` (2027-03-15) and `start` (08:00), in Việt Nam's own time; raises Invalid.

    `usual` is the hour where none is asked for.
    """
    day, hour = request.args.get("day", ""), request.args.get("start", "")
    try:
        found = datetime.combine(_day(day), _hour(hour, usual))
    except ValueError:
        raise Invalid("bad-day") from None
    if not FIRST <= found.date() <= LAST:
        raise Invalid("bad-day")
    return found


def usual_hour(view: TourView) -> time:
    """When people meet, where that is said; else in the morning."""
    return (view.meeting and view.meeting.hour) or START


def usual_day() -> date:
    """Tomorrow."""
    return today() + timedelta(days=1)


def _day(asked: str) -> date:
    return date.fromisoformat(_read(_DAY, asked)) if asked else usual_day()


def _hour(asked: str, usual: time) -> time:
    return time.fromisoformat(_read(_HOUR, asked)) if asked else usual


def _read(form: re.Pattern[str], asked: str) -> str:
    if not form.fullmatch(asked):
        raise ValueError(asked)
    return asked
