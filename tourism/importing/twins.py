"""Rows that may be a place that is there already: the same id, the same name close by, the same spot. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from tourism import geo
from tourism.importing.candidates import Candidate, Twin
from tourism.importing.findings import Remark
from tourism.importing.ground import Ground, Neighbour
from tourism.sites.naming import folded

# Two places of one name so near are one; two pins so near are one place whatever it is called.
SAME_NAME_METRES, SAME_SPOT_METRES = 500.0, 10.0


def with_twins(candidates: Sequence[Candidate], ground: Ground, ids: Sequence[str]) -> tuple[Candidate, ...]:
    """The same candidates with the places or earlier rows that they may be; `ids` are what the file calls them."""
    found: list[Candidate] = []
    for each, told_id in zip(candidates, ids, strict=True):
        twin = _of_places(each, ground.neighbours, told_id) or _of_rows(each, found)
        further = None if twin else _namesake(each, ground.neighbours)
        asks = (*each.asks, Remark("namesake", "", {"metres": f"{further:.0f}"})) if further is not None else each.asks
        found.append(replace(each, twin=twin, asks=asks))
    return tuple(found)


def _of_places(each: Candidate, neighbours: Sequence[Neighbour], told_id: str) -> Twin | None:
    same = next((other for other in neighbours if told_id and other.id == told_id), None)
    if same:
        return Twin(same.name, same.id, metres=_metres(each, same))
    near = [
        Twin(other.name, other.id, metres=metres)
        for other in neighbours
        for metres in [_metres(each, other)]
        if _is_same(each.name, other.name, metres)
    ]
    return min(near, key=lambda twin: twin.metres or 0.0, default=None)


def _of_rows(each: Candidate, earlier: Sequence[Candidate]) -> Twin | None:
    for other in earlier:
        metres = geo.distance(each.placed.spot, other.placed.spot) if each.placed and other.placed else None
        if _is_same(each.name, other.name, metres):
            return Twin(other.name, where=other.where, metres=metres)
    return None


def _namesake(each: Candidate, neighbours: Sequence[Neighbour]) -> float | None:
    """How far the nearest place of the same name is, where it is too far to be the same."""
    far = [
        metres
        for other in neighbours
        if folded(other.name) == folded(each.name) and (metres := _metres(each, other)) is not None
    ]
    return min(far, default=None)


def _is_same(name: str, other: str, metres: float | None) -> bool:
    has_name = bool(name) and folded(name) == folded(other)
    if metres is None:
        return has_name
    return metres <= SAME_SPOT_METRES or (has_name and metres <= SAME_NAME_METRES)


def _metres(each: Candidate, other: Neighbour) -> float | None:
    return geo.distance(each.placed.spot, other.spot) if each.placed and other.spot else None
