"""A site in a list, for programs: in JSON with full addresses, on the map of a phone with short ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g
from sqlalchemy.orm import Session

from tourism.communes import queries as communes
from tourism.narration import queries as narration
from tourism.narration.credits import Credit
from tourism.narration.queries import SoundView
from tourism.scenes import queries as scenes
from tourism.sites.briefs import SiteBrief
from tourism.web import closings
from tourism.web.answers import Body
from tourism.web.scene_links import SceneLinks

OPUS = "audio/webm; codecs=opus"
# How close to a pin one must stand to be there, where the pin is sure.
ZONE_METRES = 40.0


@dataclass(frozen=True, slots=True)
class Listed:
    """A site with what lists tell besides: its area's name, the sound of today's words, whether it is there in 3D."""

    brief: SiteBrief
    area: str | None
    sound: SoundView | None
    in_3d: bool


def listed(session: Session, briefs: Sequence[SiteBrief], asked: str) -> tuple[Listed, ...]:
    """Sites in their order, with their areas' names in the language asked for."""
    areas = {row: communes.area_names(session, row, asked) for row in {each.commune_row for each in briefs}}
    sounds = narration.fresh_sounds(session, briefs)
    shown = scenes.shown_among(session, [each.row for each in briefs])
    return tuple(
        Listed(each, areas[each.commune_row].get(each.area or ""), sounds.get(each.row), each.row in shown)
        for each in briefs
    )


def item(each: Listed) -> Body:
    """For lists and as the beginning of a site's whole document."""
    brief = each.brief
    body: Body = {
        "id": brief.id,
        "name": brief.name,
        "hook": brief.hook,
        "language": brief.language,
        "as_asked": brief.as_asked,
        "kind": brief.kind,
        "story_kind": brief.story,
        "commune": brief.commune,
        "area": each.area,
        "pin": pin(brief),
        "tourist_point": brief.tourist_point,
        "awaiting": brief.awaiting,
        "sign": brief.sign,
        "scan_url": g.links.absolute(g.links.code(brief.sign)) if brief.sign else None,
        "picture": media(brief.picture),
        "page": g.links.absolute(g.links.site(brief)),
        "self": address(f"/sites/{brief.id}"),
        "sound": _full_sound(each),
        "scene": SceneLinks(g.links, brief.id).document("scene") if each.in_3d else None,
        "closures": closings.documents(brief),
        "updated": brief.changed,
    }
    if brief.metres is not None:
        body["distance_m"] = round(brief.metres, 1)
    return body


def pin(brief: SiteBrief) -> Body:
    """Where a site is, and how sure that is."""
    return {
        "lat": brief.lat,
        "lon": brief.lon,
        "accuracy_m": brief.accuracy_m,
        "approximate": brief.approximate,
    }


def _sound(each: Listed) -> Body | None:
    """A finished sound; its addresses are the guide's own paths."""
    found = each.sound
    if found is None:
        return None
    return {
        "url": g.links.media(found.name),
        "transcript": g.links.media(found.transcript),
        "bytes": found.size,
        "opus": _opus(found),
        "duration_ms": found.duration_ms,
        "language": each.brief.language,
        "made_by": found.made_by,
        "engine": found.engine,
        "voice": found.voice,
        "credits": [_credit(each) for each in found.credits],
        "approximate": found.approximate,
    }


def _opus(found: SoundView) -> Body | None:
    if found.opus is None:
        return None
    return {"url": g.links.media(found.opus), "type": OPUS, "bytes": found.opus_size}


def _credit(credit: Credit) -> Body:
    return {
        "parts": credit.parts,
        "made_by": credit.made_by,
        "engine": credit.engine,
        "speaker": credit.speaker or None,
    }


def _full_sound(each: Listed) -> Body | None:
    told = _sound(each)
    if told is None:
        return None
    if told["opus"]:
        told["opus"]["url"] = g.links.absolute(told["opus"]["url"])
    return told | {name: g.links.absolute(told[name]) for name in ("url", "transcript")}


def media(name: str | None) -> str | None:
    """A blob's full address."""
    return g.links.absolute(g.links.media(name)) if name else None


def address(path: str) -> str:
    """Another document of this API in the same language, in full."""
    return str(g.links.absolute(f"/api/v1{path}?lang={g.links.language}"))


def on_the_map(each: Listed) -> Body:
    """For phones that look around themselves; addresses are the guide's own paths."""
    brief = each.brief
    closed = closings.closed_now(brief)
    return {
        "id": brief.id,
        "name": brief.name,
        "hook": brief.hook,
        "language": brief.language,
        "url": g.links.site(brief),
        "sign": brief.sign,
        "kind": brief.kind,
        "area": each.area,
        "picture": g.links.media(brief.picture) if brief.picture else None,
        "accuracy_m": brief.accuracy_m,
        "approximate": brief.approximate,
        "zone_m": brief.accuracy_m if brief.approximate else ZONE_METRES,
        "awaiting": brief.awaiting,
        "closed": closings.closed_words(closed) if closed else None,
        "commune": brief.commune,
        "sound": _sound(each),
    }
