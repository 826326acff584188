"""What a program asks for: each parameter known, given once, and within its limits."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from tourism import codes
from tourism.errors import Invalid
from tourism.geo import Box, Point

LONGEST = 2000
FIELDS_MAX = 40
SLUG_MAX = 80
SHOWN_MAX = 40
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][-+]?[0-9]{1,2})?")
# Degrees in plain decimals, within the earth; openapi.yaml says the same.
_LAT = r"-?(?:90(?:\.0{1,20})?|[0-8]?[0-9](?:\.[0-9]{1,20})?)"
_LON = r"-?(?:180(?:\.0{1,20})?|(?:1[0-7][0-9]|[0-9]{1,2})(?:\.[0-9]{1,20})?)"
_POINT = re.compile(f"{_LAT},{_LON}")
_BOX = re.compile(f"{_LON},{_LAT},{_LON},{_LAT}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = "[0-9A-HJKMNP-TV-Z]{8}"
_DAY = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Query:
    """Parameters as they were given; every method raises Invalid with the parameter's name and its limits."""

    given: dict[str, str]

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        """One of `allowed`."""
        value = self.given.get(name)
        if value is not None and value not in allowed:
            raise Invalid("bad-parameter", parameter=name, allowed=list(allowed))
        return value

    def whole(self, name: str, least: int, most: int, default: int) -> int:
        """A whole number."""
        value = self.given.get(name)
        if value is None:
            return default
        if not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
            raise Invalid("bad-parameter", parameter=name, minimum=least, maximum=most)
        return int(value)

    def number(self, name: str, least: float, most: float, default: float) -> float:
        """A number."""
        value = self.given.get(name)
        if value is None:
            return default
        if not _NUMBER.fullmatch(value) or not least <= float(value) <= most:
            raise Invalid("bad-parameter", parameter=name, minimum=least, maximum=most)
        return float(value)

    def slug(self, name: str) -> str | None:
        """A name as in addresses."""
        value = self.given.get(name)
        if value is not None and not is_slug(value):
            raise Invalid("bad-parameter", parameter=name, pattern=_SLUG.pattern)
        return value

    def public_id(self, name: str) -> str | None:
        """The id of a site or tour, as pages are continued after it."""
        value = self.given.get(name)
        if value is not None and not codes.is_valid(value):
            raise Invalid("bad-cursor", parameter=name)
        return value

    def words(self, name: str, most: int) -> str | None:
        """Words to look for."""
        value = self.given.get(name)
        if value is not None and (not 1 <= len(value) <= most or _CONTROL.search(value)):
            raise Invalid("bad-parameter", parameter=name, minimum_length=1, maximum_length=most)
        return value

    def point(self, name: str) -> Point | None:
        """A position: lat,lon."""
        value = self.given.get(name)
        if value is None:
            return None
        if not _POINT.fullmatch(value):
            raise Invalid("bad-position", parameter=name, form="lat,lon")
        return Point(*map(float, value.split(",")))

    def box(self, name: str) -> Box | None:
        """A box: west,south,east,north; west beyond east crosses the antimeridian."""
        value = self.given.get(name)
        if value is None:
            return None
        degrees = [float(part) for part in value.split(",")] if _BOX.fullmatch(value) else []
        if not degrees or degrees[1] > degrees[3]:
            raise Invalid("bad-box", parameter=name, form="west,south,east,north")
        west, south, east, north = degrees
        return Box(south, west, north, east)

    def code(self, name: str) -> str | None:
        """The id of a site or tour that the answer is about."""
        value = self.given.get(name)
        if value is not None and not codes.is_valid(value):
            raise Invalid("bad-parameter", parameter=name, pattern=_CODE)
        return value

    def day(self, name: str, default: date) -> date:
        """A day from 2000 to 2099."""
        value = self.given.get(name)
        if value is None:
            return default
        with suppress(ValueError):
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        raise Invalid("bad-parameter", parameter=name, pattern=_DAY.pattern, form="2027-03-15")

    def refuse_together(self, one: str, *others: str) -> None:
        """Parameters that mean nothing beside `one`."""
        for other in others:
            if one in self.given and other in self.given:
                raise Invalid("parameters-exclude-each-other", parameters=[one, other])

    def require(self, name: str, beside: str) -> None:
        """A parameter that means nothing without another."""
        if name in self.given and beside not in self.given:
            raise Invalid("parameter-alone", parameter=name, needs=beside)


def is_slug(text: str) -> bool:
    """Whether `text` is written as names in addresses are."""
    return len(text) <= SLUG_MAX and _SLUG.fullmatch(text) is not None


def query_of(raw: bytes, names: Sequence[str]) -> Query:
    """The query string's parameters; raises Invalid for what is unknown, given twice or not UTF-8."""
    pairs = _pairs(raw)
    unknown = sorted({name[:SHOWN_MAX] for name, _ in pairs if name not in names})
    if unknown:
        raise Invalid("unknown-parameter", parameters=unknown, allowed=list(names))
    given = dict(pairs)
    if len(given) < len(pairs):
        seen = [name for name, _ in pairs]
        raise Invalid("repeated-parameter", parameters=sorted(name for name in given if seen.count(name) > 1))
    return Query(given)


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    if len(raw) > LONGEST:
        raise Invalid("bad-query", maximum_length=LONGEST)
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except ValueError as error:  # UnicodeDecodeError is one
        raise Invalid("bad-query") from error
