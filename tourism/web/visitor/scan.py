"""What a sign's code leads to: the site's page at once, or help with a wrong code."""

from flask import Response, g, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from tourism import codes
from tourism.errors import NotFound
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.web.page import frame
from tourism.web.request import negotiated, reading
from tourism.web.visitor.routes import page
from tourism.web.visitor.site import site_page


@page("/q/<path:code>")
def scan(code: str) -> Response:
    """The site's page itself, in the phone's language; a redirect would cost a second on a slow network."""
    g.language = negotiated()
    typed = codes.normalise(code)
    with reading() as session:
        public_id = briefs.sign_site(session, typed) if codes.is_valid(typed) else None
        if public_id is None:
            raise NotFound("no-such-sign", typed=code[: codes.TYPED_MAX])
        try:
            view = sites.site(session, public_id, g.language)
        except NotFound as error:
            raise NotFound("sign-at-rest", typed=typed) from error
        answer = make_response(site_page(session, view))
    answer.headers["Content-Location"] = g.links.site(view.brief)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@page("/q", "/q/", finished=False)
def typed_code() -> AnyResponse:
    """Where the box for a typed code sends it."""
    typed = request.args.get("code", "")[: codes.TYPED_MAX]
    kept = codes.normalise(typed)
    if not kept:
        return redirect(f"/{negotiated()}/scan", 302)
    return redirect(f"/q/{kept}" if kept.isalnum() and kept.isascii() else f"/{negotiated()}/scan", 302)


@page("/<language:language>/scan")
def type_code() -> str:
    """A box for the code printed below the picture on a sign."""
    frame(title=gettext("Type a sign's code"))
    return render_template("visitor/scan.html", typed="")
