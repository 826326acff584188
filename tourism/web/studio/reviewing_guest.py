"""A reviewer without an account: reads, listens, says and decides, and sees nothing else of the desk."""

from typing import Any

from flask import redirect, request

from tourism.editorial import queries, rehearsing
from tourism.editorial.queries import Handed, LinkView
from tourism.errors import Conflict, Invalid, NotAllowed, NotFound
from tourism.web.request import backends, reading
from tourism.web.studio.desk import deed, open_page, show
from tourism.web.studio.rehearsing import fragment
from tourism.web.studio.reviewing_page import (
    KIND,
    keep_comment,
    keep_decision,
    ordered_tags,
    refused_status,
    shown_version,
)
from tourism.web.studio.tickets import opened
from tourism.web.studio.trouble import studio_sentence
from tourism.web.studio.vietnamese_time import told_time


@open_page("/r/<token>", audience="link")
def guest(token: str) -> tuple[str, int]:
    """What the link opens: one submission."""
    return _page(token)


@open_page("/r/<token>/comment", audience="link", methods=("POST",))
def guest_comment(token: str) -> Any:
    """Says something of a sentence, in the reviewer's name."""
    tag = request.form.get("tag", "")
    link = _link(token)
    try:
        with deed("comment.made", actor=None, by=link.reviewer) as doing:
            _, handed = queries.by_link(doing.session, link.id, backends().clock())
            keep_comment(doing, handed, author=link.reviewer)
            doing.told["link"] = link.id
    except Invalid as error:
        return _page(token, error)
    return redirect(f"/studio/r/{token}?words={tag}&said=commented", 303)


@open_page("/r/<token>/decide", audience="link", methods=("POST",))
def guest_decide(token: str) -> Any:
    """Approves, or sends back with a note, in the reviewer's name."""
    link = _link(token)
    try:
        with deed("submission.decided", actor=None, by=link.reviewer) as doing:
            _, handed = queries.by_link(doing.session, link.id, backends().clock())
            keep_decision(doing, handed, by=link.reviewer, person=None)
            doing.told["link"] = link.id
    except (Conflict, Invalid, NotAllowed) as error:
        return _page(token, error)
    return redirect(f"/studio/r/{token}?said=decided", 303)


@open_page("/r/<token>/rehearsal/<tag>", audience="link")
def guest_heard(token: str, tag: str) -> tuple[str, int]:
    """Whether the voice is ready."""
    with reading() as session:
        _, handed = queries.by_link(session, _number(token), backends().clock())
        return fragment(session, handed.site, _told(handed, tag), f"/studio/r/{token}/rehearsal/{tag}")


@open_page("/r/<token>/rehearsal/<tag>", audience="link", methods=("POST",))
def guest_listen(token: str, tag: str) -> Any:
    """Asks a voice of this machine to read the words aloud."""
    link = _link(token)
    with deed("draft.rehearsed", actor=None, by=link.reviewer) as doing:
        _, handed = queries.by_link(doing.session, link.id, backends().clock())
        rehearsing.ask(doing.session, handed.site, _told(handed, tag), backends().clock())
        doing.site, doing.commune = handed.site.id, handed.site.commune_row
        doing.told["language"] = tag
    return redirect(f"/studio/r/{token}?words={tag}#heard", 303)


def _told(handed: Handed, tag: str) -> str:
    """The tag itself, where the newest words in it are those that were handed in; raises NotFound."""
    number = handed.submission.versions.words.get(tag)
    if number is None or tag not in handed.site.words or handed.site.words[tag].number != number:
        raise NotFound("no-such-version")
    return tag


def _number(token: str) -> int:
    return int(opened(KIND, token))


def _link(token: str) -> LinkView:
    with reading() as session:
        return queries.by_link(session, _number(token), backends().clock())[0]


def _page(token: str, refused: Exception | None = None) -> tuple[str, int]:
    with reading() as session:
        link, handed = queries.by_link(session, _number(token), backends().clock())
        version = shown_version(session, handed)
    return show(
        "reviewer",
        title=handed.site.name,
        status=refused_status(refused),
        link_=link,
        handed=handed,
        site=handed.site,
        version=version,
        tags=ordered_tags(handed),
        base=f"/studio/r/{token}",
        heard_at=f"/studio/r/{token}/rehearsal/{version.language}",
        told_time=told_time,
        trouble=studio_sentence(getattr(refused, "reason", "")),
        lacking_field=getattr(refused, "details", {}).get("field", ""),
        typed=request.form,
        said=request.args.get("said", ""),
    )
