"""python -m tourism scene: a site's model in 3D, from an operator's hands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click
from sqlalchemy.orm import Session

from tourism import modelling
from tourism.backends import Backends
from tourism.cli import door
from tourism.cli.finishing import settled
from tourism.cli.places import site as named
from tourism.engines.models.refusals import LARGEST_MEGABYTES
from tourism.errors import NotFound
from tourism.modelling import SENTENCES, Refused
from tourism.scenes import actions, queries
from tourism.scenes.actions import MODEL
from tourism.scenes.draft import HEIGHT_MAX, HEIGHT_MIN, Origin, Placement, SceneDraft
from tourism.scenes.queries import KeptScene
from tourism.scenes.view import Files, ModelFile
from tourism.sites.briefs import SiteBrief

AUTHOR = "operator"
ORIGIN = click.option(
    "--origin", type=click.Choice(get_args(Origin)), help="How the model came about; pages and pictures say so."
)


@click.group()
def scene() -> None:
    """A site in 3D: add a model, confirm its size, publish, withdraw."""


@scene.command("add")
@click.argument("site")
@click.argument("file", type=click.Path(path_type=Path))
@ORIGIN
@click.option("--credit", help="Who made the model, as visitors shall read it.")
@click.option("--placement", type=click.Choice(get_args(Placement)), help="Where it stands in AR.")
def add(site: str, file: Path, origin: Origin | None, credit: str | None, placement: Placement | None) -> None:
    """Hand in FILE.glb as the model of SITE (id, sign code or key); its parts stay where there were any."""
    with door.told():
        backends = door.prepared()
        if file.stat().st_size > LARGEST_MEGABYTES * 1_000_000:
            door.stop(SENTENCES["too-large"])
        found = _site(backends, site)
        try:
            name, examined = modelling.received(backends, file.read_bytes())
        except Refused as error:
            door.stop(SENTENCES[error.reason])
        width, height, depth = examined.size
        click.echo(f"{examined.triangles:,} triangles; by its own measures {width:.4g} x {height:.4g} x {depth:.4g} m.")
        told = {"credit": credit, "origin": origin, "placement": placement}
        said: dict[str, Any] = {key: value for key, value in told.items() if value is not None}
        # Another model has another size, for which nobody has vouched yet.
        _save(
            backends, found,
            lambda before: replace(
                before or SceneDraft(model=name, origin="scan"), model=name, height_m=None, confirmed_by="", **said
            ),
        )  # fmt: skip


@scene.command("size")
@click.argument("site")
@click.argument("metres", type=click.FloatRange(HEIGHT_MIN, HEIGHT_MAX))
@click.option("--by", required=True, help="Who measured it and vouches for it.")
def size(site: str, metres: float, by: str) -> None:
    """Confirm that what SITE's model shows is METRES high in truth: only then is AR offered."""
    with door.told():
        backends = door.prepared()
        _save(backends, _site(backends, site), lambda before: replace(_there(before), height_m=metres, confirmed_by=by))


@scene.command("show")
@click.argument("site")
def show(site: str) -> None:
    """Say what is kept of SITE in 3D."""
    with door.told():
        backends = door.prepared()
        _tell(backends, _site(backends, site))


@scene.command("publish")
@click.argument("site")
def publish(site: str) -> None:
    """Let visitors have what was saved last."""
    _change(site, actions.publish)


@scene.command("withdraw")
@click.argument("site")
def withdraw(site: str) -> None:
    """Take SITE's 3D page off; what was saved stays."""
    _change(site, actions.withdraw)


def _change(site: str, how: Callable[[Session, int, datetime], bool]) -> None:
    with door.told():
        backends = door.prepared()
        found = _site(backends, site)
        with backends.sessions.writing() as session:
            how(session, found.row, backends.clock())
        _tell(backends, found)


def _site(backends: Backends, typed: str) -> SiteBrief:
    with backends.sessions.reading() as session:
        return named(session, typed)


def _there(scene: SceneDraft | None) -> SceneDraft:
    if scene is None:
        raise NotFound("no-such-scene", sentence="There is no model yet: python -m tourism scene add SITE FILE.glb")
    return scene


def _save(backends: Backends, site: SiteBrief, how: Callable[[SceneDraft | None], SceneDraft]) -> None:
    with backends.sessions.writing() as session:
        before = queries.kept(session, site.row)
        draft = how(before.draft if before else None)
        number = actions.save(session, site.row, draft, by=AUTHOR, now=backends.clock())
    settled(backends, f"{MODEL}:{site.row}:{number}")
    _tell(backends, site)


def _tell(backends: Backends, site: SiteBrief) -> None:
    with backends.sessions.reading() as session:
        kept = queries.kept(session, site.row)
    click.echo(f"{site.name}: {_state(kept)}")
    if kept is None or kept.view is None:
        return
    for form in Files.__slots__:
        each: ModelFile = getattr(kept.view.files, form)
        triangles = f", {each.triangles:,} triangles" if each.triangles else ""
        click.echo(f"  {form}: {each.size:,} bytes{triangles}  {each.name}")
    width, height, depth = kept.view.size
    vouched = f"confirmed by {kept.draft.confirmed_by}" if kept.view.is_sized else "not confirmed: no AR is offered"
    click.echo(f"  {width:.3g} x {height:.3g} x {depth:.3g} m, {vouched}; {len(kept.view.hotspots)} parts")
    if kept.view.moves:
        click.echo("  It moves; on iPhones AR shows it standing still.")


def _state(kept: KeptScene | None) -> str:
    if kept is None:
        return "no model yet"
    if kept.reason:
        return SENTENCES.get(kept.reason, kept.reason)
    if kept.view is None:
        return "its files are being made; python -m tourism jobs says how far that is"
    if kept.published == kept.number:
        return "visitors have it"
    return "ready; visitors have an earlier one" if kept.published else "ready, and not published"
