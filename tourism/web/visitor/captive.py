"""For phones that have just joined a village's WiFi: nobody has to sign in, and here is the guide."""

from dataclasses import replace

from flask import Response, g, request
from sqlalchemy.orm import Session

from tourism import codes
from tourism.communes import queries as communes
from tourism.language import SOURCE
from tourism.sites import briefs as sites
from tourism.web.links import Links
from tourism.web.request import reading
from tourism.web.visitor.routes import page
from tourism.wifi import queries as wifi
from tourism.wifi.captive import MEDIA_TYPE, document

# Each join may ask anew; what is asked again within the hour is one phone's own affair (RFC 8908, 4.1).
KEPT = "private, max-age=3600"
# No language of anybody's: the page negotiates it with the browser, as the one who asks here speaks for none.
UNDETERMINED = "und"


@page("/captive.json", finished=False)
def captive() -> Response:
    """Where the place of a WiFi point is told; the front page where no such point is known.

    A router tells its point's code for years. A phone that got an error would offer nothing; so it never gets one.
    """
    links: Links = replace(g.links, language=UNDETERMINED)
    with reading() as session:
        path = _told_at(session, links, codes.normalise(request.args.get("point", "")))
    return Response(document(links.absolute(path)), content_type=MEDIA_TYPE, headers={"Cache-Control": KEPT})


def _told_at(session: Session, links: Links, point: str) -> str:
    spot = wifi.whereabouts(session, point) if codes.is_valid(point) else None
    if spot is None:
        return "/"
    site = sites.of_key(session, spot.commune_row, spot.site_key, SOURCE) if spot.site_key else None
    return links.site(site) if site else links.commune(communes.slugs(session, {spot.commune_row})[spot.commune_row])
