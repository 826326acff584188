"""Which voice reads which language, and which answer now."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich import box
from rich.table import Table

from tourism import guide
from tourism.backends import now
from tourism.cli import door
from tourism.cli.local_time import shown
from tourism.cli.reasons import sentence
from tourism.cli.voices_here import voices_here
from tourism.config import Config
from tourism.engines.speech.offered import Offered, best_voices, offered


@click.command()
@click.option(
    "--content",
    "folder",
    type=click.Path(path_type=Path),
    default=guide.DEMONSTRATION,
    show_default=True,
    help="Folder with languages.yaml; without that file the languages of the pages are shown.",
)
def voices(folder: Path) -> None:
    """Show which voice reads which language, who speaks in its place, and who answers now."""
    with door.told():
        config = door.settings()
        languages = told_languages(folder, config)
        offers = offered(voices_here(config), languages)
        paper = door.paper()
        paper.print(_answering(offers, now()))
        paper.print(_by_language(offers, languages))
        click.echo("A person's recording is heard before any of them.")


def told_languages(folder: Path, config: Config) -> tuple[str, ...]:
    """Languages that content may be told in, or those of the pages where no file says it."""
    if (folder / "languages.yaml").is_file():
        return guide.content_languages(folder)
    return config.page_languages


def _answering(offers: Sequence[Offered], moment: datetime) -> Table:
    table = Table("voice", "version", "where", "quality", "answers now", box=box.SIMPLE_HEAD)
    for each in offers:
        where = "online: text leaves this machine" if each.online else "this machine"
        table.add_row(each.name, each.version, where, str(each.quality), _answer(each, moment))
    if not offers:
        table.add_row("none", "", "", "", "pages show text only")
    return table


def _answer(offer: Offered, moment: datetime) -> str:
    if offer.available:
        return "yes"
    until = f"not before {shown(offer.until, moment)}: " if offer.until else "no: "
    return until + sentence(offer.reason, offer.told)


def _by_language(offers: Sequence[Offered], languages: Sequence[str]) -> Table:
    table = Table("language", "speaks first", "else", box=box.SIMPLE_HEAD)
    for tag, names in best_voices(offers, languages).items():
        first, *others = [*names, "text only"]
        table.add_row(tag, first, ", then ".join(others))
    return table
