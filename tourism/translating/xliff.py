"""XLIFF 2.1 (OASIS), the exchange format of translators' tools: one file element a site, one unit a part. Pure."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from tourism.errors import Invalid
from tourism.translating.parcel import Bundle, Parcel, Reading, Returned, Unit, stamp_of
from tourism.translating.states import State

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
OWN = "loi-que"
_XLIFF = f"{{{NAMESPACE}}}"
_GLS = f"{{{GLOSSARY}}}"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
# What is old is to be looked at again, so it is sent as not yet done, with its text.
_STATES: dict[State, str] = {
    "missing": "initial",
    "stale": "initial",
    "machine": "translated",
    "unreviewed": "translated",
    "reviewed": "reviewed",
    "surplus": "initial",
}
DEPTH_MAX = 24
ELEMENTS_MAX = 60_000
# Inside of a text: notes of tools stand around words, `cp` is a character that XML cannot hold.
_AROUND = frozenset({"mrk", "sm", "em"})

ET.register_namespace("", NAMESPACE)
ET.register_namespace("gls", GLOSSARY)


def written(parcel: Parcel) -> bytes:
    """The file of a parcel, in UTF-8."""
    versions = {"version": "2.1", "srcLang": parcel.source_language, "trgLang": parcel.language}
    root = ET.Element(f"{_XLIFF}xliff", versions)
    for bundle in parcel.bundles:
        _add_file(root, bundle, str(stamp_of(parcel, bundle)))
    file: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return file


def _add_file(root: ET.Element, bundle: Bundle, stamp: str) -> None:
    told = {"id": f"site-{bundle.site}", "original": stamp, "canResegment": "no"}
    file = ET.SubElement(root, f"{_XLIFF}file", told)
    notes = ET.SubElement(file, f"{_XLIFF}notes")
    ET.SubElement(notes, f"{_XLIFF}note", {"category": "place"}).text = bundle.name
    for each in bundle.units:
        _add_unit(file, each)


def _add_unit(file: ET.Element, each: Unit) -> None:
    unit = ET.SubElement(file, f"{_XLIFF}unit", {"id": each.key})
    if each.terms:
        glossary = ET.SubElement(unit, f"{_GLS}glossary")
        for source, target in each.terms:
            entry = ET.SubElement(glossary, f"{_GLS}glossEntry")
            ET.SubElement(entry, f"{_GLS}term").text = source
            ET.SubElement(entry, f"{_GLS}translation").text = target
    notes = ET.SubElement(unit, f"{_XLIFF}notes")
    ET.SubElement(notes, f"{_XLIFF}note", {"category": "length"}).text = f"≤ {each.longest}"
    state = {"state": _STATES[each.state], "subState": f"{OWN}:{each.state}"}
    segment = ET.SubElement(unit, f"{_XLIFF}segment", {"id": "1", **state})
    ET.SubElement(segment, f"{_XLIFF}source", _PRESERVE).text = each.source
    if each.target:
        ET.SubElement(segment, f"{_XLIFF}target", _PRESERVE).text = each.target


def read(data: bytes) -> Reading:
    """What such a file says; raises Invalid for what is not one. No entity is ever expanded, no address asked."""
    try:
        root = _parsed(data)
    except DefusedXmlException as error:
        raise Invalid("exchange-hostile") from error
    except (ET.ParseError, ValueError, LookupError) as error:
        # ValueError and LookupError: an encoding that nobody knows.
        raise Invalid("exchange-not-readable") from error
    version = root.get("version", "")
    if root.tag != f"{_XLIFF}xliff" or not version.startswith("2."):
        raise Invalid("exchange-not-xliff")
    rows = [row for file in root.iterfind(f"{_XLIFF}file") for row in _rows(file)]
    return Reading(root.get("srcLang", ""), root.get("trgLang", ""), tuple(rows))


class _Bounded(ET.TreeBuilder):
    """Builds a tree that is neither deeper nor larger than a file of ours could be."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self.depth += 1
        self.count += 1
        if self.depth > DEPTH_MAX or self.count > ELEMENTS_MAX:
            raise Invalid("exchange-too-big")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def _parsed(data: bytes) -> ET.Element:
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.feed(data)
    root: ET.Element = parser.close()
    return root


def _rows(file: ET.Element) -> Iterator[Returned]:
    stamp = file.get("original", "")
    for unit in file.iter(f"{_XLIFF}unit"):
        key = unit.get("id", "")
        # A tool may have cut a text into sentences, with blanks between them.
        cut = [each for each in unit if each.tag in (f"{_XLIFF}segment", f"{_XLIFF}ignorable")]
        sources, targets = [each.find(f"{_XLIFF}source") for each in cut], [_target(each) for each in cut]
        fault = "markup" if any(_has_codes(each) for each in (*sources, *targets)) else ""
        yield Returned(f"{stamp.partition('/')[0]} {key}", stamp, key, _joined(sources), _joined(targets), fault)


def _target(segment: ET.Element) -> ET.Element | None:
    found = segment.find(f"{_XLIFF}target")
    if found is None and segment.tag == f"{_XLIFF}ignorable":
        return segment.find(f"{_XLIFF}source")
    return found


def _joined(texts: list[ET.Element | None]) -> str:
    told = "".join(_text(each) for each in texts if each is not None)
    return told if told.strip() else ""


def _text(element: ET.Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = child.tag.removeprefix(_XLIFF)
        # What XML cannot hold is nothing that we keep either.
        pieces += [_text(child) if name != "cp" else "", child.tail or ""]
    return "".join(pieces)


def _has_codes(element: ET.Element | None) -> bool:
    """Whether a text carries codes of a tool: our words have none, their marks are Markdown's."""
    allowed = {f"{_XLIFF}{name}" for name in (*_AROUND, "cp")}
    return element is not None and any(each.tag not in allowed for each in element.iter() if each is not element)
