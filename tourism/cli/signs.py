"""What is printed on signs: new codes, and QR codes that hold the configured address."""

from pathlib import Path

import click

from tourism import codes
from tourism.cli import door
from tourism.engines import qr


@click.command()
@click.argument("count", default=1)
def code(count: int) -> None:
    """Make new public ids or sign codes."""
    for _ in range(count):
        click.echo(codes.mint())


@click.command("qr")
@click.argument("sign_code")
@click.option("-o", "target", type=click.Path(path_type=Path), required=True, help="An .svg file.")
def qr_picture(sign_code: str, target: Path) -> None:
    """Draw the QR code of a sign, with the configured address."""
    with door.told():
        kept_code = codes.normalise(sign_code)
        if not codes.is_valid(kept_code):
            door.stop(f"{sign_code} is not a whole code: its check character does not fit.")
        address = f"{door.settings().public_base_url}/q/{kept_code}"
        target.write_text(qr.picture(address), encoding="utf-8")
        click.echo(address)
