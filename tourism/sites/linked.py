"""A site as schema.org's TouristAttraction or LandmarksOrHistoricalBuildings. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tourism import geo
from tourism.communes import licences
from tourism.communes.linked import CONTEXT, Body, Home, Written, area, known, position, web_page
from tourism.sites.draft import Hours, Weekday

# What stands there because people built it long ago; the rest is what people go to see.
BUILT = frozenset({"communal_house", "stele", "tomb", "pagoda", "shrine", "clan_house"})
DAYS: dict[Weekday, str] = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
# A price is words, not a number: only these, and nothing beside them, say that it costs nothing.
FREE = frozenset({
    "miễn phí", "vào cửa miễn phí", "free", "free of charge", "free entry", "free admission", "gratuit",
    "entrée libre", "entrée gratuite", "免费", "免費", "無料", "무료",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attraction:
    """A site in one language; `id` is the same in all, `name_vi` what its sign says, `price` as people wrote it.

    `closed` are first and last days, the last None where nobody knows it. Somebody who stands at `here` is at most
    `accuracy_m` metres off; `approximate` where nobody has surveyed it.
    """

    id: str
    page: str
    public_id: str
    kind: str
    name: str
    name_vi: str
    about: str
    here: geo.Point
    accuracy_m: float
    approximate: bool
    area: str | None
    home: Home
    hours: Hours | None
    closed: Sequence[tuple[date, date | None]]
    price: str | None
    pictures: Sequence[Body]


def attraction(site: Attraction, written: Written) -> Body:
    """A site's page; what others know of it (sounds, WiFi, a model) they add by names of their own."""
    return {"@context": CONTEXT} | known(
        {
            "@type": type_of(site.kind),
            "@id": site.id,
            "url": site.page,
            "identifier": site.public_id,
            "name": site.name,
            "alternateName": site.name_vi if site.name_vi != site.name else None,
            "description": site.about,
            "geo": position(site.here, site.accuracy_m, approximate=site.approximate),
            "containedInPlace": _around(site),
            "openingHoursSpecification": opening(site.hours or {}),
            "specialOpeningHoursSpecification": [shut(*each) for each in site.closed],
            "isAccessibleForFree": True if is_free(site.price) else None,
            "image": list(site.pictures),
            "mainEntityOfPage": web_page(written),
        }
    )


def type_of(kind: str) -> str:
    """The type of a kind of site."""
    return "LandmarksOrHistoricalBuildings" if kind in BUILT else "TouristAttraction"


def opening(hours: Hours) -> list[Body]:
    """Each span of each day of which people wrote hours; nothing is said of other days."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"{CONTEXT}/{DAYS[day]}",
            "opens": opens,
            "closes": closes,
        }
        for day in DAYS
        for opens, closes in hours.get(day, [])
    ]


def shut(first: date, last: date | None) -> Body:
    """Days without an hour: from midnight to midnight, which is how readers of opening hours know a closed day."""
    days = {"validFrom": first.isoformat(), "validThrough": last.isoformat() if last else None}
    return {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00"} | known(days)


def is_free(price: str | None) -> bool:
    """Whether the price says that it costs nothing, and nothing else."""
    return bool(price) and (price or "").strip().rstrip(".!。").strip().casefold() in FREE


def photo(plain: Body, *, credit: str, licence: str, taken: date | None) -> Body:
    """A photo: whose it is, and who may use it where the world may."""
    told = {
        "creditText": credit,
        "license": licences.page(licence),
        "dateCreated": taken.isoformat() if taken else None,
    }
    return plain | known(told)


def brief(id_: str, name: str, kind: str, page: str) -> Body:
    """A site in a list."""
    return {"@type": type_of(kind), "@id": id_, "name": name, "url": page}


def _around(site: Attraction) -> Body:
    commune = area(site.home)
    return {"@type": "Place", "name": site.area, "containedInPlace": commune} if site.area else commune
