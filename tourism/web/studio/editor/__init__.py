"""The editor of places: the list, a new place, and a page for each of its parts."""

from tourism.web.studio.editor import beginning, hearing, listing, merging, placing, practical, reading, sourcing

__all__ = ["beginning", "hearing", "listing", "merging", "placing", "practical", "reading", "sourcing"]
