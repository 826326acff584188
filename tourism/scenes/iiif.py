"""What IIIF manifests of a scene say in every version: whose it is, how honest, how large, what can be fetched."""

from collections.abc import Mapping
from itertools import chain

from tourism.communes import licences
from tourism.language import SOURCE
from tourism.scenes.addresses import Addresses, Body
from tourism.scenes.formats import GLB, POSTER, USDZ, WEBP
from tourism.scenes.manifest import DOCUMENTS
from tourism.scenes.view import SceneView, Texts
from tourism.scenes.wording import (
    CREDIT,
    HOW_MADE,
    LICENCES,
    MODEL_FILE,
    ON_ANDROID,
    ON_IPHONE,
    ORIGIN,
    ORIGINS,
    SIZE,
    SOURCE_OF,
    ordered,
    size_told,
)

CONTEXTS = {
    "iiif3": "http://iiif.io/api/presentation/3/context.json",
    "iiif4": "http://iiif.io/api/presentation/4/context.json",
}


def opened(kind: str, scene: SceneView, at: Addresses) -> Body:
    """The beginning of a manifest of this kind, up to what it shows."""
    return {
        "@context": CONTEXTS[kind],
        "id": at.document(kind),
        "type": "Manifest",
        "label": labelled(scene.names),
        "summary": labelled(_summary(scene)),
        "metadata": _metadata(scene),
        "requiredStatement": {"label": labelled(CREDIT), "value": _required(scene)},
        **({"rights": rights} if (rights := licences.rights(scene.licence)) else {}),
        "thumbnail": [_poster(scene, at)],
        "homepage": [_homepage(scene, tag, at) for tag in ordered(scene.names)],
        "rendering": _renderings(scene, at),
        "seeAlso": _see_also(kind, at),
    }


def labelled(texts: Texts) -> dict[str, list[str]]:
    """A language map."""
    return {tag: [text] for tag, text in ordered(texts).items()}


def ids(kind: str, at: Addresses) -> str:
    """What the ids of a manifest's parts begin with: they name, and need not be fetched."""
    return at.document(kind).removesuffix(".json")


def seconds(milliseconds: int) -> str:
    """A moment of a media fragment: 4047 -> 4.047."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def _summary(scene: SceneView) -> dict[str, str]:
    origin = ORIGINS[scene.origin]
    return {tag: f"{name} · {origin[tag if tag in origin else SOURCE]}" for tag, name in scene.names.items()}


def _metadata(scene: SceneView) -> list[Body]:
    told: list[tuple[Texts, Mapping[str, list[str]]]] = [
        (ORIGIN, labelled(ORIGINS[scene.origin])),
        (SIZE, labelled(size_told(scene))),
    ]
    if scene.how_made:
        told.append((HOW_MADE, labelled(scene.how_made)))
    if scene.source:
        told.append((SOURCE_OF, {"none": [scene.source]}))
    return [{"label": labelled(label), "value": value} for label, value in told]


def _required(scene: SceneView) -> dict[str, list[str]]:
    """Who is to be named, under which licence, and that it is no likeness where it is none."""
    words = (labelled(ORIGINS[scene.origin]), labelled(LICENCES[scene.licence]))
    credit = [scene.credit] if scene.credit else []
    return {
        tag: [*credit, *chain.from_iterable(each[tag] for each in words)] for tag in ordered(LICENCES[scene.licence])
    }


def _poster(scene: SceneView, at: Addresses) -> Body:
    width, height = POSTER
    address = at.media(scene.files.poster_webp.name)
    return {"id": address, "type": "Image", "format": WEBP, "width": width, "height": height}


def _homepage(scene: SceneView, tag: str, at: Addresses) -> Body:
    label = {tag: [scene.names[tag]]}
    return {"id": at.page(tag), "type": "Text", "label": label, "format": "text/html", "language": [tag]}


def _renderings(scene: SceneView, at: Addresses) -> list[Body]:
    """For AR where somebody vouches for the size; else the model's file, which says nothing of it."""
    plain = {"id": at.media(scene.files.ar.name), "type": "Model", "format": GLB}
    if not scene.is_sized:
        return [plain | {"label": labelled(MODEL_FILE)}]
    on_iphone = {"id": at.media(scene.files.usdz.name), "type": "Model", "format": USDZ, "label": labelled(ON_IPHONE)}
    return [plain | {"label": labelled(ON_ANDROID)}, on_iphone]


def _see_also(kind: str, at: Addresses) -> list[Body]:
    other = next(each for each in CONTEXTS if each != kind)
    linked = {"id": at.document(other), "type": "Manifest", "format": "application/ld+json", "profile": CONTEXTS[other]}
    ours = {"id": at.document("scene"), "type": "Dataset", "format": "application/json"}
    return [linked, ours | {"label": {"none": [DOCUMENTS["scene"]]}}]
