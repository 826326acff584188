"""What the desk says of a file of places and of its rows."""

from flask_babel import gettext

from tourism.importing.findings import Remark
from tourism.importing.options import Options
from tourism.importing.sentences import FILE, SENTENCES
from tourism.importing.vn2000 import ZONES
from tourism.web.filters import KIND_NAMES
from tourism.web.studio.desk import blueprint


@blueprint.app_template_filter("remark_sentence")
def remark_sentence(remark: Remark) -> str:
    """What is to be known of one cell, one row or the file."""
    told = {**remark.told}
    if "kind" in told:
        told["kind"] = str(KIND_NAMES.get(told["kind"], told["kind"]))
    words = gettext(SENTENCES[remark.reason])
    return words % told if told else words


def file_sentence(reason: str) -> str | None:
    """Why a file could not be read at all; None for other reasons."""
    return gettext(FILE[reason]) if reason in FILE else None


def coordinates_name(options: Options) -> str:
    """How a file's positions are read."""
    zone = next((each for each in ZONES if each.code == options.zone), None)
    return f"VN-2000 {zone.name}" if zone else "WGS 84"
