"""A partner's own tour as the desk shows it: what is kept, the commune's tour of today, places to choose from."""

from dataclasses import dataclass

from tourism.communes import queries as communes
from tourism.communes.draft import CommuneDraft
from tourism.language import SOURCE, best_told
from tourism.partners import queries as partners
from tourism.partners.queries import KeptVariant
from tourism.sites import briefs
from tourism.sites.briefs import SiteBrief
from tourism.staff import keys
from tourism.staff.keys import KeyView
from tourism.staff.permissions import Actor
from tourism.tours.draft import TourWords
from tourism.web.request import backends, reading
from tourism.web.studio.partner_tour_seen import Shown, shown_of


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


def name_of(kept: KeptVariant) -> str:
    """What a partner's tour is called at the desk."""
    own, tour = kept.written.name, kept.tour.words
    chosen = best_told(SOURCE, tuple(tour))
    return own.get(SOURCE) or (tour[chosen].name if chosen else "") or next(iter(own.values()), kept.id)
