"""A tour for Google Earth and its like: KML 2.2 in the commune's colours. Pure."""

from collections.abc import Sequence
from html import escape

from tourism.markup import element
from tourism.tours.roadbook import Roadbook, Stop, degrees, facts, runs, titles

OPENING = '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom">'
SURE, FAINT = 255, 128
ELSEWHERE = ("name", "about", "lat", "lon")


def kml(tour: Roadbook) -> bytes:
    """The file as UTF-8: a folder of stops, and the line between them."""
    document = element("Document", inside=[*_head(tour), *_styles(tour), _folder(tour), *_ways(tour)])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{OPENING}\n{document}\n</kml>\n'.encode()


def colour(of: str, opacity: int = SURE) -> str:
    """#rrggbb as KML has it: opacity (0..255), blue, green, red."""
    return f"{opacity:02x}{of[5:7]}{of[3:5]}{of[1:3]}".lower()


def _head(tour: Roadbook) -> list[str]:
    author = [element("atom:name", tour.commune), element("atom:uri", tour.commune_page)]
    licence = [_link(tour.licence, tour.licence)] if tour.licence else []
    told = [*map(_paragraph, (*tour.about, tour.credit)), *licence, _link(tour.page, tour.name)]
    return [
        element("name", tour.name),
        element("open", "1"),
        element("atom:author", inside=author),
        element("atom:link", href=tour.page),
        element("description", "".join(told)),
    ]


def _styles(tour: Roadbook) -> list[str]:
    told = (("sure", SURE), ("approximate", FAINT))
    return [_style(f"stop-{name}", "IconStyle", colour(tour.primary, opacity)) for name, opacity in told] + [
        _style(f"way-{name}", "LineStyle", colour(tour.secondary, opacity), element("width", "4"))
        for name, opacity in told
    ]


def _style(name: str, kind: str, shade: str, *more: str) -> str:
    return element("Style", inside=[element(kind, inside=[element("color", shade), *more])], id=name)


def _folder(tour: Roadbook) -> str:
    stops = (_stop(tour, stop, name) for stop, name in zip(tour.stops, titles(tour.stops), strict=True))
    return element("Folder", inside=[element("name", tour.counted), element("open", "1"), *stops])


def _stop(tour: Roadbook, stop: Stop, name: str) -> str:
    sound = [_link(stop.sound.address, stop.sound.name)] if stop.sound else []
    inside = [
        element("name", name),
        element("atom:link", href=stop.page),
        # Apps read it as HTML: what people wrote is escaped for them, and then for XML.
        element("description", "".join([*map(_paragraph, stop.about), _link(stop.page, stop.name), *sound])),
        element("styleUrl", f"#stop-{'approximate' if stop.approximate else 'sure'}"),
        element("ExtendedData", inside=_data(_known(tour, stop))),
        element("Point", inside=[element("coordinates", _coordinates([stop]))]),
    ]
    return element("Placemark", inside=inside)


def _known(tour: Roadbook, stop: Stop) -> dict[str, object]:
    """What programs ask for and has no place of its own here."""
    told = {name: value for name, value in facts(stop).items() if name not in ELSEWHERE}
    return {**told, "credit": tour.credit, "licence": tour.licence}


def _data(known: dict[str, object]) -> list[str]:
    told = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in known.items()}
    return [
        element("Data", inside=[element("value", told[name])], name=name) for name in known if known[name] is not None
    ]


def _ways(tour: Roadbook) -> list[str]:
    told = (("sure", tour.name), ("approximate", f"≈ {tour.name}"))
    found = [(style, name, runs(tour.stops, approximate=style == "approximate")) for style, name in told]
    return [_way(tour, style, name, pieces) for style, name, pieces in found if pieces]


def _way(tour: Roadbook, style: str, name: str, pieces: Sequence[Sequence[Stop]]) -> str:
    lines = [
        element("LineString", inside=[element("tessellate", "1"), element("coordinates", _coordinates(piece))])
        for piece in pieces
    ]
    inside = [
        element("name", name),
        element("description", _paragraph(tour.beeline)),
        element("styleUrl", f"#way-{style}"),
        lines[0] if len(lines) == 1 else element("MultiGeometry", inside=lines),
    ]
    return element("Placemark", inside=inside)


def _coordinates(stops: Sequence[Stop]) -> str:
    return " ".join(f"{degrees(stop.here.lon)},{degrees(stop.here.lat)}" for stop in stops)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def _link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text, quote=False)}</a></p>'
