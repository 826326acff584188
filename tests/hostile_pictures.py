"""Files that are no photo, pretend to be one, are one in part only, or are made to hurt who opens them."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from PIL import Image

from tests.phone_photos import jpeg, scene

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PAYLOAD = b"<script>alert('xss')</script>"
PHP = b"<?php system($_GET['c']); ?>"


@cache
def good() -> dict[str, bytes]:
    """One small photo in every kind that is taken."""
    return {"jpeg": saved("JPEG", quality=85), "png": saved("PNG"), "webp": saved("WEBP", quality=85)}


def saved(kind: str, picture: Image.Image | None = None, **options: object) -> bytes:
    """The scene as a file of one kind."""
    out = io.BytesIO()
    (picture or scene(320, 240)).save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, rows: bytes, *more: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG by hand; `rows` are packed already."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return SIGNATURE + head + b"".join(more) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def packed_zeros(count: int) -> bytes:
    """Zeros as PNG packs them, a thousandth as long; the sum at their end is not theirs."""
    press = zlib.compressobj(9)
    first = press.compress(bytes(1_000_000)) + press.flush(zlib.Z_FULL_FLUSH)
    again = press.compress(bytes(1_000_000)) + press.flush(zlib.Z_FULL_FLUSH)
    return first + again * (count // 1_000_000 - 1) + press.flush()


@cache
def bombs() -> dict[str, bytes]:
    """Small files that grow."""
    megabyte = zlib.compress(bytes(1_000_000))
    text, few = packed_zeros(200_000_000), zlib.compress(bytes(320 * 3 + 1) * 240)
    small = (320, 240, few)
    many_texts = [chunk(b"zTXt", b"k%d\0\0" % number + megabyte) for number in range(120)]
    riff_size = struct.pack("<I", 0x7FFFFFF0)
    return {
        "png of 50 megapixels": png(10_000, 5_000, packed_zeros(150_000_000)),
        "png of 2500 megapixels": png(50_000, 50_000, packed_zeros(10_000_000)),
        "png of 4 giga by 4 giga": png(0x7FFFFFFF, 0x7FFFFFFF, few),
        "png of a row": png(0x7FFFFFFF, 64, few),
        "png, a text that swells": png(*small, chunk(b"zTXt", b"Comment\0\0" + text)),
        "png, an international text that swells": png(*small, chunk(b"iTXt", b"Comment\0\1\0\0\0" + text)),
        "png, a profile that swells": png(*small, chunk(b"iCCP", b"icc\0\0" + text)),
        "png, a hundred texts": png(*small, *many_texts),
        "png, more rows than it has": png(6_000, 6_000, zlib.compress(bytes(1_000))),
        "webp of 268 megapixels": webp_box(b"VP8X", b"\0\0\0\0" + (16_383).to_bytes(3, "little") * 2),
        "webp without loss of 268 megapixels": webp_box(b"VP8L", b"\x2f" + struct.pack("<I", 0x0FFFFFFF) + bytes(40)),
        "webp of 12 megapixels with nothing in it": webp_box(b"VP8X", b"\0\0\0\0" + (3_399).to_bytes(3, "little") * 2),
        "webp that says it is of 2 GB": b"RIFF" + riff_size + good()["webp"][8:200],
        "jpeg of 4295 megapixels": with_size(good()["jpeg"], 65_535, 65_535),
        "jpeg of 221 megapixels": with_size(good()["jpeg"], 14_870, 14_870),
        "jpeg, a thousand passes over 200 megapixels": passes(14_000, 14_000, 1_500),
        "jpeg, more passes over less": passes(6_000, 6_000, 12_000),
        "jpeg, fifty passes over 200 megapixels": passes(14_000, 14_000, 50),
        "jpeg, many tables and no picture": b"\xff\xd8" + (b"\xff\xc4" + tables()) * 3_000,
        "jpeg, a segment of 64 kB a thousand times": b"\xff\xd8" + (b"\xff\xef\xff\xff" + bytes(65_533)) * 900,
    }


def webp_box(name: bytes, body: bytes) -> bytes:
    """A WebP of one part."""
    part = name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(part)) + b"WEBP" + part


def with_size(data: bytes, width: int, height: int) -> bytes:
    """A JPEG that says it is larger."""
    at = next(data.index(mark) for mark in (b"\xff\xc0\0\x11", b"\xff\xc2\0\x11") if mark in data) + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def tables() -> bytes:
    """Code tables of one word each: a difference of nothing, and a run of 2^14 and more blocks without anything."""
    one = bytes([1, *[0] * 15])
    body = b"\x00" + one + b"\x00" + b"\x10" + one + b"\xe0"
    return struct.pack(">H", len(body) + 2) + body


def passes(width: int, height: int, count: int) -> bytes:
    """A progressive JPEG whose picture is gone over again and again, by a few bytes each time."""
    blocks = -(-width // 8) * -(-height // 8)
    runs = -(-blocks // 32_767)
    bits = np.tile(np.array([0, *[1] * 14], np.uint8), runs)
    body = np.packbits(np.concatenate((bits, np.ones(-len(bits) % 8, np.uint8)))).tobytes().replace(b"\xff", b"\xff\0")
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    first = b"\xff\xda\0\x08\x01\x01\x00\x00\x00\x00" + bytes(blocks // 8 + 1)
    scan = b"\xff\xda\0\x08\x01\x01\x00\x01\x3f\x00" + body
    table = b"\xff\xdb\0\x43\0" + b"\x01" * 64
    return b"\xff\xd8" + table + frame + b"\xff\xc4" + tables() + first + scan * count + b"\xff\xd9"


@cache
def others() -> dict[str, bytes]:
    """Pictures of kinds that are not taken, whatever they are called."""
    picture, out = scene(320, 240), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("photo.jpg", good()["jpeg"])
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>'
    kinds = {
        name: saved(name, picture)
        for name in ("BMP", "TIFF", "JPEG2000", "PPM", "ICO", "TGA", "PCX", "SGI", "DDS", "PDF")
    }
    return {
        **{f"{name.lower()} called jpg": data for name, data in kinds.items()},
        "eps called jpg": saved("EPS", picture),
        "avif called jpg": saved("AVIF", picture),
        "gif called jpg": saved("GIF", picture),
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(4_000),
        "heif": b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(4_000),
        "cr3 of a camera": b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom" + bytes(4_000),
        "a film": b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(4_000),
        "svg": svg,
        "svg, packed": gzip.compress(svg),
        "svg behind a mark": b"\xef\xbb\xbf<?xml version='1.0'?>" + svg,
        "xml with entities": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
        "a page": b"<!doctype html><html>" + PAYLOAD,
        "a script": b"#!/bin/sh\nrm -rf /\n",
        "php": PHP,
        "magick": b"push graphic-context\nfill 'url(https://127.0.0.1/x.jpg\"|ls \"-la)'\npop graphic-context",
        "a list of files": b"#EXTM3U\nfile:///etc/passwd\n",
        "postscript": b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file",
        "pdf with a script": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
        "an archive": out.getvalue(),
        "a program": b"\x7fELF\x02\x01\x01" + bytes(4_000),
        "another program": b"MZ\x90\0" + bytes(4_000),
        "jpeg xl": b"\xff\x0a" + bytes(4_000),
        "jpeg xl in boxes": b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(4_000),
        "flif": b"FLIF" + bytes(4_000),
        "psd": b"8BPS\0\x01" + bytes(4_000),
        "fits": b"SIMPLE  =                    T" + b" " * 4_000,
        "icns": b"icns" + bytes(4_000),
        "a page before a jpeg": b"<html>" + PAYLOAD + good()["jpeg"],
        "a gif that is a script before a jpeg": b"GIF89a/*" + good()["jpeg"] + b"*/=1;alert(1)",
        "an archive before a png": out.getvalue() + good()["png"],
        "a bmp that is a script": b"BM/*" + bytes(60) + b"*/=alert(1);",
    }


@cache
def nothing() -> dict[str, bytes]:
    """Heads without a picture."""
    random = np.random.default_rng(7)
    return {
        "empty": b"",
        "one byte": b"\xff",
        "random bytes": random.bytes(65_536),
        "a million zeros": bytes(1_000_000),
        "a million ones": b"\xff" * 1_000_000,
        "text": "Xin chào, đây là một đoạn văn.".encode() * 200,
        "61 MB": bytes(61_000_000),
        "61 MB called jpeg": b"\xff\xd8\xff\xe0" + bytes(61_000_000),
        "head of a jpeg": b"\xff\xd8\xff",
        "head of a png": SIGNATURE,
        "head of a webp": b"RIFF\x24\0\0\0WEBPVP8 ",
        "random bytes called jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + random.bytes(65_536),
        "random bytes called png": SIGNATURE + random.bytes(65_536),
        "random bytes called webp": b"RIFF\0\0\x01\0WEBPVP8 " + random.bytes(65_536),
        "jpeg of no size": with_size(good()["jpeg"], 0, 0),
        "jpeg of one pixel": saved("JPEG", Image.new("RGB", (1, 1))),
        "png of one pixel": saved("PNG", Image.new("RGB", (1, 1))),
        "png of no size": png(0, 0, b""),
        "a thread of a jpeg": saved("JPEG", Image.new("RGB", (6_000, 64))),
        "jpeg whose frame comes last": b"\xff\xd8" + good()["jpeg"][-2:] + good()["jpeg"][2:],
        "jpeg that points at itself": b"\xff\xd8" + b"\xff\xe1\0\x00" * 5_000,
    }


@cache
def cut() -> dict[str, bytes]:
    """Good files that end too early."""
    made = {}
    for kind, data in (*good().items(), ("progressive", jpeg(scene(320, 240), progressive=True))):
        for part in (2, 5, 10, 25, 50, 75, 90, 97):
            made[f"{part} % of a {kind}"] = data[: len(data) * part // 100]
    return made


@cache
def moving() -> dict[str, bytes]:
    """Pictures that move, and such that flood."""
    frames = [Image.new("RGB", (160, 120), (number * 4, 9, 9)) for number in range(60)]
    more = {"save_all": True, "append_images": frames[1:], "duration": 40}
    flood = {**more, "append_images": frames[1:] * 5}
    return {
        "gif": saved("GIF", frames[0], **more),
        "a flood of gif": saved("GIF", frames[0], **flood),
        "apng": saved("PNG", frames[0], **more),
        "a flood of apng": saved("PNG", frames[0], **flood),
        "webp": saved("WEBP", frames[0], **more),
        "a flood of webp": saved("WEBP", frames[0], **flood, method=0),
        "avif that moves": saved("AVIF", frames[0], save_all=True, append_images=frames[1:5], speed=10),
        "webp that hides that it moves": hidden(saved("WEBP", frames[0], **more)),
        "apng that says so late": late(saved("PNG", frames[0], **more)),
    }


def hidden(data: bytes) -> bytes:
    """A moving WebP whose head says that it does not."""
    return data[:20] + bytes([data[20] & ~0x02]) + data[21:]


def late(data: bytes) -> bytes:
    """A moving PNG that says so four thousand parts later."""
    return data[:33] + chunk(b"prVt", b"") * 4_200 + data[33:]


@cache
def lies() -> dict[str, bytes]:
    """Sizes that are not so."""
    webp = good()["webp"]
    flat = saved("WEBP", Image.new("RGBA", (320, 240), (9, 9, 9, 99)))
    return {
        "png twice as wide": png(640, 240, zlib.compress(bytes(320 * 3 + 1) * 240)),
        "png of an unknown colour": png(320, 240, zlib.compress(bytes(320 * 3 + 1) * 240), colour=7),
        "png of an unknown depth": png(320, 240, zlib.compress(bytes(320 * 3 + 1) * 240), depth=3),
        "png with a broken sum": good()["png"][:29] + b"\0\0\0\0" + good()["png"][33:],
        "png without pixels": SIGNATURE + good()["png"][8:33] + chunk(b"IEND", b""),
        "webp whose frame is larger than its paper": flat[:24] + bytes([0x50, 0, 0, 0x50, 0, 0]) + flat[30:],
        "webp with another size inside": webp[:26] + struct.pack("<HH", 16_000, 900) + webp[30:],
        "jpeg of 12 bits": good()["jpeg"].replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c"),
        "jpeg of ten colours": good()["jpeg"].replace(b"\x03\x01\x22", b"\x0a\x01\x22"),
    }


GROUPS: tuple[Callable[[], dict[str, bytes]], ...] = (bombs, others, nothing, cut, moving, lies)


@cache
def with_tails() -> dict[str, bytes]:
    """Good photos that carry something else: they may be taken, for nothing but their pixels comes out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("index.html", PAYLOAD)
    good_jpeg, good_png = good()["jpeg"], good()["png"]
    comment = struct.pack(">BBH", 0xFF, 0xFE, len(PAYLOAD) + 2) + PAYLOAD
    script = struct.pack(">BBH", 0xFF, 0xE0, 0x2F2A) + (b"*/=1;" + PAYLOAD + b"/*").ljust(0x2F2A - 2, b"\0")
    return {
        "jpeg and a page": good_jpeg + b"<html>" + PAYLOAD,
        "jpeg and an archive": good_jpeg + out.getvalue(),
        "jpeg and php": good_jpeg + PHP,
        "jpeg with a page in a comment": good_jpeg[:2] + comment + good_jpeg[2:],
        "jpeg that is a script": good_jpeg[:2] + script + good_jpeg[2:],
        "jpeg with php in its notes": saved("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" + PHP),
        "jpeg with a page as its profile": saved("JPEG", icc_profile=PAYLOAD * 20),
        "jpeg and a film": good_jpeg + b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + PAYLOAD,
        "png and a page": good_png + b"<html>" + PAYLOAD,
        "png and an archive": good_png + out.getvalue(),
        "png with a page in a text": good_png[:33] + chunk(b"tEXt", b"Comment\0" + PAYLOAD) + good_png[33:],
        "png with php in a part of its own": good_png[:33] + chunk(b"phPp", PHP) + good_png[33:],
        "png with a text of 2 MB": good_png[:33] + chunk(b"tEXt", b"Comment\0" + PAYLOAD * 70_000) + good_png[33:],
        "png with more pixels than it needs": png(320, 240, packed_zeros(300_000_000)),
        "webp and a page": good()["webp"] + b"<html>" + PAYLOAD,
        "webp with a page in its notes": saved("WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" + PAYLOAD),
    }


def mended() -> dict[str, bytes]:
    """Broken photos that every reader mends in its own way: taken or not, what comes out is pixels."""
    data = good()["jpeg"]
    return {
        "png of half its rows": png(320, 480, zlib.compress(bytes(320 * 3 + 1) * 240)),
        "png with zeros in the middle": good()["png"][:40_000] + bytes(len(good()["png"]) - 40_000),
        "webp with zeros in the middle": good()["webp"][:8_000] + bytes(len(good()["webp"]) - 8_000),
        "jpeg ten times as high": with_size(data, 320, 2_400),
        "jpeg of arithmetic codes without any": data.replace(b"\xff\xc0\0\x11", b"\xff\xc9\0\x11"),
        "jpeg without tables": data.replace(b"\xff\xc4", b"\xff\xfe"),
        "jpeg, forty passes over 200 megapixels": passes(14_000, 14_000, 39),
    }


def mutants(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Good files with something changed; always the same ones."""
    random = np.random.default_rng(seed)
    kept = [(f"{kind} {name}", data) for name, picture in _bases().items() for kind, data in _in_kinds(picture)]
    changes = (_flip, _flip, _lose, _double, _blank, _number)
    for number in range(count):
        name, data = kept[number % len(kept)]
        changed = bytearray(data)
        for _ in range(random.integers(1, 4)):
            changes[random.integers(len(changes))](random, changed)
        yield f"{name}, {number}", bytes(changed)


@cache
def _bases() -> dict[str, Image.Image]:
    small = scene(120, 90)
    return {"rgb": small, "grey": small.convert("L"), "print": small.convert("CMYK"), "clear": small.convert("RGBA"),
            "palette": small.convert("P")}  # fmt: skip


def _in_kinds(picture: Image.Image) -> list[tuple[str, bytes]]:
    if picture.mode == "CMYK":
        return [("jpeg", jpeg(picture)), ("progressive", jpeg(picture, progressive=True))]
    if picture.mode in ("RGBA", "P"):
        return [("png", saved("PNG", picture)), ("webp", saved("WEBP", picture, lossless=True))]
    return [("jpeg", jpeg(picture)), ("progressive", jpeg(picture, progressive=True)), ("png", saved("PNG", picture)),
            ("webp", saved("WEBP", picture))]  # fmt: skip


def _flip(random: np.random.Generator, data: bytearray) -> None:
    """Some bytes, half of the time among the first hundreds, where the structure is."""
    end = len(data) if random.random() < 0.5 else min(len(data), 700)
    for at in random.integers(end, size=random.integers(1, 20)):
        data[at] = random.integers(256)


def _lose(random: np.random.Generator, data: bytearray) -> None:
    at, length = random.integers(len(data)), random.integers(1, max(2, len(data) // 4))
    del data[at : at + length]
    data += b"\0" * 8


def _double(random: np.random.Generator, data: bytearray) -> None:
    at, length = random.integers(len(data)), random.integers(1, max(2, len(data) // 4))
    data[at:at] = data[at : at + length]


def _blank(random: np.random.Generator, data: bytearray) -> None:
    at, length = random.integers(len(data)), random.integers(1, 200)
    data[at : at + length] = bytes(len(data[at : at + length]))


def _number(random: np.random.Generator, data: bytearray) -> None:
    """A length or a size that is very small or very large, where one may stand."""
    at = int(random.integers(min(len(data) - 4, 900)))
    data[at : at + 4] = struct.pack(">I", int(random.choice([0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 0xFFFF, 0x8000_0000])))
