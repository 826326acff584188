"""A partner's own tour as the desk shows it: what is kept, the commune's tour of today, places to choose from."""

from dataclasses import dataclass, replace

from flask import g
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.communes.draft import CommuneDraft
from tourism.errors import NotFound
from tourism.language import SOURCE, best_told
from tourism.partners import queries as partners
from tourism.partners.queries import KeptVariant, VariantView
from tourism.sites import briefs
from tourism.sites.briefs import SiteBrief
from tourism.staff import keys
from tourism.staff.keys import KeyView, Partner
from tourism.staff.permissions import Actor
from tourism.tours.draft import TourWords
from tourism.web.request import backends, reading
from tourism.web.variants import kit_path

# Files that guests and guides are given, in the order of the page.
KINDS = ("pdf", "gpx", "kml", "geojson", "ics", "xlsx", "csv", "epub", "zip")


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a partner's tour is seen: its frame, and its files by kind. Addresses are full ones."""

    frame: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class OpenedVariant:
    """One tour of a key; `languages` are those that the commune's tour is told in, Vietnamese first.

    `places` are all that the commune tells, by their keys; `shown` None: nobody can see it today.
    """

    key: KeyView
    kept: KeptVariant
    commune: CommuneDraft
    places: dict[str, SiteBrief]
    languages: tuple[str, ...]
    shown: Shown | None

    @property
    def name(self) -> str:
        """What it is called in Vietnamese, else in the first language that it is told in."""
        return name_of(self.kept)

    @property
    def words(self) -> dict[str, TourWords]:
        """The commune's own words, which stand where the partner has none."""
        return self.kept.tour.words

    @property
    def path(self) -> str:
        """Its page at the desk."""
        return f"/studio/keys/{self.key.id}/tours/{self.kept.id}"


def opened(actor: Actor, number: int, public_id: str) -> OpenedVariant:
    """A tour of a key of the actor's commune; raises NotFound."""
    with reading() as session:
        key = keys.key(session, actor, number, backends().clock())
        kept = partners.opened(session, key.id, public_id)
        places = briefs.of_commune(session, key.commune, SOURCE)
        return OpenedVariant(
            key=key,
            kept=kept,
            commune=communes.at_home(session, key.commune, SOURCE)[1],
            places={each.key: each for each in places},
            languages=(SOURCE, *(tag for tag in kept.tour.words if tag != SOURCE)),
            shown=shown_of(session, key, kept.id),
        )


def shown_of(session: Session, key: KeyView, public_id: str) -> Shown | None:
    """Where a tour of a key is seen today; None where the key has ended, or nothing of the tour is told."""
    if key.state != "active":
        return None
    partner = Partner(key.id, key.commune, key.partner, key.code, key.sites)
    try:
        view = partners.variant(session, public_id, partner, SOURCE)
    except NotFound:
        return None
    return _shown(view)


def _shown(view: VariantView) -> Shown:
    links = replace(g.links, language=SOURCE)
    has_sound = any(stop.sound for stop in view.stops)
    files = {kind: links.absolute(kit_path(links, view, kind)) for kind in KINDS if kind != "zip" or has_sound}
    frame = links.absolute(f"{links.embed('tours', view.brief.id)}?lang={SOURCE}&p={view.code}")
    return Shown(frame, files)


def name_of(kept: KeptVariant) -> str:
    """What a partner's tour is called at the desk."""
    own, tour = kept.written.name, kept.tour.words
    chosen = best_told(SOURCE, tuple(tour))
    return own.get(SOURCE) or (tour[chosen].name if chosen else "") or next(iter(own.values()), kept.id)
