"""Headers of tables and names of properties, as people and programs write them, and the fields they mean. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tourism.sites.naming import folded

Field = Literal[
    "name", "kind", "village", "position", "lat", "lon", "x", "y", "accuracy", "hook", "story",
    "price", "season", "dress", "toilets", "contact", "origin", "id",
]  # fmt: skip
# Without case, marks and whatever is no letter: Vietnamese, English, then what programs write.
NAMES: dict[Field, tuple[str, ...]] = {
    "name": (
        "ten", "ten dia diem", "ten diem", "ten di tich", "ten diem den", "dia diem", "di tich", "name", "place",
        "title",
    ),
    "kind": ("loai", "loai hinh", "loai dia diem", "loai di tich", "phan loai", "kind", "type", "category"),
    "village": (
        "thon", "lang", "thon xom", "xom", "to dan pho", "khu dan cu", "ban", "ap", "village", "area", "hamlet",
    ),
    "position": (
        "toa do", "vi tri", "toa do gps", "toa do dia ly", "gps", "position", "coordinates", "lat lon", "latlng",
        "vi do kinh do",
    ),
    "lat": ("vi do", "vi tuyen", "lat", "latitude", "vi do n", "vi do b"),
    "lon": ("kinh do", "kinh tuyen", "lon", "lng", "long", "longitude", "kinh do e", "kinh do d"),
    "x": ("x", "x m", "toa do x", "bac", "northing", "north", "x bac", "x vn 2000"),
    "y": ("y", "y m", "toa do y", "dong", "easting", "east", "y dong", "y vn 2000"),
    "accuracy": (
        "do chinh xac", "sai so", "sai so m", "do chinh xac m", "do chinh xac met", "accuracy", "accuracy m",
        "accuracy metres",
    ),
    "hook": ("cau dan", "loi dan", "gioi thieu", "gioi thieu ngan", "tom tat", "mo ta ngan", "hook", "summary"),
    "story": ("loi ke", "bai thuyet minh", "thuyet minh", "mo ta", "noi dung", "description", "desc", "story", "cmt"),
    "price": ("gia", "gia ve", "ve", "price", "charge", "ticket"),
    "season": ("mua", "mua tham quan", "thoi diem", "season"),
    "dress": ("trang phuc", "quan ao", "dress"),
    "toilets": ("nha ve sinh", "ve sinh", "toilets"),
    "contact": (
        "lien he", "dien thoai", "so dien thoai", "sdt", "dt", "nguoi lien he", "contact", "phone", "contact phone",
        "telephone",
    ),
    "origin": ("osm", "ma nguon", "source id"),
    "id": ("id", "ma", "site"),
}  # fmt: skip
TRANSLATED: tuple[Field, ...] = ("name", "hook", "story")
# Where two columns mean the same, the first of these names wins.
_BY_NAME = {name: (each, rank) for each, names in NAMES.items() for rank, name in enumerate(names)}
_LANGUAGES = {
    "vi": ("tieng viet", "vietnamese"), "en": ("tieng anh", "english", "anh"),
    "zh-Hans": ("tieng trung", "chinese", "trung", "zh"), "zh-Hant": ("tieng trung phon the",),
    "ko": ("tieng han", "korean", "han"), "ja": ("tieng nhat", "japanese", "nhat"),
    "fr": ("tieng phap", "french", "phap"),
}  # fmt: skip
_TAGGED = re.compile(r"(.+?)\s*(?::\s*|\(\s*|\[\s*|\.\s*|_)([A-Za-z][A-Za-z \-_]{1,24}?)\s*[)\]]?")
_NO_WORD = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a header means; `tag` is the language of a translation, "" where the file's own is meant."""

    field: Field
    tag: str = ""


def columns(headers: Sequence[str], tags: Sequence[str]) -> dict[Column, str]:
    """The header of each field that some header means, the best name first; `tags` are the languages we tell in."""
    found: dict[Column, tuple[int, str]] = {}
    for header in headers:
        meant = column(header, tags)
        if meant and (meant[0] not in found or meant[1] < found[meant[0]][0]):
            found[meant[0]] = meant[1], header
    return {each: header for each, (_, header) in found.items()}


def column(header: str, tags: Sequence[str]) -> tuple[Column, int] | None:
    """What one header means, and how good a name for it that is (0 is the best); None for what we do not know."""
    plain = _plain(header)
    if plain in _BY_NAME:
        meant, rank = _BY_NAME[plain]
        return Column(meant), rank
    parts = _TAGGED.fullmatch(header.strip())
    if not parts or _plain(parts[1]) not in _BY_NAME:
        for tag, names in _LANGUAGES.items():
            for name in names:
                stem = plain.removesuffix(f" {name}")
                if stem != plain and stem in _BY_NAME and tag in tags and _BY_NAME[stem][0] in TRANSLATED:
                    return Column(_BY_NAME[stem][0], tag), _BY_NAME[stem][1]
        return None
    meant, rank = _BY_NAME[_plain(parts[1])]
    tag = _tag(parts[2], tags)
    return (Column(meant, tag), rank) if tag and meant in TRANSLATED else None


def _tag(text: str, tags: Sequence[str]) -> str:
    wanted = text.strip().replace("_", "-").lower()
    by_tag = {tag.lower(): tag for tag in tags}
    named = {name: tag for tag, names in _LANGUAGES.items() for name in names if tag in tags}
    return by_tag.get(wanted) or named.get(_plain(text), "")


def _plain(header: str) -> str:
    return _NO_WORD.sub(" ", folded(header)).strip()


def has_names(headers: Sequence[str]) -> bool:
    """Whether one of these headers is that of names, in any language."""
    return any(each.field == "name" for each in columns(headers, tuple(_LANGUAGES)))


def unknown(headers: Sequence[str], known: Mapping[Column, str]) -> tuple[str, ...]:
    """Headers that mean nothing to us, in their order."""
    return tuple(dict.fromkeys(each for each in headers if each and each not in known.values()))
