"""What is made of a model that was let in: every form of it, in one frame."""

from dataclasses import dataclass

# numpy loads these when it first needs them, which is too late where no file can be opened any more.
import numpy.ma
import numpy.random  # noqa: F401

from tourism.engines.models import packing, reading, rigged, writing
from tourism.engines.models.made import Examined, Made, MadeFile
from tourism.engines.models.mesh import Model
from tourism.engines.models.opened import Glb
from tourism.engines.models.pictures_read import Album
from tourism.engines.models.posters import poster
from tourism.engines.models.rigs import rig
from tourism.engines.models.simplifying import simplified
from tourism.engines.models.usdz import archive
from tourism.engines.models.wish import Wish


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The files for browsers and phones, the model at rest that others are made of, and the points of `ar`."""

    files: tuple[MadeFile, MadeFile]
    model: Model
    vertices: int


def examined(glb: Glb) -> Examined:
    """What is known of it before anything is made; raises Strange. No picture is read."""
    seen = reading.seen(glb)
    return Examined(seen.size, seen.triangles, glb.moves, len(glb.listed("images")))


def derive(glb: Glb, wish: Wish) -> Made:
    """All six forms; raises Strange. What moves stands still, as it rests, in usdz and pictures."""
    drawn = glbs(glb, wish)
    model = drawn.model
    resting = MadeFile("usdz", archive.package(model, wish), model.triangle_count)
    files = (*drawn.files, resting, *poster.drawn(model, wish.ribbon, around=wish.around, down=wish.down))
    return Made(files, model.size, moves=glb.moves, vertices=drawn.vertices)


def glbs(glb: Glb, wish: Wish) -> Drawn:
    """The forms web and ar alone; raises Strange."""
    return _moving(glb, wish) if glb.moves else _still(glb, wish)


def _still(glb: Glb, wish: Wish) -> Drawn:
    model = simplified(reading.read(glb, wish.height_m))
    small = packing.packed(model, wish)
    web = MadeFile("web", small.data, small.triangles)
    return Drawn((web, MadeFile("ar", writing.plain(model, wish), model.triangle_count)), model, model.vertex_count)


def _moving(glb: Glb, wish: Wish) -> Drawn:
    album = Album()
    moves, frame = rig(glb, album), reading.frame(glb, wish.height_m)
    web = MadeFile("web", rigged.packed(moves, frame, album, wish), moves.triangles)
    ar = MadeFile("ar", rigged.plain(moves, frame, album, wish), moves.triangles)
    return Drawn((web, ar), simplified(reading.read(glb, wish.height_m, album)), moves.points)
