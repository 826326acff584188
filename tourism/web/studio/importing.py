"""Places out of a file: sent, looked at row by row, and begun as drafts when somebody says so."""

from collections.abc import Collection
from contextlib import closing
from typing import Any

from flask import Response, redirect, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.errors import Conflict, Invalid, NotAllowed, NotFound
from tourism.importing import actions, files, queries, sheet
from tourism.importing.options import Options
from tourism.importing.origins import settled
from tourism.importing.preview import Preview
from tourism.importing.queries import Waiting
from tourism.language import SOURCE
from tourism.sites import drafts
from tourism.sites.cleaning import cleaned_line
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.importing_chart import drawn
from tourism.web.studio.importing_form import LICENCE_NAMES, chosen, languages, rows_out, zones
from tourism.web.studio.importing_words import coordinates_name, file_sentence

BODY_MAX = files.FILE_BYTES + 64 * 1024
NAME_MAX = 120
TEMPLATES = {
    "xlsx": (sheet.xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (sheet.csv, "text/csv; charset=utf-8"),
}


@desk("/import", permission="create")
def import_places(actor: Actor) -> tuple[str, int]:
    """A file in, a template out, and the files that wait."""
    return _page(actor, MultiDict(), {})


@desk("/import/template", permission="create")
def import_template(actor: Actor) -> Response:
    """A table to be filled in."""
    kind = request.args.get("kind", "csv")
    if kind not in TEMPLATES:
        raise NotFound("no-such-import")
    writer, media_type = TEMPLATES[kind]
    told = {"Content-Disposition": f'attachment; filename="loi-que-places.{kind}"'}
    return Response(writer(), content_type=media_type, headers=told)


@desk("/import", permission="create", methods=("POST",), body_max=BODY_MAX)
def receive_places(actor: Actor) -> Any:
    """Reads a file; nothing of it is a place yet."""
    data, name = _sent()
    choice = chosen(request.form, Options())
    if choice.faults:
        return _page(actor, request.form, choice.faults)
    try:
        told = files.read(data)
    except Invalid as error:
        sentence = file_sentence(error.reason)
        if sentence is None:
            raise
        return _page(actor, request.form, {"file": sentence})
    _commune(actor)
    with deed("places.received", actor=actor) as doing:
        now = backends().clock()
        row = actions.receive(doing.session, actor, data, told, choice.options, name=name, now=now)
        doing.told.update(name=name, count=len(told.found))
    return redirect(f"/studio/import/{row}", 303)


@desk("/import/<int:row>", permission="create")
def looked_at_places(actor: Actor, row: int) -> tuple[str, int]:
    """What the file would begin, read as its sender chose or as the address says."""
    with reading() as session:
        waiting = queries.waiting(session, actor, row, backends().clock())
        if waiting.told is None:
            return _kept(actor, waiting, drafts.names(session, actor, waiting.kept))
    choice = chosen(request.args, waiting.options)
    return _preview(actor, waiting, choice.options, faults=choice.faults)


@desk("/import/<int:row>/keep", permission="create", methods=("POST",))
def keep_places(actor: Actor, row: int) -> Any:
    """Begins a draft for each row that is not left out, in one piece, exactly as it was looked at."""
    out = rows_out(request.form)
    with reading() as session:
        waiting = queries.waiting(session, actor, row, backends().clock())
    if waiting.told is not None:
        options = chosen(request.form, waiting.options).options
        try:
            _begin(actor, row, options, out)
        except (Conflict, Invalid) as error:
            if error.reason != "import-kept":
                return _preview(actor, waiting, options, out=out, refused=error.reason)
    # Where the answer got lost on the way, or a button was tapped twice, it is sent again.
    return redirect(f"/studio/import/{row}", 303)


def _begin(actor: Actor, row: int, options: Options, out: Collection[int]) -> None:
    """Raises Conflict where somebody was quicker, Invalid where something cannot be kept."""
    now, owner = backends().clock(), actor.person if actor.sees_own_only else None
    with deed("places.imported", actor=actor) as doing:
        waiting = queries.waiting(doing.session, actor, row, now)
        if waiting.told is None:
            raise Conflict("import-kept")
        found = queries.looked_at(doing.session, _commune(actor), actor, waiting.told, options, tags=languages())
        ids = actions.keep(
            doing.session, _commune(actor), found, waiting.told.form, options,
            seen=request.form.get("seen", ""), out=out, owner=owner, by=actor.name, now=now,
        )  # fmt: skip
        actions.done(doing.session, actor, row, ids)
        doing.told.update(name=waiting.name, count=len(ids), sites=list(ids))


@desk("/import/<int:row>/forget", permission="create", methods=("POST",))
def forget_places(actor: Actor, row: int) -> Any:
    """Forgets a file."""
    with deed("places.forgotten", actor=actor) as doing:
        waiting = queries.waiting(doing.session, actor, row, backends().clock())
        actions.forget(doing.session, actor, row)
        doing.told.update(name=waiting.name)
    return redirect("/studio/import?said=forgotten", 303)


def _sent() -> tuple[bytes, str]:
    """The file's bytes and its name."""
    upload = request.files.get("file")
    if upload is None:
        return b"", ""
    with closing(upload):
        return upload.read(files.FILE_BYTES + 1), cleaned_line(upload.filename or "")[-NAME_MAX:]


def _commune(actor: Actor) -> int:
    if actor.commune is None:
        raise NotAllowed("not-your-part")
    return actor.commune


def _refusal(reason: str, found: Preview) -> str:
    return {
        "import-broken": gettext("Nothing was kept: a row that cannot be kept is not left out yet."),
        "import-changed": gettext("Somebody has changed the commune's places meanwhile. Look again, then keep."),
        "import-all-out": gettext("All rows are left out: there is nothing to keep."),
    }.get(reason, "")


def _preview(
    actor: Actor,
    waiting: Waiting,
    options: Options,
    *,
    out: Collection[int] | None = None,
    refused: str = "",
    faults: dict[str, str] | None = None,
) -> tuple[str, int]:
    if waiting.told is None:
        raise NotFound("no-such-import")
    with reading() as session:
        ground = queries.ground_of(session, _commune(actor), actor)
        found = queries.looked_at(session, _commune(actor), actor, waiting.told, options, tags=languages())
    return show(
        "import_preview",
        title=gettext("Places from a file"),
        status=422 if refused or faults else 200,
        waiting=waiting,
        options=options,
        found=found,
        out=found.twins if out is None else out,
        refused=_refusal(refused, found),
        faults=faults or {},
        zones=zones(),
        tags=languages(),
        coordinates=coordinates_name(options),
        from_where=settled(options, waiting.told.form)[0],
        drawn=drawn(ground, found),
        source=SOURCE,
    )


def _kept(actor: Actor, waiting: Waiting, names: dict[str, str]) -> tuple[str, int]:
    return show("import_kept", title=gettext("Places from a file"), waiting=waiting, names=names)


def _page(actor: Actor, values: MultiDict[str, str], faults: dict[str, str]) -> tuple[str, int]:
    with reading() as session:
        waiting = queries.all_waiting(session, actor, backends().clock())
    return show(
        "import",
        title=gettext("Places from a file"),
        status=422 if faults else 200,
        values=values,
        faults=faults,
        zones=zones(),
        tags=languages(),
        licences=list(LICENCE_NAMES.items()),
        waiting=waiting,
        said_words=gettext("The file is forgotten.") if request.args.get("said") == "forgotten" else "",
    )
