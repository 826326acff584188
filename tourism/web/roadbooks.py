"""A tour made ready to leave the house, in the words and with the addresses of this request's language."""

from flask import g
from flask_babel import gettext, ngettext

from tourism import geo
from tourism.communes import licences
from tourism.narration.queries import SoundView
from tourism.partners.queries import VariantView
from tourism.storage.blobs import media_type
from tourism.tours.itinerary import Itinerary, Leg, times
from tourism.tours.queries import MeetingView, StopView, TourView
from tourism.tours.roadbook import Roadbook, Sound, Stop
from tourism.web import closings
from tourism.web.attribution import how_made, voices
from tourism.web.filters import long_duration, metres, stop_kind_name


def roadbook(view: TourView) -> Roadbook:
    """All of a tour that files tell."""
    brief, commune, plan, links = view.brief, view.commune, view.brief.itinerary, g.links
    meeting = [_meeting(view, view.meeting)] if view.meeting else []
    offsets = times([stop.dwell_minutes for stop in view.stops], plan.ways)
    return Roadbook(
        id=brief.id,
        language=view.language,
        name=brief.name,
        about=_about_tour(view),
        counted=ngettext("%(num)d stop", "%(num)d stops", len(view.stops)),
        beeline=gettext("The line leads straight from stop to stop; it is not the path. Please ask the way."),
        page=links.absolute(tour_page(view)),
        commune=commune.name,
        commune_page=links.absolute(links.commune(commune.slug)),
        credit=f"© {commune.name}",
        licence=licences.page(commune.licence),
        primary=commune.primary,
        secondary=commune.secondary,
        travel=brief.travel,
        metres=plan.metres,
        minutes=plan.minutes,
        approximate=plan.approximate,
        changed=max(brief.changed, *(stop.site.changed for stop in view.stops)),
        stops=(*meeting, *(_stop(view, stop, *offset) for stop, offset in zip(view.stops, offsets, strict=True))),
    )


def tour_page(view: TourView) -> str:
    """The path of a tour's page in the guide; a partner's own has the commune's."""
    return g.links.tour(view.tour if isinstance(view, VariantView) else view.brief)


def stop_page(view: TourView, stop: StopView) -> str:
    """The path of a stop's page in the guide; a partner's own tour has the places' own pages."""
    if isinstance(view, VariantView):
        return g.links.site(stop.site)
    return g.links.stop(view.brief, stop.number)


def told_by(view: VariantView) -> str:
    """Whose order it is, and whose words."""
    return gettext(
        "By %(company)s, told by the commune of %(commune)s", company=view.partner, commune=view.commune.name
    )


def gathering(meeting: MeetingView) -> str:
    """Where people meet, and when that is said."""
    return " · ".join((meeting.name, *_hour(meeting)))


def _hour(meeting: MeetingView) -> tuple[str, ...]:
    return (f"{meeting.hour:%H:%M}",) if meeting.hour else ()


def _about_tour(view: TourView) -> tuple[str, ...]:
    label = how_made(view)
    return (
        view.brief.hook,
        _sums(view.brief.itinerary, view.brief.travel),
        *([gettext("Season: %(season)s", season=view.season)] if view.season else []),
        *([_roughly()] if view.brief.itinerary.approximate else []),
        *([label] if label else []),
        *([gettext("Meeting point: %(place)s", place=gathering(view.meeting))] if view.meeting else []),
        *([told_by(view)] if isinstance(view, VariantView) else []),
    )


def _sums(plan: Itinerary, travel: str) -> str:
    return f"{lasting(plan)} · {moving(plan, travel)}"


def lasting(plan: Itinerary | Leg) -> str:
    """How long it takes, with ≈ where that is reckoned roughly."""
    return f"{'≈ ' if plan.approximate else ''}{long_duration(plan.minutes)}"


def moving(plan: Itinerary | Leg, travel: str) -> str:
    """How far it is and by what, with ≈ where that is known roughly."""
    by = gettext("by bicycle") if travel == "bicycle" else gettext("on foot")
    return f"{'≈ ' if plan.approximate else ''}{metres(plan.metres, plan.approximate)} {by}"


def _roughly() -> str:
    return gettext("Distances and minutes are approximate: some positions are not surveyed yet. Please ask the way.")


def _meeting(view: TourView, meeting: MeetingView) -> Stop:
    unsure = [gettext("Approximate position: please ask the way.")] if meeting.approximate else []
    return Stop(
        number=0,
        site="",
        name=meeting.name,
        kind="meet",
        about=(" · ".join((stop_kind_name("meet"), *_hour(meeting))), *meeting.note.splitlines(), *unsure),
        here=meeting.here,
        accuracy_m=meeting.accuracy_m,
        approximate=meeting.approximate,
        arrival=0,
        departure=0,
        way=None,
        page=g.links.absolute(tour_page(view)),
        sound=None,
    )


def _stop(view: TourView, stop: StopView, arrival: int, departure: int) -> Stop:
    site, links = stop.site, g.links
    return Stop(
        number=stop.number,
        site=site.id,
        name=site.name,
        kind=stop.kind,
        about=_about_stop(stop),
        here=geo.Point(site.lat, site.lon),
        accuracy_m=site.accuracy_m,
        approximate=site.approximate,
        arrival=arrival,
        departure=departure,
        way=stop.leg,
        page=links.absolute(stop_page(view, stop)),
        sound=_sound(stop.sound) if stop.sound else None,
    )


def _about_stop(stop: StopView) -> tuple[str, ...]:
    site = stop.site
    awaited = gettext("Known by name only; the story is awaited from the officer")
    unsure = gettext("Approximate position: please ask the way. The exact place is awaited from the officer.")
    return (
        f"{stop_kind_name(stop.kind)} · {long_duration(stop.dwell_minutes)}",
        stop.note or site.hook,
        *closings.lines(site),
        *([awaited] if site.awaiting else []),
        *([unsure] if site.approximate else []),
        *([voices(stop.sound.credits)] if stop.sound else []),
    )


def _sound(sound: SoundView) -> Sound:
    address = g.links.absolute(g.links.media(sound.name))
    return Sound(address, media_type(sound.name), sound.size, sound.duration_ms, gettext("Listen"))
