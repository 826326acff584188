"""What a drawing may hold: shapes only, nothing that runs or fetches. Pure."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset({"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"})
_SIDE = re.compile(r"[1-9][0-9]{0,3}")
# A drawing of a million units would take a machine's memory to draw.
SIZES = {"viewBox": re.compile(r"0 0 [1-9][0-9]{0,3} [1-9][0-9]{0,3}"), "width": _SIDE, "height": _SIDE}
# Everything that could name another resource or run.
REFUSED = ("on", "href", "style", "{")


def fault_of(data: bytes) -> str | None:
    """A sentence for a drawing that is not plain SVG of shapes; None for one that is."""
    body = data.replace(b"<!--", b"").removeprefix(b"<?xml ")
    if b"<!" in body or b"<?" in body:
        return "the drawing must not declare a document type, entities or instructions"
    try:
        # Without a document type there are no entities to expand.
        root = ET.fromstring(data)  # noqa: S314
    except (ET.ParseError, ValueError) as error:
        return f"the drawing is not well-formed SVG: {error}"
    return next(_faults(root), None)


def _faults(root: ET.Element) -> Iterator[str]:
    if root.tag != f"{SVG}svg":
        yield "the drawing's outermost element must be svg of SVG's own namespace"
    for name, form in SIZES.items():
        if name in root.attrib and not form.fullmatch(root.attrib[name]):
            yield f"the drawing's {name} must be whole numbers of up to four digits, from 0 0"
    for element in root.iter():
        kind = str(element.tag).removeprefix(SVG)
        if kind not in SHAPES:
            yield f"the drawing holds {kind[:40]!r}; only plain shapes may stand in it"
        for name, value in element.attrib.items():
            if name.lower().startswith(REFUSED) or "url(" in value.lower():
                yield f"the drawing's attribute {name[:40]!r} could run or fetch something"
