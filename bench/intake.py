"""Recordings from strangers: what is taken, what is not, and what a decoder costs at most."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bench.figures import Figure, cost
from bench.processes import core_seconds
from tests.hostile_recordings import GROUPS
from tests.recordings import FORMS, SOURCE_RATE, Outcome, mutants, outcome, recordings, spoken, written
from tourism.engines.speech.intake import SENTENCES, decode

MUTANTS = 1_000
SEED = 20_261_122
# Nothing is given up here because other work keeps the machine busy; what counts is the core's own time.
PATIENCE = 120.0
MOST_MB = 300
MOST_SECONDS = 20
LONG_MINUTES = 5
SPEED_FORMS = ("m4a", "mp3", "webm of a browser's recorder")


def measure() -> list[Figure]:
    """The table of recordings."""
    return [_good(), *_hostile(), *_mutants(), *(_speed(form) for form in SPEED_FORMS)]


def _good() -> Figure:
    refused = {name: seen.reason for name, data in recordings().items() if (seen := outcome(data, PATIENCE)).reason}
    taken = len(FORMS) - len(refused)
    return Figure("kinds of recording taken", f"{taken}", f"{len(FORMS)}", not refused, str(refused or ""))


def _hostile() -> list[Figure]:
    """One after the other, so that the time of each is its own."""
    seen: dict[str, Outcome] = {}
    spent: dict[str, float] = {}
    for group in GROUPS:
        for name, data in group().items():
            start = core_seconds()
            seen[name] = outcome(data, PATIENCE)
            spent[name] = core_seconds() - start
    taken = [name for name, each in seen.items() if each.recording]
    reasons = Counter(each.reason for each in seen.values())
    fattest = max(seen, key=lambda name: seen[name].peak_kib)
    slowest = max(spent, key=lambda name: spent[name])
    waited = max(seen, key=lambda name: seen[name].seconds)
    note = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    return [
        Figure(f"hostile files taken, of {len(seen)}", f"{len(taken)}", "0", not taken, "; ".join((note, *taken))),
        _memory("decoder's memory, hostile files: most", seen[fattest].peak_kib, fattest),
        cost("core's time, hostile files: most", spent[slowest], most=MOST_SECONDS, unit="s", note=slowest),
        Figure(
            "waited for, hostile files: most",
            f"{seen[waited].seconds:.1f} s",
            note=f"{waited}; other work on this machine included",
        ),
    ]


def _mutants() -> list[Figure]:
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(_survived, mutants(MUTANTS, SEED)))
    crashed = [name for name, each in seen if each is None]
    known = [each for _, each in seen if each is not None]
    reasons = Counter(each.reason or "taken" for each in known)
    strange = [each.reason for each in known if each.reason and each.reason not in SENTENCES]
    note = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    return [
        Figure(f"crashes, of {MUTANTS:,} damaged files", f"{len(crashed)}", "0", not crashed and not strange, note),
        _memory("decoder's memory, damaged files: most", max(each.peak_kib for each in known)),
    ]


def _survived(mutant: tuple[str, bytes]) -> tuple[str, Outcome | None]:
    name, data = mutant
    try:
        return name, outcome(data, PATIENCE)
    except Exception:  # noqa: BLE001 (whatever it is, it is what is looked for)
        return name, None


def _speed(form: str) -> Figure:
    seconds = LONG_MINUTES * 60
    data = written(FORMS[form], np.resize(spoken(), seconds * SOURCE_RATE))
    start = core_seconds()
    decode(data, deadline_seconds=PATIENCE)
    spent = (core_seconds() - start) / LONG_MINUTES
    note = f"{LONG_MINUTES} min of {len(data) / 1e6:.1f} MB, starting the decoder and judging the voice included"
    return Figure(f"core's time for a minute of {form}", f"{spent:.2f} s", note=note)


def _memory(name: str, kib: int, note: str = "") -> Figure:
    return cost(name, kib * 1024 / 1e6, most=MOST_MB, unit="MB", note=note, digits=0)
