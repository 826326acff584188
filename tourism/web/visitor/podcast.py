"""A commune's stories as a podcast, one feed a language: only what is told and heard in that language."""

import math

from flask import Response, g
from flask_babel import gettext

from tourism import geo
from tourism.communes import queries as communes
from tourism.communes.licences import FREE
from tourism.communes.licences import page as page_of
from tourism.communes.queries import CommuneBrief, CommuneView
from tourism.errors import NotFound
from tourism.narration import queries as narration
from tourism.narration.podcast import Channel, Episode, File, Spot, feed
from tourism.narration.queries import SoundView
from tourism.sites import briefs as sites
from tourism.sites import queries as stories
from tourism.sites.briefs import SiteBrief
from tourism.sites.draft import Words
from tourism.storage.blobs import media_type
from tourism.web.attribution import how_made, voices
from tourism.web.filters import markdown
from tourism.web.media import OPEN
from tourism.web.request import reading, today, wanted
from tourism.web.visitor.routes import page

NAME = "Lời Quê"


@page("/<language:language>/communes/<slug:slug>/podcast.xml")
def podcast(slug: str) -> Response:
    """The feed: none where nothing is told in this language, an empty one while the voices are being made."""
    with reading() as session:
        commune = communes.commune(session, slug, wanted(), today())
        told = [each for each in sites.of_commune(session, commune.brief.id, wanted()) if each.as_asked]
        if not told:
            raise NotFound("no-such-podcast", slug=slug)
        sounds = narration.fresh_sounds(session, told)
        words = stories.told_among(session, list(sounds))
    around = _around(commune)
    heard = [each for each in told if each.row in sounds]
    episodes = [_episode(each, words[each.row, each.language], sounds[each.row], around) for each in heard]
    return Response(
        feed(_channel(commune, around), episodes),
        content_type="application/rss+xml; charset=utf-8",
        headers=dict(OPEN),
    )


def _channel(commune: CommuneView, around: Spot) -> Channel:
    brief = commune.brief
    words = (brief.tagline, str(markdown(commune.welcome).striptags()), *_labels(commune))
    return Channel(
        address=g.links.absolute(g.links.podcast(brief.slug)),
        page=g.links.absolute(g.links.commune(brief.slug)),
        language=wanted(),
        title=f"{gettext('%(commune)s: audio guide', commune=brief.name)} · {NAME}",
        description="\n\n".join(words)
        if commune.as_asked
        else gettext("Stories of the countryside, told where they happened."),
        author=NAME,
        copyright=f"© {brief.name}",
        picture=g.links.absolute(g.links.cover(brief.slug)),
        spot=around,
        licence=_licence(brief),
    )


def _licence(brief: CommuneBrief) -> tuple[str, str] | None:
    address = page_of(brief.licence)
    return (FREE[brief.licence].spdx, address) if brief.licence and address else None


def _episode(site: SiteBrief, words: Words, sound: SoundView, around: Spot) -> Episode:
    links = g.links
    is_drawn = site.picture is not None and site.picture.endswith(".svg")
    return Episode(
        id=f"{site.id}-{site.language}",
        number=site.position,
        title=site.name,
        page=links.absolute(links.site(site)),
        summary="\n\n".join((site.hook, voices(sound.credits), *_labels(words))),
        published=sound.made,
        sound=_file(sound.name, sound.size),
        seconds=math.ceil(sound.duration_ms / 1000),
        transcript=links.absolute(links.media(sound.transcript)),
        # A pin that nobody has verified says no more than that the place is in the commune.
        spot=around if site.approximate else Spot(site.name, site.lat, site.lon, math.ceil(site.accuracy_m)),
        picture=links.absolute(links.square_picture(site.picture)) if is_drawn else None,
        speakers=_speakers(sound),
        other=_file(sound.opus, sound.opus_size) if sound.opus else None,
    )


def _around(commune: CommuneView) -> Spot:
    """The whole commune: its centre, and how far its farthest corner is."""
    west, south, east, north = commune.bbox
    centre = geo.Point(commune.lat, commune.lon)
    reach = max(geo.distances(centre, (south, south, north, north), (west, east, west, east)))
    return Spot(commune.brief.name, commune.lat, commune.lon, math.ceil(reach))


def _file(name: str, size: int) -> File:
    return File(g.links.absolute(g.links.media(name)), size, media_type(name))


def _speakers(sound: SoundView) -> tuple[str, ...]:
    """People by the names that they are credited with, each once."""
    return tuple(dict.fromkeys(each.speaker for each in sound.credits if each.speaker))


def _labels(words: Words | CommuneView) -> tuple[str, ...]:
    label = how_made(words)
    return (label,) if label else ()
