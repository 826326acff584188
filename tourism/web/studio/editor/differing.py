"""What two people made of one draft, field by field, with a suggestion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tourism.sites.comparison import Run, compare, merged
from tourism.sites.draft import PRACTICAL_TEXTS
from tourism.sites.editing import Content
from tourism.web.studio.editor.section_text import sections_written

WORDS = ("name", "hook", "story", "sections")
PRACTICAL = ("hours", *PRACTICAL_TEXTS)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: the three texts, what each side changed, and what both come to.

    `clashes` where somebody has to choose; `taken` is "mine" or "theirs", whichever changed.
    """

    name: str
    base: str
    theirs: str
    mine: str
    suggestion: str
    clashes: bool
    taken: str

    @property
    def theirs_runs(self) -> tuple[Run, ...]:
        """What the other changed."""
        return compare(self.base, self.theirs)

    @property
    def mine_runs(self) -> tuple[Run, ...]:
        """What the writer changed."""
        return compare(self.base, self.mine)


def words_differences(base: Content, theirs: Content, mine: Content) -> tuple[Difference, ...]:
    """Fields of words that are not the same on both sides."""
    found = []
    for name in WORDS:
        texts = [sections_written(each[name]) if name == "sections" else each[name] for each in (base, theirs, mine)]
        if theirs[name] != mine[name]:
            found.append(_difference(name, *texts, is_line=name in ("name", "hook")))
    return tuple(found)


def place_differences(base: Content, theirs: Content, mine: Content) -> tuple[Difference, ...]:
    """Fields of a place that are not the same on both sides; what is practical point by point."""
    sides = [_flat(each) for each in (base, theirs, mine)]
    found = []
    for name in sides[1]:
        before, other, own = (each[name] for each in sides)
        if other != own:
            found.append(_difference(name, _said(before), _said(other), _said(own), is_line=True))
    return tuple(found)


def place_fields(takes: dict[str, str], theirs: Content, mine: Content) -> Content:
    """Fields of a place after a choice for each of the differing ones."""
    other, own = _flat(theirs), _flat(mine)
    flat = {name: own[name] if takes.get(name) == "mine" else value for name, value in other.items()}
    practical = {name: flat[f"practical.{name}"] for name in PRACTICAL}
    tops = {name.partition(".")[0] for name in takes}
    return {name: practical if name == "practical" else flat[name] for name in tops}


def _flat(content: Content) -> Content:
    tops = {name: value for name, value in content.items() if name != "practical"}
    return {**tops, **{f"practical.{name}": content["practical"][name] for name in PRACTICAL}}


def _said(value: Any) -> str:
    """A value of the place for people's eyes."""
    if value is None or value in ([], {}, ""):
        return "–"
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return " · ".join(f"{tag}: {text}" for tag, text in value.items())
    if isinstance(value, dict) and "lat" in value:
        return f"{value['lat']:.6f}, {value['lon']:.6f} (± {value['accuracy_m']:g} m)"
    if isinstance(value, dict):
        return " · ".join(f"{day} {', '.join('–'.join(span) for span in spans)}" for day, spans in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(_said(each.get("texts", each)) if isinstance(each, dict) else str(each) for each in value)
    return {True: "✓", False: "–"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _difference(name: str, base: str, theirs: str, mine: str, *, is_line: bool) -> Difference:
    clashes = base not in (theirs, mine)
    taken = "theirs" if mine == base else "mine"
    if is_line:
        return Difference(name, base, theirs, mine, theirs if taken == "theirs" else mine, clashes, taken)
    merge = merged(base, theirs, mine)
    return Difference(name, base, theirs, mine, merge.text, bool(merge.conflicts), taken)
