"""What is kept of a scene's model while its newest words are worked on: files, box, weight."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tourism.scenes.model import SceneModel, SceneRevision
from tourism.scenes.view import ModelFile, Point


@dataclass(frozen=True, slots=True)
class Shape:
    """Files by form as they were made last of a model; `size` in their own metres, `vertices` those of `ar`."""

    files: dict[str, ModelFile]
    size: Point
    vertices: int

    @property
    def longest(self) -> float:
        """Metres in the files that are 1 in a draft."""
        return max(self.size)


def shape(session: Session, site_row: int, model: str) -> Shape | None:
    """The newest files of a site's model, whatever was said of it then; None before any are made."""
    query = (
        select(SceneModel)
        .join(SceneRevision, SceneRevision.recipe == SceneModel.recipe)
        .where(SceneRevision.site_id == site_row, SceneRevision.content["model"].as_string() == model)
        .order_by(SceneRevision.number.desc())
        .limit(1)
    )
    made = session.scalar(query)
    if made is None:
        return None
    files = {form: ModelFile(*told) for form, told in made.files.items()}
    return Shape(files, (made.width_m, made.height_m, made.depth_m), made.vertices)
