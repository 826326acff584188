"""A scene as people write it: where the model comes from, how large it is in truth, which parts the voice points at."""

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, cast

from pydantic import Field, TypeAdapter

from tourism.communes.draft import LINE_MAX, STRICT, TEXT_MAX, Line, Slug, Texts
from tourism.communes.licences import Licence

# How the model came about; pages, posters and manifests say so.
# scan: of the thing itself; modelled: built from its measures; reconstruction: as it may have been;
# illustration: of its kind, no likeness.
Origin = Literal["scan", "modelled", "reconstruction", "illustration"]
Placement = Literal["floor", "wall"]
# In lengths of the model's longest side, from the middle of its foot: x to the right, y up, z to the front.
Coordinate = Annotated[float, Field(ge=-2, le=2)]
Spot = tuple[Coordinate, Coordinate, Coordinate]
Direction = Annotated[float, Field(ge=-1, le=1)]
HOTSPOTS_MAX = 24
# A communal house with its yard is 60 m; what is smaller than 2 cm nobody finds on the floor.
HEIGHT_MIN, HEIGHT_MAX = 0.02, 200.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Camera:
    """From where a part is seen: degrees round the model and down from above, lengths away; `target` is looked at."""

    __pydantic_config__ = STRICT
    around: Annotated[float, Field(ge=-360, le=360)] = 0.0
    down: Annotated[float, Field(ge=0, le=180)] = 75.0
    away: Annotated[float, Field(gt=0, le=10)] = 1.6
    target: Spot | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hotspot:
    """A part with its name by language; `told` quotes the words of the narration, by language, that speak of it.

    The words may be a piece of a sentence or several sentences. `away` from the surface leads `normal`.
    """

    __pydantic_config__ = STRICT
    id: Slug
    at: Spot
    normal: tuple[Direction, Direction, Direction] = (0.0, 1.0, 0.0)
    camera: Camera | None = None
    label: Annotated[Texts, Field(min_length=1)]
    told: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class SceneDraft:
    """All that people say of a scene; `model` names what was sent in.

    `height_m` is the thing's true height, None until `confirmed_by` vouches for it: without it no AR is offered.
    """

    __pydantic_config__ = STRICT
    model: Line
    origin: Origin
    credit: Annotated[str, Field(max_length=LINE_MAX)] = ""
    licence: Licence = "commune"
    source: Annotated[str, Field(max_length=LINE_MAX)] = ""
    # By language: how the model was made, for those who want to know.
    how_made: dict[str, Annotated[str, Field(max_length=TEXT_MAX)]] = field(default_factory=dict)
    height_m: Annotated[float, Field(ge=HEIGHT_MIN, le=HEIGHT_MAX)] | None = None
    confirmed_by: Annotated[str, Field(max_length=LINE_MAX)] = ""
    # How tall the file itself says it is, as if it counted in metres: a hint for whoever measures, for nobody else.
    file_height: Annotated[float, Field(gt=0)] | None = None
    placement: Placement = "floor"
    # How the whole is seen first, and on the poster.
    camera: Camera = field(default_factory=Camera)
    hotspots: Annotated[tuple[Hotspot, ...], Field(max_length=HOTSPOTS_MAX)] = ()

    @property
    def is_sized(self) -> bool:
        """Whether somebody vouches for the true height."""
        return self.height_m is not None and bool(self.confirmed_by)


SCENE = TypeAdapter(SceneDraft)


def scene_json(scene: SceneDraft) -> dict[str, Any]:
    """A scene as it is kept."""
    return cast("dict[str, Any]", SCENE.dump_python(scene, mode="json"))
