"""The first page of the desk."""

from tourism.staff.permissions import Actor
from tourism.web.studio.desk import desk, show


@desk("/", permission=None)
def home(actor: Actor) -> tuple[str, int]:
    """What is to be done next."""
    return show("home", title=actor.name)
