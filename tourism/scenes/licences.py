"""Where the licences of models are written down, for those that have such a place."""

# As rights registers name them, which is not where browsers go: with http, as their owner wrote them first.
_NAMED = {
    "cc-by-4.0": "creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "creativecommons.org/licenses/by-sa/4.0/",
    "cc0": "creativecommons.org/publicdomain/zero/1.0/",
}


def rights(licence: str) -> str | None:
    """The name of a licence as IIIF wants it; None where it is nobody's but the commune's matter."""
    return f"http://{_NAMED[licence]}" if licence in _NAMED else None


def page(licence: str) -> str | None:
    """Where people read a licence."""
    return f"https://{_NAMED[licence]}" if licence in _NAMED else None
