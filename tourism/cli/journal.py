"""The desk's journal for operators: reading it, and proving that nobody changed it."""

import re
import sys

import click
from rich import box
from rich.table import Table

from tourism.audit import queries as journal
from tourism.audit.queries import Walked
from tourism.cli import door
from tourism.cli.local_time import shown
from tourism.communes import queries as communes

_HEAD = re.compile(r"([0-9]{1,12}):([0-9a-f]{64})")


@click.group()
def audit() -> None:
    """The journal of the desk: who did what."""


@audit.command()
@click.option("--head", metavar="NUMBER:DIGEST", help="A head noted earlier, which must still be in the chain.")
def verify(head: str | None) -> None:
    """Walk the journal's chain: exit code 1 where a line was changed, taken out, put in or moved.

    Lines cut off at the end leave no trace in the chain itself: note the head that is printed on another machine,
    and give it to the next `verify --head`.
    """
    with door.told():
        noted = _noted(head)
        with door.prepared().sessions.reading() as session:
            walked = journal.walk(session, noted)
    told, is_whole = _verdict(walked, noted)
    click.echo(told, err=not is_whole)
    sys.exit(0 if is_whole else 1)


def _noted(head: str | None) -> tuple[int, str] | None:
    if head is None:
        return None
    found = _HEAD.fullmatch(head)
    if found is None:
        door.stop("--head is a number, a colon and 64 digits, as an earlier `audit verify` printed them.")
    return int(found[1]), found[2]


def _verdict(walked: Walked, noted: tuple[int, str] | None) -> tuple[str, bool]:
    """What the walk found, and whether all is well."""
    if walked.broken is not None:
        return f"broken at line {walked.broken}: it was changed, taken out, put in or moved", False
    number, digest = walked.head
    if noted and not walked.noted_is_there:
        return f"{walked.count} lines, but line {noted[0]} is not the one that was noted: lines are lost", False
    return f"{walked.count} lines, unbroken; head {number}:{digest}", True


@audit.command("list")
@click.option("--commune", metavar="SLUG", help="Only what was done in this commune.")
@click.option("-n", "count", default=journal.PAGE, show_default=True, help="How many lines at most.")
def list_lines(commune: str | None, count: int) -> None:
    """Show the newest lines of the journal."""
    with door.told():
        backends = door.prepared()
        with backends.sessions.reading() as session:
            row = communes.commune_id(session, commune) if commune else None
            found = journal.lines(session, row, limit=max(count, 0))
        table = Table("line", "when", "who", "deed", "site", "more", box=box.SIMPLE_HEAD, pad_edge=False)
        for each in found:
            more = ", ".join(f"{name}={value}" for name, value in each.told.items())
            made = shown(each.made, backends.clock())
            table.add_row(str(each.number), made, each.actor, each.deed, each.site or "", more)
        if found:
            door.paper().print(table)
        click.echo(f"{len(found)} line(s)")
