"""What must hold between a commune's files: ids, references, colours, languages. Pure."""

import re
from collections.abc import Iterable

from tourism import codes
from tourism.communes.theme import is_legible
from tourism.content.folder import CommuneFolder, SiteFolder, TourFolder
from tourism.content.located import Located, Path
from tourism.errors import Problem

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Finding:
    """Collects problems, each at the line where the value stands."""

    def __init__(self, located: dict[str, Located], root: str) -> None:
        self.located = located
        self.root = root
        self.problems: list[Problem] = []

    def add(self, file: str, path: Path, sentence: str) -> None:
        """A problem with the value at `path` of a file below the commune's folder."""
        name = f"{self.root}/{file}"
        line = self.located[name].line(path) if name in self.located else 1
        self.problems.append(Problem(name, line, sentence))


def incoherences(
    folder: CommuneFolder, located: dict[str, Located], root: str, languages: tuple[str, ...]
) -> list[Problem]:
    """Everything that each file says rightly but the folder as a whole does not."""
    finding = Finding(located, root)
    _check_commune(folder, finding)
    _check_keys(folder, finding)
    _check_ids(folder, finding)
    _check_languages(folder, finding, languages)
    keys = {site.key for site in folder.sites}
    for site in folder.sites:
        _check_site(site, folder, keys, finding)
    for tour in folder.tours:
        _check_tour(tour, keys, finding)
    for place, point in enumerate(folder.wifi):
        if point.site and point.site not in keys:
            finding.add("wifi.yaml", ("points", place, "site"), f"there is no site {point.site!r} in this commune")
        if point.site is None and not point.names:
            finding.add("wifi.yaml", ("points", place), "a point needs a site or names")
    return finding.problems


def _check_keys(folder: CommuneFolder, finding: Finding) -> None:
    """Other files name sites and tours by their folders."""
    for path in (
        *(f"sites/{site.key}" for site in folder.sites),
        *(f"tours/{tour.key}" for tour in folder.tours),
    ):
        if not SLUG.fullmatch(path.partition("/")[2]):
            finding.add(path, (), "a folder's name is made of a-z, 0-9 and single hyphens")


def _check_commune(folder: CommuneFolder, finding: Finding) -> None:
    commune = folder.commune
    if commune.slug != finding.root:
        finding.add("commune.yaml", ("slug",), f"the slug must be the folder's name, {finding.root!r}")
    for name in ("primary", "secondary"):
        colour = getattr(commune.theme, name)
        if not is_legible(colour):
            finding.add(
                "commune.yaml",
                ("theme", name),
                f"{colour} falls under 4.5:1 against paper or white; choose a darker one",
            )
    west, south, east, north = commune.bbox
    if not (south < commune.centre.lat < north and west < commune.centre.lon < east):
        finding.add("commune.yaml", ("bbox",), "the centre must lie in the box (west, south, east, north)")
    if commune.theme.pattern and folder.pattern is None:
        finding.add("commune.yaml", ("theme", "pattern"), f"there is no file {commune.theme.pattern!r} here")
    _check_sources(commune.facts, folder, "commune.yaml", finding)
    for place, festival in enumerate(commune.festivals):
        for key in set(festival.sources) - set(commune.sources):
            finding.add(
                "commune.yaml",
                ("festivals", place, "sources"),
                f"the source {key!r} is not listed under sources",
            )


def _check_sources(facts: Iterable[object], folder: CommuneFolder, file: str, finding: Finding) -> None:
    for place, fact in enumerate(facts):
        for key in getattr(fact, "sources", ()):
            if key not in folder.commune.sources:
                finding.add(file, ("facts", place, "sources"), f"the source {key!r} is not listed in commune.yaml")


def _check_ids(folder: CommuneFolder, finding: Finding) -> None:
    seen: dict[str, str] = {}
    for code, file, path in _ids(folder):
        if not codes.is_valid(code):
            finding.add(file, path, f"{code!r} is not a valid id: `python -m tourism code` makes one")
        elif code in seen:
            finding.add(file, path, f"the id {code} is taken by {seen[code]}")
        seen.setdefault(code, file)


def _ids(folder: CommuneFolder) -> Iterable[tuple[str, str, Path]]:
    yield folder.commune.id, "commune.yaml", ("id",)
    for site in folder.sites:
        yield site.id, f"sites/{site.key}/site.yaml", ("id",)
        for place, code in enumerate(site.retired_signs):
            yield code, f"sites/{site.key}/site.yaml", ("retired_signs", place)
        for place, code in enumerate(site.signs):
            yield code, f"sites/{site.key}/site.yaml", ("sign", place)
    for tour in folder.tours:
        yield tour.tour.id, f"tours/{tour.key}/tour.yaml", ("id",)
    for place, point in enumerate(folder.wifi):
        yield point.id, "wifi.yaml", ("points", place, "id")


def _check_languages(folder: CommuneFolder, finding: Finding, languages: tuple[str, ...]) -> None:
    for place, tag in enumerate(folder.commune.languages):
        if tag not in languages:
            finding.add("commune.yaml", ("languages", place), f"{tag} is not a language of content/languages.yaml")
    if "vi" not in folder.words:
        finding.add("commune.yaml", (), "the commune has no words in Vietnamese (vi.md), the source of all others")


def _check_site(site: SiteFolder, folder: CommuneFolder, keys: set[str], finding: Finding) -> None:
    file = f"sites/{site.key}/site.yaml"
    areas = {area.key for area in folder.commune.areas}
    if site.place.area and site.place.area not in areas:
        finding.add(file, ("area",), f"there is no area {site.place.area!r} in commune.yaml")
    if site.place.next and site.place.next not in keys:
        finding.add(file, ("next",), f"there is no site {site.place.next!r} in this commune")
    west, south, east, north = folder.commune.bbox
    if not (south <= site.place.pin.lat <= north and west <= site.place.pin.lon <= east):
        finding.add(file, ("pin",), "the pin lies outside the commune's bbox")
    if "vi" not in site.words:
        finding.add(file, (), "the site has no words in Vietnamese (vi.md), the source of all others")
    if site.place.story == "process" and any(not words.sections for words in site.words.values()):
        finding.add(file, ("story",), "a process needs a ## heading for each step in every language")
    if sum(other.place.order == site.place.order for other in folder.sites) > 1:
        finding.add(file, ("order",), f"another site has the order {site.place.order} too")
    _check_sources(site.place.facts, folder, file, finding)


def _check_tour(tour: TourFolder, keys: set[str], finding: Finding) -> None:
    file = f"tours/{tour.key}/tour.yaml"
    for place, stop in enumerate(tour.tour.stops):
        if stop.site not in keys:
            finding.add(file, ("stops", place, "site"), f"there is no site {stop.site!r} in this commune")
    if "vi" not in tour.words:
        finding.add(file, (), "the tour has no words in Vietnamese (vi.md), the source of all others")
