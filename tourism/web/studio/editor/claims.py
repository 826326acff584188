"""Claims as their fields show them and as somebody sent them."""

from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from tourism.communes.draft import Fact
from tourism.language import SOURCE
from tourism.sites.naming import slugged
from tourism.web.studio.editor.opened import Opened
from tourism.web.studio.editor.sending import Sent, texts_sent

SURENESS = ("M", "H", "L")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as its fields show it; `texts` by language."""

    mark: str
    key: str = ""
    confidence: str = "M"
    sources: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)


def claim_of(mark: str, fact: Fact) -> Claim:
    """A claim as it is kept; `mark` tells its fields from other claims' on the page."""
    return Claim(mark, fact.key, fact.confidence, fact.sources, fact.texts)


def claim_sent(sent: Sent, form: MultiDict[str, str], mark: str, found: Opened) -> Claim:
    """A claim as it was sent; sources that neither the commune nor the claim knows are left out."""
    kept = {each.key: each for each in found.site.place.place.facts}
    key = form.get(f"key-{mark}", "")
    # A source that the commune has lost stays where it was.
    known = set(found.commune.sources) | set(kept[key].sources if key in kept else ())
    cited = tuple(each for each in form.getlist(f"sources-{mark}") if each in known)
    texts = texts_sent(sent, form, f"text-{mark}", languages_of(found))
    sureness = sent.one_of(form, f"confidence-{mark}", SURENESS)
    return Claim(mark, key if key in kept else "", sureness, tuple(dict.fromkeys(cited)), texts)


def keys_of(claims: list[Claim]) -> list[str]:
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


def languages_of(found: Opened) -> tuple[str, ...]:
    """Languages of the claims: the source, the commune's, then whatever else was told."""
    told = {tag for fact in found.site.place.place.facts for tag in fact.texts}
    return tuple(dict.fromkeys((SOURCE, *found.commune.languages, *sorted(told))))
