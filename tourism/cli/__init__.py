"""What an operator types: python -m tourism COMMAND."""

import click

from tourism.cli import (
    content,
    importing,
    journal,
    keys,
    officers,
    put_off,
    record,
    saying,
    scenes,
    serving,
    signs,
    voices,
)

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Lời Quê: a guide for Vietnamese communes."""


for each in (
    serving.prepare,
    serving.serve,
    serving.settings,
    content.load,
    content.check,
    content.export,
    importing.import_places,
    put_off.work,
    put_off.list_jobs,
    signs.code,
    signs.qr_picture,
    voices.voices,
    saying.say,
    record.record,
    scenes.scene,
    officers.officer,
    journal.audit,
    keys.key,
):
    main.add_command(each)
