"""3D models from strangers: what is refused, what making one anew costs, and what is left of damaged ones."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.figures import Figure, cost
from bench.processes import core_seconds
from tests.glb_drafts import scan
from tests.hostile_model_surfaces import bodies, heavy
from tests.hostile_models import hostile
from tests.model_mutants import Survived, mutants, survived
from tourism.engines.models import intake
from tourism.engines.models.intake import Refused
from tourism.engines.models.refusals import SENTENCES
from tourism.engines.models.wish import Wish

MUTANTS = 20_000
BATCH = 500
SEED = 20_261_129
# Of the damaged models that come in every so manieth is made anew: each takes a second.
EVERY = 16
# Nothing is given up here because other work keeps the machine busy; what counts is the core's own time.
PATIENCE = 300.0
# What shows only while a model is made anew.
REASONS = frozenset({"done", "damaged", "too-heavy", "too-many-layers", "nothing-to-see", "odd-size"})
MOST_MB, MOST_SECONDS = 300, 20
# Triangles of the large scan: four times this squared.
ROWS, SIDE = 632, 4_096
Ended = tuple[str, int, float]


def measure() -> list[Figure]:
    """The table of models."""
    return [*_hostile(), *_heavy(), *_large(), *_mutants()]


def _ended(data: bytes, *job: str) -> Ended:
    """The reason why not, or "taken"; KiB at most; the core's seconds."""
    start = core_seconds()
    try:
        reason, peak_kib = "taken", intake.apart(data, job, PATIENCE).peak_kib
    except Refused as refused:
        reason, peak_kib = refused.reason, refused.peak_kib
    return reason, peak_kib, core_seconds() - start


def _derived(data: bytes) -> Ended:
    return _ended(data, "derive", Wish().as_argument())


def _hostile() -> list[Figure]:
    """One after the other, so that the time of each is its own."""
    seen = {case.name: _derived(case.make()) for case in hostile()}
    wrong = [case.name for case in hostile() if seen[case.name][0] != case.reason]
    taken = [name for name, (reason, _, _) in seen.items() if reason == "taken"]
    return [
        Figure(f"hostile models taken, of {len(seen)}", f"{len(taken)}", "0", not taken, "; ".join(taken)),
        Figure("refused for another reason than the true one", f"{len(wrong)}", "0", not wrong, "; ".join(wrong)),
        *_most("hostile models", seen),
    ]


def _heavy() -> list[Figure]:
    """Small files that are large once they are read, or broken: taken or not, what they cost."""
    seen = {name: _derived(make()) for name, make in (bodies() | heavy()).items()}
    figures = _most("models that cost as much as one may", seen)
    reasons = Counter(reason for reason, _, _ in seen.values())
    return [Figure("models that cost as much as one may", f"{len(seen)}", note=_counted(reasons)), *figures]


def _large() -> list[Figure]:
    """What an officer waits for while a scan is judged; what making it anew costs is in `bench derivatives`."""
    data = scan(ROWS, SIDE)
    reason, peak_kib, seconds = _ended(data, "examine")
    name, note = "a scan of 1.6 million triangles judged", f"{len(data) / 1e6:.0f} MB, {reason}"
    return [
        cost(f"memory, {name}", _mb(peak_kib), most=MOST_MB, unit="MB", note=note, digits=0),
        cost(f"core's time, {name}", seconds, most=MOST_SECONDS, unit="s", note=note),
    ]


def _mutants() -> list[Figure]:
    files = list(mutants(MUTANTS, SEED))
    known = _survived(files, "examine")
    taken = {each.name for each in known if each.end == "done"}
    some = [(name, data) for name, data in files if name in taken][::EVERY]
    made = _survived(some, "derive")
    uncaught = [each for each in known if each.end not in {"done", *SENTENCES} or "Error" in each.detail]
    ended = [each for each in made if each.end not in REASONS]
    return [
        Figure(
            f"uncaught, of {len(known):,} damaged models",
            f"{len(uncaught)}",
            "0",
            not uncaught,
            _counted(Counter("taken" if each.end == "done" else each.end for each in known)),
        ),
        Figure(
            f"of {len(made):,} that came in and were made anew, ended oddly",
            f"{len(ended)}",
            "0",
            not ended,
            _counted(Counter(each.end for each in made)),
        ),
        *_most("damaged models judged", {each.name: (each.end, each.peak_kib, each.seconds) for each in known}),
        *_most("damaged models made anew", {each.name: (each.end, each.peak_kib, each.seconds) for each in made}),
    ]


def _survived(files: list[tuple[str, bytes]], job: str) -> list[Survived]:
    size = BATCH if job == "examine" else BATCH // 10
    parts = [files[at : at + size] for at in range(0, len(files), size)]
    with ThreadPoolExecutor(2) as pool:
        return [each for some in pool.map(lambda part: survived(part, job), parts) for each in some]


def _most(what: str, seen: dict[str, Ended]) -> list[Figure]:
    fattest = max(seen, key=lambda name: seen[name][1])
    slowest = max(seen, key=lambda name: seen[name][2])
    return [
        cost(f"memory, {what}: most", _mb(seen[fattest][1]), most=MOST_MB, unit="MB", note=fattest, digits=0),
        cost(f"core's time, {what}: most", seen[slowest][2], most=MOST_SECONDS, unit="s", note=slowest),
    ]


def _mb(kib: int) -> float:
    return kib * 1024 / 1e6


def _counted(reasons: Counter[str]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
