# ruff: noqa: E501 (one sentence, one line)
"""What is said of a file and its rows, in English; the desk says the same in Vietnamese. Pure."""

# Marks the words for translations/studio.toml.
_ = str

# Why a file is not read at all.
FILE = {
    "import-nothing": _("There is nothing in the file. Choose a file with places first."),
    "import-too-big": _("The file is larger than 5 MB, or unpacks to more than a file of places could need."),
    "import-too-many-rows": _("The file has more than 5,000 rows or points. Divide it."),
    "import-too-many-places": _("The file has more than 300 places. Divide it, and import one part after the other."),
    "import-too-wide": _("The file has more than 60 columns. Leave only those with places' words."),
    "import-too-deep": _("The file is nested so deeply that no program of maps wrote it. It was not read."),
    "import-not-readable": _(
        "The file cannot be read. It may be damaged, cut off, or have something in it that no file of places needs."
    ),
    "import-busy": _("The file could not be read at this moment. Send it once more."),
    "import-not-text": _("This is no text, table or map that we know. Save it as XLSX, CSV (UTF-8), GPX or GeoJSON."),
    "import-broken-quotes": _("A quotation mark in the file has no partner, or a cell is far too long."),
    "import-broken-json": _("The file is cut off or is no JSON. Save it again in the program that it is from."),
    "import-unknown-kind": _("The file is none of those that we read: CSV, XLSX, GPX, GeoJSON, OSM XML, OSM JSON."),
    "import-no-waypoints": _("There are no waypoints in this GPX file, only ways. Mark the places as waypoints."),
    "import-formulas": _("The first row has formulas in it. Only text can name a column."),
    "import-tcvn3": _(
        "The letters are those of a TCVN3 font (ABC, .VnTime). Convert the file to Unicode first: in Unikey, Ctrl+Shift+F6, from TCVN3 to Unicode. Then choose it again."
    ),
    "import-vni": _(
        "The letters are those of a VNI font (VNI-Times). Convert the file to Unicode first: in Unikey, Ctrl+Shift+F6, from VNI Windows to Unicode. Then choose it again."
    ),
    "import-no-name-column": _(
        "No column is called “name” (tên). The first row must name the columns, as in the template."
    ),
}
# What stops a row.
STOPS = {
    "no-name": _("The name is missing."),
    "formula": _("A formula: “%(text)s”. Copy the cell and paste its value."),
    "no-text": _("A formula, a date or a truth, not text: “%(text)s”. Copy the cell and paste it as text."),
    "too-many-cells": _(
        "This row has more cells than there are columns: “%(text)s”. A text with a comma needs quotation marks."
    ),
    "too-long": _("Too long by %(count)s characters (at most %(limit)s)."),
    "unknown-kind": _("“%(text)s” is no kind of place that we know. The template lists them."),
    "unknown-kind-like": _("“%(text)s” is no kind of place that we know. Is “%(kind)s” meant?"),
    "bad-number": _("“%(text)s” is no number."),
    "bad-degrees": _("“%(text)s” is no latitude or longitude. Write it like 20.8797, 20,8797 or 20°52'48\"."),
    "bad-position": _("“%(text)s” is no position. Write latitude and longitude, like 20.8797, 105.8880."),
    "half-a-position": _("Only one of the two numbers of the position is there."),
    "no-degrees": _("No such latitude or longitude is on the earth."),
    "metres-without-zone": _("These are metres, probably of VN-2000. Choose its zone, then look again."),
    "degrees-with-zone": _("These are degrees, but VN-2000 was chosen. Choose WGS 84, then look again."),
    "bad-metres": _(
        "“%(text)s” are no metres of VN-2000: one number must lie between 900,000 and 2,650,000, the other between 100,000 and 900,000."
    ),
    "looks-swapped": _(
        "Latitude and longitude look swapped (%(lat)s, %(lon)s). Tick “Exchange latitude and longitude”, then look again."
    ),
    "not-in-vietnam": _("The position lies outside Vietnam (%(lat)s, %(lon)s)."),
}
# What somebody should look at.
ASKS = {
    "no-position": _("No position: it can be set at the place later."),
    "no-kind": _("No kind was told: it begins as landscape."),
    "no-vietnamese-name": _("No Vietnamese name: “%(text)s” stands for it until somebody writes one."),
    "unknown-village": _("“%(text)s” is none of the commune's villages: it is left out."),
    "bad-accuracy": _("“%(text)s” is no accuracy in metres: %(value)s m are taken."),
    "not-in-commune": _("The position lies outside the box around the commune."),
    "centre": _("The position is the centre of an outline."),
    "on-the-line": _("The position is a point in the middle of a line."),
    "broken-letters": _("Some letters were broken before the file came here: “%(text)s”."),
    "markup": _("There are HTML codes in it; they will be shown as they are: “%(text)s”."),
    "namesake": _("The commune has a place of this name, %(metres)s m away."),
    "columns-left-out": _("These columns mean nothing to us and are left out: %(names)s."),
    "unnamed-left-out": _("%(count)s things on the map have no name and are left out."),
    "kinds-left-out": _("%(count)s things are no places of a guide and are left out. They are listed below."),
    "languages-left-out": _("Words in these languages are not yours to write and are left out: %(names)s."),
    "words-left-out": _("Vietnamese words besides names are not yours to write and are left out."),
    "other-zones": _("In other zones of VN-2000 the places would lie in the commune: %(names)s."),
}
# What was put right.
MENDED = {
    "number-read": _("“%(text)s” was read as %(value)s."),
    "swapped": _("Latitude and longitude were exchanged."),
    "zero-restored": _("“%(text)s” had lost its zero: %(value)s."),
    "composed": _("Letters and marks that stood apart were put together."),
    "unseen-left-out": _("Characters that nobody sees were left out."),
    "kind-by-name": _("The kind was told by the name: %(kind)s."),
    "numbers-left-out": _("The numbers before the names were left out."),
    "example-left-out": _("The template's example was left out."),
    "read-as-1258": _("The letters were read as Windows-1258. Look whether the words are right."),
    "read-as-utf-16": _("The letters were read as UTF-16."),
}
SENTENCES = FILE | STOPS | ASKS | MENDED
