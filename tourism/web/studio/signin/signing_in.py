"""The door: a passkey, or a password and a code, or the printed sheet; and showing once more who one is."""

from typing import Any

from flask import redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.sites.naming import folded
from tourism.staff import actions, keyring, queries, sign_ins
from tourism.staff.permissions import Actor
from tourism.staff.queries import Known
from tourism.staff.sign_ins import HalfWay
from tourism.web.request import backends, reading
from tourism.web.studio import door
from tourism.web.studio.desk import deed, desk, open_page, show
from tourism.web.studio.signin import devices, entering, passkeys, proving, saying, sheet
from tourism.web.studio.signin.proving import Tried

LOGIN_MAX = 200


@open_page("/sign-in", audience="stranger")
def sign_in_page() -> tuple[str, int] | Response:
    """The door; whoever is in already is led on."""
    then = door.own_path(request.args.get("then", ""))
    if door.signed_in():
        return redirect(then, 303)
    return _door(then)


@open_page("/sign-in", audience="stranger", methods=("POST",))
def sign_in() -> tuple[str, int] | Response:
    """A name and a password; the code is asked for next."""
    then = door.own_path(request.form.get("then", ""))
    known, login = _named()
    tried = proving.password(known, login, request.form.get("password", ""))
    if known is None or not tried.is_right:
        return _door(then, tried)
    with deed("sign-in.begun", actor=entering.as_actor(known)) as doing:
        cookie = actions.await_code(
            doing.session, known.person, then=then, device=devices.name(), now=backends().clock()
        )
    return entering.carrying(cookie, "/studio/sign-in/code")


@open_page("/sign-in/code", audience="stranger")
def code_page() -> tuple[str, int] | Response:
    """The code of the authenticator, after the password."""
    return _code() if _half_way() else redirect("/studio/sign-in", 303)


@open_page("/sign-in/code", audience="stranger", methods=("POST",))
def show_code() -> tuple[str, int] | Response:
    """A code of the authenticator or of the sheet; the sign-in is whole then."""
    half_way = _half_way()
    known = entering.person_now(half_way.person) if half_way else None
    if half_way is None or known is None:
        return redirect("/studio/sign-in", 303)
    typed = request.form.get("code", "")
    tried = proving.code(known, typed)
    if not tried.is_right:
        return _code(tried)
    by_sheet = sheet.looks_like_one(typed)
    then = "/studio/account?said=sheet" if by_sheet else half_way.then
    how = "password and sheet" if by_sheet else "password and code"
    return entering.let_in(
        known, how=how, then=then, others_end=by_sheet, also=lambda session: actions.end_quietly(session, half_way.row)
    )


@open_page("/sign-in/passkey", audience="stranger", methods=("POST",))
def show_passkey() -> Response:
    """A passkey is both proofs in one touch; nobody's guessing slows it down."""
    kept, counter = passkeys.shown("sign-in")
    known = entering.person_now(kept.person)
    if known is None:
        raise passkeys.unknown()
    return entering.let_in(
        known,
        how="passkey",
        then=door.own_path(request.form.get("then", "")),
        also=lambda session: keyring.use_passkey(session, kept.row, counter, backends().clock()),
    )


@open_page("/sign-in/sheet", audience="stranger")
def sheet_page() -> tuple[str, int]:
    """For whoever lost the phone: a code of the printed sheet."""
    return _sheet()


@open_page("/sign-in/sheet", audience="stranger", methods=("POST",))
def show_sheet() -> tuple[str, int] | Response:
    """A name, a code of the sheet, and the password of whoever has one; all other devices are signed out."""
    known, login = _named()
    typed = request.form.get("code", "")
    if known is None or not sheet.holds(known, typed):
        return _sheet(Tried(is_right=False))
    if known.password is not None:
        # Only who holds a code gets as far as this: these guesses are counted by themselves.
        tried = proving.password(known, login, request.form.get("password", ""), kind="sheet")
        if not tried.is_right:
            return _sheet(tried)
    if not sheet.use(known, typed):
        return _sheet(Tried(is_right=False))
    return entering.let_in(known, how="sheet", then="/studio/account?said=sheet", others_end=True)


@desk("/sign-in/again", permission=None)
def again_page(actor: Actor) -> tuple[str, int]:
    """Shows once more who one is, before what weighs most."""
    return _again(actor)


@desk("/sign-in/again", permission=None, methods=("POST",))
def prove_again(actor: Actor) -> tuple[str, int] | Response:
    """Password and code once more."""
    known = entering.person_now(actor.person)
    tried = proving.password(known, known.login, request.form.get("password", "")) if known else Tried(is_right=False)
    if known is None or not tried.is_right:
        return _again(actor, "password", tried)
    tried = proving.code(known, request.form.get("code", ""))
    return _fresh(actor, "password") if tried.is_right else _again(actor, "code", tried)


@desk("/sign-in/again/passkey", permission=None, methods=("POST",))
def prove_by_passkey(actor: Actor) -> Response:
    """The passkey once more."""
    kept, counter = passkeys.shown(f"again:{actor.session}")
    if kept.person != actor.person:
        raise passkeys.unknown()
    with backends().sessions.writing() as session:
        keyring.use_passkey(session, kept.row, counter, backends().clock())
    return _fresh(actor, "passkey")


@desk("/sign-out", permission=None, methods=("POST",))
def sign_out(actor: Actor) -> Response:
    """Ends the sign-in; what was typed and not sent stays on the phone, kept pages do not."""
    with deed("person.signed-out", actor=actor) as doing:
        actions.end_quietly(doing.session, actor.session)
    response = redirect("/studio/sign-in?said=out", 303)
    response.delete_cookie(door.cookie_name(), secure=door.is_https(), httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _named() -> tuple[Known | None, str]:
    login = folded(request.form.get("login", "")[:LOGIN_MAX])
    with reading() as session:
        return queries.by_login(session, login, backends().clock()), login


def _half_way() -> HalfWay | None:
    with reading() as session:
        return sign_ins.half_way(session, request.cookies.get(door.cookie_name(), ""), backends().clock())


def _fresh(actor: Actor, how: str) -> Response:
    with deed("person.proved-again", actor=actor) as doing:
        cookie = actions.prove(doing.session, actor.session, backends().clock())
        doing.told["how"] = how
    return entering.carrying(cookie, door.own_path(request.form.get("then", "")))


def _page(template: str, title: str, fault: str, tried: Tried | None, *, wrong: str, **context: Any) -> tuple[str, int]:
    """A page of the door; 422 after a wrong guess, 429 after one that was not looked at."""
    status = 200 if tried is None else 429 if tried.wait_seconds else 422
    faults = {fault: saying.refusal(tried, wrong)} if tried else {}
    login = request.form.get("login", "")[:LOGIN_MAX]
    return show(template, title=title, status=status, faults=faults, login=login, **context)


def _door(then: str, tried: Tried | None = None) -> tuple[str, int]:
    wrong = gettext("The name or the password is not right.")
    told = saying.said(request.args.get("said", ""))
    asked = passkeys.ask("sign-in")
    title = gettext("Sign in")
    return _page("signin_door", title, "password", tried, wrong=wrong, then=then, passkey=asked, told=told)


def _code(tried: Tried | None = None) -> tuple[str, int]:
    wrong = gettext("This code does not fit, or was used before. Wait for the next one.")
    return _page("signin_code", gettext("The code of your app"), "code", tried, wrong=wrong)


def _sheet(tried: Tried | None = None) -> tuple[str, int]:
    wrong = gettext("The name, the code or the password is not right, or the code was used before.")
    return _page("signin_sheet", gettext("With a code of your sheet"), "code", tried, wrong=wrong)


def _again(actor: Actor, fault: str = "", tried: Tried | None = None) -> tuple[str, int]:
    is_code = fault == "code"
    wrong = gettext("This code does not fit, or was used before.") if is_code else gettext("The password is not right.")
    known = entering.person_now(actor.person)
    return _page(
        "signin_again",
        gettext("Is it you?"),
        fault,
        tried,
        wrong=wrong,
        then=door.own_path(request.values.get("then", "")),
        passkey=_own_passkey(actor),
        has_password=known is not None and known.password is not None,
    )


def _own_passkey(actor: Actor) -> passkeys.Asked | None:
    with reading() as session:
        has_one = bool(queries.passkeys(session, actor.person))
    return passkeys.ask(f"again:{actor.session}") if has_one else None
