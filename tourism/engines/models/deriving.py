"""What is made of a model that was let in."""

from tourism.engines.models import reading
from tourism.engines.models.made import Examined
from tourism.engines.models.opened import Glb


def examined(glb: Glb) -> Examined:
    """What is known of it before anything is made; raises Strange. No picture is read."""
    seen = reading.seen(glb)
    return Examined(seen.size, seen.triangles, glb.moves, len(glb.listed("images")))
