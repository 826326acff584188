"""A file that somebody sent, as rows that can be judged; what no program of today wrote is refused in a sentence."""

from tourism.engines.places import intake
from tourism.engines.places.limits import FILE_BYTES
from tourism.errors import Invalid
from tourism.importing.columns import has_names
from tourism.importing.found import PLACES_MAX, Found, Told, texts
from tourism.importing.legacy import legacy

__all__ = ["FILE_BYTES", "read"]


def read(data: bytes) -> Told:
    """All that a file says; raises Invalid with a reason that begins with `import-`."""
    made = intake.read(data)
    told = _table(made) if made.form == "table" else _map(made)
    if len(told.found) > PLACES_MAX:
        raise Invalid("import-too-many-places")
    if not told.found:
        raise Invalid("import-nothing")
    old = legacy(_as_windows_shows(told))
    if old:
        raise Invalid(f"import-{old}")
    if told.form == "table" and not has_names(told.headers):
        raise Invalid("import-no-name-column")
    return told


def _map(made: intake.Read) -> Told:
    found = tuple(Found(each["where"], each["cells"], (), each["how"]) for each in made.found)
    return Told(made.form, "", tuple(dict.fromkeys(name for each in found for name in each.cells)), found, made.unnamed)


def _table(made: intake.Read) -> Told:
    """Rows under the first that has anything in it."""
    at = next((number for number, row in enumerate(made.rows) if any(cell.strip() for cell in row)), None)
    if at is None:
        raise Invalid("import-nothing")
    headers = tuple(cell.strip() for cell in made.rows[at])
    found = tuple(
        _row(headers, row, number, made)
        for number, row in enumerate(made.rows[at + 1 :], at + 2)
        if any(cell.strip() for cell in row)
    )
    return Told("table", made.encoding, headers, found)


def _row(headers: tuple[str, ...], row: tuple[str, ...], number: int, made: intake.Read) -> Found:
    # Of two columns of one name the first counts.
    cells = {header: cell for header, cell in reversed(tuple(zip(headers, row, strict=False))) if header}
    beyond = [cell for cell in row[len(headers) :] if cell.strip()]
    if beyond:
        cells[""] = " ".join(beyond)
    odd = tuple(header for column, header in enumerate(headers, 1) if (number, column) in made.odd)
    return Found(number, cells, odd)


def _as_windows_shows(told: Told) -> str:
    """Letters as a program shows them that knows nothing of Vietnamese: old fonts lie on top of these."""
    words = texts(told)
    return words.encode("cp1258").decode("latin-1") if told.encoding == "cp1258" else words
