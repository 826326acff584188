"""How templates write numbers, dates, sizes and people's Markdown."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import nh3
from flask_babel import format_date, format_decimal, get_locale, gettext, lazy_gettext, ngettext
from markdown_it import MarkdownIt
from markupsafe import Markup

from tourism.codes import printed
from tourism.communes.licences import FREE, page
from tourism.sites.photographs import PhotoView, shown
from tourism.web.assets import STATIC
from tourism.web.attribution import how_made, machine_name, voice_name
from tourism.web.endonyms import endonym
from tourism.web.linked import written
from tourism.web.request import VIETNAM, today

ICONS = STATIC / "icons.svg"
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "link", "autolink", "html_inline", "html_block"]
)
_TAGS = {"p", "em", "strong", "h2", "h3", "ul", "ol", "li", "br", "blockquote"}
# Each icon's drawing, out of the file of all.
_SYMBOLS = {found[2]: found[1] for found in re.finditer(r'(<symbol id="([a-z]+)".*?</symbol>)', ICONS.read_text())}
KIND_NAMES = {
    "communal_house": lazy_gettext("Communal house"),
    "market": lazy_gettext("Market"),
    "stele": lazy_gettext("Stele house"),
    "tomb": lazy_gettext("Tomb"),
    "pagoda": lazy_gettext("Pagoda"),
    "shrine": lazy_gettext("Shrine"),
    "clan_house": lazy_gettext("Clan house"),
    "cooperative": lazy_gettext("Cooperative"),
    "farm": lazy_gettext("Farm"),
    "garden": lazy_gettext("Garden"),
    "village": lazy_gettext("Village"),
    "craft": lazy_gettext("Craft"),
    "landscape": lazy_gettext("Landscape"),
    "road": lazy_gettext("Road"),
}
STOP_KIND_NAMES = {
    "visit": lazy_gettext("Visit"),
    "do": lazy_gettext("Do"),
    "shop": lazy_gettext("Shop"),
    "eat": lazy_gettext("Eat"),
    "rest": lazy_gettext("Rest"),
    "meet": lazy_gettext("Meeting point"),
}


def markdown(text: str) -> Markup:
    """People's Markdown as safe HTML: no raw HTML, no links, no pictures."""
    return Markup(nh3.clean(_MARKDOWN.render(text), tags=_TAGS, attributes={}))  # noqa: S704 (cleaned by nh3)


def symbols(names: Iterable[str]) -> Markup:
    """Icons as a page has them in itself, where it may take none out of their file."""
    return Markup("".join(_SYMBOLS[name] for name in names))  # noqa: S704 (our own file)


def clock(milliseconds: float) -> str:
    """85000 -> 1:25."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes}:{seconds:02d}"


def spoken_duration(seconds: float) -> str:
    """85 -> 1 min 25 s, in the reader's language."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return ngettext("%(num)d second", "%(num)d seconds", rest)
    if not rest:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    return gettext("%(minutes)d min %(seconds)d s", minutes=minutes, seconds=rest)


def long_duration(minutes: int) -> str:
    """250 -> 4 h 10 min, in the reader's language."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(num)d minute", "%(num)d minutes", rest)
    if not rest:
        return ngettext("%(num)d hour", "%(num)d hours", hours)
    return gettext("%(hours)d h %(minutes)d min", hours=hours, minutes=rest)


def size(count: int) -> str:
    """Bytes as people say them: 512000 -> 0.5 MB."""
    if count < 100_000:
        return f"{format_decimal(max(1, round(count / 1000)))} KB"
    return f"{format_decimal(round(count / 1_000_000, 1))} MB"


def metres(distance: float, rough: bool = False) -> str:  # noqa: FBT001, FBT002 (templates say |metres(true))
    """A distance as a walker wants it: 347.2 -> 350 m, 1234 -> 1.2 km; a rough one has one digit: 300 m, 1 km."""
    if rough and distance >= 1:
        step = 10 ** math.floor(math.log10(distance))
        distance = round(distance / step) * step
    if distance < 95:
        return f"{format_decimal(math.ceil(distance / 5) * 5)} m"
    if distance < 995:
        return f"{format_decimal(round(distance, -1))} m"
    return f"{format_decimal(round(distance / 1000, 1))} km"


def day(moment: date | datetime) -> str:
    """A day in Việt Nam, in the reader's way of writing."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(VIETNAM).date()
    # As on every official paper; Babel's own is "22 thg 11, 2026".
    form = "dd/MM/y" if str(get_locale()) == "vi" else "medium"
    return format_date(moment, form, rebase=False)


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers as people write them: (2, 3, 4, 6) -> 2–4, 6."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in spans)


def shown_today(photos: tuple[PhotoView, ...]) -> tuple[PhotoView, ...]:
    """Photos whose people agree today."""
    return shown(photos, today())


def licence_mark(licence: str | None) -> str:
    """A free licence as people name it, the same in every language; nothing where it is not free."""
    return FREE[licence].name if licence in FREE else ""


def linked(document: Mapping[str, Any]) -> Markup:
    """JSON-LD in its script element."""
    return Markup(written(document))  # noqa: S704 (without < no text ends the element)


def kind_name(kind: str) -> str:
    """A site's kind in words."""
    return str(KIND_NAMES.get(kind, kind))


def stop_kind_name(kind: str) -> str:
    """A stop's kind in words."""
    return str(STOP_KIND_NAMES.get(kind, kind))


FILTERS = {
    "markdown": markdown,
    "symbols": symbols,
    "clock": clock,
    "spoken_duration": spoken_duration,
    "long_duration": long_duration,
    "bytes": size,
    "metres": metres,
    "day": day,
    "ranges": ranges,
    "shown_today": shown_today,
    "licence_mark": licence_mark,
    "licence_page": page,
    "kind_name": kind_name,
    "stop_kind_name": stop_kind_name,
    "voice_name": voice_name,
    "machine_name": machine_name,
    "how_made": how_made,
    "printed_code": printed,
    "endonym": endonym,
    "linked": linked,
}
