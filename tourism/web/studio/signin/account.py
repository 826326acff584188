"""One's own account: devices, passkeys, password, the printed sheet, the desk's language."""

from typing import Final

from flask import redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from tourism.errors import Invalid, NotSignedIn
from tourism.staff import actions, keyring, queries, sign_ins
from tourism.staff.permissions import Actor
from tourism.staff.queries import Known
from tourism.web.request import backends, reading
from tourism.web.studio.desk import LANGUAGES, deed, desk, show
from tourism.web.studio.signin import counters, entering, new_password, passkeys, saying, sheet
from tourism.web.studio.vietnamese_time import told_time

OWN: Final = "own-account"
LABEL_MAX = 60


@desk("/account", permission=OWN)
def account_page(actor: Actor) -> tuple[str, int]:
    """Everything at a glance."""
    known = _known(actor)
    with reading() as session:
        devices = sign_ins.devices(session, actor.person, backends().clock())
        kept = queries.passkeys(session, actor.person)
        codes_left = queries.codes_left(session, actor.person)
    return show(
        "account",
        title=actor.name,
        known=known,
        role=saying.role_name(actor.role),
        commune=entering.commune_name(actor.commune, "vi"),
        devices=devices,
        told_time=told_time,
        passkey_count=len(kept),
        codes_left=codes_left,
        wrong_tries=counters.wrong_tries(known.login),
        told=saying.said(request.args.get("said", "")),
    )


@desk("/account/devices/<int:row>/end", permission=OWN, methods=("POST",))
def end_device(actor: Actor, row: int) -> Response:
    """Signs one device out."""
    with deed("device.signed-out", actor=actor) as doing:
        actions.end(doing.session, actor.person, row)
    return redirect("/studio/account?said=device", 303)


@desk("/account/devices/end", permission=OWN, methods=("POST",))
def end_other_devices(actor: Actor) -> Response:
    """Signs every other device out."""
    with deed("devices.signed-out", actor=actor) as doing:
        doing.told["ended"] = actions.end_all(doing.session, actor.person, but=actor.session)
    return redirect("/studio/account?said=others", 303)


@desk("/account/language", permission=OWN, methods=("POST",))
def choose_language(actor: Actor) -> Response:
    """The desk speaks Vietnamese or English."""
    chosen = request.form.get("speaks", "")
    if chosen not in LANGUAGES:
        raise Invalid("bad-parameter")
    with deed("language.chosen", actor=actor) as doing:
        actions.speak(doing.session, actor.person, chosen)
        doing.told["language"] = chosen
    return redirect("/studio/account?said=language", 303)


@desk("/account/passkeys", permission=OWN, fresh=True)
def passkeys_page(actor: Actor) -> tuple[str, int]:
    """One's passkeys, and one more."""
    known = _known(actor)
    with reading() as session:
        kept = queries.passkeys(session, actor.person)
    asked = passkeys.ask_for_new(
        f"add:{actor.person}",
        handle=known.handle,
        login=known.login,
        name=known.name,
        known=[each.credential for each in kept],
    )
    told = saying.said(request.args.get("said", ""))
    return show("account_passkeys", title=gettext("Passkeys"), kept=kept, passkey=asked, told=told, told_time=told_time)


@desk("/account/passkeys", permission=OWN, fresh=True, methods=("POST",))
def add_passkey(actor: Actor) -> Response:
    """One more passkey."""
    made, _ = passkeys.made(f"add:{actor.person}")
    with deed("passkey.added", actor=actor) as doing:
        keyring.add_passkey(doing.session, actor.person, made, backends().clock())
        doing.told["label"] = made.label
    return redirect("/studio/account/passkeys?said=passkey", 303)


@desk("/account/passkeys/<int:row>/name", permission=OWN, fresh=True, methods=("POST",))
def name_passkey(actor: Actor, row: int) -> Response:
    """Another name for a passkey."""
    label = " ".join(request.form.get("label", "").split())[:LABEL_MAX] or "?"
    with deed("passkey.named", actor=actor) as doing:
        keyring.name_passkey(doing.session, actor.person, row, label)
        doing.told["label"] = label
    return redirect("/studio/account/passkeys?said=passkey", 303)


@desk("/account/passkeys/<int:row>/remove", permission=OWN, fresh=True, methods=("POST",))
def remove_passkey(actor: Actor, row: int) -> Response:
    """Takes a passkey away."""
    with deed("passkey.removed", actor=actor) as doing:
        keyring.remove_passkey(doing.session, actor.person, row)
    return redirect("/studio/account/passkeys?said=passkey-gone", 303)


@desk("/account/password", permission=OWN, fresh=True)
def password_page(actor: Actor) -> tuple[str, int]:
    """A new password; with an authenticator where there is none, or where another is wanted."""
    return _password_form(actor, {})


@desk("/account/password", permission=OWN, fresh=True, methods=("POST",))
def change_password(actor: Actor) -> tuple[str, int] | Response:
    """Keeps it and signs the other devices out."""
    names = (actor.name, entering.commune_name(actor.commune, "vi"))
    wants = _wants_authenticator(_known(actor))
    chosen, faults = new_password.chosen(f"account:{actor.person}", names, with_authenticator=wants)
    if chosen is None:
        return _password_form(actor, faults)
    with deed("password.changed", actor=actor) as doing:
        keyring.set_password(doing.session, actor.person, chosen.password, chosen.totp, chosen.step)
        doing.told.update(ended=actions.end_all(doing.session, actor.person, but=actor.session), authenticator=wants)
    return redirect("/studio/account?said=password", 303)


@desk("/account/codes", permission=OWN)
def codes_page(actor: Actor) -> tuple[str, int]:
    """The sheet to print, for some minutes after it was made."""
    shown = entering.shown(actor, "codes")
    codes = shown["codes"] if shown else ()
    known = _known(actor)
    return show("account_codes", title=gettext("Your sheet of codes"), codes=codes, known=known)


@desk("/account/codes", permission=OWN, fresh=True, methods=("POST",))
def make_codes(actor: Actor) -> Response:
    """Ten new codes; the old ones open nothing any more."""
    codes = sheet.minted()
    with deed("codes.made", actor=actor) as doing:
        keyring.new_codes(doing.session, actor.person, [sheet.digest(actor.person, code) for code in codes])
        actions.show_once(doing.session, actor.session, "codes", entering.seal_for("codes", {"codes": codes}))
    return redirect("/studio/account/codes", 303)


@desk("/account/codes/noted", permission=OWN, methods=("POST",))
def note_codes(actor: Actor) -> Response:
    """The sheet is printed or written down: it is shown no more."""
    with deed("codes.noted", actor=actor) as doing:
        actions.show_once(doing.session, actor.session, "codes", None)
    return redirect("/studio/", 303)


def _known(actor: Actor) -> Known:
    known = entering.person_now(actor.person)
    if known is None:
        raise NotSignedIn("not-signed-in")
    return known


def _wants_authenticator(known: Known) -> bool:
    return known.totp is None or request.values.get("authenticator") == "new"


def _password_form(actor: Actor, faults: dict[str, str]) -> tuple[str, int]:
    known = _known(actor)
    wants = _wants_authenticator(known)
    return show(
        "account_password",
        title=gettext("Password"),
        status=422 if faults else 200,
        faults=faults,
        offer=new_password.offer(f"account:{actor.person}", known.login) if wants else None,
        known=known,
    )
