"""A place's photos: sent by a phone, described, put in order, taken out."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import jsonify, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tourism import developing
from tourism.communes import queries as communes
from tourism.communes.draft import LINE_MAX
from tourism.errors import Conflict, Invalid
from tourism.language import SOURCE
from tourism.sites import drafts, photographing, photographs
from tourism.sites.draft import Photo
from tourism.sites.drafts import DeskSite
from tourism.sites.photographs import Photos, Step
from tourism.staff.permissions import Actor
from tourism.web.errors import problem
from tourism.web.request import backends, reading, today
from tourism.web.studio import door
from tourism.web.studio.desk import deed, desk, show
from tourism.web.studio.editor.saving import base_sent
from tourism.web.studio.photo_form import GRID, PhotoForm
from tourism.web.studio.photo_refusals import refusal
from tourism.web.studio.photo_words import CONSENTS, LACKING, LICENCES, SAID

# Several photos of a modern phone at once, from a page without script.
BODY_MAX = 200_000_000
STEPS: dict[str, Step] = {"earlier": "earlier", "later": "later"}


@dataclass(frozen=True, slots=True)
class Card:
    """One photo on the page: as it is kept, its fields, and what it lacks before visitors see it."""

    photo: Photo
    form: PhotoForm
    lacking: tuple[str, ...]
    sentence: str


@desk("/sites/<id:public_id>/photos", permission="write")
def photos(actor: Actor, public_id: str) -> tuple[str, int]:
    """All photos of a place, and the way for more."""
    return _page(actor, _site(actor, public_id))


@desk("/sites/<id:public_id>/photos", permission="write", methods=("POST",), body_max=BODY_MAX)
def take_photos(actor: Actor, public_id: str) -> Response | tuple[str, int]:
    """Takes what a phone sent; what cannot be taken is told by its file's name, and the rest is kept."""
    site = _site(actor, public_id)
    made, refused = _developed(request.files.getlist("photo"))
    if made:
        refused += _added(actor, site, made)
    if refused and door.is_fetched():
        return problem(422, refusal(refused[0][0]), refused[0][0])
    if refused:
        return _page(actor, _site(actor, public_id), status=422, refused=[sentence for _, sentence in refused])
    if door.is_fetched():
        return jsonify(photos=[each.id for each in made])
    return redirect(f"/studio/sites/{public_id}/photos?said=added#{made[-1].id}", 303)


@desk("/sites/<id:public_id>/photos/<photo_id>", permission="write", methods=("POST",))
def change_photo(actor: Actor, public_id: str, photo_id: str) -> Response | tuple[str, int]:
    """Saves what was typed about a photo; with it, moves the photo, or takes it out."""
    site = _site(actor, public_id)
    photo = photographs.found(site.place.place.photos, photo_id)
    form, wish = PhotoForm.read(request.form, _languages(site)), request.form.get("do", "save")
    try:
        if wish != "remove" and form.faults:
            return _page(actor, site, status=422, typed={photo_id: form})
        done = _changed(actor, site, photo, _way(photo, form, wish))
    except Conflict:
        return _page(actor, _site(actor, public_id), status=409, typed={photo_id: form}, disputed=photo_id)
    return redirect(f"/studio/sites/{public_id}/photos?said={done}#{photo_id}", 303)


def _site(actor: Actor, public_id: str) -> DeskSite:
    with reading() as session:
        return drafts.site(session, actor, public_id)


def _languages(site: DeskSite) -> tuple[str, ...]:
    with reading() as session:
        told = communes.at_home(session, site.commune_row, SOURCE)[1].languages
    return (SOURCE, *(tag for tag in told if tag != SOURCE))


def _page(
    actor: Actor,
    site: DeskSite,
    *,
    status: int = 200,
    refused: list[str] | None = None,
    typed: dict[str, PhotoForm] | None = None,
    disputed: str = "",
) -> tuple[str, int]:
    languages, kept = _languages(site), typed or {}
    return show(
        "photos",
        title=site.name,
        status=status,
        site=site,
        cards=[_card(each, languages, kept.get(each.id)) for each in site.place.place.photos],
        lost=[form for photo_id, form in kept.items() if photo_id not in {each.id for each in site.place.place.photos}],
        refused=refused or [],
        disputed=disputed,
        languages=languages,
        grid=range(GRID),
        licences=LICENCES.items(),
        consents=CONSENTS.items(),
        said_words=SAID.get(request.args.get("said", "")),
    )


def _card(photo: Photo, languages: tuple[str, ...], typed: PhotoForm | None) -> Card:
    lacking = photographs.lacking(photo, today())
    sentence = ", ".join(str(LACKING[each]) for each in lacking)
    return Card(photo, typed or PhotoForm.of(photo, languages), lacking, sentence)


def _developed(files: list[FileStorage]) -> tuple[list[Photo], list[tuple[str, str]]]:
    """Photos, and for each file that is none its reason and a sentence."""
    made, refused = [], []
    credit, keeps_day = request.form.get("credit", "").strip()[:LINE_MAX], "keeps_day" in request.form
    chosen = [each for each in files if each.filename]
    for file in chosen[: photographs.MOST]:
        try:
            made.append(developing.developed(backends(), file.read(), credit=credit, keeps_day=keeps_day))
        except developing.Refused as error:
            refused.append((error.reason, f"{_called(file)}{refusal(error.reason)}"))
    if not chosen:
        refused.append(("nothing-chosen", refusal("nothing-chosen")))
    return made, refused


def _called(file: FileStorage) -> str:
    name = (file.filename or "").rpartition("/")[2].rpartition("\\")[2]
    return f"{name[:60]}: " if name else ""


def _added(actor: Actor, site: DeskSite, made: list[Photo]) -> list[tuple[str, str]]:
    """Keeps photos; what is too much is told."""
    try:
        with deed("photo.added", actor=actor, site=site.id) as doing:
            now = backends().clock()
            numbers = [photographing.add(doing.session, site.row, photo, by=actor.name, now=now) for photo in made]
            doing.told |= {"number": numbers[-1], "photos": [each.id for each in made]}
    except Invalid as error:
        return [(error.reason, refusal(error.reason))]
    return []


def _way(photo: Photo, form: PhotoForm, wish: str) -> tuple[str, Callable[[Photos], Photos]]:
    """The name of the deed, and what it does to the photos as they were saved last."""
    if wish == "remove":
        return "removed", lambda photos: photographs.removed(photos, photo.id)
    described = form.applied(photo)
    if form.typed["focus"] != PhotoForm.of(photo, form.languages).typed["focus"]:
        described = developing.refocused(backends(), described, form.focus)

    def saved(photos: Photos) -> Photos:
        changed = photographs.changed(photos, photo.id, lambda _: described)
        step = STEPS.get(wish)
        return photographs.moved(changed, photo.id, step) if step else changed

    return "saved", saved


def _changed(actor: Actor, site: DeskSite, photo: Photo, way: tuple[str, Callable[[Photos], Photos]]) -> str:
    done, how = way
    with deed(f"photo.{done}", actor=actor, site=site.id) as doing:
        number = photographing.change(
            doing.session, site.row, photo.id, how, base=base_sent(), by=actor.name, now=backends().clock()
        )
        doing.told |= {"photo": photo.id, "number": number}
    return done
