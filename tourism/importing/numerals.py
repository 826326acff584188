"""Numbers as people and spreadsheets write them: decimal commas, thousands set apart, units behind. Pure."""

import re

# Blanks of every kind that programs set between thousands, and nowhere else.
_BLANK = r"[\s\u00a0\u2007\u2009\u202f'’]"
_BLANKS = re.compile(_BLANK)
_SPACED = re.compile(rf"[-+]?[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,17})?(?:[eE][-+]?[0-9]{1,2})?")
_GROUPED = {",": re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+"), ".": re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3})+")}
_UNIT = re.compile(r"\s*(?:m|met|mét|metres?|meters?)\.?$", re.IGNORECASE)
_MINUS = str.maketrans({"−": "-", "–": "-"})


def number(text: str) -> float | None:
    """1.5 · 1,5 · 2.308.123,45 · 2,308,123.45 · 2 308 123,45 · 50 m; None for what is none.

    A single comma is a decimal comma, whatever follows it: 22,438 is a latitude and never twenty-two thousand.
    """
    told = _UNIT.sub("", text.strip().translate(_MINUS)).strip()
    if _SPACED.fullmatch(told):
        told = _BLANKS.sub("", told)
    if _PLAIN.fullmatch(told):
        return float(told)
    commas, points = told.count(","), told.count(".")
    if commas and points:
        # The last of the two is the decimal sign.
        decimal, group = (",", ".") if told.rindex(",") > told.rindex(".") else (".", ",")
        whole, _, rest = told.rpartition(decimal)
        if not _GROUPED[group].fullmatch(whole):
            return None
        told = f"{whole.replace(group, '')}.{rest}"
    elif commas == 1:
        told = told.replace(",", ".")
    elif commas and _GROUPED[","].fullmatch(told):
        told = told.replace(",", "")
    elif points > 1 and _GROUPED["."].fullmatch(told):
        told = told.replace(".", "")
    return float(told) if _PLAIN.fullmatch(told) else None


def metres(text: str) -> float | None:
    """A number of metres on a map of the country: 588,123 is five hundred thousand of them, never five hundred."""
    value, told = number(text), _UNIT.sub("", text.strip()).strip()
    is_grouped = any(each.fullmatch(told) for each in _GROUPED.values())
    return float(re.sub(r"[.,]", "", told)) if is_grouped and value is not None and abs(value) < 1000 else value


def decimals(text: str) -> int:
    """How many digits stand behind the decimal sign; 0 where there is none."""
    found = re.search(r"[.,]([0-9]+)\D*$", text.strip())
    return len(found[1]) if found else 0
