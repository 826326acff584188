"""Where frames on partners' sites say that they were seen or heard."""

from tourism.web.counts.seen import blueprint

__all__ = ["blueprint"]
