"""A partner's own tour as people write it: an order of stops, where to meet, words of welcome. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import Field, TypeAdapter

from tourism import geo
from tourism.communes.draft import STRICT, Slug
from tourism.tours.draft import Lines, MeetingDraft, StopDraft, StopKind, Told, TourDraft, TourWords, Travel

STOPS_MAX = 60
# How far from the first stop people may meet, in metres: more is a slip of the finger, or no walk.
FAR = {"walk": 5_000.0, "bicycle": 20_000.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnStop:
    """A stop at a place of the commune; `kind` is the tour's of today where the tour stops there too."""

    __pydantic_config__ = STRICT
    site: Slug
    kind: StopKind
    dwell_minutes: Annotated[int, Field(ge=0, le=1440)]


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantDraft:
    """A partner's order of a tour; a name that is missing in a language is the tour's own.

    `intro` (Markdown) are words of welcome; where there are none in a language none are shown, for the tour's own
    speak of another order.
    `number` grows with every save, so that nobody overwrites what they have not seen.
    """

    __pydantic_config__ = STRICT
    travel: Travel
    stops: Annotated[tuple[OwnStop, ...], Field(min_length=1, max_length=STOPS_MAX)]
    name: Lines = field(default_factory=dict)
    intro: Told = field(default_factory=dict)
    meeting: MeetingDraft | None = None
    number: Annotated[int, Field(ge=1)] = 1


DRAFT = TypeAdapter(VariantDraft)


def made_from(tour: TourDraft) -> VariantDraft:
    """A partner's tour that is the commune's, as it begins."""
    stops = (OwnStop(site=each.site, kind=each.kind, dwell_minutes=each.dwell_minutes) for each in tour.stops)
    return VariantDraft(travel=tour.travel, stops=tuple(stops))


def stops_of(own: Sequence[OwnStop], tour: Sequence[StopDraft]) -> tuple[StopDraft, ...]:
    """Stops in the partner's order and time; what for and the notes are the tour's, where it stops there too."""
    return tuple(_stop(each, like(each, tour)) for each in own)


def like(own: OwnStop, tour: Sequence[StopDraft]) -> StopDraft | None:
    """The tour's stop at the same place, rather one for the same purpose; None where it does not stop there."""
    there = [each for each in tour if each.site == own.site]
    return next((each for each in there if each.kind == own.kind), there[0] if there else None)


def _stop(own: OwnStop, tours: StopDraft | None) -> StopDraft:
    found = tours or StopDraft(site=own.site, kind=own.kind, dwell_minutes=own.dwell_minutes)
    return replace(found, dwell_minutes=own.dwell_minutes)


def words_of(variant: VariantDraft, tour: dict[str, TourWords]) -> dict[str, TourWords]:
    """The tour's words by language, under the partner's name where it has one, with the partner's welcome."""
    return {
        tag: replace(each, name=variant.name.get(tag, each.name), intro=variant.intro.get(tag, ""))
        for tag, each in tour.items()
    }


def too_far(meeting: MeetingDraft, first: geo.Point, travel: str) -> float | None:
    """Metres from where people meet to the first stop, where that is more than one goes; else None."""
    metres = geo.distance(geo.Point(meeting.pin.lat, meeting.pin.lon), first)
    return metres if metres > FAR[travel] else None
