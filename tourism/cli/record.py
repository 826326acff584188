"""python -m tourism record: people's recordings."""

import click

from tourism.cli.cues import cues
from tourism.cli.recording_list import list_recordings
from tourism.cli.recordings import add, remove


@click.group()
def record() -> None:
    """People's recordings: add, list, cues, remove."""


for each in (add, list_recordings, cues, remove):
    record.add_command(each)
