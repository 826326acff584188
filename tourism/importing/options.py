"""What somebody says of a file besides what is in it. Pure."""

from dataclasses import dataclass
from typing import Literal

from tourism.language import SOURCE

Licence = Literal["own", "by-permission", "cc-by-4.0", "cc-by-sa-4.0", "cc0", "odbl"]
LICENCES: dict[Licence, str] = {
    "own": "của xã",
    "by-permission": "được phép sử dụng",
    "cc-by-4.0": "CC BY 4.0",
    "cc-by-sa-4.0": "CC BY-SA 4.0",
    "cc0": "CC0",
    "odbl": "ODbL 1.0",
}
WGS84 = 0
SOURCE_MAX = 200


@dataclass(frozen=True, slots=True)
class Options:
    """`zone` is the EPSG number of a zone of VN-2000, 0 for WGS 84; `exchange` puts swapped latitudes right.

    `language` is that of the words without another tag; `source` says where they are from, "" for nobody's.
    """

    language: str = SOURCE
    zone: int = WGS84
    exchange: bool = False
    source: str = ""
    licence: Licence = "own"
