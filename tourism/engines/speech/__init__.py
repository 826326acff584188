"""Voices behind one port, and the way from what they say to finished files."""

from tourism.engines.speech.mastering import Sound, master, prepared
from tourism.engines.speech.tags import Tags

__all__ = ["Sound", "Tags", "master", "prepared"]
