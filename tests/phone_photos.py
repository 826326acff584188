"""Photos as phones make them, with all that phones note in them; made here and now."""

import io
import struct
from functools import cache

import numpy as np
from PIL import Image

# What must never come out again.
PLACE, SERIAL, AUTHOR, COMMENT = "20.8801", "SN-482-913", "Trần Văn Bí Mật", "taken behind her house"
MARKERS = (b"SN-482-913", "Trần Văn Bí Mật".encode(), b"taken behind her house", b"GPSLatitude", b"Old Phone Maker")
MAKE, MODEL, ORIENTATION, ARTIST, COPYRIGHT = 0x010F, 0x0110, 0x0112, 0x013B, 0x8298
EXIF, GPS = 0x8769, 0x8825
TAKEN, OWNER, BODY_SERIAL, LENS_SERIAL, USER_COMMENT = 0x9003, 0xA430, 0xA431, 0xA435, 0x9286


@cache
def scene(width: int = 1024, height: int = 768, seed: int = 3) -> Image.Image:
    """Something like a landscape: clouds in all sizes, as a camera sees them, with edges and grain."""
    random = np.random.default_rng(seed)
    frequencies = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None, :])
    layers = []
    for _ in range(3):
        noise = np.fft.fft2(random.standard_normal((height, width))) / np.maximum(frequencies, 1 / width) ** 1.3
        layer = np.fft.ifft2(noise).real
        layers.append((layer - layer.min()) / np.ptp(layer))
    pixels = np.stack(layers, axis=2) * 200 + np.linspace(0, 55, height)[:, None, None]
    pixels[height // 2 :, width // 3 : width // 2] *= 0.5
    return Image.fromarray((pixels + random.normal(0, 4, pixels.shape)).clip(0, 255).astype(np.uint8))


def large(width: int, height: int) -> Image.Image:
    """The scene beside itself until it is as large as a sensor."""
    tile = np.asarray(scene())
    across, down = -(-width // tile.shape[1]), -(-height // tile.shape[0])
    return Image.fromarray(np.tile(tile, (down, across, 1))[:height, :width])


def exif(orientation: int = 1) -> bytes:
    """What a phone notes: where, when, with what, by whom."""
    notes = Image.Exif()
    notes[MAKE], notes[MODEL], notes[ORIENTATION] = "Old Phone Maker", "Nokia 3310", orientation
    notes[ARTIST], notes[COPYRIGHT] = AUTHOR.encode(), AUTHOR.encode()
    more = notes.get_ifd(EXIF)
    more[TAKEN], more[OWNER], more[BODY_SERIAL], more[LENS_SERIAL] = "2026:03:12 07:08:09", "Bi Mat", SERIAL, SERIAL
    more[USER_COMMENT] = b"ASCII\0\0\0" + COMMENT.encode()
    where = notes.get_ifd(GPS)
    where[1], where[2], where[3], where[4] = "N", (20.0, 52.0, 48.36), "E", (105.0, 54.0, 36.8)
    return notes.tobytes()


def xmp() -> bytes:
    """The same once more, as XMP."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" '
        f'exif:GPSLatitude="20,52.8N" exif:GPSLongitude="105,54.6E" aux:SerialNumber="{SERIAL}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq>'
        f"<rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def jpeg(picture: Image.Image, orientation: int = 1, *, behind: bool = False, **saved: object) -> bytes:
    """A tagged JPEG; `behind` puts a second picture behind it, as phones do with depth and small films."""
    out = io.BytesIO()
    if behind:
        second = picture.resize((320, 240))
        picture.save(out, "MPO", save_all=True, append_images=[second], exif=exif(orientation), quality=90)
    else:
        options = {"quality": 90, "comment": COMMENT.encode(), "exif": exif(orientation), **saved}
        picture.save(out, "JPEG", **options)
    data = out.getvalue()
    packet = b"http://ns.adobe.com/xap/1.0/\0" + xmp()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 5 + len(AUTHOR.encode()))
    iptc += b"\x1c\x02\x50" + struct.pack(">H", len(AUTHOR.encode())) + AUTHOR.encode()
    return data[:2] + _segment(0xE1, packet) + _segment(0xED, iptc + b"\0" * (len(iptc) % 2)) + data[2:]


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def png(picture: Image.Image) -> bytes:
    """A tagged PNG."""
    from PIL.PngImagePlugin import PngInfo

    notes, out = PngInfo(), io.BytesIO()
    notes.add_text("Author", AUTHOR)
    notes.add_itxt("Comment", COMMENT)
    notes.add_itxt("XML:com.adobe.xmp", xmp().decode())
    picture.save(out, "PNG", pnginfo=notes, exif=exif())
    return out.getvalue()


def webp(picture: Image.Image) -> bytes:
    """A tagged WebP."""
    out = io.BytesIO()
    picture.save(out, "WEBP", exif=exif(), xmp=xmp())
    return out.getvalue()


def sensors(*, all_of_them: bool) -> dict[str, bytes]:
    """Photos from sensors of 12 to 108 megapixels, plain and progressive."""
    sizes = {"12 MP": (4000, 3000), "48 MP": (8000, 6000)}
    if all_of_them:
        sizes |= {"24 MP": (5664, 4248), "50 MP": (8160, 6144), "64 MP": (9248, 6936), "108 MP": (12000, 9000)}
    made = {name: jpeg(large(*size)) for name, size in sizes.items()}
    made["12 MP, progressive"] = jpeg(large(4000, 3000), progressive=True)
    if all_of_them:
        made["108 MP, progressive"] = jpeg(large(12000, 9000), progressive=True)
        made["200 MP"] = jpeg(large(16320, 12240))
    return made


def tagged(*, all_of_them: bool) -> dict[str, bytes]:
    """Files full of notes, in every kind and orientation."""
    made = {f"orientation {turn}": jpeg(scene(480, 360), turn) for turn in range(1, 9)}
    made |= {
        "png": png(scene(480, 360)),
        "webp": webp(scene(480, 360)),
        "with a second picture": jpeg(scene(480, 360), 6, behind=True),
        "progressive": jpeg(scene(480, 360), progressive=True),
        "grey": jpeg(scene(480, 360).convert("L")),
        "for print": jpeg(scene(480, 360).convert("CMYK")),
        "with alpha": png(scene(480, 360).convert("RGBA")),
        "of few colours": png(scene(480, 360).convert("P")),
    }
    if all_of_them:
        made |= {f"portrait, orientation {turn}": jpeg(scene(360, 480), turn) for turn in range(1, 9)}
        made |= {
            f"progressive, orientation {turn}": jpeg(scene(480, 360), turn, progressive=True) for turn in range(1, 9)
        }
        made |= {
            f"second picture, orientation {turn}": jpeg(scene(480, 360), turn, behind=True) for turn in range(1, 9)
        }
    return made
