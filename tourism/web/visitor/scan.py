"""What a sign's code leads to: the site's page at once, or help with a wrong code."""

from urllib.parse import quote

from flask import Response, g, make_response, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from tourism import codes
from tourism.errors import NotFound
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.sites.queries import SiteView
from tourism.web.page import frame, tell
from tourism.web.request import negotiated, reading, wanted
from tourism.web.visitor import linking
from tourism.web.visitor.routes import page
from tourism.web.visitor.site import site_page


@page("/q/<path:code>")
def scan(code: str) -> Response:
    """The site's page itself, in the phone's language; a redirect would cost a second on a slow network."""
    g.language = negotiated()
    with reading() as session:
        view = _place(session, code)
        answer = make_response(site_page(session, view))
    answer.headers["Content-Location"] = g.links.site(view.brief)
    answer.headers["Vary"] = "Accept-Language"
    return answer


def _place(session: Session, code: str) -> SiteView:
    """What a code leads to; raises NotFound for a wrong code and for a place at rest."""
    typed = codes.normalise(code) if len(code) <= codes.TYPED_MAX else ""
    public_id = briefs.sign_site(session, typed) if codes.is_valid(typed) else None
    if public_id is None:
        raise NotFound("no-such-sign", typed=code[: codes.TYPED_MAX])
    try:
        return sites.site(session, public_id, wanted())
    except NotFound as error:
        raise NotFound("sign-at-rest", typed=typed) from error


@page("/q", "/q/", finished=False)
def typed_code() -> AnyResponse:
    """Where the box for a typed code sends it."""
    typed = request.args.get("code", "")[: codes.TYPED_MAX]
    kept = codes.normalise(typed)
    # Whatever else it is, the page for wrong codes shows it and helps.
    code = kept if kept.isalnum() and kept.isascii() else None
    asked = f"?code={quote(typed, safe='')}" if kept else ""
    answer = redirect(f"/q/{code}" if code else f"/{negotiated()}/scan{asked}", 302)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@page("/<language:language>/scan")
def type_code() -> str | AnyResponse:
    """A box for the code printed below the picture on a sign; the same with a code is /q in this language."""
    typed = request.args.get("code", "")
    if typed:
        with reading() as session:
            return redirect(g.links.site(_place(session, typed).brief), 302)
    title = gettext("Type a sign's code")
    about = frame(title=title, picture=g.links.guide_card("scan")).description
    tell(linking.plain(title, about))
    return render_template("visitor/scan.html", typed="")
