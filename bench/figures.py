"""What was measured, beside its target: one table, and the machine it was measured on."""

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

PACKAGES = ("granian", "flask", "sqlalchemy", "jinja2")
console = Console(width=max(100, Console().width))


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `reached` None where there is no target, or nothing to compare with."""

    name: str
    measured: str
    target: str = ""
    reached: bool | None = None
    note: str = ""


def ratio(name: str, value: float, *, least: float, note: str = "", digits: int = 2) -> Figure:
    """A ratio that should not be smaller than `least`."""
    return Figure(name, f"{value:.{digits}f}", f"≥ {least:g}", value >= least, note)


def cost(name: str, value: float, *, most: float, unit: str = "×", note: str = "", digits: int = 2) -> Figure:
    """A cost that should not be larger than `most`."""
    return Figure(name, f"{value:.{digits}f} {unit}", f"≤ {most:g} {unit}", value <= most, note)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def show(title: str, figures: Sequence[Figure]) -> None:
    """Prints a table."""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("measured", overflow="fold")
    table.add_column("figure", justify="right", no_wrap=True)
    table.add_column("target", justify="right", no_wrap=True)
    table.add_column("reached", no_wrap=True)
    table.add_column("note", overflow="fold")
    words = {True: "[green]yes[/]", False: "[red]NO[/]", None: ""}
    for each in figures:
        table.add_row(each.name, each.measured, each.target, words[each.reached], each.note)
    console.print(table)


def warn(sentence: str) -> None:
    """Says loudly what was not measured."""
    console.print(f"[bold red]NOT MEASURED:[/] {sentence}")


def machine() -> str:
    """Where and when: figures of different machines or hours are not comparable, their ratios are."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {os.cpu_count()} × {model} · load average {load} · "
        f"{platform.system()} {platform.release()} · Python {platform.python_version()} · {versions}"
    )
