"""Text of Universal Scene Description, laid out so that simple readers understand it too."""

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

STEP = "    "
# Readers less exact than Pixar's trip over brackets, quotes and marks of comments even where they are quoted.
MARKS = re.compile(r"""[\n"#$'()*<=>@[\\\]^`{|}]""")
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]+")
ROWS = {2: "(%.6g,%.6g),", 3: "(%.6g,%.6g,%.6g),"}


class Prim:
    """One named thing with its lines; `about` stands before the brace: what it applies."""

    def __init__(self, kind: str, name: str, about: Iterable[str] = ()) -> None:
        self.kind = kind
        self.name = name
        self.about = tuple(about)
        self.lines: list[str] = []

    def put(self, declared: str, value: str) -> None:
        """One property: its type and name, and its value."""
        self.lines.append(f"{declared} = {value}")

    def hold(self, child: "Prim") -> None:
        """Puts another one into it."""
        self.lines += ["", *child.written()]

    def written(self) -> list[str]:
        """All its lines."""
        head = f'def {self.kind} "{self.name}"'
        opened = [f"{head} (", *(STEP + line for line in self.about), ")"] if self.about else [head]
        return [*opened, "{", *(STEP + line if line else "" for line in self.lines), "}"]


def layer(about: Iterable[str], root: Prim) -> str:
    """A whole file with one thing in it."""
    return "\n".join(["#usda 1.0", "(", *(STEP + line for line in about), ")", "", *root.written(), ""])


def quoted(text: str) -> str:
    """Somebody's words as a string on one line: marks that mean something here are written by their numbers."""
    plain = UNSEEN.sub(" ", text).strip()
    return '"' + MARKS.sub(lambda found: f"\\{ord(found[0]):03o}", plain) + '"'


def numbers(values: Iterable[float]) -> str:
    """A few numbers as one value."""
    return "(" + ", ".join(f"{value + 0.0:.6g}" for value in values) + ")"


def rows(values: NDArray[np.floating], step: float) -> str:
    """An array of points or directions (n, 2 or 3), rounded to a step: digits that nobody sees are most of a file."""
    # Zeros without a sign.
    rounded = np.round(values.astype(np.float64) / step) * step + 0.0
    return "[" + ((ROWS[values.shape[1]] * len(values)) % tuple(rounded.ravel().tolist()))[:-1] + "]"


def counts(values: NDArray[np.integer]) -> str:
    """An array of whole numbers."""
    return "[" + ",".join(map(str, values.ravel().tolist())) + "]"
