"""The drafts of one commune's folder, and the shapes of its files."""

from dataclasses import dataclass, field

from pydantic import TypeAdapter

from tourism.communes.draft import STRICT, CommuneDraft, CommuneWords, Line, MadeBy, Slug
from tourism.scenes.draft import SceneDraft
from tourism.sites.draft import Place, Words
from tourism.tours.draft import TourDraft, TourWords
from tourism.wifi.draft import WifiDraft


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteFile(Place):
    """site.yaml: a place, its public id and the codes printed for it."""

    __pydantic_config__ = STRICT
    id: str
    sign: tuple[str, ...] = ()
    # No longer printed, but somebody may still scan one.
    retired_signs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TourWordsFile:
    """The front matter of a tour's words."""

    __pydantic_config__ = STRICT
    name: Line
    slug: Slug
    hook: Line
    made_by: MadeBy
    reviewed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteWordsFile(TourWordsFile):
    """The front matter of a site's words."""

    __pydantic_config__ = STRICT
    # Ids of photos by the number of the section that they belong to, from 1.
    section_photos: dict[int, Line] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class CommuneWordsFile:
    """The front matter of a commune's words."""

    __pydantic_config__ = STRICT
    name: Line
    tagline: Line
    made_by: MadeBy
    reviewed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WifiFile:
    """wifi.yaml."""

    __pydantic_config__ = STRICT
    points: tuple[WifiDraft, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteFolder:
    """All of a site: the place, its words by language, its picture, the files of its photos by their blobs' names.

    A scene's `model` is the file's name beside scene.yaml; `scene_model` are its bytes.
    """

    key: str
    id: str
    signs: tuple[str, ...]
    retired_signs: tuple[str, ...]
    place: Place
    words: dict[str, Words]
    picture: bytes | None
    photo_files: dict[str, bytes] = field(default_factory=dict)
    scene: SceneDraft | None = None
    scene_model: bytes | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TourFolder:
    """All of a tour."""

    key: str
    tour: TourDraft
    words: dict[str, TourWords]


@dataclass(frozen=True, kw_only=True, slots=True)
class CommuneFolder:
    """All of a commune, as its people wrote it."""

    commune: CommuneDraft
    words: dict[str, CommuneWords]
    pattern: bytes | None
    sites: tuple[SiteFolder, ...] = ()
    tours: tuple[TourFolder, ...] = ()
    wifi: tuple[WifiDraft, ...] = field(default=())
    # What is said by how it is written, by language.
    lexicon: dict[str, dict[str, str]] = field(default_factory=dict)


SITE_FILE = TypeAdapter(SiteFile)
SITE_WORDS = TypeAdapter(SiteWordsFile)
TOUR_WORDS = TypeAdapter(TourWordsFile)
COMMUNE_WORDS = TypeAdapter(CommuneWordsFile)
WIFI_FILE = TypeAdapter(WifiFile)
