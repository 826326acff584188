"""How a page of the desk is declared: its address, who may ask, and the line it leaves in the journal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, g, render_template, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from tourism.audit import actions as journal
from tourism.errors import NotAllowed
from tourism.staff.permissions import Actor, Permission
from tourism.web.errors import is_at_desk
from tourism.web.request import backends
from tourism.web.security import Policy, declared
from tourism.web.studio import door

View = TypeVar("View", bound=Callable[..., Any])
blueprint = Blueprint("studio", __name__, url_prefix="/studio")
# Forms full of words; a page that takes photos declares more.
BODY_MAX = 512 * 1024
LANGUAGES = ("vi", "en")
SPEAKS = "desk-speaks"


@dataclass(slots=True)
class Deed:
    """One unit of work and its line in the journal; a view may say more before it ends."""

    session: Session
    commune: int | None
    site: str | None
    told: dict[str, Any] = field(default_factory=dict)


@contextmanager
def deed(
    name: str, *, actor: Actor | None, by: str | None = None, commune: int | None = None, site: str | None = None
) -> Iterator[Deed]:
    """A transaction that ends with exactly one line in the journal, or keeps nothing.

    `by` names whoever has no account (a reviewer with a link). `commune` is the actor's own where none is given.
    """
    with backends().sessions.writing() as session:
        journal.queue(session)
        doing = Deed(session, commune if commune is not None or actor is None else actor.commune, site)
        yield doing
        journal.note(
            session,
            name,
            actor=by or (actor.name if actor else ""),
            person=actor.person if actor else None,
            commune=doing.commune,
            site=doing.site,
            now=backends().clock(),
            **doing.told,
        )


def desk(
    *rules: str,
    permission: Permission | None,
    methods: tuple[str, ...] = ("GET",),
    fresh: bool = False,
    writes: bool = True,
    body_max: int = BODY_MAX,
) -> Callable[[View], View]:
    """A page for somebody signed in who has `permission` (None: whoever is signed in).

    The view gets the actor first. Things of other communes are hidden by queries, which take the actor.
    """
    return _declare(rules, Policy("signed-in", permission=permission, fresh=fresh, writes=writes), methods, body_max)


def open_page(
    *rules: str, audience: str, methods: tuple[str, ...] = ("GET",), body_max: int = BODY_MAX
) -> Callable[[View], View]:
    """A page for a `stranger` (who is signing in) or for whoever holds a `link`; the view gets no actor."""
    return _declare(rules, Policy(audience), methods, body_max)


def _declare(rules: tuple[str, ...], policy: Policy, methods: tuple[str, ...], body_max: int) -> Callable[[View], View]:
    def mark(view: View) -> View:
        @wraps(view)
        def answered(*args: Any, **kwargs: Any) -> Any:
            request.max_content_length = body_max
            actor = door.signed_in()
            if policy.audience == "signed-in" and actor is None:
                return door.to_sign_in()
            if request.method in door.UNSAFE:
                door.refuse_foreign_forms()
                door.refuse_what_nobody_types()
                door.refuse_when_full()
            if actor is None or policy.audience != "signed-in":
                return view(*args, **kwargs)
            if policy.permission is not None and not actor.may(policy.permission):
                raise NotAllowed("not-your-part")
            if policy.fresh and backends().clock().timestamp() > actor.fresh_until:
                return door.to_proof()
            return view(actor, *args, **kwargs)

        for rule in rules:
            blueprint.add_url_rule(rule, view_func=declared(policy)(answered), methods=list(methods))
        return view

    return mark


def show(template: str, *, title: str, status: int = 200, **context: Any) -> tuple[str, int]:
    """A page of the desk from `templates/studio/<template>.html`."""
    return render_template(f"studio/{template}.html", title=title, **frame(), **context), status


def frame() -> dict[str, Any]:
    """What every page of the desk needs besides its own."""
    return {
        "actor": door.signed_in(),
        "form_token": door.form_token(),
        "is_writable": door.is_writable(),
        "language": g.language,
    }


def posted() -> dict[str, str]:
    """Texts that somebody sent, so that no answer loses them; nothing of files, tokens or secrets."""
    hidden = (door.TOKEN, "password", "code", "base", "secret", "credential", "challenge", "then")
    try:
        sent = tuple(request.form.items(multi=True)) if request.method in door.UNSAFE else ()
    except RequestEntityTooLarge:
        # What is too much to be read is too much to be shown.
        return {}
    return {name: text for name, text in sent if text and not any(each in name for each in hidden)}


@blueprint.before_app_request
def _speak() -> None:
    """The desk speaks Vietnamese, or English to whoever chose it."""
    if is_at_desk(request.path):
        actor = door.signed_in()
        chosen = request.args.get("speak") or (actor.speaks if actor else request.cookies.get(SPEAKS, ""))
        g.language = chosen if chosen in LANGUAGES else LANGUAGES[0]


@blueprint.after_app_request
def _stay_private(response: Any) -> Any:
    if is_at_desk(request.path):
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(self), camera=(self), microphone=(self)"
    return response
