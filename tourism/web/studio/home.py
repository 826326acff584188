"""The first page of the desk: one thing to do next, and what is missing."""

from flask_babel import gettext

from tourism.language import SOURCE
from tourism.overview import queries as overview
from tourism.sites import closures
from tourism.staff.permissions import Actor
from tourism.web.request import reading, today
from tourism.web.studio import board_marks, board_tasks, board_trouble
from tourism.web.studio.desk import desk, show


@desk("/", permission=None)
def home(actor: Actor) -> tuple[str, int]:
    """What is to be done next, and what is missing; for the province, all communes."""
    with reading() as session:
        if actor.commune is None:
            return show("province", title=gettext("All communes"), communes=overview.province(session))
        board = overview.board(session, actor, today())
        found = closures.of_commune(session, actor.commune, SOURCE, today())
    return show(
        "home",
        title=gettext("To do"),
        board=board,
        closed=len({each.site for each in found if each.state(today()) == "now"}),
        marks=board_marks,
        tasks=board_tasks,
        trouble=board_trouble,
    )
