"""One site in full: words, claims with their sources, the sound with its sentences, the way on."""

from collections.abc import Iterator

from flask import g

from tourism.communes.claims import FactView, SourceView
from tourism.narration.queries import NarrationView, OlderRecording, SentenceView
from tourism.sites.photographs import PhotoView, shown
from tourism.sites.queries import NextStop, SiteView
from tourism.web.answers import Body
from tourism.web.api.items import Listed, address, item, media
from tourism.web.request import today

# An outline's characters, from the lowest peak to the highest.
PEAKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def whole(view: SiteView, heard: NarrationView, *, in_3d: bool) -> Body:
    """What a list tells of a site, and all the rest."""
    told = item(Listed(view.brief, view.area_name, heard.sound, in_3d))
    if heard.sound:
        told["sound"] |= {"peaks": _peaks(heard.sound.outline)}
    return told | {
        "name_vi": view.name_vi,
        "made_by": view.made_by,
        "reviewed": view.reviewed,
        "languages": view.languages,
        "story": view.story,
        "sections": [{"title": each.title, "text": each.text, "photo": each.photo} for each in view.sections],
        "photos": [_photo(each) for each in shown(view.photos, today())],
        "picture_alt": view.alt,
        "hours": view.hours,
        "practical": {each.key: _text(each.text, each.language) for each in view.practical},
        "facts": facts(view.facts, view.sources),
        "sources": sources(view.sources),
        "seconds_estimate": round(heard.seconds_estimate, 1),
        "silence": heard.silence,
        "older_recordings": [_older(each) for each in heard.older],
        "sentences": list(_sentences(heard)),
        "next_stop": _way_on(view.next) if view.next else None,
    }


def facts(claims: tuple[FactView, ...], known: tuple[SourceView, ...]) -> list[Body]:
    """Claims, each with how sure it is and who says so."""
    titles = {each.number: each.title for each in known}
    return [
        {
            "key": claim.key,
            "text": claim.text,
            "language": claim.language,
            "confidence": claim.confidence,
            "sources": [{"number": number, "title": titles[number]} for number in claim.sources],
        }
        for claim in claims
    ]


def sources(known: tuple[SourceView, ...]) -> list[Body]:
    """Where the claims were read."""
    return [{"number": each.number, "title": each.title, "published": each.published} for each in known]


def _photo(photo: PhotoView) -> Body:
    return {
        "id": photo.id,
        "width": photo.width,
        "height": photo.height,
        "files": [
            {"url": media(each.name), "type": f"image/{each.format}", "width": each.width} for each in photo.files
        ],
        "card": media(photo.share),
        "alt": {"text": photo.alt, "language": photo.language},
        "credit": photo.credit,
        "licence": photo.licence,
        "taken": photo.taken,
        "until": photo.until,
        "focus": photo.focus,
    }


def _text(text: str | None, language: str) -> Body | None:
    return {"text": text, "language": language} if text is not None else None


def _peaks(outline: str) -> list[int] | None:
    return [PEAKS.index(each) for each in outline] or None


def _older(recording: OlderRecording) -> Body:
    return {
        "part": recording.part,
        "speaker": recording.speaker or None,
        "url": media(recording.sound),
        "bytes": recording.size,
        "duration_ms": recording.duration_ms,
        "recorded": recording.recorded,
    }


def _sentences(heard: NarrationView) -> Iterator[Body]:
    for part in heard.parts:
        for each in part.heading:
            yield _sentence(each, part.index, is_heading=True)
        for paragraph in part.paragraphs:
            for each in paragraph:
                yield _sentence(each, part.index, is_heading=False)


def _sentence(each: SentenceView, part: int, *, is_heading: bool) -> Body:
    return {
        "id": each.id,
        "part": part,
        "heading": is_heading,
        "text": each.text,
        "start_ms": each.start_ms,
        "end_ms": each.end_ms,
    }


def _way_on(onward: NextStop) -> Body:
    there = onward.brief
    return {
        "id": there.id,
        "name": there.name,
        "language": there.language,
        "metres": round(onward.metres, 1),
        "minutes": onward.minutes,
        "approximate": onward.approximate,
        "page": g.links.absolute(g.links.site(there)),
        "self": address(f"/sites/{there.id}"),
    }
