"""What a drawing may hold: shapes only, nothing that runs or fetches. Pure."""

import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset({"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"})
# Everything that could name another resource or run.
REFUSED = ("on", "href", "style", "{")


def fault_of(data: bytes) -> str | None:
    """A sentence for a drawing that is not plain SVG of shapes; None for one that is."""
    if b"<!" in data.replace(b"<!--", b""):
        return "the drawing must not declare a document type or entities"
    try:
        # Without a document type there are no entities to expand.
        root = ET.fromstring(data)  # noqa: S314
    except (ET.ParseError, ValueError) as error:
        return f"the drawing is not well-formed SVG: {error}"
    if root.tag != f"{SVG}svg":
        return "the drawing's outermost element must be svg of SVG's own namespace"
    for element in root.iter():
        if str(element.tag).removeprefix(SVG) not in SHAPES:
            return f"the drawing holds {str(element.tag).removeprefix(SVG)[:40]!r}; only plain shapes may stand in it"
        for name, value in element.attrib.items():
            if name.lower().startswith(REFUSED) or "url(" in value.lower():
                return f"the drawing's attribute {name[:40]!r} could run or fetch something"
    return None
