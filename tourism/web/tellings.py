"""What the voice tells of a scene's parts, by language; the two slices are neighbours and do not know each other."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tourism.narration import queries as narration
from tourism.narration.cues import Cue, to_webvtt
from tourism.narration.queries import NarrationView, SentenceView
from tourism.scenes.telling import parts_told
from tourism.scenes.view import HotspotView, SceneView, Telling
from tourism.sites import queries as sites


def tellings(session: Session, scene: SceneView) -> tuple[Telling, ...]:
    """The narration of each language that is heard today, in the order of the languages' tags."""
    found = (telling(session, scene, tag) for tag in sorted(scene.names))
    return tuple(each for each in found if each)


def telling(session: Session, scene: SceneView, language: str) -> Telling | None:
    """The narration in exactly this language; None where nothing is heard. Raises NotFound for no such site."""
    view = sites.site(session, scene.site, language)
    return told(scene.hotspots, narration.narration(session, view)) if view.language == language else None


def told(hotspots: Sequence[HotspotView], heard: NarrationView) -> Telling | None:
    """A narration as it speaks of these parts; None where there is no sound."""
    if heard.sound is None:
        return None
    return Telling(
        language=heard.language,
        sound=heard.sound.name,
        sound_size=heard.sound.size,
        opus=heard.sound.opus,
        duration_ms=heard.sound.duration_ms,
        transcript=heard.sound.transcript,
        made_by=heard.sound.made_by,
        parts=parts_told(hotspots, heard.language, sentences(heard)),
    )


def sentences(heard: NarrationView) -> tuple[SentenceView, ...]:
    """All sentences in the order they are spoken."""
    return tuple(
        sentence
        for part in heard.parts
        for sentence in (*part.heading, *(each for paragraph in part.paragraphs for each in paragraph))
    )


def cues(telling: Telling) -> str:
    """A WebVTT file whose cues are the parts: a cue's id is its part's."""
    return to_webvtt(
        [Cue(place, each.start_ms, each.end_ms, each.text, 0, each.id) for place, each in enumerate(telling.parts)]
    )
