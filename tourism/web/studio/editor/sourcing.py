"""Claims about a place: how sure each is, and where it was read."""

from typing import Any

from flask import request

from tourism.language import SOURCE
from tourism.staff.permissions import Actor
from tourism.web.studio.desk import desk
from tourism.web.studio.editor import opened as editor
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.claims import Claim, claim_of, claim_sent, keys_of, languages_of
from tourism.web.studio.editor.opened import Opened
from tourism.web.studio.editor.sending import Sent, arranged, numbered, rows_sent


@desk("/sites/<id:public_id>/sources", permission="view")
def sources(actor: Actor, public_id: str) -> tuple[str, int]:
    """The claims, as a form."""
    found = editor.opened(actor, public_id)
    claims = [claim_of(mark, each) for mark, each in numbered(found.site.place.place.facts)]
    return _page(actor, found, claims, is_longer=not claims or "more" in request.args)


@desk("/sites/<id:public_id>/sources", permission="write", methods=("POST",))
def save_sources(actor: Actor, public_id: str) -> Any:
    """Keeps the claims in the order in which they were sent; empty ones go."""
    found, form, sent = editor.opened(actor, public_id), request.form, Sent()
    do = form.get("do", "")
    claims = [claim_sent(sent, form, mark, found) for mark in arranged(rows_sent(form, "key"), do)]
    sent.there = "&more=1" if do == "add" else ""
    told = [each for each in claims if each.texts]
    sent.fields = {
        "facts": [
            {"key": key, "confidence": each.confidence, "sources": list(each.sources), "texts": each.texts}
            for key, each in zip(keys_of(told), told, strict=True)
        ]
    }
    return saving.saved(actor, public_id, "", sent, lambda faults: _page(actor, found, claims, faults=faults))


def _page(
    actor: Actor, found: Opened, claims: list[Claim], *, is_longer: bool = True, faults: dict[str, str] | None = None
) -> tuple[str, int]:
    told = [*claims, Claim("new")] if is_longer and all(each.mark != "new" for each in claims) else claims
    return editor.shown(
        "sources",
        actor,
        found,
        of_words=False,
        faults=faults,
        claims=told,
        blank=Claim("blank"),
        sources=found.commune.sources,
        others=[tag for tag in languages_of(found) if tag != SOURCE],
    )
