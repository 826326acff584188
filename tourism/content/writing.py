"""Writes a commune's drafts back to the files that `files.read` reads."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from tourism.communes.draft import DRAFT
from tourism.content.folder import CommuneFolder, SiteFolder, TourFolder
from tourism.content.scenes import MODEL_FILE, SCENE_FILE
from tourism.content.words import body_of
from tourism.errors import Conflict
from tourism.scenes.draft import SCENE
from tourism.sites.draft import PLACE, Words
from tourism.tours.draft import DRAFT as TOUR
from tourism.wifi.draft import DRAFT as WIFI


def write(folder: CommuneFolder, target: Path) -> int:
    """Writes every file of a commune and returns how many; raises Conflict where the folder has any."""
    if target.exists() and any(target.iterdir()):
        raise Conflict("folder-not-empty", sentence=f"{target} is not empty; export to a new folder.")
    files = dict(_commune(folder))
    for site in folder.sites:
        files |= {f"sites/{site.key}/{name}": data for name, data in _site(site).items()}
    for tour in folder.tours:
        files |= {f"tours/{tour.key}/{name}": data for name, data in _tour(tour).items()}
    for name, data in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(files)


def _commune(folder: CommuneFolder) -> dict[str, bytes]:
    files = {"commune.yaml": _yaml(_plain(DRAFT, folder.commune))}
    for tag, words in folder.words.items():
        front = {
            "name": words.name,
            "tagline": words.tagline,
            "made_by": words.made_by,
            "reviewed": words.reviewed,
        }
        files[f"{tag}.md"] = _markdown(front, words.welcome)
    if folder.pattern and folder.commune.theme.pattern:
        files[folder.commune.theme.pattern] = folder.pattern
    if folder.lexicon:
        files["lexicon.yaml"] = _yaml(folder.lexicon)
    files["wifi.yaml"] = _yaml({"points": [_plain(WIFI, point) for point in folder.wifi]})
    return files


def _site(site: SiteFolder) -> dict[str, bytes]:
    codes = {"id": site.id, "sign": list(site.signs), "retired_signs": list(site.retired_signs)}
    place = _plain(PLACE, site.place)
    if not site.place.photos:
        del place["photos"]
    files = {"site.yaml": _yaml({**codes, **place})}
    for tag, words in site.words.items():
        front = {"name": words.name, "slug": words.slug, "hook": words.hook, "made_by": words.made_by}
        more = {"reviewed": words.reviewed, **_section_photos(words)}
        files[f"{tag}.md"] = _markdown({**front, **more}, body_of(words.story, words.sections))
    if site.picture:
        files["illustration.svg"] = site.picture
    if site.scene and site.scene_model:
        files |= {SCENE_FILE: _yaml(_plain(SCENE, site.scene)), MODEL_FILE: site.scene_model}
    return files | {f"photos/{name}": data for name, data in site.photo_files.items()}


def _section_photos(words: Words) -> dict[str, Any]:
    """Which photo belongs to which section, where one does."""
    found = {number: each.photo for number, each in enumerate(words.sections, 1) if each.photo}
    return {"section_photos": found} if found else {}


def _tour(tour: TourFolder) -> dict[str, bytes]:
    files = {"tour.yaml": _yaml(_plain(TOUR, tour.tour))}
    for tag, words in tour.words.items():
        front = {"name": words.name, "slug": words.slug, "hook": words.hook, "made_by": words.made_by}
        files[f"{tag}.md"] = _markdown({**front, "reviewed": words.reviewed}, words.intro)
    return files


def _plain(adapter: TypeAdapter[Any], value: object) -> dict[str, Any]:
    """Plain lists and mappings; dates stay dates, so YAML writes them as such."""
    plain: dict[str, Any] = _lists(adapter.dump_python(value))
    return plain


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_lists(each) for each in value]
    return value


def _yaml(value: object) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110).encode()


def _markdown(front: dict[str, object], body: str) -> bytes:
    return b"---\n" + _yaml(front) + b"---\n" + body.encode() + b"\n"
