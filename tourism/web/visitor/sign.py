"""A sign's picture with its printed code, and rasters for share cards."""

from flask import Response, render_template

from tourism import codes
from tourism.communes.theme import PAPER
from tourism.engines import qr, raster
from tourism.errors import NotFound
from tourism.markup import allowed
from tourism.sites import briefs
from tourism.sites import queries as sites
from tourism.storage.blobs import is_name
from tourism.web.assets import STATIC
from tourism.web.media import OPEN
from tourism.web.request import backends, reading
from tourism.web.visitor.routes import page

FONTS = STATIC / "vendor" / "be-vietnam-pro"
SIGN_WIDTH = 1240


@page("/signs/<id:code>.svg")
def sign_svg(code: str) -> Response:
    """The sign as a drawing: Vietnamese first and largest, the code, the address in words."""
    return Response(_drawing(code), content_type="image/svg+xml", headers=dict(OPEN))


@page("/signs/<id:code>.png")
def sign_png(code: str) -> Response:
    """The same as pixels, for a printer that knows no drawings."""
    pixels = raster.png(_drawing(code), width=SIGN_WIDTH, fonts=FONTS)
    return Response(pixels, content_type="image/png", headers=dict(OPEN))


def _drawing(code: str) -> str:
    with reading() as session:
        public_id = briefs.sign_site(session, code)
        if public_id is None:
            raise NotFound("no-such-sign", typed=code)
        site = sites.site(session, public_id, "vi")
        english = briefs.brief(session, public_id, "en")
    base = backends().config.public_base_url
    matrix = qr.modules(f"{base}/q/{code}")
    drawing = render_template(
        "print/sign.svg",
        site=site,
        english=english.name if english.language == "en" else None,
        code=codes.printed(code),
        base=base.partition("://")[2],
        path=qr.path(matrix),
        modules=len(matrix),
    )
    return allowed(drawing)


@page("/cards/<name>.png")
def card(name: str) -> Response:
    """An illustration as pixels, for share cards and for what other sites show of a page."""
    pixels = raster.card(illustration(name), paper=PAPER)
    return Response(pixels, content_type="image/png", headers=dict(OPEN))


def illustration(name: str) -> str:
    """The drawing whose blob has this digest; raises NotFound."""
    blob = f"{name}.svg"
    if not is_name(blob):
        raise NotFound("no-such-file")
    return backends().blobs.get(blob).decode()
