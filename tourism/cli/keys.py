"""Partners' keys, for operators."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from rich import box
from rich.table import Table
from sqlalchemy.orm import Session

from tourism import codes
from tourism.audit import actions as journal
from tourism.cli import door
from tourism.cli.local_time import shown
from tourism.communes import queries as communes
from tourism.errors import Invalid, NotAllowed
from tourism.staff import granting, keys
from tourism.staff.granting import Granted
from tourism.staff.keys import KeyView
from tourism.staff.origins import MOST, BadSites

BY = "operator"
SENTENCES = {
    "bad-partner": f"The partner's name must have 1 to {granting.PARTNER_MAX} letters.",
    "bad-days": f"--days must be from 1 to {granting.DAYS_MAX}.",
}
SITES = {
    "wildcard": "name each site by itself, without *",
    "not-web": "a site's address begins with https:// or http://",
    "no-name": "this is not a site's address, like example.vn",
    "bad-port": "after the colon comes a number from 1 to 65535",
    "too-many": f"at most {MOST} sites",
}


@click.group()
def key() -> None:
    """Partners' keys: issue, list, sites, renew, revoke."""


@key.command()
@click.argument("commune")
@click.argument("partner")
@click.option("--days", type=int, help="How long it opens; for ever without.")
@click.option("--site", "sites", multiple=True, help="A site that may frame by the key's code; may be repeated.")
def issue(commune: str, partner: str, days: int | None, sites: tuple[str, ...]) -> None:
    """Make a key for a PARTNER of a COMMUNE (its slug); it is shown this once."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with _sentences(), backends.sessions.writing() as session:
            row = communes.commune_id(session, commune)
            granted = granting.grant(session, row, partner, days=days, by=BY, now=now, sites="\n".join(sites))
            journal.note(session, "key.issued", actor=BY, commune=row, now=now, prefix=granted.prefix)
        _hand_over(granted)


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
        table = Table("key", "code", "partner", "commune", "state", "made", "until", "sites", box=box.SIMPLE_HEAD)
        for each in found:
            until = shown(each.expires, now) if each.expires else "it is revoked"
            made = shown(each.made, now)
            table.add_row(
                f"{each.prefix}…",
                each.code,
                each.partner,
                slugs[each.commune],
                each.state,
                made,
                until,
                "\n".join(each.sites) or "none",
            )
        if found:
            door.paper().print(table)
        click.echo(f"{len(found)} key(s)")


@key.command("sites")
@click.argument("prefix")
@click.argument("site", nargs=-1)
@click.option("--none", "is_empty", is_flag=True, help="No site may frame by its code any more.")
def allow(prefix: str, site: tuple[str, ...], is_empty: bool) -> None:
    """Say which SITEs may frame by the code of the key that begins with PREFIX; without any, show which may."""
    if site and is_empty:
        raise click.UsageError("Name sites, or say --none.")
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with _sentences(), backends.sessions.writing() as session:
            found = _found(session, prefix, now)
            sites = found.sites
            if site or is_empty:
                sites = granting.allow(session, found.id, "\n".join(site))
                place = found.commune
                journal.note(
                    session, "key.allowed", actor=BY, commune=place, now=now, prefix=found.prefix, sites=list(sites)
                )
        for origin in sites:
            click.echo(origin)
        click.echo(f"{len(sites)} site(s) may frame by the code {found.code} of {found.partner}", err=True)


@key.command()
@click.argument("prefix")
def renew(prefix: str) -> None:
    """Make another secret for the key that begins with PREFIX; its code and its sites stay."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with _sentences(), backends.sessions.writing() as session:
            found = _found(session, prefix, now)
            granted = granting.renew(session, found.id, now)
            journal.note(
                session,
                "key.renewed",
                actor=BY,
                commune=found.commune,
                now=now,
                prefix=granted.prefix,
                before=found.prefix,
            )
        _hand_over(granted)


@key.command()
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """Take back the key that begins with PREFIX, from its next use on."""
    with door.told():
        backends = door.prepared()
        now = backends.clock()
        with backends.sessions.writing() as session:
            found = _found(session, prefix, now)
            if granting.revoke(session, found.id, now):
                journal.note(session, "key.revoked", actor=BY, commune=found.commune, now=now, prefix=found.prefix)
        click.echo(f"{found.prefix}… of {found.partner} opens nothing any more")


def _found(session: Session, typed: str, now: datetime) -> KeyView:
    """The one key that begins so, or has this code."""
    code = codes.normalise(typed)
    found = [each for each in keys.keys(session, None, now) if typed.rstrip("….") == each.prefix or code == each.code]
    if len(found) != 1:
        door.stop(f"{len(found)} keys begin with {typed}: python -m tourism key list shows them all.")
    return found[0]


def _hand_over(granted: Granted) -> None:
    """The secret alone goes where a program reads it."""
    click.echo(granted.secret)
    click.echo("Give it to the partner now: it is kept nowhere and never shown again.", err=True)
    click.echo(f"In addresses of embeds stands its code: ?p={granted.code}", err=True)


@contextmanager
def _sentences() -> Iterator[None]:
    """Ends with a sentence where something typed cannot be used."""
    try:
        yield
    except NotAllowed:
        door.stop("This key has ended: issue a new one.")
    except BadSites as error:
        door.stop("\n".join(f"{each.typed}: {SITES[each.reason]}." for each in error.faults))
    except Invalid as error:
        door.stop(SENTENCES[error.reason])
