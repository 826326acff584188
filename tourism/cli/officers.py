"""Who works at the desk: inviting them, listing them, letting them go, helping them back in."""

from datetime import datetime

import click
from rich.table import Table
from sqlalchemy.orm import Session

from tourism.audit import actions as journal
from tourism.backends import Backends
from tourism.cli import door
from tourism.cli.local_time import shown
from tourism.communes import queries as communes
from tourism.engines import qr
from tourism.errors import Invalid
from tourism.sites.naming import folded
from tourism.staff import actions, inviting, queries
from tourism.staff.permissions import ROLES
from tourism.staff.queries import Known

OPERATOR = "operator"


@click.group()
def officer() -> None:
    """People of the desk: invite, list, remove, recover."""


@officer.command("invite")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="officer", show_default=True)
@click.option("--commune", help="The commune's slug; an admin has none.")
@click.option("--languages", default="", help="Languages that an editor may write, like en,fr; without it all.")
def invite(name: str, role: str, commune: str | None, languages: str) -> None:
    """Print a link that lets NAME in, once, within a day."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.writing() as session:
            row = communes.commune_id(session, commune) if commune else None
            token = inviting.invite(
                session,
                name=name,
                role=next(each for each in ROLES if each == role),
                commune=row,
                by=OPERATOR,
                now=now,
                languages=_languages(backends, languages),
            )
            journal.note(session, "person.invited", actor=OPERATOR, commune=row, now=now, name=name, role=role)
        _print_link(backends, token)


@officer.command("list")
def list_officers() -> None:
    """List everybody with a role."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.reading() as session:
            found = queries.colleagues(session, None, now)
            slugs = communes.slugs(session, {each.commune for each in found if each.commune is not None})
        table = Table("login", "name", "role", "commune", "since", "last seen", box=None)
        for each in found:
            where = slugs.get(each.commune, "") if each.commune else "(province)"
            seen = shown(each.seen, now) if each.seen else "never"
            table.add_row(each.login, each.name, each.role, where, shown(each.since, now), seen)
        door.paper().print(table)


@officer.command("remove")
@click.argument("login")
def remove(login: str) -> None:
    """End LOGIN's role and sign them out everywhere."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.writing() as session:
            known = _known(session, login, now)
            actions.leave(session, known.person, now)
            inviting.withdraw_links(session, known)
            journal.note(
                session,
                "person.removed",
                actor=OPERATOR,
                commune=known.commune,
                now=now,
                name=known.name,
                role=known.role,
            )
        click.echo(f"{known.name} ({known.login}) has no access any more.")


@officer.command("recover")
@click.argument("login")
def recover(login: str) -> None:
    """Print a link by which LOGIN, who lost the way in, makes a new one; sign them out everywhere."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.writing() as session:
            known = _known(session, login, now)
            token = inviting.invite_back(session, known, by=OPERATOR, now=now)
            journal.note(session, "person.recovered", actor=OPERATOR, commune=known.commune, now=now, name=known.name)
        _print_link(backends, token)


def _known(session: Session, login: str, now: datetime) -> Known:
    known = queries.by_login(session, folded(login), now)
    if known is None:
        raise Invalid("no-such-person", sentence=f"Nobody signs in as {login!r}: `officer list` shows who does.")
    return known


def _languages(backends: Backends, given: str) -> list[str]:
    asked = [tag.strip() for tag in given.split(",") if tag.strip()]
    for tag in asked:
        if tag not in backends.config.page_languages:
            known = ", ".join(backends.config.page_languages)
            raise Invalid("bad-language", sentence=f"{tag!r} is no language of this guide: {known}.")
    return asked


def _print_link(backends: Backends, token: str) -> None:
    """The address, and its code for a phone's camera; good once, for a day."""
    address = f"{backends.config.public_base_url}/studio/join/{token}"
    click.echo(f"{address}\n\nGood once, until tomorrow at this time. Send it to them alone, or let them scan:\n")
    click.echo(_drawn(qr.modules(address)))


def _drawn(matrix: qr.Matrix) -> str:
    """A matrix in half blocks, light on whatever the terminal is, with its quiet zone."""
    width = len(matrix) + 2 * qr.QUIET
    empty = [[False] * width for _ in range(qr.QUIET)]
    rows = [*empty, *([False] * qr.QUIET + row + [False] * qr.QUIET for row in matrix), *empty, [False] * width]
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    lines = zip(rows[::2], rows[1::2], strict=False)
    return "\n".join("".join(blocks[pair] for pair in zip(*each, strict=True)) for each in lines)
