"""What one value of a GLB's document may be: rules that give it back clean, or raise Strange."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from tourism.engines.models.refusals import Strange

Rule = Callable[[Any], Any]
# In UTM coordinates a scan stands six million metres from the origin.
LARGEST: Final = 10_000_000.0


def whole(low: int, high: int) -> Rule:
    """An integer from low to high."""

    def judge(told: Any) -> int:
        if type(told) is not int or not low <= told <= high:
            raise Strange("damaged", f"no integer from {low} to {high}")
        return told

    return judge


def number(low: float = -LARGEST, high: float = LARGEST) -> Rule:
    """A finite number; what is too large for any model is odd."""

    def judge(told: Any) -> float:
        if type(told) not in (int, float) or (type(told) is float and not math.isfinite(told)):
            raise Strange("damaged", "no number")
        if not -LARGEST <= told <= LARGEST:
            raise Strange("odd-size", f"{told:.0e}" if type(told) is float else "a huge integer")
        if not low <= told <= high:
            raise Strange("damaged", f"no number from {low} to {high}")
        return float(told)

    return judge


def flag(told: Any) -> bool:
    """True or false."""
    if type(told) is not bool:
        raise Strange("damaged", "neither true nor false")
    return told


def one_of(*allowed: str | int) -> Rule:
    """One of these words or numbers."""

    def judge(told: Any) -> str | int:
        if type(told) not in (str, int) or told not in allowed:
            raise Strange("damaged", "an unknown word or number")
        found: str | int = told
        return found

    return judge


def many(rule: Rule, most: int, reason: str = "damaged", least: int = 0) -> Rule:
    """A list whose members follow one rule; longer ones are refused for their reason."""

    def judge(told: Any) -> list[Any]:
        if not isinstance(told, list) or len(told) < least:
            raise Strange("damaged", "no list, or too short")
        if len(told) > most:
            raise Strange(reason, f"{len(told)} of at most {most}")
        return [rule(each) for each in told]

    return judge


def numbers(count: int, low: float = -LARGEST, high: float = LARGEST) -> Rule:
    """So many numbers."""
    return many(number(low, high), count, least=count)


def record(fields: Mapping[str, Rule], *needed: str) -> Rule:
    """An object of which only these fields are kept, in this order."""

    def judge(told: Any) -> dict[str, Any]:
        if not isinstance(told, dict):
            raise Strange("damaged", "no object")
        found = {name: _named(name, rule, told[name]) for name, rule in fields.items() if name in told}
        if missing := [name for name in needed if name not in found]:
            raise Strange("damaged", f"without {missing[0]}")
        return found

    return judge


def refused(reason: str) -> Rule:
    """A field that nobody may use."""

    def judge(told: Any) -> Any:
        raise Strange(reason)

    return judge


def _named(name: str, rule: Rule, told: Any) -> Any:
    try:
        return rule(told)
    except Strange as error:
        raise Strange(error.reason, f"{name}: {error.detail}") from error
