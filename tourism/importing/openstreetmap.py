"""OpenStreetMap's tags and the kinds of places that they mean here. Pure."""

from collections.abc import Mapping, Sequence

from tourism.importing.kinds import by_name
from tourism.language import match
from tourism.sites.draft import Kind

# The first row whose tags a thing has decides; "*" is any value. docs/importing.md shows the same table.
TAGS: tuple[tuple[tuple[tuple[str, str], ...], Kind], ...] = (
    ((("amenity", "place_of_worship"), ("religion", "buddhist")), "pagoda"),
    ((("amenity", "place_of_worship"), ("religion", "ancestor_worship")), "clan_house"),
    ((("amenity", "place_of_worship"), ("religion", "vietnamese_folk")), "shrine"),
    ((("building", "communal_house"),), "communal_house"),
    ((("amenity", "community_centre"), ("historic", "*")), "communal_house"),
    ((("amenity", "place_of_worship"),), "shrine"),
    ((("building", "pagoda"),), "pagoda"),
    ((("building", "shrine"),), "shrine"),
    ((("building", "temple"),), "shrine"),
    ((("historic", "wayside_shrine"),), "shrine"),
    ((("historic", "tomb"),), "tomb"),
    ((("cemetery", "grave"),), "tomb"),
    ((("historic", "memorial"),), "stele"),
    ((("historic", "monument"),), "stele"),
    ((("historic", "stone"),), "stele"),
    ((("historic", "temple"),), "shrine"),
    ((("historic", "farm"),), "farm"),
    ((("historic", "*"),), "landscape"),
    ((("amenity", "marketplace"),), "market"),
    ((("shop", "craft"),), "craft"),
    ((("shop", "pottery"),), "craft"),
    ((("shop", "garden_centre"),), "garden"),
    ((("shop", "farm"),), "farm"),
    ((("shop", "*"),), "market"),
    ((("craft", "*"),), "craft"),
    ((("office", "cooperative"),), "cooperative"),
    ((("office", "co-operative"),), "cooperative"),
    ((("leisure", "garden"),), "garden"),
    ((("leisure", "park"),), "garden"),
    ((("landuse", "orchard"),), "garden"),
    ((("landuse", "plant_nursery"),), "garden"),
    ((("landuse", "farmyard"),), "farm"),
    ((("place", "village"),), "village"),
    ((("place", "hamlet"),), "village"),
    ((("tourism", "viewpoint"),), "landscape"),
    ((("tourism", "attraction"),), "landscape"),
    ((("tourism", "museum"),), "landscape"),
    ((("tourism", "artwork"),), "landscape"),
    ((("natural", "*"),), "landscape"),
    ((("waterway", "waterfall"),), "landscape"),
    ((("man_made", "bridge"),), "road"),
    ((("highway", "*"),), "road"),
)
# A name is surer than a tag where mappers have one tag for many things.
_VAGUE = frozenset({
    ("amenity", "place_of_worship"), ("historic", "*"), ("tourism", "attraction"), ("historic", "memorial"),
})  # fmt: skip


def kind_of(tags: Mapping[str, str]) -> Kind | None:
    """The kind that a thing's tags mean; None for what has no place in a guide."""
    for wanted, kind in TAGS:
        if all(_has(tags, key, value) for key, value in wanted):
            is_vague = len(wanted) == 1 and wanted[0] in _VAGUE
            return (by_name(tags.get("name:vi") or tags.get("name", "")) or kind) if is_vague else kind
    return None


def _has(tags: Mapping[str, str], key: str, value: str) -> bool:
    return tags.get(key, "no") != "no" if value == "*" else tags.get(key) == value


def told(tags: Mapping[str, str]) -> str:
    """The tags that could have meant a kind, for the list of what is left out."""
    keys = {key for wanted, _ in TAGS for key, _ in wanted} | {"amenity", "building", "landuse", "boundary", "railway"}
    return ", ".join(f"{key}={value}" for key, value in tags.items() if key in keys)


def cells(tags: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """Tags as columns of ours: names and descriptions by our languages, telephone, price."""
    made = {each: tags[each] for each in ("lat", "lon", "osm", "description") if each in tags}
    made["name"] = tags.get("name:vi") or tags.get("name") or tags.get("name:en", "")
    for key, value in tags.items():
        stem, _, tag = key.partition(":")
        ours = match(tag, tuple(languages)) if tag.replace("-", "").isalpha() else None
        if stem in ("name", "description") and ours and ours != "vi":
            made.setdefault(f"{stem}:{ours}", value)
    phone = tags.get("phone") or tags.get("contact:phone") or tags.get("contact:mobile")
    return made | ({"phone": phone} if phone else {}) | ({"charge": tags["charge"]} if "charge" in tags else {})
