"""Which take of a part is heard, and which voices are worth asking for a better one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tourism.narration.script import Part

RECORDED = "recorded"
RECORDED_QUALITY = 100


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice that may be asked for a language; higher `quality` is preferred."""

    engine: str
    version: str
    quality: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What choosing needs to know of a take."""

    id: int
    part: int
    engine: str
    version: str
    quality: int
    shown: str
    spoken: str
    state: str

    def is_exact(self, part: Part) -> bool:
        """Whether a machine would say these words the same way today; a person reads what is shown."""
        return self.engine == RECORDED or self.spoken == part.spoken_digest


def says(take: Kept, part: Part) -> bool:
    """Whether a take says today's words, as they are shown."""
    return take.part == part.index and part.is_said_by(take.shown)


def best(takes: Iterable[Kept], part: Part) -> Kept | None:
    """The take of the best voice among those that say today's words; the newest of equals.

    A good voice that says a name as it was spelt yesterday is heard before a plain one that says it right: it will
    soon read again.
    """
    fresh = (take for take in takes if take.state == "ready" and says(take, part))
    return max(fresh, key=lambda take: (take.quality, take.is_exact(part), take.id), default=None)


def worth_asking(takes: Sequence[Kept], part: Part, offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Voices that would do better than what is there, the best first.

    One that refused these words in this version is not asked again; one that would read them otherwise now is.
    """
    now = best(takes, part)
    refusals = {
        (take.engine, take.version)
        for take in takes
        if take.state == "refused" and take.part == part.index and take.is_exact(part)
    }
    better = [
        offer
        for offer in offers
        if (offer.engine, offer.version) not in refusals and (not now or _beats(offer, now, part))
    ]
    return tuple(sorted(better, key=lambda offer: -offer.quality))


def _beats(offer: Offer, take: Kept, part: Part) -> bool:
    if offer.engine == take.engine:
        return offer.version != take.version or not take.is_exact(part)
    return offer.quality > take.quality
