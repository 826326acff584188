"""Put-off work: doing it, and a table of it that people can read."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import click
from rich import box
from rich.table import Table

from tourism.backends import Backends
from tourism.cli import door
from tourism.cli.job_names import names
from tourism.cli.local_time import shown
from tourism.cli.reasons import sentence
from tourism.storage import jobs
from tourism.storage.job_lines import STATES, JobLine, count, listed
from tourism.worker import AWAITED
from tourism.worker import work as work_on

LINES_MAX = 200


@click.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing is due.")
@click.option("--awaited", is_flag=True, help="Only what a page or a person waits for; no better voices.")
@click.option("--quiet", is_flag=True, help="Say nothing of what was done.")
def work(until_empty: bool, awaited: bool, quiet: bool) -> None:
    """Do put-off work, one job after another."""
    with door.told():
        done = work_on(door.prepared(), until_empty=until_empty, kinds=AWAITED if awaited else None)
        if not quiet:
            click.echo(f"{done} job(s) done")


@click.command("jobs")
@click.option("--all", "with_done", is_flag=True, help="Those that are done, too.")
@click.option("--limit", default=LINES_MAX, show_default=True, help="How many lines at most.")
@click.option("--retry", metavar="KEY|all", help="First try again what was put aside.")
def list_jobs(with_done: bool, limit: int, retry: str | None) -> None:
    """Show put-off work: what it is about, its state, when it comes next and why."""
    with door.told():
        backends = door.prepared()
        if retry is not None:
            _retry(backends, retry)
        now = backends.clock()
        with backends.sessions.reading() as session:
            lines = listed(session, now, with_done=with_done, limit=limit)
            told, counted = names(session, lines), count(session, now)
        if lines:
            door.paper().print(_table(lines, told, now))
        meant = counted.total() if with_done else counted.total() - counted["done"]
        click.echo(_sum(counted, hidden=meant - len(lines)))


def _retry(backends: Backends, key: str) -> None:
    with backends.sessions.writing() as session:
        found = jobs.retry(session, backends.clock(), None if key == "all" else key)
    if not found and key != "all":
        door.stop(f"No job {key} was put aside: python -m tourism jobs shows the keys of those that were.")
    click.echo(f"{found} job(s) are tried again")


def _table(lines: Sequence[JobLine], told: dict[str, str], now: datetime) -> Table:
    table = Table("job", "what", "state", "tries", "next", "why", box=box.SIMPLE_HEAD, pad_edge=False)
    for each in lines:
        following, why = _following(each, now), sentence(each.reason)
        table.add_row(each.key, told[each.key], _state(each, now), str(each.tries), following, why)
    return table


def _state(line: JobLine, now: datetime) -> str:
    if line.started and line.state == "running":
        return f"running since {shown(line.started, now)} by {line.worker}"
    if line.state == "left behind":
        return f"left behind by {line.worker}"
    if line.finished and line.state == "done":
        return f"done at {shown(line.finished, now)}"
    return line.state


def _following(line: JobLine, now: datetime) -> str:
    if line.leased_until and line.state == "running":
        return f"leased until {shown(line.leased_until, now)}"
    if line.state in ("due", "left behind"):
        return "now"
    return shown(line.due, now) if line.state in ("postponed", "waiting") else ""


def _sum(counted: Counter[str], *, hidden: int) -> str:
    told = ", ".join(f"{counted[state]} {state}" for state in STATES if counted[state]) or "no work was ever put off"
    return f"{told} (--limit shows {hidden} more)" if hidden else told
