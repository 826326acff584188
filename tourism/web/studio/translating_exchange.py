"""Files for translators outside: sent out in one language, and taken back after a look at what they change."""

from collections.abc import Callable
from typing import Any

from flask import Response, redirect, request
from flask_babel import gettext
from sqlalchemy.orm import Session

from tourism.communes.draft import MadeBy
from tourism.errors import Conflict, Invalid, NotAllowed, NotFound
from tourism.language import SOURCE
from tourism.staff.permissions import Actor
from tourism.translating import actions, queries, sheet, xliff
from tourism.translating.parcel import Parcel, Reading
from tourism.translating.proposal import Proposal, weighed
from tourism.web.request import backends, reading, today
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.translating import languages
from tourism.web.studio.translating_words import file_sentence

FILE_MAX = 2_000_000
BODY_MAX = FILE_MAX + 64 * 1024
NAME_MAX = 120
KINDS: dict[str, tuple[Callable[[Parcel], bytes], str, str]] = {
    "xliff": (xliff.written, "xlf", "application/xliff+xml"),
    "xlsx": (sheet.written, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@desk("/exchange", permission="exchange")
def exchange(actor: Actor) -> tuple[str, int]:
    """Both ways: a file out, a file in."""
    return _page(actor)


@desk("/exchange/file", permission="exchange")
def exported(actor: Actor) -> Response:
    """The words of the commune in one language, with the source beside them."""
    tag, kind = request.args.get("tag", ""), request.args.get("kind", "")
    if tag not in languages() or kind not in KINDS:
        raise NotFound("no-such-language")
    _check(actor, tag)
    writer, ending, media_type = KINDS[kind]
    with reading() as session:
        data = writer(queries.parcel(session, actor, tag, is_open_only=request.args.get("open") == "yes"))
    name = f"loi-que-{tag}-{today().isoformat()}.{ending}"
    return Response(data, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@desk("/exchange", permission="exchange", methods=("POST",), body_max=BODY_MAX)
def receive(actor: Actor) -> Any:
    """Reads a file that came back; a broken one is told row by row, and nothing of it is kept."""
    upload = request.files.get("file")
    data = upload.read(FILE_MAX + 1) if upload else b""
    try:
        told = _read(data)
        _check(actor, told.language if told.language in languages() else "")
        with reading() as session:
            proposal = _weighed(session, actor, told)
    except Invalid as error:
        if file_sentence(error.reason) is None:
            raise
        return _page(actor, fault=error.reason)
    if proposal.bad:
        return _page(actor, proposal=proposal)
    name = ((upload.filename if upload else "") or "")[-NAME_MAX:]
    with deed("translations.received", actor=actor) as doing:
        row = actions.receive(
            doing.session, actor.commune or 0, told, told.language, name=name, by=actor.name, now=backends().clock()
        )
        doing.told.update(language=told.language, rows=len(told.rows))
    return redirect(f"/studio/exchange/{row}", 303)


@desk("/exchange/<int:row>", permission="exchange")
def looked_at(actor: Actor, row: int) -> tuple[str, int]:
    """What a file would change today."""
    return _looked_at(actor, row)


@desk("/exchange/<int:row>/keep", permission="exchange", methods=("POST",))
def keep(actor: Actor, row: int) -> Any:
    """Keeps what a file changes, in one piece; it is weighed anew, for others go on working."""
    said = request.form.get("made_by", "")
    if said not in ("human", "machine"):
        return _looked_at(actor, row, {"made_by": gettext("Choose one of the two.")})
    made_by: MadeBy = "machine" if said == "machine" else "human"
    try:
        with deed("translations.imported", actor=actor) as doing:
            waiting = _waiting(doing.session, actor, row)
            proposal = _weighed(doing.session, actor, waiting.reading)
            kept = actions.keep(doing.session, actor, proposal, made_by=made_by, now=backends().clock())
            actions.drop_incoming(doing.session, actor.commune or 0, row)
            doing.told.update(language=waiting.language, sites=dict(kept), made_by=made_by)
    except (Conflict, Invalid):
        # Somebody was quicker: the page tells what is left of the file.
        return _looked_at(actor, row, {"made_by": gettext("Somebody has saved meanwhile. Look again, then keep.")})
    return redirect(f"/studio/translations?tag={waiting.language}&said=imported", 303)


def _looked_at(actor: Actor, row: int, faults: dict[str, str] | None = None) -> tuple[str, int]:
    with reading() as session:
        waiting = _waiting(session, actor, row)
        proposal = _weighed(session, actor, waiting.reading)
    return _page(actor, proposal=proposal, waiting=waiting, faults=faults)


@desk("/exchange/<int:row>/drop", permission="exchange", methods=("POST",))
def drop(actor: Actor, row: int) -> Any:
    """Forgets a file."""
    with deed("translations.dropped", actor=actor) as doing:
        waiting = _waiting(doing.session, actor, row)
        actions.drop_incoming(doing.session, actor.commune or 0, row)
        doing.told.update(language=waiting.language)
    return redirect("/studio/exchange?said=dropped", 303)


def _read(data: bytes) -> Reading:
    """The file of either kind; raises Invalid."""
    if not data:
        raise Invalid("exchange-nothing")
    if len(data) > FILE_MAX:
        raise Invalid("exchange-too-big")
    return sheet.read(data) if data.startswith(b"PK") else xliff.read(data)


def _weighed(session: Session, actor: Actor, told: Reading) -> Proposal:
    # A file of a language that is not ours is weighed too, to say so.
    tag = told.language if told.language in languages() else languages()[0]
    return weighed(told, queries.parcel(session, actor, tag))


def _waiting(session: Session, actor: Actor, row: int) -> queries.IncomingView:
    waiting = queries.incoming(session, actor.commune or 0, row)
    _check(actor, waiting.language)
    return waiting


def _check(actor: Actor, tag: str) -> None:
    """Raises NotAllowed where words in this language are not this actor's to write; "" is none of ours."""
    if actor.commune is None or (tag and not actor.may_write_in(tag)):
        raise NotAllowed("not-your-part")


def _page(
    actor: Actor,
    *,
    fault: str = "",
    proposal: Proposal | None = None,
    waiting: queries.IncomingView | None = None,
    faults: dict[str, str] | None = None,
) -> tuple[str, int]:
    is_wrong = bool(fault or faults or (proposal and proposal.bad))
    return show(
        "exchange",
        title=gettext("Files for translators"),
        status=422 if is_wrong else 200,
        fault=file_sentence(fault) if fault else "",
        proposal=proposal,
        waiting=waiting,
        faults=faults or {},
        source=SOURCE,
        tags=[each for each in languages() if actor.may_write_in(each)],
        tag=request.args.get("tag", ""),
        said_words=gettext("The file is forgotten.") if request.args.get("said") == "dropped" else "",
    )
