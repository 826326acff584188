"""Files that pretend to come from a translator: bombs, foreign entities, lies about versions, broken bytes."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl


def of_xliff(good: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) made from a file of ours."""
    text = good.decode()
    body = text.partition("?>")[2]
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "billion laughs", f'<!DOCTYPE x [<!ENTITY l0 "lol">{bomb}]>{body.replace("Look", "&l9;")}'.encode()
    blow = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
    yield "quadratic blowup", (blow + body.replace("Look", "&a;" * 2000)).encode()
    for name, where in (("file", "file:///etc/passwd"), ("network", "http://169.254.169.254/latest/meta-data")):
        yield (
            f"external entity: {name}",
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}">]>{body.replace("Look", "&e;")}'.encode(),
        )
        yield f"external document type: {name}", f'<!DOCTYPE x SYSTEM "{where}">{body}'.encode()
        yield f"parameter entity: {name}", f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{where}">%e;]>{body}'.encode()
    yield "empty document type", f"<!DOCTYPE xliff>{body}".encode()
    yield "deep", (b"<a>" * 100_000) + (b"</a>" * 100_000)
    yield "deep inside", text.replace("Look", "<mrk>" * 5000 + "x" + "</mrk>" * 5000).encode()
    yield "many elements", text.replace("</xliff>", "<file/>" * 120_000 + "</xliff>").encode()
    attributes = " ".join(f"a{n}='1'" for n in range(50_000))
    yield "many attributes", f"<xliff {attributes}/>".encode()
    yield "truncated", good[: len(good) // 2]
    yield "truncated in a letter", good[: good.index("ì".encode()) + 1]
    yield "not UTF-8", good.replace(b"Look", b"\xff\xfe\xfa")
    yield "unknown encoding", good.replace(b"utf-8", b"klingon")
    yield "UTF-7", good.replace(b"utf-8", b"utf-7").replace(b"<", b"+ADw-")
    yield "another version", text.replace('version="2.1"', 'version="1.2"').encode()
    yield "another namespace", text.replace("xliff:document:2.0", "xliff:document:9.0").encode()
    yield "HTML", b"<html><body><script>alert(1)</script></body></html>"
    yield "script in front", b"<?php system('id'); ?>" + good
    yield "NUL", text.replace("Look", "Lo\0ok").encode()
    yield "control character", text.replace("Look", "Lo&#8;ok").encode()
    yield "half a character", text.replace("Look", "&#xD800;").encode()
    yield "another language", text.replace('trgLang="en"', 'trgLang="de"').encode()
    yield (
        "languages turned round",
        text.replace('srcLang="vi"', 'srcLang="en"').replace('trgLang="en"', 'trgLang="vi"').encode(),
    )
    yield "hostile language", text.replace('trgLang="en"', 'trgLang="../../etc"').encode()
    yield "no sites", text[: text.index("<file")].encode() + b"</xliff>"
    yield "unknown place", _with(text, 'original="', lambda stamp: "ZZZZZZZZ" + stamp[8:])
    yield "no place", _with(text, 'original="', lambda _: "")
    yield "a version to come", text.replace("/vi/1/en/1", "/vi/9/en/1").encode()
    yield "a translation to come", text.replace("/vi/1/en/1", "/vi/1/en/9").encode()
    yield "a version without end", text.replace("/vi/1/en/1", f"/vi/{'9' * 400}/en/1").encode()
    yield "unknown part", text.replace('id="hook"', 'id="password"').encode()
    yield "a part far away", text.replace('id="hook"', 'id="text-99999999999"').encode()
    yield "the same part twice", text.replace('id="hook"', 'id="story"').encode()
    yield "too long", text.replace("Look", "x" * 7000).encode()
    yield "tags", text.replace("Look", "&lt;script&gt;alert(1)&lt;/script&gt;").encode()
    yield "a picture", text.replace("Look", "&lt;img src=x onerror=alert(1)&gt;").encode()
    yield "codes of a tool", text.replace("Look", '<ph id="1" dataRef="d"/>Look').encode()
    yield "another source", text.replace("Hãy nhìn mái", "Hãy phá mái").replace("Look", "Break").encode()
    yield "empty", b""
    yield "blank", b"   \n"
    yield "too large", good + b" " * 2_000_000
    yield "only noise", bytes(range(256)) * 100


def of_sheet(good: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) made from a sheet of ours."""
    yield "zip bomb", _repacked(good, "xl/media/zeros", lambda _: b"\0" * 30_000_000)
    yield (
        "sheet that is a bomb",
        _repacked(good, "sheet1", lambda data: data.replace(b"</sheetData>", b" " * 30_000_000 + b"</sheetData>")),
    )
    yield "many entries", _repacked(good, *((f"x/{n}", lambda _: b"x") for n in range(300)))
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    yield "a cell in the last corner", _repacked(good, "sheet1", lambda data: data.replace(b"</sheetData>", corner))
    nowhere = b'<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    yield (
        "a cell without a name far below",
        _repacked(good, "sheet1", lambda data: data.replace(b"</sheetData>", nowhere)),
    )
    yield (
        "an entity in the sheet",
        _repacked(good, "sheet1", lambda data: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + data),
    )
    yield "truncated", good[: len(good) // 2]
    yield "cut at the end", good[:-30]
    yield "another archive", _archive({"hello.txt": b"hello"})
    yield "an empty archive", _archive({})
    yield "way out of the folder", _archive({"../../etc/passwd": b"x"})
    yield "damaged inside", good[:400] + bytes(200) + good[600:]
    yield "just a beginning", b"PK\x03\x04"
    yield "a formula", _typed(good, lambda sheet: _put(sheet, "F3", '=HYPERLINK("http://evil.example","x")'))
    yield "a formula as version", _typed(good, lambda sheet: _put(sheet, "A3", "=1+1"))
    yield "a truth", _typed(good, lambda sheet: _put(sheet, "F3", True))
    yield "another header", _typed(good, lambda sheet: _put(sheet, "A1", "id"))
    yield "a column gone", _typed(good, lambda sheet: sheet.delete_cols(2))
    yield "no rows", _typed(good, lambda sheet: sheet.delete_rows(2, 100))
    yield "another version", _typed(good, lambda sheet: _put(sheet, "A3", "nonsense"))
    yield "a part twice", _typed(good, lambda sheet: _put(sheet, "C3", "name"))
    yield "too long", _typed(good, lambda sheet: _put(sheet, "F3", "x" * 7000))
    yield "tags", _typed(good, lambda sheet: _put(sheet, "F3", "<script>alert(1)</script>"))
    yield "another source", _typed(good, _other_source)


def _other_source(sheet: Any) -> None:
    _put(sheet, "E3", "khác")
    _put(sheet, "F3", "other")


def _with(text: str, before: str, change: Callable[[str], str]) -> bytes:
    start = text.index(before) + len(before)
    end = text.index('"', start)
    return (text[:start] + change(text[start:end]) + text[end:]).encode()


def _put(sheet: Any, where: str, value: object) -> None:
    sheet[where] = value


def _typed(good: bytes, change: Callable[[Any], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(good))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _repacked(good: bytes, *changes) -> bytes:
    """Entries whose name holds a word are changed; where there is none, one is made."""
    pairs = [changes] if isinstance(changes[0], str) else list(changes)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for name in names:
            data = old.read(name)
            for word, change in pairs:
                data = change(data) if word in name else data
            new.writestr(name, data)
        for word, change in pairs:
            if not any(word in name for name in names):
                new.writestr(word, change(b""))
    return out.getvalue()


def _archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
