"""A table of people's recordings: whose they are, and whether they are heard."""

from collections.abc import Sequence
from datetime import datetime

import click
from rich import box
from rich.table import Table
from sqlalchemy.orm import Session

from tourism.cli import door, heard
from tourism.cli.local_time import shown
from tourism.cli.places import site as named
from tourism.cli.reasons import sentence
from tourism.errors import NotFound
from tourism.language import SOURCE
from tourism.narration import queries as narrations
from tourism.narration import takes
from tourism.narration.actions import FOLLOW
from tourism.narration.choice import best, says
from tourism.narration.takes import TakeView
from tourism.sites import briefs
from tourism.storage.job_lines import line


@click.command("list")
@click.argument("site", required=False)
def list_recordings(site: str | None) -> None:
    """Show all recordings, or those of SITE (id, sign code or key)."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.reading() as session:
            found = takes.recordings(session, named(session, site).row if site else None)
            names = briefs.by_rows(session, sorted({each.site for each in found}), SOURCE)
            rows = [
                (
                    names[each.site].name if each.site in names else f"site {each.site} (withdrawn)",
                    each.language,
                    str(each.part),
                    each.speaker,
                    shown(each.made, now),
                    heard.clock(each.duration_ms) if each.duration_ms else "",
                    _state(session, each, now),
                )
                for each in found
            ]
        if rows:
            door.paper().print(_table(rows))
        click.echo(f"{len(rows)} recording(s)")


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table("site", "language", "part", "speaker", "received", "length", "state", box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*row)
    return table


def _state(session: Session, take: TakeView, now: datetime) -> str:
    if take.state == "refused":
        return sentence(take.reason)
    if take.state == "received":
        job = line(session, f"{FOLLOW}:{take.id}", now)
        return sentence(job.reason) if job and job.reason else "Its timings are being found."
    told = _place(session, take)
    return " ".join([told, *(sentence(each) for each in take.doubts)])


def _place(session: Session, take: TakeView) -> str:
    """Whether today's words are heard from it."""
    try:
        script = narrations.script(session, take.site, take.language)
    except NotFound:
        return "These words are not published."
    part = next((part for part in script.parts if part.index == take.part), None)
    kept = takes.of_site(session, take.site, take.language)
    mine = next(each for each in kept if each.id == take.id)
    if part is None or not says(mine, part):
        return "The words have changed since; it is offered as an older one."
    chosen = best(kept, part)
    return "Heard." if chosen and chosen.id == take.id else "Another recording is heard."
