"""Starting the guide: bringing everything up to date, serving it, and the table of its settings."""

from dataclasses import fields
from pathlib import Path

import click

from tourism import guide
from tourism.cli import door
from tourism.config import PREFIX, Config


@click.command()
@click.option(
    "--content",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of communes; without it the demonstration, and in production none.",
)
@click.option("--voices/--no-voices", default=True, help="Wait until every voice has spoken.")
def prepare(folder: Path | None, voices: bool) -> None:
    """Bring catalogs, database, content and voices up to date; quick where nothing changed."""
    with door.told():
        guide.prepare(door.backends(), folder, door.console, voices=voices)


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", default=1, show_default=True, help="Server processes.")
@click.option("--with-worker/--without-worker", default=True, help="Do put-off work beside the server.")
@click.option("--prepared", is_flag=True, help="First bring everything up to date, as `prepare` does.")
def serve(port: int, host: str, workers: int, with_worker: bool, prepared: bool) -> None:
    """Serve the guide, by granian; stops at Ctrl-C."""
    with door.told():
        door.settings()
        if prepared:
            guide.prepare(door.backends(), None, door.console, voices=True)
        guide.serve(host=host, port=port, workers=workers, with_worker=with_worker)


@click.command()
def settings() -> None:
    """Print all settings as the table of docs/settings.md."""
    click.echo("| setting | default | meaning |\n|---|---|---|")
    for each in fields(Config):
        default = f"`{each.default}`" if each.default != "" else "(empty)"
        click.echo(f"| `{PREFIX}{each.name.upper()}` | {default} | {each.metadata['help']} |")
