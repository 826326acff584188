"""What an operator types: python -m tourism COMMAND."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.table import Table

from tourism import codes, guide
from tourism.backends import Backends
from tourism.config import PREFIX, Config
from tourism.content import actions as content
from tourism.content import files, writing
from tourism.content import queries as kept
from tourism.engines import qr
from tourism.errors import BrokenContent, Invalid, TourismError
from tourism.storage import jobs
from tourism.storage.schema import is_newest, upgrade
from tourism.worker import work as work_on

console = Console(stderr=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Lời Quê: a guide for Vietnamese communes."""


@contextmanager
def _told() -> Iterator[None]:
    """Every failure leaves as sentences, with exit code 2."""
    try:
        yield
    except BrokenContent as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        _stop(f"{len(error.problems)} problem(s); nothing was loaded.")
    except TourismError as error:
        _stop(str(error.details.get("sentence") or error))


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)


def _backends() -> Backends:
    return Backends.of(Config.from_env(os.environ))


def _prepared() -> Backends:
    """For commands that need a database as it should be, and are not the ones who make it so."""
    backends = _backends()
    if not is_newest(backends.sessions.engine):
        raise Invalid("not-prepared", sentence="The database is not up to date: python -m tourism prepare makes it so.")
    return backends


@main.command()
@click.option(
    "--content",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of communes; without it the demonstration, and in production none.",
)
@click.option("--voices/--no-voices", default=True, help="Wait until every voice has spoken.")
def prepare(folder: Path | None, voices: bool) -> None:
    """Bring catalogs, database, content and voices up to date; quick where nothing changed."""
    with _told():
        guide.prepare(_backends(), folder, console, voices=voices)


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", default=1, show_default=True, help="Server processes.")
@click.option("--with-worker/--without-worker", default=True, help="Do put-off work beside the server.")
@click.option("--prepared", is_flag=True, help="First bring everything up to date, as `prepare` does.")
def serve(port: int, host: str, workers: int, with_worker: bool, prepared: bool) -> None:
    """Serve the guide, by granian; stops at Ctrl-C."""
    with _told():
        Config.from_env(os.environ)
        if prepared:
            guide.prepare(_backends(), None, console, voices=True)
        guide.serve(host=host, port=port, workers=workers, with_worker=with_worker)


@main.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def load(folders: tuple[Path, ...]) -> None:
    """Load communes from content folders; all or nothing."""
    with _told():
        backends = _backends()
        upgrade(backends.sessions.engine)
        read = [files.read(each, guide.content_languages(each.parent)) for each in folders]
        with backends.sessions.writing() as session:
            for each in read:
                done = content.load(session, each, backends.blobs, backends.clock())
                told = "loaded" if done.changed else "unchanged"
                click.echo(f"{done.commune}: {done.sites} sites, {done.tours} tours, {told}")


@main.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(folders: tuple[Path, ...]) -> None:
    """Check content folders; every problem with its file and line."""
    with _told():
        for each in folders:
            folder = files.read(each, guide.content_languages(each.parent))
            click.echo(f"{folder.commune.slug}: {len(folder.sites)} sites, {len(folder.tours)} tours, no problems")


@main.command()
@click.argument("slug")
@click.argument("target", type=click.Path(path_type=Path))
def export(slug: str, target: Path) -> None:
    """Write a commune back to a folder of files."""
    with _told():
        backends = _prepared()
        with backends.sessions.reading() as session:
            folder = kept.folder(session, slug, backends.blobs)
        written = writing.write(folder, target)
        click.echo(f"{written} files in {target}")


@main.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing is due.")
@click.option("--quiet", is_flag=True, help="Say nothing of what was done.")
def work(until_empty: bool, quiet: bool) -> None:
    """Do put-off work, one job after another."""
    with _told():
        done = work_on(_prepared(), until_empty=until_empty)
        if not quiet:
            click.echo(f"{done} job(s) done")


@main.command("jobs")
def list_jobs() -> None:
    """Show put-off work by state, and why jobs were put aside."""
    with _told(), _prepared().sessions.reading() as session:
        table = Table("state", "jobs")
        for state, count in jobs.counts(session).items():
            table.add_row(state, str(count))
        Console().print(table)
        for key, reason in jobs.put_aside(session):
            click.echo(f"{key}: {reason}")


@main.command()
@click.argument("count", default=1)
def code(count: int) -> None:
    """Make new public ids or sign codes."""
    for _ in range(count):
        click.echo(codes.mint())


@main.command("qr")
@click.argument("sign_code")
@click.option("-o", "target", type=click.Path(path_type=Path), required=True, help="An .svg file.")
def qr_picture(sign_code: str, target: Path) -> None:
    """Draw the QR code of a sign, with the configured address."""
    with _told():
        kept_code = codes.normalise(sign_code)
        if not codes.is_valid(kept_code):
            _stop(f"{sign_code} is not a whole code: its check character does not fit.")
        address = f"{Config.from_env(os.environ).public_base_url}/q/{kept_code}"
        target.write_text(qr.picture(address), encoding="utf-8")
        click.echo(address)


@main.command()
def settings() -> None:
    """Print all settings as the table of docs/settings.md."""
    click.echo("| setting | default | meaning |\n|---|---|---|")
    for each in fields(Config):
        default = f"`{each.default}`" if each.default != "" else "(empty)"
        click.echo(f"| `{PREFIX}{each.name.upper()}` | {default} | {each.metadata['help']} |")
