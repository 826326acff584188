"""What is to be said of one row of a file, or of the whole: a stable key and what it names. Pure."""

from dataclasses import dataclass, field

# The column where a remark is about the row.
ROW = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """`reason` is a key of SENTENCES, `column` what the file calls the cell, `told` fills the sentence."""

    reason: str
    column: str = ROW
    told: dict[str, str] = field(default_factory=dict)


# A cell is quoted so far.
QUOTED_MAX = 60


def quoted(text: str) -> str:
    """A cell as a sentence quotes it: one line, and not all of it."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED_MAX else f"{line[: QUOTED_MAX - 1]}…"


@dataclass(slots=True)
class Findings:
    """Remarks while a row is read: what stops it, what to look at, what was repaired."""

    stops: list[Remark] = field(default_factory=list)
    asks: list[Remark] = field(default_factory=list)
    mended: list[Remark] = field(default_factory=list)

    def stop(self, reason: str, column: str = ROW, **told: str) -> None:
        """This row cannot be kept."""
        self.stops.append(Remark(reason, column, told))

    def ask(self, reason: str, column: str = ROW, **told: str) -> None:
        """This row can be kept; somebody should look."""
        self.asks.append(Remark(reason, column, told))

    def mend(self, reason: str, column: str = ROW, **told: str) -> None:
        """This was put right."""
        self.mended.append(Remark(reason, column, told))
