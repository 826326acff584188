"""The catalogue of a guide's open data as DCAT (JSON-LD), close to DCAT-AP 3; its context stands in it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from tourism.communes import licences
from tourism.communes.licences import CommuneLicence

Body: TypeAlias = dict[str, Any]
Texts: TypeAlias = dict[str, str]
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
# The European list, which DCAT-AP asks for, knows no scripts.
LANGUAGES = {
    "vi": "VIE", "en": "ENG", "zh-Hans": "ZHO", "zh-Hant": "ZHO", "ko": "KOR", "ja": "JPN", "fr": "FRA", "de": "DEU",
    "es": "SPA", "ru": "RUS", "th": "THA", "lo": "LAO", "km": "KHM",
}  # fmt: skip
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
# Where there is no free licence: nobody has been asked (better nothing than a guess), or the commune keeps it.
UNSAID = {
    "vi": "Chưa có giấy phép: xã chưa được hỏi. Muốn dùng lại, xin hỏi xã và ghi nguồn.",
    "en": "No licence has been given: the commune has not been asked yet. Ask it before you reuse this; name it.",
}
KEPT = {
    "vi": "Xã giữ mọi quyền. Muốn dùng lại, xin hỏi xã.",
    "en": "The commune keeps all rights. Ask it before you reuse this.",
}
GUIDE_TITLE = {"vi": "Dữ liệu mở của Lời Quê", "en": "Open data of Lời Quê"}
GUIDE_ABOUT = {
    "vi": "Điểm đến, tuyến tham quan, điểm WiFi và thuyết minh của các xã.",
    "en": "Places, tours, WiFi points and audio guides of the communes.",
}
TITLES: dict[str, Texts] = {
    "sites": {"vi": "Điểm đến của %s", "en": "Places of %s"},
    "tours": {"vi": "Tuyến tham quan của %s", "en": "Tours of %s"},
    "wifi": {"vi": "Điểm WiFi của %s", "en": "WiFi points of %s"},
    "audio": {"vi": "Thuyết minh của %s", "en": "Audio guide of %s"},
}
ABOUT: dict[str, Texts] = {
    "sites": {
        "vi": "Tên, vị trí và độ chính xác, loại và lời giới thiệu của từng điểm.",
        "en": "Each place's name, position and how exact it is, kind and words.",
    },
    "tours": {
        "vi": "Các điểm dừng theo thứ tự, quãng đường và thời gian.",
        "en": "Stops in their order, distances and times.",
    },
    "wifi": {"vi": "Điểm du lịch có WiFi.", "en": "Tourism points that have WiFi."},
    "audio": {
        "vi": "Âm thanh và phụ đề của từng điểm, trong một ngôn ngữ.",
        "en": "Sound and captions of each place, in one language.",
    },
}


@dataclass(frozen=True, slots=True)
class File:
    """One form of a dataset: its full address and media type."""

    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A commune's `sites`, `tours`, `wifi` or `audio`; `changed` None where nobody kept when."""

    id: str
    kind: str
    languages: Sequence[str]
    changed: datetime | None
    files: Sequence[File]
    page: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """A commune and its data; `box` is west, south, east, north in degrees, `licence` what the commune has named."""

    id: str
    names: Texts
    page: str
    box: tuple[float, float, float, float]
    datasets: Sequence[Dataset]
    licence: CommuneLicence | None = None


def catalogue(address: str, page: str, languages: Sequence[str], publishers: Sequence[Publisher]) -> Body:
    """All data of a guide; `address` is the catalogue's own, `page` the guide's."""
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dct:title": _texts(GUIDE_TITLE),
        "dct:description": _texts(GUIDE_ABOUT),
        "dct:publisher": _agent(page, {"vi": "Lời Quê"}, page),
        "foaf:homepage": {"@id": page},
        "dct:language": _languages(languages),
        "dcat:themeTaxonomy": {"@id": f"{AUTHORITY}data-theme"},
        "dcat:dataset": [_dataset(each, one) for each in publishers for one in each.datasets],
    }


def _dataset(publisher: Publisher, data: Dataset) -> Body:
    titles = {
        tag: text % (publisher.names.get(tag) or _any(publisher.names)) for tag, text in TITLES[data.kind].items()
    }
    if data.kind == "audio":
        titles = {tag: f"{text} ({', '.join(data.languages)})" for tag, text in titles.items()}
    changed = {"@type": "xsd:dateTime", "@value": data.changed.isoformat()} if data.changed else None
    told = {
        "@id": data.id,
        "@type": "dcat:Dataset",
        "dct:title": _texts(titles),
        "dct:description": _texts(ABOUT[data.kind]),
        "dct:publisher": _agent(publisher.id, publisher.names, publisher.page),
        "dct:modified": changed,
        "dct:language": _languages(data.languages),
        "dct:spatial": _place(publisher.box),
        "dct:accessRights": {"@id": f"{AUTHORITY}access-right/PUBLIC"},
        "dcat:theme": {"@id": f"{AUTHORITY}data-theme/EDUC"},
        "dcat:landingPage": {"@id": data.page},
        "dcat:distribution": [_distribution(each, data.page, publisher.licence) for each in data.files],
    }
    return {name: value for name, value in told.items() if value is not None}


def _distribution(file: File, page: str, licence: CommuneLicence | None) -> Body:
    return {
        "@id": f"{file.address}#file",
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": file.address},
        "dcat:downloadURL": {"@id": file.address},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file.kind}"},
        **_rights(page, licence),
    }


def _rights(page: str, licence: CommuneLicence | None) -> Body:
    """The licence where it is a free one, else in words what there is to ask."""
    if address := licences.page(licence):
        return {"dct:license": {"@id": address}}
    label = _texts(KEPT if licence else UNSAID)
    return {"dct:rights": {"@id": f"{page}#rights", "@type": "dct:RightsStatement", "rdfs:label": label}}


def _place(box: tuple[float, float, float, float]) -> Body:
    west, south, east, north = box
    ring = f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
    return {"@type": "dct:Location", "dcat:bbox": {"@type": "geo:wktLiteral", "@value": ring}}


def _agent(id_: str, names: Texts, page: str) -> Body:
    return {"@id": id_, "@type": "foaf:Agent", "foaf:name": _texts(names), "foaf:homepage": {"@id": page}}


def _languages(tags: Sequence[str]) -> list[Body]:
    """Chinese once, whichever its scripts; a language that the list does not name is left out."""
    codes = dict.fromkeys(LANGUAGES[tag] for tag in tags if tag in LANGUAGES)
    return [{"@id": f"{AUTHORITY}language/{code}"} for code in codes]


def _texts(texts: Texts) -> list[Body]:
    return [{"@language": tag, "@value": text} for tag, text in texts.items()]


def _any(names: Texts) -> str:
    return next(iter(names.values()), "")
