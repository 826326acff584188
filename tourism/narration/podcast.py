"""A podcast feed (RSS 2.0) of what is heard in a commune, out of plain values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from uuid import UUID, uuid5

from tourism.markup import allowed, element

# Feeds say the scripts of Chinese by country, as the lists do that apps check them against.
RSS_LANGUAGES = {"zh-Hans": "zh-cn", "zh-Hant": "zh-tw"}
# What the namespace derives every podcast's identity from.
PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
# Directories take 4,000 bytes, of which paragraphs and escapes need some.
DESCRIPTION_BYTES = 3_600
NAME_MAX = 128
OPENING = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">'
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is, in degrees; somebody who stands there is at most `metres` off."""

    name: str
    lat: float
    lon: float
    metres: int


@dataclass(frozen=True, slots=True)
class File:
    """A sound at its full address; `size` in bytes, `kind` its media type."""

    address: str
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Episode:
    """A site's story; addresses are full ones, `id` stays the same for ever, `number` is its place in the order.

    `summary` is plain text, an empty line between paragraphs.
    `other` is the same sound in a smaller file, for apps that can play it.
    """

    id: str
    number: int
    title: str
    page: str
    summary: str
    published: datetime
    sound: File
    seconds: int
    transcript: str
    spot: Spot
    picture: str | None = None
    speakers: tuple[str, ...] = ()
    other: File | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A commune in one language; `address` is the feed's own, `picture` a square of 1400 to 3000 pixels.

    `licence` is a free licence by the name that lists know (SPDX) and by its address.
    """

    address: str
    page: str
    language: str
    title: str
    description: str
    author: str
    copyright: str
    picture: str
    spot: Spot
    licence: tuple[str, str] | None = None


def feed(channel: Channel, episodes: Sequence[Episode]) -> bytes:
    """The feed as UTF-8; the same values give the same bytes."""
    newest = max((each.published for each in episodes), default=None)
    changed = [element("lastBuildDate", _moment(newest))] if newest else []
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', OPENING, "<channel>", *_channel(channel), *changed]
    for each in episodes:
        lines += ["<item>", *_item(each, channel.language), "</item>"]
    return "\n".join([*lines, "</channel>", "</rss>", ""]).encode()


def identity(address: str) -> str:
    """The feed's own number among all podcasts: made of its address without the scheme and the last slashes."""
    return str(uuid5(PODCASTS, address.partition("://")[2].rstrip("/")))


def _channel(channel: Channel) -> list[str]:
    picture = [element("url", channel.picture), element("title", channel.title), element("link", channel.page)]
    narrower = element("itunes:category", text="Places & Travel")
    return [
        element("title", channel.title),
        element("link", channel.page),
        element("atom:link", rel="self", type="application/rss+xml", href=channel.address),
        # Some apps read HTML here too, others show its tags: no tags, but what people wrote is escaped for both.
        element("description", escape(_shortened(channel.description), quote=False)),
        element("language", RSS_LANGUAGES.get(channel.language, channel.language.lower())),
        element("copyright", channel.copyright),
        element("image", inside=picture),
        element("itunes:author", channel.author),
        element("itunes:image", href=channel.picture),
        element("itunes:category", text="Society & Culture", inside=[narrower]),
        element("itunes:explicit", "false"),
        element("itunes:type", "serial"),
        element("podcast:guid", identity(channel.address)),
        element("podcast:locked", "yes"),
        element("podcast:medium", "podcast"),
        *([element("podcast:license", channel.licence[0].lower(), url=channel.licence[1])] if channel.licence else []),
        _location(channel.spot),
    ]


def _item(episode: Episode, language: str) -> list[str]:
    sound = episode.sound
    lines = [
        element("title", episode.title),
        element("itunes:title", episode.title),
        element("link", episode.page),
        element("guid", episode.id, isPermaLink="false"),
        element("pubDate", _moment(episode.published)),
        element("description", _as_html(episode.summary)),
        element("enclosure", url=sound.address, length=str(sound.size), type=sound.kind),
        element("itunes:duration", str(episode.seconds)),
        element("itunes:episode", str(episode.number)),
        element("itunes:episodeType", "full"),
        element("itunes:explicit", "false"),
        # It has its times, so it can be read along.
        element("podcast:transcript", url=episode.transcript, type="text/vtt", language=language, rel="captions"),
        _location(episode.spot),
    ]
    lines += [element("itunes:image", href=episode.picture)] if episode.picture else []
    lines += [element("podcast:person", each[:NAME_MAX], role="narrator", group="cast") for each in episode.speakers]
    lines += [_alternative(episode.other, language)] if episode.other else []
    return lines


def _location(spot: Spot) -> str:
    place = f"geo:{spot.lat:.5f},{spot.lon:.5f};u={spot.metres}"
    return element("podcast:location", spot.name[:NAME_MAX], rel="subject", geo=place)


def _alternative(file: File, language: str) -> str:
    source = element("podcast:source", uri=file.address)
    size = str(file.size)
    return element("podcast:alternateEnclosure", type=file.kind, length=size, lang=language, inside=[source])


def _as_html(text: str) -> str:
    """Apps read an episode's description as HTML: what people wrote is escaped for them, and then for XML."""
    return "".join(f"<p>{escape(each, quote=False)}</p>" for each in _shortened(text).split("\n\n"))


def _shortened(text: str) -> str:
    """As much as apps take, with no half of a character at the end."""
    return allowed(text).encode()[:DESCRIPTION_BYTES].decode(errors="ignore")


def _moment(moment: datetime) -> str:
    """As RFC 822 has it, in UTC."""
    return format_datetime(moment.astimezone(UTC))
