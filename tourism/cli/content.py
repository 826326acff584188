"""Communes as folders of files: checked, loaded, written back."""

from pathlib import Path

import click

from tourism import guide
from tourism.cli import door
from tourism.content import actions, files, writing
from tourism.content import queries as kept
from tourism.storage.schema import upgrade


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def load(folders: tuple[Path, ...]) -> None:
    """Load communes from content folders; all or nothing."""
    with door.told():
        backends = door.backends()
        upgrade(backends.sessions.engine)
        read = [files.read(each, guide.content_languages(each.parent)) for each in folders]
        with backends.sessions.writing() as session:
            for each in read:
                done = actions.load(session, each, backends.blobs, backends.clock())
                told = "loaded" if done.changed else "unchanged"
                click.echo(f"{done.commune}: {done.sites} sites, {done.tours} tours, {told}{done.left_alone}")


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(folders: tuple[Path, ...]) -> None:
    """Check content folders; every problem with its file and line."""
    with door.told():
        for each in folders:
            folder = files.read(each, guide.content_languages(each.parent))
            click.echo(f"{folder.commune.slug}: {len(folder.sites)} sites, {len(folder.tours)} tours, no problems")


@click.command()
@click.argument("slug")
@click.argument("target", type=click.Path(path_type=Path))
def export(slug: str, target: Path) -> None:
    """Write a commune back to a folder of files."""
    with door.told():
        backends = door.prepared()
        with backends.sessions.reading() as session:
            folder = kept.folder(session, slug, backends.blobs)
        written = writing.write(folder, target)
        click.echo(f"{written} files in {target}")
