"""People's recordings: handed in, listed, taken back."""

from pathlib import Path

import click
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tourism import recording
from tourism.backends import Backends
from tourism.cli import door, heard
from tourism.cli.finishing import settled
from tourism.cli.places import site as named
from tourism.cli.reasons import SENTENCES, sentence
from tourism.engines.speech.refusals import LARGEST_MEGABYTES
from tourism.narration import takes
from tourism.narration.actions import FOLLOW, NARRATE
from tourism.recording import Received
from tourism.sites.briefs import SiteBrief

PART = click.option("--part", default=0, show_default=True, help="0 is the story, 1, 2, … the steps of a process.")
STEPS = ("keeping the file", "finding each sentence", "putting the narration together")


@click.command("add")
@click.argument("site")
@click.argument("language")
@click.argument("file", type=click.Path(path_type=Path))
@PART
@click.option("--speaker", default="", help="Whose voice it is, as visitors shall read it.")
@click.option("--starts-at", default=0.0, help="Seconds into the file where the reading begins.")
def add(site: str, language: str, file: Path, part: int, speaker: str, starts_at: float) -> None:
    """Hand in a recording of SITE (id, sign code or key) in LANGUAGE."""
    with door.told():
        backends = door.prepared()
        if file.stat().st_size > LARGEST_MEGABYTES * 1_000_000:
            door.stop(SENTENCES["too-large"])
        with backends.sessions.reading() as session:
            found = named(session, site)
        data = file.read_bytes()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=door.console, transient=True) as progress:
            task = progress.add_task(STEPS[0], total=len(STEPS))
            received = recording.receive(backends, found.id, language, part, data, speaker=speaker, begin_at=starts_at)
            progress.update(task, advance=1, description=STEPS[1])
            settled(backends, f"{FOLLOW}:{received.take}")
            progress.update(task, advance=1, description=STEPS[2])
            settled(backends, f"{NARRATE}:{found.row}:{language}")
            progress.update(task, advance=1)
        _tell(backends, found, received)


def _tell(backends: Backends, site: SiteBrief, received: Received) -> None:
    with backends.sessions.reading() as session:
        take = takes.take(session, received.take)
        voices = heard.now(session, site.id, take.language)
    for each in received.warnings:
        click.echo(sentence(each))
    if take.state == "refused":
        door.stop(sentence(take.reason))
    click.echo(f"{site.name} · {take.language} · part {take.part}: {heard.clock(take.duration_ms)}")
    if take.state != "ready":
        click.echo("Its timings are not found yet: python -m tourism jobs says why.")
    elif take.doubts:
        doubts = " ".join(sentence(each) for each in take.doubts)
        click.echo(f"Check the timings (python -m tourism record cues {site.id} {take.language}): {doubts}")
    click.echo(f"Heard now: {voices}")


@click.command("remove")
@click.argument("site")
@click.argument("language")
@PART
def remove(site: str, language: str, part: int) -> None:
    """Take the newest recording of a part back; the next best voice is heard instead."""
    with door.told():
        backends = door.prepared()
        with backends.sessions.reading() as session:
            found = named(session, site)
        recording.remove(backends, recording.current(backends, found.id, language, part).id)
        settled(backends, f"{NARRATE}:{found.row}:{language}")
        with backends.sessions.reading() as session:
            click.echo(f"Heard now: {heard.now(session, found.id, language)}")
