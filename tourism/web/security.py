"""The headers that every answer carries, and which hosts are answered."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest

from tourism.config import Config
from tourism.staff.keys import Partner
from tourism.staff.permissions import Permission
from tourism.web.page import NOTHING_MORE, Allowance

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Policy:
    """What a route declares of itself: who may call it, who may frame it, whether it frames pages of ours itself.

    Audiences: anyone, signed-in (with `permission`, and `fresh` where a proof of the last minutes is needed),
    stranger (on the way to signing in), link (whoever holds a signed link), partner (whoever sends a key), ticket
    (whoever was sent a frame with one: it adds one to a count, from any site and without a line in the journal).
    `writes` is False for what is sent only because it is too long for an address: nothing is kept of it, and the
    journal has no line.
    """

    audience: str
    framed: bool = False
    frames: bool = False
    permission: Permission | None = None
    fresh: bool = False
    writes: bool = True


PUBLIC = Policy("anyone")
# What a page may ask the phone for; on somebody else's page it asks for nothing.
ON_PAGES = "geolocation=(self), camera=(self), microphone=(), xr-spatial-tracking=(self)"
IN_FRAMES = "geolocation=(), camera=(), microphone=(), xr-spatial-tracking=()"
# The style of the viewer of models, by its hash, which changes with its version; it reads pictures from `data:`.
MODEL_VIEWER = Allowance(styles=("'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='",), connects=("data:",))


def frame_ancestors(partner: Partner | None) -> str:
    """Which sites may frame the answer to a framed route: all; by a partner's code its own, and the guide's builder."""
    return " ".join(("'self'", *partner.sites)) if partner else "*"


def content_security_policy(
    theme_style: str = "", allows: Allowance = NOTHING_MORE, *, ancestors: str = "'none'", frames: bool = False
) -> str:
    """The policy that grades A+; the page's one inline style is named by its hash."""
    digest = base64.b64encode(hashlib.sha256(theme_style.encode()).digest()).decode() if theme_style else ""
    styles = " ".join(("'self'", *([f"'sha256-{digest}'"] if theme_style else []), *allows.styles))
    connects = " ".join(("'self'", "blob:", *allows.connects))
    frame_source = "frame-src 'self'; " if frames else ""
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
        f"style-src {styles}; img-src 'self' data: blob:; media-src 'self' blob:; connect-src {connects}; "
        "font-src 'self'; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        f"{frame_source}frame-ancestors {ancestors}"
    )


def guard(app: Flask, config: Config) -> None:
    """Sets the headers on every answer of the application."""
    sends_hsts = bool(config.hsts) and config.public_base_url.startswith("https://")

    @app.before_request
    def _refuse_other_ports() -> None:
        # Flask asks for the name only; a port of somebody's choice would come back in redirects.
        if isinstance(request.routing_exception, BadRequest):
            return
        if request.host not in config.answered_hosts:
            request.routing_exception, request.view_args = BadRequest(), None

    @app.after_request
    def _headers(response: Response) -> Response:
        page = g.get("page")
        headers = response.headers
        # Werkzeug's redirects to the slash are absolute: behind a proxy they would name http.
        if "Location" in headers:
            path = headers["Location"].removeprefix(request.host_url.rstrip("/"))
            headers["Location"] = headers["Location"] if path.startswith("//") else path
        policy = _policy_of(app)
        headers.setdefault(
            "Content-Security-Policy",
            content_security_policy(
                page.theme_style if page else "",
                page.allows if page else NOTHING_MORE,
                ancestors=frame_ancestors(g.get("partner")) if policy.framed else "'none'",
                frames=policy.frames,
            ),
        )
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        if not policy.framed:
            headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        is_open = policy.framed or is_for_programs(request.path)
        headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-site")
        headers.setdefault("Permissions-Policy", IN_FRAMES if policy.framed else ON_PAGES)
        if sends_hsts:
            headers.setdefault("Strict-Transport-Security", config.hsts)
        return response


def _policy_of(app: Flask) -> Policy:
    """What the route that was asked for declares; an address that leads nowhere is a page like any other."""
    view = app.view_functions.get(request.endpoint or "")
    policy = getattr(view, "policy", PUBLIC)
    return policy if isinstance(policy, Policy) else PUBLIC


def is_for_programs(path: str) -> bool:
    """Whether an address answers other people's programs, from whichever site they come."""
    return path in ("/oembed", "/ogc") or path.startswith(("/api/", "/ogc/"))


def declared(policy: Policy) -> Callable[[View], View]:
    """Marks a view with its policy; a house test refuses routes without one."""

    def mark(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return mark
