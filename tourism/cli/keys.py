"""Partners' keys to the API, for operators."""

import click
from rich import box
from rich.table import Table

from tourism.audit import actions as journal
from tourism.cli import door
from tourism.cli.local_time import shown
from tourism.communes import queries as communes
from tourism.errors import Invalid
from tourism.staff import granting, keys

BY = "operator"
SENTENCES = {
    "bad-partner": f"The partner's name must have 1 to {granting.PARTNER_MAX} letters.",
    "bad-days": f"--days must be from 1 to {granting.DAYS_MAX}.",
}


@click.group()
def key() -> None:
    """Partners' keys to the API: issue, list, revoke."""


@key.command()
@click.argument("commune")
@click.argument("partner")
@click.option("--days", type=int, help="How long it opens; for ever without.")
def issue(commune: str, partner: str, days: int | None) -> None:
    """Make a key for a PARTNER of a COMMUNE (its slug); it is shown this once."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        try:
            with backends.sessions.writing() as session:
                row = communes.commune_id(session, commune)
                granted = granting.grant(session, row, partner, days=days, by=BY, now=now)
                journal.note(session, "key.issued", actor=BY, commune=row, now=now, prefix=granted.prefix)
        except Invalid as error:
            door.stop(SENTENCES[error.reason])
        click.echo(granted.secret)
        click.echo("Give it to the partner now: it is kept nowhere and never shown again.", err=True)


@key.command("list")
@click.option("--commune", metavar="SLUG", help="Only keys of this commune.")
def list_keys(commune: str | None) -> None:
    """Show partners' keys: whose they are, until when they open."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.reading() as session:
            row = communes.commune_id(session, commune) if commune else None
            found = keys.keys(session, row, now)
            slugs = communes.slugs(session, {each.commune for each in found})
        table = Table("key", "partner", "commune", "state", "made", "until", box=box.SIMPLE_HEAD, pad_edge=False)
        for each in found:
            until = shown(each.expires, now) if each.expires else "it is revoked"
            made = shown(each.made, now)
            table.add_row(f"{each.prefix}…", each.partner, slugs[each.commune], each.state, made, until)
        if found:
            door.paper().print(table)
        click.echo(f"{len(found)} key(s)")


@key.command()
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """Take back the key that begins with PREFIX, from its next use on."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.writing() as session:
            found = [each for each in keys.keys(session, None, now) if each.prefix == prefix.rstrip("….")]
            if len(found) != 1:
                door.stop(f"{len(found)} keys begin with {prefix}: python -m tourism key list shows them all.")
            if granting.revoke(session, found[0].id, now):
                place = found[0].commune
                journal.note(session, "key.revoked", actor=BY, commune=place, now=now, prefix=found[0].prefix)
        click.echo(f"{found[0].prefix}… of {found[0].partner} opens nothing any more")
