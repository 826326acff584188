"""All places of the actor, to be found by any part of their names."""

from flask import request

from tourism.communes import queries as communes
from tourism.language import SOURCE
from tourism.sites import drafts
from tourism.sites.naming import folded
from tourism.staff.permissions import Actor
from tourism.web.request import reading
from tourism.web.studio.desk import desk, show

ASKED_MAX = 80


@desk("/sites", permission="view")
def site_list(actor: Actor) -> tuple[str, int]:
    """Places with what becomes of them; marks and capitals do not matter for finding one."""
    asked = request.args.get("q", "")[:ASKED_MAX]
    with reading() as session:
        sites = drafts.sites(session, actor)
        names = {row: communes.brief(session, row, SOURCE).name for row in {each.commune_row for each in sites}}
    wanted = folded(asked).split()
    found = [each for each in sites if all(word in folded(f"{each.name} {each.key}") for word in wanted)]
    return show("sites", title=asked, asked=asked, sites=found, count=len(sites), communes=names)
