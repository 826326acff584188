"""Under which licence others may use something: the words of files and forms, and where each is written down. Pure."""

from dataclasses import dataclass
from typing import Literal

# What a commune may say of its own words; of a photo or a model somebody else may have to be asked.
CommuneLicence = Literal["commune", "cc-by-4.0", "cc-by-sa-4.0", "cc0"]
Licence = Literal["commune", "cc-by-4.0", "cc-by-sa-4.0", "cc0", "by-permission"]


@dataclass(frozen=True, slots=True)
class Free:
    """A licence under which nobody has to be asked: as people name it, as SPDX does, its address without a scheme."""

    name: str
    spdx: str
    address: str


FREE: dict[str, Free] = {
    "cc-by-4.0": Free("CC BY 4.0", "CC-BY-4.0", "creativecommons.org/licenses/by/4.0/"),
    "cc-by-sa-4.0": Free("CC BY-SA 4.0", "CC-BY-SA-4.0", "creativecommons.org/licenses/by-sa/4.0/"),
    "cc0": Free("CC0", "CC0-1.0", "creativecommons.org/publicdomain/zero/1.0/"),
}


def rights(licence: str) -> str | None:
    """The licence as rights registers name it, with http, which is not where browsers go; None: somebody is asked."""
    return f"http://{FREE[licence].address}" if licence in FREE else None


def page(licence: str | None) -> str | None:
    """Where people read a licence; None where somebody has to be asked, or nobody has said."""
    return f"https://{FREE[licence].address}" if licence in FREE else None
