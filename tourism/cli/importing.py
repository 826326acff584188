"""python -m tourism import: places out of a file, looked at first and kept as drafts when that is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text
from sqlalchemy.orm import Session

from tourism.audit import actions as journal
from tourism.backends import Backends
from tourism.cli import door
from tourism.communes import queries as communes
from tourism.errors import Conflict, Invalid
from tourism.importing import actions, files, queries
from tourism.importing.candidates import Candidate
from tourism.importing.findings import Remark
from tourism.importing.found import Told
from tourism.importing.options import LICENCES, Licence, Options
from tourism.importing.preview import Preview
from tourism.importing.sentences import FILE, SENTENCES
from tourism.importing.vn2000 import ZONES
from tourism.language import SOURCE

AUTHOR = "operator"
_ZONES = {each.name.removeprefix("TM-3 ").replace("°", "-").rstrip("′"): each.code for each in ZONES}
_WORDS = {"import-broken": "Rows that cannot be kept are not left out: --without ROW,ROW.",
          "import-all-out": "All rows are left out: there is nothing to keep."}  # fmt: skip


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--commune", "slug", required=True, help="The commune that the places are begun in.")
@click.option("--zone", type=click.Choice(sorted(_ZONES)), help="VN-2000: the meridian of its zone, or UTM's.")
@click.option("--language", default=SOURCE, show_default=True, help="The language of the file's words.")
@click.option("--source", default="", help="Where the file is from; stands at each place.")
@click.option("--licence", type=click.Choice(sorted(LICENCES)), default="own", show_default=True)
@click.option("--exchange", is_flag=True, help="Exchange latitude and longitude where they look swapped.")
@click.option("--without", default="", help="Rows to leave out, as 4,7; rows that may be here already always are.")
@click.option("--keep", is_flag=True, help="Begin the places; without it, nothing is kept.")
def import_places(
    *,
    file: Path,
    slug: str,
    zone: str | None,
    language: str,
    source: str,
    licence: Licence,
    exchange: bool,
    without: str,
    keep: bool,
) -> None:
    """Look at the places of FILE (CSV, XLSX, GPX, GeoJSON, OSM); with --keep, begin a draft for each."""
    with door.told():
        backends = door.prepared()
        if language not in backends.config.page_languages:
            door.stop(f"Languages are {', '.join(backends.config.page_languages)}.")
        asked = _Asked(_read(file), Options(language, _ZONES[zone] if zone else 0, exchange, source[:200], licence))
        with backends.sessions.reading() as session:
            commune = communes.commune_id(session, slug)
            found = asked.looked_at(session, commune, backends)
        out = _rows(without) | found.twins
        _tell(found, out)
        if keep:
            click.echo(f"{_kept(backends, commune, asked, found, out, file.name)} drafts were begun.")
        else:
            click.echo("Nothing was kept. --keep begins these places.")


@dataclass(frozen=True, slots=True)
class _Asked:
    told: Told
    options: Options

    def looked_at(self, session: Session, commune: int, backends: Backends) -> Preview:
        """What the file would begin now."""
        tags = backends.config.page_languages
        return queries.looked_at(session, commune, None, self.told, self.options, tags=tags)


def _kept(backends: Backends, commune: int, asked: _Asked, seen: Preview, out: frozenset[int], name: str) -> int:
    """Begins the places with one line in the journal, and returns how many."""
    now = backends.clock()
    try:
        with backends.sessions.writing() as session:
            journal.queue(session)
            found = asked.looked_at(session, commune, backends)
            ids = actions.keep(
                session, commune, found, asked.told.form, asked.options,
                seen=seen.stamp, out=out, owner=None, by=AUTHOR, now=now,
            )  # fmt: skip
            journal.note(
                session, "places.imported", actor=AUTHOR, person=None, commune=commune, site=None, now=now,
                name=name, count=len(ids), sites=list(ids),
            )  # fmt: skip
    except (Conflict, Invalid) as error:
        door.stop(f"Nothing was kept. {_WORDS.get(error.reason, 'The places have changed; look again.')}")
    return len(ids)


def _read(file: Path) -> Told:
    if file.stat().st_size > files.FILE_BYTES:
        door.stop(FILE["import-too-big"])
    try:
        return files.read(file.read_bytes())
    except Invalid as error:
        door.stop(FILE.get(error.reason, str(error)))


def _rows(typed: str) -> frozenset[int]:
    told = [each.strip() for each in typed.split(",") if each.strip()]
    if not all(each.isascii() and each.isdigit() and len(each) < 6 for each in told):
        door.stop("--without takes numbers of rows, as 4,7.")
    return frozenset(int(each) for each in told)


def _tell(found: Preview, out: frozenset[int]) -> None:
    table = Table("row", "name", "kind", "position", "what is to be said")
    for each in found.candidates:
        table.add_row(
            f"{each.where}{' out' if each.where in out else ''}",
            Text(each.name),
            each.kind,
            _position(each),
            Text("\n".join(_said(each))),
        )
    door.paper().print(table)
    for remark in (*found.asks, *found.mended):
        click.echo(_sentence(remark))
    for left in found.left:
        click.echo(f"  left out: {left.name} ({left.told})")
    broken = found.broken(out)
    click.echo(f"{len(found.candidates)} places; {len(broken)} cannot be kept; {len(found.twins)} may be here already.")


def _said(each: Candidate) -> Sequence[str]:
    twin = each.twin
    maybe = [f"May be {twin.name} ({twin.id or f'row {twin.where}'})."] if twin else []
    return [
        *(f"cannot be kept: {_sentence(remark)}" for remark in each.stops),
        *maybe,
        *(_sentence(remark) for remark in (*each.asks, *each.mended)),
    ]


def _sentence(remark: Remark) -> str:
    words = SENTENCES[remark.reason]
    told = words % remark.told if remark.told else words
    return f"{remark.column}: {told}" if remark.column else told


def _position(each: Candidate) -> str:
    if each.placed is None:
        return "-"
    spot = each.placed.spot
    return f"{spot.lat:.6f}, {spot.lon:.6f} ± {each.placed.reach:.0f} m"
