"""What a narration by the offline voice costs, stage by stage, and how loud its files are; each in a fresh process."""

import json
import subprocess
import sys
from dataclasses import asdict

from bench.figures import Figure, cost
from bench.narrated import Spent, Told
from bench.processes import ROOT
from tourism.content import files
from tourism.guide import content_languages

LANGUAGES = ("vi", "en", "fr", "zh-Hans", "ko")
COMMUNE = "hong-van"
MOST_CORE_SECONDS = 0.1
MOST_MB = 200
NEAR_LU = 1.0
HIGHEST_DBTP = -1.0


def measure() -> list[Figure]:
    """For the longest story of each language: core seconds a second of sound, memory, loudness and peaks."""
    content = files.read(ROOT / "content" / COMMUNE, content_languages(ROOT / "content"))
    figures: list[Figure] = []
    for language in LANGUAGES:
        words = [site.words[language] for site in content.sites if language in site.words]
        longest = max(words, key=lambda each: len(each.story))
        figures += _figures(language, _in_a_fresh_process(Told(language, longest.name, longest.story)))
    return figures


def _in_a_fresh_process(told: Told) -> Spent:
    """Memory that others needed before is not counted."""
    command = [sys.executable, "-m", "bench.narrated"]
    done = subprocess.run(command, input=json.dumps(asdict(told)).encode(), cwd=ROOT, capture_output=True, check=True)
    return Spent(**json.loads(done.stdout))


def _figures(language: str, spent: Spent) -> list[Figure]:
    shares = {name: seconds / spent.seconds for name, seconds in spent.stages.items()}
    stages = ", ".join(f"{name} {share:.4f}" for name, share in shares.items())
    note = f"{spent.seconds:.0f} s of sound: {stages}"
    return [
        cost(
            f"{language}: core seconds a second of sound",
            sum(shares.values()),
            most=MOST_CORE_SECONDS,
            unit="s",
            digits=3,
            note=note,
        ),
        cost(f"{language}: memory at most", spent.megabytes, most=MOST_MB, unit="MB", digits=0),
        _loudness(f"{language}: MP3", *spent.mp3, spent.seconds),
        _loudness(f"{language}: Opus in WebM", *spent.opus, spent.seconds),
    ]


def _loudness(name: str, lufs: float, dbtp: float, size: int, seconds: float) -> Figure:
    reached = abs(lufs + 16) <= NEAR_LU and dbtp <= HIGHEST_DBTP
    note = f"{size / 1000:.0f} kB, {size * 8 / seconds / 1000:.1f} kbit/s"
    return Figure(name, f"{lufs:.2f} LUFS, {dbtp:.2f} dBTP", "-16 ± 1, ≤ -1", reached, note)
