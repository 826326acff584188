"""Sites as people type them, read into the origins that a browser compares."""

import ipaddress
import re
from dataclasses import dataclass

import idna

from tourism.errors import Invalid

MOST = 20
# What is read at all: twenty names of the longest kind, and some words around them.
LONGEST = 10_000
SHOWN = 100
USUAL = {"https": 443, "http": 80}
PORT_MAX = 65_535
_BETWEEN = re.compile(r"[\s,;]+")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})+")
_DIGITS = re.compile(r"[0-9]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://(.*)", re.IGNORECASE | re.DOTALL)
# For trying out: pages that a company's own computer shows.
OWN_COMPUTER = "localhost"


@dataclass(frozen=True, slots=True)
class Fault:
    """A site that cannot be read; its line (1 is the first), what was typed there, and why it is none.

    Reasons: `wildcard`, `not-web`, `no-name`, `bad-port`, `too-many`.
    """

    line: int
    typed: str
    reason: str


class BadSites(Invalid):
    """Sites of which some cannot be read, each with its fault; nothing was kept."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("bad-sites", field="sites", count=len(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Sites:
    """Origins in the order in which they were typed, each once, and what could not be read."""

    origins: tuple[str, ...]
    faults: tuple[Fault, ...]


def read(typed: str) -> Sites:
    """The sites in a text: one a line, or with commas or blanks between them; at most `MOST`."""
    if len(typed) > LONGEST:
        return Sites((), (Fault(1, f"{typed[:SHOWN]}…", "too-many"),))
    found: dict[str, None] = {}
    faults = []
    for number, line in enumerate(typed.splitlines(), 1):
        for piece in filter(None, _BETWEEN.split(line)):
            try:
                origin = _origin(piece)
            except _Unreadable as why:
                faults.append(Fault(number, piece[:SHOWN], str(why)))
                continue
            if origin not in found and len(found) == MOST:
                faults.append(Fault(number, piece[:SHOWN], "too-many"))
                return Sites(tuple(found), tuple(faults))
            found[origin] = None
    return Sites(tuple(found), tuple(faults))


class _Unreadable(ValueError):
    """Why a piece names no site; its words are a reason of `Fault`."""


def _origin(piece: str) -> str:
    """`https://host[:port]` of an address or a bare name, http where that was typed; raises _Unreadable."""
    if "*" in piece:
        raise _Unreadable("wildcard")
    written = _SCHEME.fullmatch(piece)
    scheme = written[1].lower() if written else "https"
    if scheme not in USUAL:
        raise _Unreadable("not-web")
    rest = written[2] if written else piece.removeprefix("//")
    host, colon, port = re.split(r"[/?#]", rest, maxsplit=1)[0].partition(":")
    if colon and not _DIGITS.fullmatch(port):
        raise _Unreadable("no-name")
    if colon and not (len(port) <= len(str(PORT_MAX)) and 1 <= int(port) <= PORT_MAX):
        raise _Unreadable("bad-port")
    usual = not colon or int(port) == USUAL[scheme]
    return f"{scheme}://{_host(host)}{'' if usual else f':{int(port)}'}"


def _host(typed: str) -> str:
    """A name as DNS has it, a dotted address, or this computer."""
    try:
        # As browsers read names: case, width and marks by UTS 46.
        name = idna.encode(typed.removesuffix("."), uts46=True).decode() if typed != OWN_COMPUTER else typed
    except (idna.IDNAError, UnicodeError) as error:
        raise _Unreadable("no-name") from error
    if name == OWN_COMPUTER or (_NAME.fullmatch(name) and not name.rpartition(".")[2].isdigit()):
        return name
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError as error:
        raise _Unreadable("no-name") from error
