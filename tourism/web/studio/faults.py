"""What is said of fields that cannot be kept."""

from flask import Response
from flask_babel import gettext

from tourism.web.errors import problem


def too_long(text: str, limit: int) -> str:
    """The sentence beside a text of more than `limit` characters."""
    excess = len(text) - limit
    return gettext("Too long by %(excess)s characters (at most %(limit)s).", excess=excess, limit=limit)


def answered(faults: dict[str, str]) -> Response:
    """What a script is told; `faults` are sentences by the names of the fields."""
    return problem(422, gettext("Something in the form cannot be saved yet."), "bad-field", {"faults": faults})
