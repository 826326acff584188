"""What is to be made of a model: its true height, where it stands, and what is written into each file."""

import base64
import json
from dataclasses import asdict, dataclass
from typing import Literal

Placement = Literal["floor", "wall"]


@dataclass(frozen=True, slots=True)
class Wish:
    """`height_m` is the height in metres that a person confirmed; None: the longest side is made 1 m long.

    The texts are plain words, in the files as they are here. `ribbon` is a PNG with words that are laid onto the
    poster, empty for none. The poster is seen from `around` and `down`: degrees round the model and from above.
    """

    height_m: float | None = None
    placement: Placement = "floor"
    title: str = ""
    credit: str = ""
    licence: str = ""
    source: str = ""
    how_made: str = ""
    ribbon: bytes = b""
    around: float = 25.0
    down: float = 75.0

    def as_argument(self) -> str:
        """For the command line of the process that works on the model."""
        return json.dumps(asdict(self) | {"ribbon": base64.b64encode(self.ribbon).decode()}, ensure_ascii=True)

    @staticmethod
    def from_argument(text: str) -> "Wish":
        """The same at the other end."""
        told = json.loads(text)
        return Wish(**told | {"ribbon": base64.b64decode(told["ribbon"])})
