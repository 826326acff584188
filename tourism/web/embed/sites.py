"""A place on somebody else's site: its picture, its voice, its words."""

from flask import g, render_template

from tourism.narration import queries as narration
from tourism.sites import queries as sites
from tourism.staff.keys import Partner
from tourism.web.embed.framed import dress
from tourism.web.embed.looks import Look
from tourism.web.embed.routes import embed
from tourism.web.partnered import keep_to
from tourism.web.request import reading, wanted


@embed("/embed/sites/<id:public_id>")
def site(public_id: str, look: Look, partner: Partner | None) -> str:
    """The place as its commune tells it."""
    with reading() as session:
        view = sites.site(session, public_id, wanted())
        keep_to(partner, view.commune, "no-such-site", public_id)
        heard = narration.narration(session, view)
    brief = view.brief
    home = g.links.site(brief)
    dress(look, view.commune, title=brief.name, description=brief.hook, home=home, picture=brief.picture)
    return render_template("embed/site.html", look=look, site=view, narration=heard, home=home, path=g.links.path)
