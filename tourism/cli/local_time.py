"""Moments as a clock on the wall shows them."""

from datetime import datetime, timedelta, timezone

# All of Vietnam, summer and winter; a bare machine has no table of time zones.
VIETNAM = timezone(timedelta(hours=7))


def shown(moment: datetime, now: datetime) -> str:
    """`moment` in Vietnam, with its day where that is not today: 14:05, or 23 Nov 14:05."""
    local = moment.astimezone(VIETNAM)
    if local.date() == now.astimezone(VIETNAM).date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b %H:%M}"
