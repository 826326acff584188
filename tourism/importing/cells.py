"""The cells of one row by what they mean. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from tourism.importing.columns import Column


@dataclass(frozen=True, slots=True)
class Cells:
    """Texts of a row by fields; `names` are what the file calls them."""

    texts: Mapping[Column, str]
    names: Mapping[Column, str]

    def get(self, field: str, tag: str = "") -> str:
        """The text of a field, "" where there is none."""
        return self.texts.get(Column(field, tag), "")  # type: ignore[arg-type]

    def has(self, field: str) -> bool:
        """Whether anything stands in it."""
        return bool(self.get(field))

    def column(self, field: str, tag: str = "") -> str:
        """What the file calls it."""
        return self.names.get(Column(field, tag), field)  # type: ignore[arg-type]
