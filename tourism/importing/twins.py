"""Rows that may be a place that is there already: the same id, the same name close by, the same spot. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from tourism import geo
from tourism.geo import Point
from tourism.importing.candidates import Candidate, Twin
from tourism.importing.findings import Remark
from tourism.importing.ground import Ground, Neighbour
from tourism.sites.naming import folded

# Two places of one name so near are one; two pins so near are one place whatever it is called.
SAME_NAME_METRES, SAME_SPOT_METRES = 500.0, 10.0
# No degree of latitude is shorter.
DEGREE_METRES = 110_500.0


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
        return Twin(same.name, same.id, metres=_metres(_spot(each), same.spot))
    near = [
        Twin(other.name, other.id, metres=_metres(_spot(each), other.spot))
        for other in neighbours
        if _is_same(each, other.name, other.spot)
    ]
    return min(near, key=lambda twin: twin.metres or 0.0, default=None)


def _of_rows(each: Candidate, earlier: Sequence[Candidate]) -> Twin | None:
    for other in earlier:
        if _is_same(each, other.name, _spot(other)):
            return Twin(other.name, where=other.where, metres=_metres(_spot(each), _spot(other)))
    return None


def _namesake(each: Candidate, neighbours: Sequence[Neighbour]) -> float | None:
    """How far the nearest place of the same name is, where it is too far to be the same."""
    far = (_metres(_spot(each), other.spot) for other in neighbours if folded(other.name) == folded(each.name))
    return min((metres for metres in far if metres is not None), default=None)


def _is_same(each: Candidate, name: str, spot: Point | None) -> bool:
    here = _spot(each)
    has_name = bool(each.name) and folded(name) == folded(each.name)
    if here is None or spot is None:
        return has_name
    # Most pairs are far apart by their degrees already; the way along the earth is only asked of the others.
    reach = SAME_NAME_METRES if has_name else SAME_SPOT_METRES
    return abs(here.lat - spot.lat) * DEGREE_METRES <= reach and geo.distance(here, spot) <= reach


def _spot(each: Candidate) -> Point | None:
    return each.placed.spot if each.placed else None


def _metres(here: Point | None, there: Point | None) -> float | None:
    return geo.distance(here, there) if here and there else None
