"""Photos from strangers: what is taken, what is not, and what reading one costs at most."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.figures import Figure, cost
from bench.processes import core_seconds
from tests.hostile_pictures import GROUPS, PAYLOAD, PHP, mended, mutants, with_tails
from tests.phone_photos import MARKERS, sensors, tagged
from tests.pictures import Outcome, Survived, has_exiftool, notes_left, outcome, survived
from tourism.engines.pictures.intake import SENTENCES, Developed

MUTANTS = 10_000
BATCH = 250
SEED = 20_261_122
# Nothing is given up here because other work keeps the machine busy; what counts is the core's own time.
PATIENCE = 120.0
MOST_MB, MOST_LARGE_MB = 300, 900
MOST_SECONDS = 20


def measure() -> list[Figure]:
    """The table of photos."""
    return [*_sensors(), *_notes(), *_hostile(), *_tails(), *_mutants()]


def _sensors() -> list[Figure]:
    figures = []
    for name, data in sensors(all_of_them=True).items():
        seen, spent = _timed(data)
        most = MOST_MB if name.startswith(("12", "24")) else MOST_LARGE_MB
        note = f"{len(data) / 1e6:.0f} MB of JPEG{'' if seen.developed else f', refused: {seen.reason}'}"
        megabytes = seen.peak_kib * 1024 / 1e6
        figures.append(
            Figure(
                f"memory, {name}",
                f"{megabytes:.0f} MB",
                f"{most} MB",
                seen.developed is not None and megabytes <= most,
                note,
            )
        )
        figures.append(cost(f"core's time, {name}", spent, most=MOST_SECONDS, unit="s"))
    return figures


def _notes() -> list[Figure]:
    files = tagged(all_of_them=True)
    seen = {name: outcome(data, PATIENCE) for name, data in files.items()}
    refused = {name: each.reason for name, each in seen.items() if each.developed is None}
    left = {name: found for name, each in seen.items() if each.developed and (found := _left(each.developed))}
    by = "exiftool and byte by byte" if has_exiftool() else "byte by byte"
    return [
        Figure("tagged photos taken", f"{len(files) - len(refused)}", f"{len(files)}", not refused, str(refused or "")),
        Figure(
            f"of {len(files)}, served with a note of the phone", f"{len(left)}", "0", not left, f"{by} {left or ''}"
        ),
    ]


def _left(developed: Developed) -> set[str]:
    found = {str(marker) for marker in MARKERS for each in (*developed.files, developed.card) if marker in each.data}
    return found | (notes_left(developed) if has_exiftool() else set())


def _hostile() -> list[Figure]:
    """One after the other, so that the time of each is its own."""
    seen = {name: _timed(data) for group in GROUPS for name, data in group().items()}
    taken = [name for name, (each, _) in seen.items() if each.developed]
    reasons = Counter(each.reason for each, _ in seen.values())
    fattest = max(seen, key=lambda name: seen[name][0].peak_kib)
    slowest = max(seen, key=lambda name: seen[name][1])
    note = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    return [
        Figure(f"hostile files taken, of {len(seen)}", f"{len(taken)}", "0", not taken, "; ".join((note, *taken))),
        _memory("memory, hostile files: most", seen[fattest][0].peak_kib, fattest),
        cost("core's time, hostile files: most", seen[slowest][1], most=MOST_SECONDS, unit="s", note=slowest),
    ]


def _tails() -> list[Figure]:
    seen = {name: _timed(data) for name, data in (with_tails() | mended()).items()}
    carried = [name for name, (each, _) in seen.items() if each.developed and _carries(each.developed)]
    taken = sum(each.developed is not None for each, _ in seen.values())
    slowest = max(seen, key=lambda name: seen[name][1])
    name = f"payloads served, of {len(seen)} photos with a tail or mended"
    return [
        Figure(name, f"{len(carried)}", "0", not carried, f"{taken} taken"),
        cost("core's time, those: most", seen[slowest][1], most=MOST_SECONDS, unit="s", note=slowest),
    ]


def _carries(developed: Developed) -> bool:
    return any(payload in each.data for payload in (PAYLOAD, PHP) for each in (*developed.files, developed.card))


def _mutants() -> list[Figure]:
    parts = [list(mutants(MUTANTS, SEED))[at::2] for at in (0, 1)]
    with ThreadPoolExecutor(2) as pool:
        found: list[Survived] = [each for some in pool.map(lambda part: survived(part, BATCH), parts) for each in some]
    strange = [each for each in found if each.end not in {"done", *SENTENCES}]
    reasons = Counter("taken" if each.end == "done" else each.end for each in found)
    note = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    slowest = max(found, key=lambda each: each.seconds)
    return [
        Figure(f"readers ended by one of {len(found):,} damaged photos", f"{len(strange)}", "0", not strange, note),
        _memory(f"memory, damaged photos: most of {BATCH} in one process", max(each.peak_kib for each in found)),
        cost("core's time, damaged photos: most", slowest.seconds, most=MOST_SECONDS, unit="s", note=slowest.name),
    ]


def _timed(data: bytes) -> tuple[Outcome, float]:
    start = core_seconds()
    seen = outcome(data, PATIENCE)
    return seen, core_seconds() - start


def _memory(name: str, kib: int, note: str = "") -> Figure:
    return cost(name, kib * 1024 / 1e6, most=MOST_MB, unit="MB", note=note, digits=0)
