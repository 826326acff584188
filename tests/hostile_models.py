"""GLB files that are none, lie, grow when they are read, or reach for what is not theirs; and why each is refused."""

import io
import json
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from tests.glb_changes import Case, Make, changed, put
from tests.glb_drafts import GOOD, QUAD, Draft, glb, moving, padded, part, pictured, plain, saved, several, text_glb
from tests.hostile_model_numbers import ASSET, amounts, kinds, meshes, ranges, trees
from tests.hostile_model_surfaces import motions, pictures
from tests.hostile_pictures import PAYLOAD, PHP


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file by the reason why it is to be refused; made when it is asked for."""

    name: str
    reason: str
    make: Make


@cache
def hostile() -> tuple[Hostile, ...]:
    """All of them."""
    groups = (heads, texts, outside, compressed, ranges, kinds, trees, amounts, meshes, pictures, motions)
    found = [Hostile(name, reason, make) for group in groups for name, (reason, make) in group().items()]
    return (*found, *cuts())


def heads() -> dict[str, Case]:
    """Heads and parts."""
    good = plain().packed()
    text, binary = good[12 : 20 + struct.unpack_from("<I", good, 12)[0]], good[-68:]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("model.glb", good)
    return {
        "empty": ("empty", lambda: b""),
        "a text": ("not-a-glb", lambda: b"Xin chao"),
        "a page": ("not-a-glb", lambda: b"<!doctype html>" + PAYLOAD),
        "gltf as text": ("not-a-glb", lambda: json.dumps(plain().document).encode()),
        "an archive": ("not-a-glb", out.getvalue),
        "an archive before a model": ("not-a-glb", lambda: out.getvalue() + good),
        "php before a model": ("not-a-glb", lambda: PHP + good),
        "a page behind a model": ("damaged", lambda: good + b"<html>" + PAYLOAD),
        "an archive behind a model": ("damaged", lambda: good + out.getvalue()),
        "a page in a third part": ("damaged", lambda: glb(text, binary, part(b"HTML", padded(PAYLOAD)))),
        "two parts of numbers": ("damaged", lambda: glb(text, binary, binary)),
        "numbers before the document": ("damaged", lambda: glb(binary, text)),
        "no part": ("damaged", glb),
        "version 1": ("old-version", lambda: glb(text, binary, version=1)),
        "version 3": ("old-version", lambda: glb(text, binary, version=3)),
        "version 4 billion": ("old-version", lambda: glb(text, binary, version=0xFFFFFFFF)),
        "gltf 1 in a glb 2": ("old-version", put("asset.version", "1.0")),
        "a length that is too short": ("damaged", lambda: glb(text, binary, length=len(good) - 4)),
        "a length that is too long": ("damaged", lambda: glb(text, binary, length=0xFFFFFFFF)),
        "a part that is too long": ("damaged", lambda: glb(struct.pack("<I", 0xFFFFFFF0) + text[4:], binary)),
        "a part out of line": ("damaged", lambda: glb(part(b"JSON", text[8:] + b" "), binary)),
        "bytes that nobody speaks of": ("damaged", lambda: glb(text, part(b"BIN\0", binary[8:] + PAYLOAD + b"   "))),
        "101 MB": ("too-large", lambda: glb(text, part(b"BIN\0", bytes(101_000_000)))),
        "random": ("old-version", lambda: b"glTF" + np.random.default_rng(5).bytes(60_000)),
    }


def texts() -> dict[str, Case]:
    """What is no document."""
    return {
        "a mark before the document": ("damaged", lambda: text_glb(b"\xef\xbb\xbf" + ASSET.encode() + b"}")),
        "a document in UTF-16": ("damaged", lambda: text_glb((ASSET + "}").encode("utf-16"))),
        "broken letters": ("damaged", lambda: text_glb(ASSET.encode() + b',"x":"\xff\xfe"}')),
        "a list": ("damaged", lambda: text_glb("[1, 2]")),
        "a word": ("damaged", lambda: text_glb("null")),
        "half a document": ("damaged", lambda: text_glb(ASSET)),
        "two documents": ("damaged", lambda: text_glb(ASSET + "}" + ASSET + "}")),
        "no text": ("damaged", lambda: text_glb(b"\0" * 64)),
        "a key twice": ("damaged", lambda: text_glb(ASSET + ',"asset":{"version":"2.0"}}')),
        "a key twice, once in other letters": (
            "damaged",
            lambda: text_glb(ASSET + ',"\\u0061sset":{"version":"2.0"}}'),
        ),
        "not a number": ("damaged", lambda: text_glb(ASSET + ',"scene":NaN}')),
        "infinity": ("damaged", lambda: text_glb(ASSET + ',"scene":-Infinity}')),
        "a number of 5,000 digits": ("damaged", lambda: text_glb(ASSET + ',"scene":' + "9" * 5_000 + "}")),
        "200,000 lists in each other": ("too-many-parts", lambda: text_glb("[" * 200_000 + "]" * 200_000)),
        "200,000 objects in each other": ("too-many-parts", lambda: text_glb('{"a":' * 200_000 + "1" + "}" * 200_000)),
        "lists in each other behind a string of brackets": (
            "too-many-parts",
            lambda: text_glb(ASSET + ',"name":"\\\\\\"]]]]","x":' + "[" * 70 + "]" * 70 + "}"),
        ),
        "seven megabytes of lists": ("too-many-parts", lambda: text_glb("[" + "[]," * 2_300_000 + "[]]")),
        "seven megabytes of numbers": ("too-many-parts", lambda: text_glb("[" + "1," * 3_500_000 + "1]")),
        "nine megabytes of name": ("too-many-parts", lambda: text_glb(ASSET + ',"name":"' + "a" * 9_000_000 + '"}')),
        "a string without an end": ("damaged", lambda: text_glb(ASSET + ',"name":"' + '\\"' * 3_900_000)),
        "no asset": ("damaged", lambda: text_glb('{"scenes":[]}')),
        "an asset of another kind": ("damaged", lambda: text_glb('{"asset":[]}')),
        "nothing but an asset": ("nothing-to-see", lambda: text_glb(ASSET + "}")),
    }


def outside() -> dict[str, Case]:
    """What reaches for other files."""
    data = "data:application/octet-stream;base64,AAAA"
    ways = {
        "a path": "../../../../../../etc/passwd",
        "an absolute path": "/etc/passwd",
        "a file address": "file:///etc/passwd",
        "the net": "http://127.0.0.1:8000/admin",
        "data": data,
        "nothing": "",
        "no text": None,
    }
    paths = {
        "an image": {"images": [{"uri": "/proc/self/environ"}]},
        "an image that is nowhere used": {"images": [{"uri": data, "mimeType": "image/png"}]},
        "an extra": {"extras": {"uri": "/etc/passwd"}},
        "an unknown extension": {"extensions": {"VENDOR_more": {"parts": [{"uri": "more.glb"}]}}},
        "a second buffer": {"buffers": [{"byteLength": 60}, {"uri": "b.bin", "byteLength": 4}]},
    }
    return {
        **{
            f"a buffer from {name}": ("outside-files", put("buffers", [{"uri": way, "byteLength": 60}]))
            for name, way in ways.items()
        },
        **{
            f"a file in {name}": ("outside-files", changed(lambda draft, more=more: draft.document.update(more)))
            for name, more in paths.items()
        },
        "a file by a name in other letters": (
            "outside-files",
            lambda: text_glb(ASSET + ',"buffers":[{"\\u0075ri":"/etc/passwd","byteLength":4}]}'),
        ),
    }


def compressed() -> dict[str, Case]:
    """What only other programs can read."""
    needed = {
        "draco": ("draco", "KHR_draco_mesh_compression"),
        "meshopt": ("meshopt", "EXT_meshopt_compression"),
        "basis": ("ktx2", "KHR_texture_basisu"),
        "instancing": ("instancing", "EXT_mesh_gpu_instancing"),
        "something nobody knows": ("needs-more", "VENDOR_secret"),
        "a number": ("needs-more", 7),
    }
    extended = {
        "draco": ("draco", "meshes.0.primitives.0.extensions", {"KHR_draco_mesh_compression": {"bufferView": 0}}),
        "meshopt": (
            "meshopt",
            "bufferViews.0.extensions",
            {"EXT_meshopt_compression": {"buffer": 0, "count": 1 << 40}},
        ),
        "instancing": ("instancing", "nodes.0.extensions", {"EXT_mesh_gpu_instancing": {"attributes": {}}}),
    }
    ktx2 = b"\xabKTX 20\xbb\r\n\x1a\n" + bytes(60)
    return {
        **{f"needs {name}": (reason, put("extensionsRequired", [each])) for name, (reason, each) in needed.items()},
        **{f"has {name}": (reason, put(path, value)) for name, (reason, path, value) in extended.items()},
        "a texture of basis": ("ktx2", changed(lambda draft: draft.picture(ktx2, "image/ktx2"))),
        "a texture of basis alone": (
            "ktx2",
            put("textures", [{"extensions": {"KHR_texture_basisu": {"source": 0}}}], pictured),
        ),
        "sparse numbers": ("sparse", put("accessors.0.sparse", {"count": 1 << 30})),
        "nothing but sparse numbers": (
            "sparse",
            put("accessors.0", {"componentType": 5126, "count": 4, "type": "VEC3", "sparse": {"count": 4}}),
        ),
    }


def cuts() -> Iterator[Hostile]:
    """Good files that end too early: at each border, and within each part."""
    data = several().packed()
    middle = 20 + struct.unpack_from("<I", data, 12)[0]
    for at in (
        1,
        3,
        4,
        8,
        11,
        12,
        16,
        19,
        20,
        21,
        middle // 2,
        middle - 1,
        middle,
        middle + 4,
        middle + 8,
        len(data) - 1,
    ):
        reason = "not-a-glb" if at < 4 else "damaged"
        yield Hostile(f"the first {at} bytes", reason, lambda at=at: data[:at])
        if at >= 12:
            whole = lambda at=at: data[:8] + struct.pack("<I", at) + data[12:at]  # noqa: E731
            yield Hostile(f"the first {at} bytes, with their number", "damaged", whole)


def marked() -> Draft:
    """A good model that carries scripts, words and paths wherever there is room for them."""
    draft = moving()
    words = PAYLOAD.decode()
    more = {"name": words, "extras": {"note": words, "path": "/etc/passwd"}, "extensions": {"VENDOR_x": {"n": words}}}
    draft.document["asset"] |= {"generator": words, "copyright": words, **more}
    for what in (
        "nodes",
        "meshes",
        "materials",
        "textures",
        "images",
        "accessors",
        "bufferViews",
        "animations",
        "scenes",
    ):
        for each in draft.listed(what):
            each.update(more)
    draft.primitive.update({"extras": more["extras"]})
    draft.document["cameras"] = [{"type": "perspective", "perspective": {"yfov": 1, "znear": 1}, **more}]
    draft.document["extensionsUsed"] = [words]
    draft.document["extras"] = more
    return draft


def small(draft: Draft) -> None:
    """Positions from -1 to 1 in 16 bits, as programs write them that make files small."""
    short = np.pad((QUAD * 32_767).astype(np.int16), ((0, 0), (0, 1)))
    index = draft.primitive["attributes"]["POSITION"] = draft.numbers(short, normalized=True)
    draft.listed("accessors")[index]["type"] = "VEC3"
    draft.listed("bufferViews")[-1]["byteStride"] = 8
    draft.document["extensionsRequired"] = ["KHR_mesh_quantization"]


def scale(draft: Draft) -> None:
    """Two kilometres high."""
    draft.document["nodes"][0]["scale"] = [1_000, 2_119, 1_000]


def fine() -> dict[str, Make]:
    """Odd files that are right, and are to be taken."""
    return {
        **{name: lambda make=make: make().packed() for name, make in GOOD.items()},
        "scripts in names": lambda: marked().packed(),
        "a webp": lambda: pictured(saved("WEBP"), "image/webp").packed(),
        "image/jpg": lambda: pictured(saved("JPEG"), "image/jpg").packed(),
        "a scan in small numbers": changed(small, scale),
        "a scan in millimetres": changed(scale),
        "a scan in UTM coordinates": put("nodes.0.translation", [586_000, 2_326_000, 12]),
    }
