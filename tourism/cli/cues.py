"""When each sentence of a recording begins: shown, moved, confirmed."""

import click
from rich import box
from rich.table import Table

from tourism import recording
from tourism.cli import door
from tourism.cli.finishing import settled
from tourism.cli.places import site as named
from tourism.cli.reasons import sentence
from tourism.cli.recordings import PART
from tourism.narration.actions import NARRATE
from tourism.narration.takes import TakeView


class Start(click.ParamType):
    """N=SECONDS, as a pair of numbers."""

    name = "N=SECONDS"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, float]:
        """A sentence's number and where it begins; anything else is refused with a sentence."""
        number, _, seconds = value.partition("=")
        try:
            return int(number), float(seconds)
        except ValueError:
            self.fail(f"{value!r} is not like 3=12.5: sentence 3 begins at 12.5 s.", param, ctx)


@click.command("cues")
@click.argument("site")
@click.argument("language")
@PART
@click.option("--set", "starts", type=Start(), multiple=True, help="Sentence N begins at SECONDS; may be repeated.")
@click.option("--shift", default=0.0, help="Seconds by which all sentences begin later, or earlier where negative.")
@click.option("--confirm", is_flag=True, help="The timings are right as they are.")
def cues(
    site: str, language: str, part: int, starts: tuple[tuple[int, float], ...], shift: float, confirm: bool
) -> None:
    """Show when each sentence of the newest recording of a part begins, after any changes."""
    with door.told():
        backends = door.prepared()
        with backends.sessions.reading() as session:
            found = named(session, site)
        take = recording.current(backends, found.id, language, part)
        if starts or shift or confirm:
            take = recording.set_cues(backends, take.id, dict(starts), shift=shift)
            settled(backends, f"{NARRATE}:{found.row}:{language}")
        if take.state != "ready":
            door.stop(sentence(take.reason) or "Its timings are not found yet: python -m tourism jobs says why.")
        door.paper().print(_table(take))
        for doubt in take.doubts:
            click.echo(sentence(doubt))


def _table(take: TakeView) -> Table:
    table = Table("sentence", "begins", "ends", "text", box=box.SIMPLE_HEAD)
    # Where the heading was not read aloud, its sentences have no times.
    texts = take.texts[len(take.texts) - len(take.spans) :]
    for number, ((start, end), text) in enumerate(zip(take.spans, texts, strict=True), start=1):
        table.add_row(str(number), f"{start / 1000:.2f}", f"{end / 1000:.2f}", text)
    return table
