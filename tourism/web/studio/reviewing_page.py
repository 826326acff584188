"""The page of one submission, for people of the desk and for guests with a link, and what its forms keep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, request

from tourism.editorial import actions as editorial
from tourism.editorial import queries, remarks
from tourism.editorial import reading as read
from tourism.editorial.queries import Handed, LinkView
from tourism.editorial.reading import Version
from tourism.engines import qr
from tourism.errors import Conflict, Invalid, NotAllowed, NotFound
from tourism.language import SOURCE, source_first
from tourism.staff.permissions import Actor
from tourism.web.request import backends, reading
from tourism.web.studio.desk import Deed, show
from tourism.web.studio.tickets import sealed
from tourism.web.studio.trouble import studio_sentence
from tourism.web.studio.vietnamese_time import told_time

KIND = "review"


@dataclass(frozen=True, slots=True)
class Sent:
    """A link as the officer sees it: whole, so that it can be sent once more, and as a picture to scan."""

    link: LinkView
    address: str
    picture: str
    state: str


def described(link: LinkView, now: datetime) -> Sent:
    """The link's address and what has become of it: open, over or revoked."""
    state = "revoked" if link.revoked else "over" if link.expires <= now else "open"
    address = g.links.absolute(f"/studio/r/{sealed(KIND, link.id)}")
    return Sent(link, address, qr.data_uri(address) if state == "open" else "", state)


def keep_comment(doing: Deed, handed: Handed, *, author: str) -> None:
    """Keeps a comment on what was handed in; the form names the language and the sentence."""
    tag = request.form.get("tag", "")
    number = handed.submission.versions.words.get(tag)
    if number is None:
        raise NotFound("no-such-version")
    sentence, text = (request.form.get(name, "") for name in ("sentence", "comment"))
    doing.site, doing.commune = handed.site.id, handed.site.commune_row
    doing.told["comment"] = remarks.comment(
        doing.session, handed.site.row, tag, number, sentence=sentence.replace("\r\n", "\n"), text=text,
        author=author, now=backends().clock(),
    )  # fmt: skip
    doing.told.update(language=tag, number=number)


def keep_decision(doing: Deed, handed: Handed, *, by: str, person: int | None) -> None:
    """Keeps what was decided; the form says which."""
    approves = request.form.get("decision") == "approve"
    editorial.decide(
        doing.session,
        handed.submission.id,
        approves=approves,
        by=by,
        person=person,
        answer=request.form.get("answer", ""),
        now=backends().clock(),
    )
    doing.site, doing.commune = handed.site.id, handed.site.commune_row
    doing.told.update(submission=handed.submission.id, decision="approved" if approves else "sent-back")


def shown_version(session: Any, handed: Handed) -> Version:
    """The words in the language that was asked for, else the source."""
    words = handed.submission.versions.words
    asked = request.values.get("words") or request.values.get("tag") or SOURCE
    tag = asked if asked in words else SOURCE if SOURCE in words else min(words)
    return read.version(session, handed.site, tag, words[tag])


def ordered_tags(handed: Handed) -> list[str]:
    """Languages of a submission, the source first."""
    return sorted(handed.submission.versions.words, key=source_first)


def page_of(actor: Actor, number: int, refused: Exception | None = None) -> tuple[str, int]:
    """The page of one submission, with the reason why something was not kept."""
    with reading() as session:
        handed = queries.handed(session, actor, number)
        version = shown_version(session, handed)
        links = queries.links(session, number)
    reason = getattr(refused, "reason", "")
    return show(
        "submission",
        title=handed.site.name,
        status=refused_status(refused),
        handed=handed,
        site=handed.site,
        version=version,
        tags=ordered_tags(handed),
        links=[described(each, backends().clock()) for each in links],
        base=f"/studio/review/{number}",
        heard_at=f"/studio/sites/{handed.site.id}/rehearsal/{version.language}",
        told_time=told_time,
        trouble=studio_sentence(reason),
        lacking_field=getattr(refused, "details", {}).get("field", ""),
        typed=request.form,
        is_own=handed.submission.made_by_person == actor.person,
        said=request.args.get("said", ""),
    )


def refused_status(refused: Exception | None) -> int:
    """The status of a page that says why something was not kept."""
    statuses: dict[type[Exception], int] = {Invalid: 422, Conflict: 409, NotAllowed: 403}
    return statuses[type(refused)] if refused else 200
