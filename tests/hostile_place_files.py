"""Files of places that somebody made to hurt: bombs, foreign entities, broken bytes, texts that want to be more."""

import io
import json
import zipfile
from collections.abc import Iterator

import openpyxl

HEAD = "Tên,Loại,Vĩ độ,Kinh độ,Lời kể\n"
GPX = '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="x">{}</gpx>'
OSM = '<osm version="0.6">{}</osm>'
WAYPOINT = '<wpt lat="20.88" lon="105.9"><name>{}</name></wpt>'
NODE = '<node id="1" lat="20.88" lon="105.9"><tag k="historic" v="tomb"/><tag k="name" v="{}"/></node>'


def all_of_them() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every kind of file."""
    yield from _anything()
    yield from _tables()
    yield from _workbooks()
    for root, inside in ((GPX, WAYPOINT), (OSM, NODE)):
        yield from _xml(root, inside)
    yield from _json()


def _anything() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "blank", b" \r\n\t "
    yield "only noise", bytes(range(256)) * 50
    yield "NULs", b"\0" * 5000
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(200)
    yield "a PDF", b"%PDF-1.7\n\x00\x01"
    yield "a program", b"\x7fELF" + bytes(500)
    yield "gzip", b"\x1f\x8b\x08" + bytes(100)
    yield "too large", b"x," * 3_000_000
    yield "HTML", b"<html><body><script>alert(1)</script></body></html>"
    yield "PHP before GPX", b"<?php system('id'); ?>" + GPX.format(WAYPOINT.format("x")).encode()
    yield "KML", b'<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>x</name></Placemark></kml>'
    yield "UTF-7", b"+AFQA6g-n,V+AQU-"
    yield "half of UTF-16", "Tên,Loại\n".encode("utf-16")[:-1]
    yield "UTF-16 without its mark", "Tên,Loại\nĐình,đình\n".encode("utf-16-le")
    yield "UTF-32", "Tên,Loại\nĐình,đình\n".encode("utf-32")
    yield "old Mac's office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _tables() -> Iterator[tuple[str, bytes]]:
    rows = {
        "no name column": "A,B\n1,2\n",
        "header alone": HEAD,
        "a million rows": "Tên\n" + "x\n" * 1_000_000,
        "a thousand columns": ",".join(f"c{n}" for n in range(1000)) + "\n" + "x," * 1000,
        "a giant cell": f"{HEAD}{'x' * 2_500_000},đình,20.88,105.9,\n",
        "a quotation mark without end": f'{HEAD}"Đình' + ",x\n" * 100_000,
        "quotation marks": HEAD + '"' * 200_001,
        "301 places": "Tên\n" + "".join(f"Điểm {n}\n" for n in range(301)),
        "NaN": f"{HEAD}Đình,đình,NaN,inf,\n",
        "infinite numbers": f"{HEAD}Đình,đình,1e999,-1e999,\n",
        "figures of other scripts": f"{HEAD}Đình,đình,٢٠٫٨٨,१०५.९,\n",
        "a number without end": f"{HEAD}Đình,đình,{'9' * 100_000},105.9,\n",
        "a formula as a name": f'{HEAD}"=HYPERLINK(""http://evil.example"",""x"")",đình,20.88,105.9,\n',
        "a formula as a number": f"{HEAD}Đình,đình,=1+1,105.9,\n",
        "a program as a formula": f"{HEAD}=cmd|' /C calc'!A0,đình,20.88,105.9,\n",
        "a formula in full-width letters": f"{HEAD}＝1+1,đình,20.88,105.9,\n",
        "a script as a kind": f"{HEAD}Đình,<script>alert(1)</script>,20.88,105.9,\n",
        "a template as a kind": f"{HEAD}Đình,{{{{ 7*7 }}}}%(name)s %s,20.88,105.9,\n",
        "too many cells": f"{HEAD}Đình,đình,20.88,105.9,x,y,z\n",
        "a position on the moon": f"{HEAD}Đình,đình,200,999,\n",
        "a position in Paris": f"{HEAD}Đình,đình,48.85,2.35,\n",
        "a name of blanks nobody sees": f"{HEAD}\u200b\u200b\u2060\ufeff,đình,20.88,105.9,\n",
        "a name too long": f"{HEAD}{'Ò' * 201},đình,20.88,105.9,\n",
        "a name of marks": f"{HEAD}o{chr(0x302) * 5000},đình,20.88,105.9,\n",
        "half a position": f"{HEAD}Đình,đình,20.88,,\n",
        "a catastrophic angle": f"{HEAD}Đình,đình,{'1 ' * 5000},105.9,\n",
        "a catastrophic header": f"{'a:' * 20_000}\nx\n",
        "only commas": ",,,,,\n" * 4000,
        "sep of nothing": "sep=\n\n",
    }
    for name, text in rows.items():
        yield f"CSV: {name}", text.encode()


def _workbooks() -> Iterator[tuple[str, bytes]]:
    good = _workbook(["Tên", "Vĩ độ", "Kinh độ"], ["Đình", 20.88, 105.9])
    yield "XLSX: cut off", good[: len(good) // 2]
    yield "XLSX: not a workbook", _zipped({"x.txt": b"x"})
    yield "XLSX: a bomb", _repacked(good, {"xl/media/zeros": b"\0" * 30_000_000})
    yield "XLSX: many entries", _repacked(good, {f"x/{n}": b"x" for n in range(300)})
    yield "XLSX: a path upwards", _repacked(good, {"../../etc/passwd": b"x"})
    yield "XLSX: formula as a name", _workbook(["Tên", "Vĩ độ", "Kinh độ"], ["=1+1", 20.88, 105.9])
    yield "XLSX: formula as a number", _workbook(["Tên", "Vĩ độ", "Kinh độ"], ["Đình", "=20+0.88", 105.9])
    yield "XLSX: truth as a name", _workbook(["Tên"], [True])
    yield "XLSX: formula as a header", _workbook(["=1+1"], ["x"])
    yield "XLSX: empty", _workbook([], [])
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    yield "XLSX: a cell in the last corner", _repacked(good, {}, ("sheet1", b"</sheetData>", corner))
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet '
    yield "XLSX: a foreign entity", _repacked(good, {}, ("sheet1", b"<worksheet ", entity))


def _xml(root: str, inside: str) -> Iterator[tuple[str, bytes]]:
    kind, body = root[1:4].upper(), root.format(inside.format("Look"))
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield f"{kind}: billion laughs", f'<!DOCTYPE x [<!ENTITY l0 "lol">{bomb}]>{body.replace("Look", "&l9;")}'.encode()
    blow = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
    yield f"{kind}: quadratic blowup", (blow + body.replace("Look", "&a;" * 2000)).encode()
    for name, where in (("file", "file:///etc/passwd"), ("network", "http://169.254.169.254/latest/meta-data")):
        told = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}">]>'
        yield f"{kind}: foreign entity, {name}", (told + body.replace("Look", "&e;")).encode()
        yield f"{kind}: foreign document type, {name}", f'<!DOCTYPE x SYSTEM "{where}">{body}'.encode()
        yield f"{kind}: parameter entity, {name}", f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{where}">%e;]>{body}'.encode()
    yield f"{kind}: deep", b"<" + root[1:4].encode() + b">" + b"<a>" * 200_000
    yield f"{kind}: cut off", body.encode()[: len(body) // 2]
    yield f"{kind}: cut off in a letter", root.format(inside.format("Đ")).encode().partition(b"\xc4")[0] + b"\xc4"
    yield f"{kind}: nothing in it", root.format("").encode()
    yield f"{kind}: unknown encoding", b'<?xml version="1.0" encoding="klingon"?>' + body.encode()
    yield f"{kind}: UTF-7", b'<?xml version="1.0" encoding="utf-7"?>' + body.encode().replace(b"<", b"+ADw-")
    yield f"{kind}: NUL", body.replace("Look", "Lo\0ok").encode()
    yield f"{kind}: half a character", body.replace("Look", "&#xD800;").encode()
    yield f"{kind}: no number", body.replace("20.88", "NaN").encode()
    yield f"{kind}: infinite", body.replace("20.88", "inf").encode()
    yield f"{kind}: many", root.format(inside.format("x") * 6000).encode()
    attributes = " ".join(f"a{n}='1'" for n in range(100_000))
    yield f"{kind}: many attributes", f"<{root[1:4]} {attributes}/>".encode()


def _json() -> Iterator[tuple[str, bytes]]:
    def collection(geometry: object, **properties: object) -> bytes:
        feature = {"type": "Feature", "geometry": geometry, "properties": {"name": "Đình", **properties}}
        return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()

    point = {"type": "Point", "coordinates": [105.9, 20.88]}
    yield "JSON: deep lists", b"[" * 200_000 + b"]" * 200_000
    yield "JSON: deep objects", b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield (
        "JSON: deep coordinates",
        b'{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":'
        + b"[" * 500
        + b"]" * 500
        + b"}}",
    )
    yield "JSON: cut off", collection(point)[:-10]
    yield "JSON: no features", b'{"type":"FeatureCollection","features":[]}'
    yield "JSON: another type", b'{"type":"Topology","objects":{}}'
    yield "JSON: an array", b"[1,2,3]"
    yield "JSON: no object as a feature", b'{"type":"FeatureCollection","features":[1,null,"x",[]]}'
    yield "JSON: NaN", collection({"type": "Point", "coordinates": [float("nan"), float("inf")]})
    yield (
        "JSON: a number without end",
        b'{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":['
        + b"9" * 10_000
        + b",1]}}",
    )
    yield "JSON: texts as coordinates", collection({"type": "Point", "coordinates": ["105.9", {"a": 1}]}, name="")
    yield "JSON: millions of corners", collection({"type": "LineString", "coordinates": [[0, 0]] * 250_000})
    yield (
        "JSON: many features",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "geometry": point, "properties": {"name": "x"}}] * 6000,
            }
        ).encode(),
    )
    yield (
        "JSON: half a character",
        b'{"type":"Feature","properties":{"name":"\\ud800\\udfff\\ud800"},"geometry":{"type":"Point","coordinates":[1,2]}}',
    )
    yield "JSON: NUL", collection(point, name="\0")
    yield "JSON: a name that is an object", collection(point, name={"vi": "x"})
    yield "JSON: not UTF-8", collection(point).replace(b"\\u0110", b"\xff\xfe")
    yield (
        "JSON: a way of itself",
        json.dumps(
            {
                "elements": [
                    {
                        "type": "relation",
                        "id": 1,
                        "tags": {"name": "x", "historic": "tomb"},
                        "members": [{"type": "relation", "ref": 1}, {"type": "way", "ref": 1}, 7],
                    },
                    {"type": "way", "id": 1, "nodes": [1, [2], {}]},
                ]
            }
        ).encode(),
    )
    yield "JSON: tags that are a list", b'{"elements":[{"type":"node","id":1,"lat":"x","lon":[],"tags":["name"]}]}'
    yield (
        "JSON: ids that are lists",
        b'{"elements":[{"type":"node","id":[1],"lat":1,"lon":1,"tags":{"name":"x","historic":"tomb"}}]}',
    )
    yield "JSON: no elements", b'{"elements":[]}'


def _workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _repacked(good: bytes, more: dict[str, bytes], change: tuple[str, bytes, bytes] | None = None) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if change:
        files = {
            name: data.replace(change[1], change[2]) if change[0] in name else data for name, data in files.items()
        }
    return _zipped(files | more)
