"""What a file that came back would change, and everything that is wrong with it, before anything is kept. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from tourism.sites.cleaning import cleaned
from tourism.sites.comparison import Run, compare
from tourism.translating.parcel import KEY, Bundle, Parcel, Reading, Returned, Stamp, Unit, read_stamp
from tourism.translating.states import is_same, is_too_long, tidied

ROWS_MAX = 5_000
_MARKUP = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*|/[A-Za-z]|!--|[?!])[^<>]{0,500}>")
# bad: nothing of the file is kept; look: kept, but somebody should read it again; left: kept as it was.
Weight = Literal["bad", "look", "left"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know of one row: `reason` is a key, `where` the row or unit, `told` what it is about."""

    weight: Weight
    reason: str
    where: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One part that would say something else."""

    key: str
    source: str
    before: str
    after: str

    @property
    def runs(self) -> tuple[Run, ...]:
        """What becomes of the translation, word by word."""
        return compare(self.before, self.after)


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What would be saved of one site; `source_number` is the version that the translator had before them."""

    site: str
    name: str
    source_number: int
    target_number: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file, weighed; it can be kept where nothing of it is bad."""

    language: str
    sites: tuple[SiteChange, ...]
    findings: tuple[Finding, ...]
    same: int

    @property
    def bad(self) -> tuple[Finding, ...]:
        """What keeps the whole file out."""
        return tuple(each for each in self.findings if each.weight == "bad")

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What somebody should know of the rest."""
        return tuple(each for each in self.findings if each.weight != "bad")


@dataclass(slots=True)
class _Scales:
    bundles: dict[str, Bundle]
    language: str
    source_language: str
    changes: dict[tuple[str, int, int], list[Change]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    same: int = 0

    def find(self, weight: Weight, reason: str, row: Returned, told: str = "") -> None:
        self.findings.append(Finding(weight, reason, row.where[:40], told[:200]))


def weighed(reading: Reading, present: Parcel) -> Proposal:
    """A file held against the words of this moment; `present` has every site that may be changed."""
    scales = _Scales({each.site: each for each in present.bundles}, present.language, present.source_language)
    if (reading.source_language, reading.language) != (present.source_language, present.language):
        scales.findings.append(Finding("bad", "wrong-language", "", f"{reading.language[:20]}"))
    elif not reading.rows:
        scales.findings.append(Finding("bad", "nothing-in-it", ""))
    elif len(reading.rows) > ROWS_MAX:
        scales.findings.append(Finding("bad", "too-many-rows", ""))
    else:
        for row in reading.rows:
            _weigh(scales, row)
    sites = tuple(
        SiteChange(site, scales.bundles[site].name, source, target, tuple(changes))
        for (site, source, target), changes in scales.changes.items()
    )
    # A site whose rows tell of two exports cannot be saved as one version.
    doubled = [site for site, count in Counter(each.site for each in sites).items() if count > 1]
    scales.findings += [Finding("bad", "two-exports", site) for site in sorted(doubled)]
    return Proposal(present.language, sites, tuple(scales.findings), scales.same)


def _weigh(scales: _Scales, row: Returned) -> None:
    stamp = read_stamp(row.stamp)
    bundle = scales.bundles.get(stamp.site) if stamp else None
    reason = _refusal(scales, row, stamp, bundle)
    if reason or stamp is None or bundle is None:
        scales.find("bad", reason or "unknown-place", row, row.key or row.stamp)
        return
    scales.seen.add((stamp.site, row.key))
    after, unit = tidied(row.key, row.target), _unit(bundle.units, row.key)
    if not after or (unit and is_same(after, tidied(row.key, unit.target))):
        scales.same += 1
    elif unit is None:
        scales.find("left", "part-gone", row, f"{bundle.name}: {row.key}")
    else:
        _propose(scales, row, stamp, bundle, unit, after)


def _refusal(scales: _Scales, row: Returned, stamp: Stamp | None, bundle: Bundle | None) -> str:
    """The reason for which a row makes the whole file unfit; "" for a good one."""
    if stamp is None:
        return "unknown-version"
    if (stamp.source_language, stamp.language) != (scales.source_language, scales.language):
        return "wrong-language"
    if bundle is None:
        return "unknown-place"
    is_ahead = stamp.source_number > bundle.source_number or stamp.target_number > bundle.target_number
    return "unknown-version" if is_ahead else _fault(scales, row, stamp)


def _fault(scales: _Scales, row: Returned, stamp: Stamp) -> str:
    if not KEY.fullmatch(row.key):
        return "unknown-part"
    if (stamp.site, row.key) in scales.seen:
        return "twice"
    return row.fault or ("too-long" if is_too_long(row.key, tidied(row.key, row.target)) else "")


def _propose(scales: _Scales, row: Returned, stamp: Stamp, bundle: Bundle, unit: Unit, after: str) -> None:
    told = f"{bundle.name}: {row.key}"
    is_source_same = _squeezed(row.source) == _squeezed(unit.source)
    if _MARKUP.search(after):
        scales.find("bad", "markup", row, told)
    elif stamp.target_number != bundle.target_number:
        scales.find("left", "changed-here", row, told)
    elif not is_source_same and stamp.source_number == bundle.source_number:
        scales.find("bad", "source-edited", row, told)
    else:
        if not is_source_same:
            scales.find("look", "source-changed", row, told)
        key = (stamp.site, stamp.source_number, stamp.target_number)
        scales.changes.setdefault(key, []).append(Change(row.key, unit.source, unit.target, after))


def _unit(units: Iterable[Unit], key: str) -> Unit | None:
    return next((each for each in units if each.key == key), None)


def _squeezed(text: str) -> str:
    """Tools may break lines of the source anew."""
    return " ".join(cleaned(text).split())
