"""A scene as schema.org's 3DModel, for the page's own JSON-LD: what search engines understand of it."""

from collections.abc import Sequence

from tourism.communes import licences
from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.formats import GLB, POSTER, USDZ, WEBP
from tourism.scenes.narrations import MP3, VTT, told
from tourism.scenes.view import ModelFile, SceneView, Telling
from tourism.scenes.wording import LICENCES, ORIGINS, name_of, ordered, size_told

CONTEXT = "https://schema.org"


def model(scene: SceneView, tellings: Sequence[Telling], at: Addresses, language: str) -> Body:
    """The scene on the page of a language; `<` has still to be escaped where it is written between tags."""
    name, tag = name_of(scene, language)
    page = at.page(language)
    return {
        "@context": CONTEXT,
        "@type": "3DModel",
        "@id": f"{page}#model",
        "url": page,
        "name": name,
        "description": _description(scene, language),
        "inLanguage": list(ordered(scene.names)),
        "isResizable": False,
        **_size(scene, language),
        "encoding": _encodings(scene, at),
        "thumbnail": _poster(scene, at),
        **_rights(scene, language),
        "about": {"@type": "TouristAttraction", "name": name, "url": at.place(tag)},
        "associatedMedia": [_sound(each, at) for each in told(tellings)],
        "dateModified": scene.changed.date().isoformat(),
    }


def _description(scene: SceneView, language: str) -> str:
    """In honest words first: what kind of model it is, then how it was made."""
    origin = ORIGINS[scene.origin]
    return " · ".join(filter(None, (origin.get(language, origin["en"]), scene.how_made.get(language))))


def _size(scene: SceneView, language: str) -> Body:
    sizes = size_told(scene)
    return {"size": sizes.get(language, sizes["en"])} if scene.is_sized else {}


def _rights(scene: SceneView, language: str) -> Body:
    words = LICENCES[scene.licence]
    found: Body = {"copyrightNotice": words.get(language, words["en"])}
    if scene.credit:
        found["creditText"] = scene.credit
    if page := licences.page(scene.licence):
        found["license"] = page
    if scene.source:
        found["isBasedOn"] = {"@type": "CreativeWork", "name": scene.source}
    return found


def _encodings(scene: SceneView, at: Addresses) -> list[Body]:
    """The plain file first, which every program reads."""
    files = scene.files
    of_models = ((files.ar, GLB), (files.usdz, USDZ), (files.web, GLB))
    return [_file("MediaObject", file, kind, at) for file, kind in of_models]


def _poster(scene: SceneView, at: Addresses) -> Body:
    width, height = POSTER
    sides = {"width": _pixels(width), "height": _pixels(height)}
    return _file("ImageObject", scene.files.poster_webp, WEBP, at) | sides


def _pixels(count: int) -> Body:
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"}


def _file(kind: str, file: ModelFile, media_type: str, at: Addresses) -> Body:
    return {
        "@type": kind,
        "contentUrl": at.media(file.name),
        "encodingFormat": media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _sound(telling: Telling, at: Addresses) -> Body:
    return {
        "@type": "AudioObject",
        "inLanguage": telling.language,
        "contentUrl": at.media(telling.sound),
        "encodingFormat": MP3,
        "contentSize": str(telling.sound_size),
        "duration": f"PT{telling.duration_ms / 1000:.3f}S",
        "caption": {"@type": "MediaObject", "contentUrl": at.media(telling.transcript), "encodingFormat": VTT},
    }
