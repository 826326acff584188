"""A place's photos: adding, describing, ordering, and which of them visitors may see. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from tourism.communes import claims
from tourism.communes.licences import Licence
from tourism.errors import Invalid, NotFound
from tourism.language import SOURCE
from tourism.sites.draft import Photo, PhotoFile

Photos: TypeAlias = tuple[Photo, ...]
Step = Literal["earlier", "later"]
# As many as somebody scrolls through on a phone.
MOST = 24
ALT_MAX = 300


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo as visitors have it; `language` is that of `alt`, `until` the last day on which it may be seen."""

    id: str
    width: int
    height: int
    files: tuple[PhotoFile, ...]
    share: str | None
    alt: str
    language: str
    credit: str
    licence: Licence
    taken: date | None
    until: date | None
    focus: tuple[float, float]


def added(photos: Photos, photo: Photo) -> Photos:
    """With one more at the end; as they are where it was sent twice. Raises Invalid where there are enough."""
    if any(each.id == photo.id for each in photos):
        return photos
    if len(photos) >= MOST:
        raise Invalid("too-many-photos", most=MOST)
    return (*photos, photo)


def changed(photos: Photos, photo_id: str, change: Callable[[Photo], Photo]) -> Photos:
    """With one of them changed; raises NotFound."""
    found(photos, photo_id)
    return tuple(change(each) if each.id == photo_id else each for each in photos)


def removed(photos: Photos, photo_id: str) -> Photos:
    """Without one of them; raises NotFound."""
    found(photos, photo_id)
    return tuple(each for each in photos if each.id != photo_id)


def moved(photos: Photos, photo_id: str, step: Step) -> Photos:
    """With one of them a place earlier or later, where there is one; raises NotFound."""
    at = photos.index(found(photos, photo_id))
    other = at - 1 if step == "earlier" else at + 1
    if not 0 <= other < len(photos):
        return photos
    order = list(photos)
    order[at], order[other] = order[other], order[at]
    return tuple(order)


def found(photos: Photos, photo_id: str) -> Photo:
    """The one of this id; raises NotFound."""
    photo = next((each for each in photos if each.id == photo_id), None)
    if photo is None:
        raise NotFound("no-such-photo")
    return photo


def file_names(photos: Photos) -> tuple[str, ...]:
    """The blobs that photos need, each once."""
    names = [name for photo in photos for name in (*(each.name for each in photo.files), photo.share) if name]
    return tuple(dict.fromkeys(names))


def lacking(photo: Photo, today: date) -> tuple[str, ...]:
    """Why visitors do not see it: `alt`, `credit`, `consent`, `expired`; nothing where they do."""
    reasons = {
        "alt": not photo.alt.get(SOURCE),
        "credit": not photo.credit,
        "consent": photo.consent == "awaited",
        "expired": photo.consent_until is not None and photo.consent_until < today,
    }
    return tuple(reason for reason, is_so in reasons.items() if is_so)


def views(photos: Photos, asked: str) -> tuple[PhotoView, ...]:
    """Those that visitors may see on some day: what they show is said, and whoever is in them agrees."""
    return tuple(_view(each, asked) for each in photos if not lacking(each, date.min))


def shown(told: tuple[PhotoView, ...], today: date) -> tuple[PhotoView, ...]:
    """Those that may be seen today."""
    return tuple(each for each in told if each.until is None or each.until >= today)


def _view(photo: Photo, asked: str) -> PhotoView:
    alt = claims.told(photo.alt, asked)
    return PhotoView(
        id=photo.id,
        width=photo.width,
        height=photo.height,
        files=photo.files,
        share=photo.share,
        alt=alt.text,
        language=alt.language,
        credit=photo.credit,
        licence=photo.licence,
        taken=photo.taken,
        until=photo.consent_until,
        focus=photo.focus,
    )
