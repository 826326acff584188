"""A commune's festivals as a calendar to subscribe to."""

from datetime import date, datetime, time
from urllib.parse import urlsplit

from flask import Response, g
from flask_babel import gettext

from tourism.communes import queries as communes
from tourism.communes.almanac import Cover, FestivalDays, festivals
from tourism.communes.queries import CommuneBrief, FestivalView
from tourism.web.request import VIETNAM, reading, today, wanted
from tourism.web.visitor.kit import sent
from tourism.web.visitor.routes import page


@page("/<language:language>/communes/<slug:slug>/festivals.ics")
def festival_calendar(slug: str) -> Response:
    """The next days of each festival whose days are known; a whole empty calendar where none are."""
    with reading() as session:
        view = communes.commune(session, slug, wanted(), today())
    found = [_days(each, days, view.brief) for each in view.festivals if (days := each.days)]
    cover = _cover(view.brief)
    # It is made anew each day, as the days to come change.
    made = datetime.combine(today(), time(), VIETNAM)
    data = festivals(cover, found, made)
    return sent(data, "ics", slug=f"{slug}-festivals", name=cover.name, language=view.language)


def _cover(brief: CommuneBrief) -> Cover:
    return Cover(
        name=gettext("%(commune)s: festivals", commune=brief.name),
        about=(brief.tagline,),
        language=brief.language,
        page=g.links.absolute(g.links.commune(brief.slug)),
        colour=brief.primary,
        credit=f"© {brief.name}",
    )


def _days(each: FestivalView, days: tuple[date, date], brief: CommuneBrief) -> FestivalDays:
    first, last = days
    lunar = [gettext("lunar %(days)s", days=each.lunar)] if each.lunar else []
    return FestivalDays(
        uid=f"festival-{brief.public_id}-{each.key}-{first.year}@{urlsplit(g.links.base).netloc}",
        name=each.name,
        about=(each.text, *lunar, _how_sure(each.confidence)),
        first=first,
        last=last,
        is_sure=each.confidence == "H",
    )


def _how_sure(confidence: str) -> str:
    told = {
        "H": gettext("official source, or two that agree"),
        "M": gettext("press or one institution"),
    }
    return told.get(confidence) or gettext("not verified yet")
