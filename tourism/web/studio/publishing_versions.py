"""What was saved before: by whom and when, what differs, and back to it."""

from typing import Any

from flask import redirect, request

from tourism.errors import Invalid, NotAllowed, NotFound
from tourism.language import SOURCE, source_first
from tourism.sites import actions as sites
from tourism.sites import drafts, history
from tourism.sites.drafts import DeskSite
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import Deed, deed, desk, show
from tourism.web.studio.digits import whole_number
from tourism.web.studio.publishing_told import place_differences, words_differences
from tourism.web.studio.vietnamese_time import told_time

# Stands where a language's tag would.
PLACE = "place"


@desk("/sites/<id:public_id>/versions", "/sites/<id:public_id>/versions/<tag>", permission="view")
def versions(actor: Actor, public_id: str, tag: str = "") -> tuple[str, int]:
    """Versions of the place or of the words in one language."""
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        tag = tag or (SOURCE if SOURCE in site.words else PLACE)
        is_place = _refuse_unknown(site, tag) == PLACE
        kept: Any = history.place_versions(session, site.row) if is_place else history.versions(session, site.row, tag)
    return show(
        "versions",
        title=site.name,
        site=site,
        tag=tag,
        tags=sorted(site.words, key=source_first),
        kept=kept,
        visible={each.number for each in kept if (each.published if is_place else each.told)},
        told_time=told_time,
        may_restore=_may_edit(actor, tag),
        said=request.args.get("said", ""),
    )


@desk("/sites/<id:public_id>/versions/<tag>/compare", permission="view")
def compare_versions(actor: Actor, public_id: str, tag: str) -> tuple[str, int]:
    """Two versions beside each other: what was taken out, and what came."""
    before, after = _number("before"), _number("after")
    with reading() as session:
        site = drafts.site(session, actor, public_id)
        is_place = _refuse_unknown(site, tag) == PLACE
        old, new = (_at(session, site, tag, number) for number in (before, after))
    differences = place_differences(old.place, new.place) if is_place else words_differences(old.words, new.words)
    return show(
        "compare",
        title=site.name,
        site=site,
        tag=tag,
        old=old,
        new=new,
        differences=differences,
        newest=(site.place if is_place else site.words[tag]).number,
        told_time=told_time,
        may_restore=_may_edit(actor, tag),
    )


@desk("/sites/<id:public_id>/versions/<tag>/restore", permission="write", methods=("POST",))
def restore_version(actor: Actor, public_id: str, tag: str) -> Any:
    """What was saved then is saved again, as the newest; nothing in between is lost."""
    with deed("place.restored" if tag == PLACE else "words.restored", actor=actor, site=public_id) as doing:
        site = drafts.site(doing.session, actor, public_id)
        if not _may_edit(actor, _refuse_unknown(site, tag)):
            raise NotAllowed("not-your-part")
        number, base = _number("number"), _number("base")
        saved = _restored(doing, actor, site, tag, number, base)
        doing.told.update(language=tag, restored=number, number=saved)
    return redirect(f"/studio/sites/{public_id}/versions/{tag}?said=restored", 303)


def _restored(doing: Deed, actor: Actor, site: DeskSite, tag: str, number: int, base: int) -> int:
    now = backends().clock()
    if tag == PLACE:
        place = history.place_at(doing.session, site.row, number)
        return sites.save_place(
            doing.session, site.row, place.place, picture=place.picture, by=actor.name, now=now, base=base
        )
    words = history.words_at(doing.session, site.row, tag, number)
    return sites.save(
        doing.session,
        site.row,
        tag,
        words.words,
        by=actor.name,
        now=now,
        base=base,
        source_number=words.source_number,
    )


def _at(session: Any, site: DeskSite, tag: str, number: int) -> Any:
    if tag == PLACE:
        return history.place_at(session, site.row, number)
    return history.words_at(session, site.row, tag, number)


def _refuse_unknown(site: DeskSite, tag: str) -> str:
    """The tag itself; raises NotFound for a language that nobody has written in."""
    if tag != PLACE and tag not in site.words:
        raise NotFound("no-such-version")
    return tag


def _may_edit(actor: Actor, tag: str) -> bool:
    return actor.may_edit("" if tag == PLACE else tag)


def _number(name: str) -> int:
    number = whole_number(request.values.get(name, ""), 99_999_999)
    if number is None:
        raise Invalid("bad-parameter", field=name)
    return number
