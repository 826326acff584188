"""Claims about a place: how sure each is, and where it was read."""

from dataclasses import dataclass, field
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import Fact
from tourism.language import SOURCE
from tourism.sites.naming import slugged
from tourism.staff.permissions import Actor
from tourism.web.studio.desk import desk
from tourism.web.studio.editor import opened as editor
from tourism.web.studio.editor import saving
from tourism.web.studio.editor.opened import Opened
from tourism.web.studio.editor.sending import Sent, arranged, numbered, rows_sent, texts_sent

SURENESS = ("M", "H", "L")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as its fields show it; `texts` by language."""

    mark: str
    key: str = ""
    confidence: str = "M"
    sources: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)


@desk("/sites/<id:public_id>/sources", permission="view")
def sources(actor: Actor, public_id: str) -> tuple[str, int]:
    """The claims, as a form."""
    found = editor.opened(actor, public_id)
    claims = [_claim(mark, each) for mark, each in numbered(found.site.place.place.facts)]
    return _page(actor, found, claims, is_longer=not claims or "more" in request.args)


@desk("/sites/<id:public_id>/sources", permission="write", methods=("POST",))
def save_sources(actor: Actor, public_id: str) -> Any:
    """Keeps the claims in the order in which they were sent; empty ones go."""
    found, form, sent = editor.opened(actor, public_id), editor.sent(), Sent()
    do = form.get("do", "")
    claims = [_claim_sent(sent, form, mark, found) for mark in arranged(rows_sent(form, "key"), do)]
    sent.there = "&more=1" if do == "add" else ""
    told = [each for each in claims if each.texts]
    sent.fields = {
        "facts": [
            {"key": key, "confidence": each.confidence, "sources": list(each.sources), "texts": each.texts}
            for key, each in zip(_keys(told), told, strict=True)
        ]
    }
    return saving.saved(actor, public_id, "", sent, lambda faults: _page(actor, found, claims, faults=faults))


def _claim(mark: str, fact: Fact) -> Claim:
    return Claim(mark, fact.key, fact.confidence, fact.sources, fact.texts)


def _claim_sent(sent: Sent, form: MultiDict[str, str], mark: str, found: Opened) -> Claim:
    kept = {each.key: each for each in found.site.place.place.facts}
    key = form.get(f"key-{mark}", "")
    # A source that the commune has lost stays where it was.
    known = set(found.commune.sources) | set(kept[key].sources if key in kept else ())
    cited = tuple(each for each in form.getlist(f"sources-{mark}") if each in known)
    texts = texts_sent(sent, form, f"text-{mark}", _languages(found))
    sureness = sent.one_of(form, f"confidence-{mark}", SURENESS)
    return Claim(mark, key if key in kept else "", sureness, tuple(dict.fromkeys(cited)), texts)


def _keys(claims: list[Claim]) -> list[str]:
    """Each claim's own key; a new one is named after its first words."""
    taken = {each.key for each in claims if each.key}
    keys = []
    for each in claims:
        words = " ".join(next(iter(each.texts.values())).split()[:5])
        stem = slugged(words)[:40].strip("-") or "claim"
        names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(claims) + 2))
        keys.append(each.key or next(name for name in names if name not in taken))
        taken.add(keys[-1])
    return keys


def _languages(found: Opened) -> tuple[str, ...]:
    told = {tag for fact in found.site.place.place.facts for tag in fact.texts}
    return tuple(dict.fromkeys((SOURCE, *found.commune.languages, *sorted(told))))


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
        others=[tag for tag in _languages(found) if tag != SOURCE],
    )
