"""Where a partner's own tour is seen, for the desk: its frame and its files, in Vietnamese."""

from dataclasses import dataclass, replace

from flask import g
from sqlalchemy.orm import Session

from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.partners import queries as partners
from tourism.partners.queries import VariantView
from tourism.staff.keys import KeyView
from tourism.web.variants import kit_path

# Files that guests and guides are given, in the order of the page.
KINDS = ("pdf", "gpx", "kml", "geojson", "ics", "xlsx", "csv", "epub", "zip")


@dataclass(frozen=True, slots=True)
class Shown:
    """Full addresses of a partner's tour: its frame, in which nothing is counted, the builder, its files by kind."""

    frame: str
    builder: str
    files: dict[str, str]


def shown_of(session: Session, key: KeyView, public_id: str) -> Shown | None:
    """Where a tour of a key is seen today; None where the key has ended, or nothing of the tour is told."""
    if key.state != "active":
        return None
    try:
        view = partners.variant(session, public_id, key.named, SOURCE)
    except NotFound:
        return None
    return _shown(view)


def _shown(view: VariantView) -> Shown:
    links = replace(g.links, language=SOURCE)
    has_sound = any(stop.sound for stop in view.stops)
    files = {kind: links.absolute(kit_path(links, view, kind)) for kind in KINDS if kind != "zip" or has_sound}
    frame = links.absolute(f"{links.embed('tours', view.brief.id)}?lang={SOURCE}&p={view.code}&dnt=1")
    builder = links.absolute(f"{links.builder(view.commune.slug, view.brief.id)}&p={view.code}")
    return Shown(frame, builder, files)
