"""What a ZIP is made of: bytes, and blobs that stay where they are until it is sent. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """A blob that stays where it is until it is sent; `size` in bytes."""

    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP: bytes, or a blob; `packed` where packing makes it smaller."""

    path: str
    held: bytes | Kept
    packed: bool = True
