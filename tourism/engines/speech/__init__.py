"""Voices behind one port, and the way from a text to a finished sound."""

from tourism.engines.speech.mastering import Sound, master
from tourism.engines.speech.mp3 import Tags
from tourism.engines.speech.port import Request, Take, Voice

__all__ = ["Sound", "Tags", "render"]


def render(voice: Voice, request: Request, tags: Tags, deadline_seconds: float = 60.0) -> tuple[Take, Sound]:
    """Let a voice read and master what it said; the spans of the take hold for the sound too."""
    take = voice.speak(request, deadline_seconds)
    return take, master(take.pcm, take.rate, tags)
