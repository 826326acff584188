"""What the desk says of sites that somebody typed for a partner and that cannot be used."""

from flask_babel import gettext

from tourism.staff.origins import MOST, BadSites, Fault

# More of them help nobody.
SHOWN = 6


def told(error: BadSites) -> dict[str, str]:
    """The faults of a form's field `sites`, a line each."""
    lines = [_line(fault) for fault in error.faults[:SHOWN]]
    return {"sites": "\n".join([*lines, *(["…"] if len(error.faults) > SHOWN else [])])}


def _line(fault: Fault) -> str:
    words = {
        "wildcard": gettext("name each site by itself, without *"),
        "not-web": gettext("a site's address begins with https:// or http://"),
        "no-name": gettext("this is not a site's address, like example.vn"),
        "bad-port": gettext("after the colon comes a number from 1 to 65535"),
        "too-many": gettext("at most %(most)s sites", most=MOST),
    }[fault.reason]
    return gettext("Line %(number)s, “%(typed)s”: %(words)s.", number=fault.line, typed=fault.typed, words=words)
