"""Files that are no recording, pretend to be one, are one in part only, or are made to hurt who opens them."""

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from tests.recordings import FORMS, SOURCE_RATE, Form, film, recordings, spoken, written

HOURS_6 = 6 * 3600
SECRET = "/etc/passwd"
# These do not tell their length, and a part of one is a shorter one.
OPEN_ENDED = {"mp3 without its length", "webm of a browser's recorder"}


def not_sound() -> dict[str, bytes]:
    """Anything else that a phone has."""
    random = np.random.default_rng(7)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("recording.wav", bytes(50_000_000))
    page = b"<!doctype html><html><script>alert(1)</script><body>"
    mp3 = recordings()["mp3"]
    return {
        "nothing": b"",
        "one byte": b"\xff",
        "four bytes": b"RIFF",
        "random bytes": random.bytes(65_536),
        "a million random bytes": random.bytes(1_000_000),
        "a million zeros": bytes(1_000_000),
        "a million ones": b"\xff" * 1_000_000,
        "random bytes called mp3": b"\xff\xfb\x90\x64" + random.bytes(65_536),
        "random bytes called ogg": b"OggS" + random.bytes(65_536),
        "random bytes called flac": b"fLaC" + random.bytes(65_536),
        "random bytes called m4a": b"\0\0\0\x18ftypM4A " + random.bytes(65_536),
        "random bytes called webm": b"\x1a\x45\xdf\xa3" + random.bytes(65_536),
        "text": "Xin chào, đây là một đoạn văn.".encode() * 200,
        "a page": page + b"</body></html>",
        "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "a picture": b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 60_000, 60_000, 8, 2, 0, 0, 0),
        "a photograph": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + random.bytes(5000),
        "a document": b"%PDF-1.7\n1 0 obj << /OpenAction << /S /Launch >> >> endobj",
        "a program": b"MZ\x90\0" + random.bytes(5000),
        "another program": b"\x7fELF\x02\x01\x01" + random.bytes(5000),
        "a script": b"#!/bin/sh\nrm -rf /\n",
        "an archive that swells": zipped.getvalue(),
        "compressed zeros": zlib.compress(bytes(50_000_000)),
        "notes for a synthesiser": b"MThd\0\0\0\x06\0\0\0\x01\x01\xe0MTrk\0\0\0\x04\0\xff\x2f\0",
        "a page before an mp3": page + mp3,
        "a drawing before a wave": b"<svg>" + recordings()["wav of 16 bits"],
        "only a tag": tagged(b"", 0x0FFF_FFFF),
        "a tag of 256 MB": tagged(b"", 0x0FFF_FFFF) + mp3,
        "a tag with a large picture and no sound": tagged(b"APIC" + bytes(2_000_000), 2_000_004),
        "51 MB": bytes(51_000_000),
        "a wave of 51 MB": wave(bytes(51_000_000)),
    }


def lists() -> dict[str, bytes]:
    """Texts that make a player open something else."""
    here = f"file://{SECRET}".encode()
    return {
        "a list of a file here": b"#EXTM3U\n#EXTINF:10,\n" + here + b"\n",
        "a list of segments": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\n"
        + here
        + b"\n#EXT-X-ENDLIST\n",
        "a list of segments under a key": b'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="' + here + b'"\n#EXTINF:1,\na.ts\n',
        "a list behind a mark": b"\xef\xbb\xbf\n #EXTM3U\n" + here,
        "a list of an address": b"#EXTM3U\nhttp://127.0.0.1:80/secret\n",
        "a list without its head": here + b"\nhttp://127.0.0.1/\n",
        "files put together": b"ffconcat version 1.0\nfile '" + SECRET.encode() + b"'\n",
        "files put together by a protocol": b"concat:" + SECRET.encode() + b"|b.mp3",
        "a part of a file": b"subfile,,start,0,end,100,,:" + SECRET.encode(),
        "a made-up source": b"sine=frequency=1000:duration=3600",
        "a film of a made-up source": b"movie=" + SECRET.encode() + b" [out0]",
        "pls": b"[playlist]\nFile1=" + here + b"\nNumberOfEntries=1\n",
        "asx": b'<asx version="3.0"><entry><ref href="' + here + b'"/></entry></asx>',
        "xspf": b'<?xml version="1.0"?><playlist version="1"><trackList><track><location>' + here + b"</location>",
        "dash": b'<?xml version="1.0"?><MPD><Period><AdaptationSet><BaseURL>' + here + b"</BaseURL>",
        "smil": b'<smil><body><audio src="' + here + b'"/></body></smil>',
        "smooth streaming": b'<?xml version="1.0"?><SmoothStreamingMedia MajorVersion="2">',
        "sdp": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 0\r\n",
        "an address of a stream": b"rtsp://127.0.0.1/secret",
        "a reference to a film": box(b"moov", box(b"rmra", box(b"rmda", box(b"rdrf", b"\0\0\0\0url " + here)))),
    }


def waves() -> dict[str, bytes]:
    """WAV files whose heads lie."""
    voice = np.round(spoken() * 20_000).astype("<i2").tobytes()
    return {
        "a wave of no samples": wave(b""),
        "a wave that promises 4 GB and holds none": wave(b"")[:-4] + b"\xff\xff\xff\xff",
        "a wave of 2³¹ Hz": wave(voice, rate=1 << 31),
        "a wave of 0 Hz": wave(voice, rate=0),
        "a wave of 1 Hz": wave(voice, rate=1),
        "a wave of no channels": wave(voice, channels=0),
        "a wave of 65,535 channels": wave(voice, channels=65_535),
        "a wave of 100 channels": wave(voice, channels=100, block=200),
        "a wave of no bits": wave(voice, bits=0),
        "a wave of 65,535 bits": wave(voice, bits=65_535),
        "a wave of no known coder": wave(voice, coder=0x1234),
        "a wave of a coder that is not taken": wave(voice, coder=0x0161),
        "a wave of yet another coder": wave(voice, coder=0x0092),
        "a wave without a head": riff(b"data" + struct.pack("<I", len(voice)) + voice),
        "a wave whose head is 4 GB": wave(voice).replace(b"fmt \x10\0\0\0", b"fmt \xff\xff\xff\xff"),
        "a wave of waves": riff(b"LIST\xff\xff\xff\x7f" * 5000),
        "a wave of endless small chunks": riff(b"junk\0\0\0\0" * 500_000),
    }


def boxes() -> dict[str, bytes]:
    """MP4 files whose tables lie."""
    good = recordings()["m4a"]
    nested = b""
    for _ in range(20_000):
        nested = box(b"moov", nested)
    inflated = zlib.compress(box(b"trak", bytes(60_000_000)))
    moov = box(b"moov", box(b"cmov", box(b"dcom", b"zlib") + box(b"cmvd", struct.pack(">I", 0xFFFF_FFF0) + inflated)))
    kind = box(b"ftyp", b"M4A \0\0\0\0M4A mp42isom")
    return {
        "boxes without a table": kind + box(b"mdat", bytes(100_000)),
        "a table of nothing": kind + box(b"moov", b"") + box(b"mdat", bytes(1000)),
        "boxes in boxes in boxes": kind + nested,
        "a box of 2⁶³ bytes": kind + struct.pack(">I4sQ", 1, b"moov", (1 << 63) - 1) + bytes(1000),
        "a box of 4 GB": kind + struct.pack(">I4s", 0xFFFF_FFFF, b"moov") + bytes(1000),
        "a table that swells": kind + moov,
        "half a million boxes": kind + box(b"free", b"") * 500_000,
        "sizes of four billion samples": patched(good, b"stsz", 8, b"\0\0\0\x01\xff\xff\xff\xff"),
        "sizes of two billion samples of nothing": patched(good, b"stsz", 8, b"\0\0\0\0\x7f\xff\xff\xff"),
        "times of four billion samples": patched(good, b"stts", 8, b"\xff\xff\xff\xff"),
        "four billion samples in a chunk": patched(good, b"stsc", 12, b"\0\0\0\x01\xff\xff\xff\xff"),
        "four billion kinds of sample": patched(good, b"stsd", 8, b"\xff\xff\xff\xff"),
        "sound in another file": patched(patched(good, b"url ", 4, b"\0\0\0\0"), b"stco", 12, b"\0\0\0\0"),
        "a coder that is not taken": written(Form("mp4", "ac3"), spoken()[: SOURCE_RATE * 2]),
        "a coder that nobody knows": recordings()["m4a without loss"].replace(b"alac", b"zzzz"),
        "a film without sound": film_alone("mp4", "mpeg4"),
        "a film without sound in webm": film_alone("webm", "libvpx"),
    }


def streams() -> dict[str, bytes]:
    """Ogg, Matroska and FLAC files whose structure lies."""
    ogg, webm, flac = (recordings()[name] for name in ("ogg with opus", "webm", "flac"))
    fast = Form("flac", "flac", rate=655_350, layout="7.1", coder={"strict": "experimental"})
    unknown = b"\x01" + b"\xff" * 7
    return {
        "ogg of endless empty pages": ogg[:28] + (b"OggS\0\0" + bytes(21)) * 400_000,
        "ogg of one page again and again": ogg[: ogg.index(b"OggS", 4)] * 50_000,
        "ogg that is only heads": ogg[: ogg.index(b"OggS", ogg.index(b"OggS", 4) + 4)],
        "matroska whose head is 2⁵⁶ bytes": b"\x1a\x45\xdf\xa3\x01" + b"\xff" * 6 + b"\xfe" + webm[12:],
        "matroska of unknown lengths": (b"\x1a\x45\xdf\xa3" + unknown + b"\x18\x53\x80\x67" + unknown) * 20_000,
        "matroska in matroska": webm[: webm.index(b"\x18\x53\x80\x67")]
        + b"\x18\x53\x80\x67"
        + unknown
        + (b"\x1f\x43\xb6\x75" + unknown) * 200_000,
        "matroska of four billion tracks": webm[:200] + (b"\xae\x80" * 200_000),
        "matroska that swells": swelling_webm(),
        "flac of 655,350 Hz and 8 channels": written(fast, spoken()[: SOURCE_RATE * 2]),
        "flac of 0 Hz": flac[:18] + bytes(2) + flac[20:],
        "flac of no frames": flac[:42],
        "flac of endless comments": flac[:4] + b"\x04\xff\xff\xff" + bytes(1000),
        "flac of a million empty blocks": flac[:42] + b"\x01\0\0\0" * 1_000_000,
    }


def bombs() -> dict[str, bytes]:
    """Small files that hold many hours, and one that is a little too long."""
    aac = written(FORMS["aac"], np.zeros(SOURCE_RATE, np.float32))
    second = adts_frame(aac, adts_frame(aac, 0))
    frame = aac[second : adts_frame(aac, second)]
    minutes_21 = np.tile(spoken()[::6], 160)[: 21 * 60 * 8_000]
    return {
        "flac of 6 hours": long_flac(),
        "mp3 of 6 hours": (b"\xff\xe3\x18\xc4" + bytes(68)) * (HOURS_6 * 1000 // 72),
        "aac of 6 hours": frame * (HOURS_6 * 44_100 // 1024),
        "amr of 6 hours": b"#!AMR\n" + (b"\x04" + bytes(12)) * (HOURS_6 * 50),
        "ogg of 6 hours": long_ogg(),
        "a wave of 3 hours": wave(b"\xff" * 43_200_000, coder=7, rate=4_000, bits=8, block=1),
        "21 minutes of voice": wave(np.uint8(128 + 100 * minutes_21).tobytes(), rate=8_000, bits=8, block=1),
    }


def unheard() -> dict[str, bytes]:
    """Files in which nobody speaks, or hardly."""
    random = np.random.default_rng(3)
    time = np.arange(SOURCE_RATE * 4) / SOURCE_RATE
    none = np.zeros(len(time))
    sounds = {
        "silence": none,
        "a direct current": none + 0.5,
        "hardly any noise": random.standard_normal(len(time)) * 0.001,
        "hiss": random.standard_normal(len(time)) * 0.1,
        "hum": np.sin(2 * np.pi * 50 * time) * 0.3,
        "a whistle": np.sin(2 * np.pi * 3000 * time) * 0.3,
        "a click": np.where(np.arange(len(time)) == 1000, 1.0, 0.0),
        "a voice too far away": spoken()[: len(time)] * 0.002,
        "three tenths of a second": spoken()[SOURCE_RATE : SOURCE_RATE * 13 // 10],
    }
    made = {name: written(FORMS["wav of 16 bits"], pcm.astype(np.float32)) for name, pcm in sounds.items()}
    silent = {f"silence in {form}": written(FORMS[form], none.astype(np.float32)) for form in ("mp3", "m4a", "webm")}
    return made | silent


def cut() -> dict[str, bytes]:
    """Good files of which the last two fifths never came, in every kind that tells."""
    return {f"{name}, cut": data[: len(data) * 3 // 5] for name, data in recordings().items() if name not in OPEN_ENDED}


GROUPS: tuple[Callable[[], dict[str, bytes]], ...] = (not_sound, lists, waves, boxes, streams, bombs, unheard, cut)


def wave(
    samples: bytes, *, coder: int = 1, channels: int = 1, rate: int = 48_000, bits: int = 16, block: int = 2
) -> bytes:
    """A WAV file whose head says what it is told to say."""
    head = struct.pack("<HHIIHH", coder, channels, rate, rate * block & 0xFFFF_FFFF, block, bits)
    return riff(b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(samples)) + samples)


def riff(chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def element(name: str, content: bytes) -> bytes:
    """Matroska's."""
    return bytes.fromhex(name) + b"\x01" + len(content).to_bytes(7, "big") + content


def tagged(content: bytes, claimed: int) -> bytes:
    """Behind an ID3 tag's head, which says that the tag is so long."""
    return b"ID3\x04\0\0" + bytes(claimed >> shift & 0x7F for shift in (21, 14, 7, 0)) + content


def patched(data: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """With other bytes so far behind a box's name."""
    at = data.index(name) + offset
    return data[:at] + value + data[at + len(value) :]


def adts_frame(data: bytes, at: int) -> int:
    """Where the next one begins."""
    return at + ((data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5)


def film_alone(container: str, codec: str) -> bytes:
    """A film whose sound was never recorded."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        with av.open(path, "w", format=container) as target:
            film(target, 4.0, codec)
        return path.read_bytes()


def swelling_webm() -> bytes:
    """Blocks of some kilobytes that are 50 MB each once they are read."""
    packed = zlib.compress(bytes(50_000_000), 9)
    sound = element("b5", struct.pack(">f", 48_000)) + element("9f", b"\x01") + element("6264", b"\x10")
    squeezed = element("6d80", element("6240", element("5034", element("4254", b"\0"))))
    track = element("d7", b"\x01") + element("73c5", b"\x01") + element("83", b"\x02")
    track += element("86", b"A_PCM/INT/LIT") + element("e1", sound) + squeezed
    blocks = element("a3", b"\x81\0\0\x80" + packed) * 100
    content = element("1654ae6b", element("ae", track)) + element("1f43b675", element("e7", b"\0") + blocks)
    return element("1a45dfa3", element("4282", b"matroska")) + element("18538067", content)


def long_flac() -> bytes:
    """6 hours of nothing."""
    target = io.BytesIO()
    with av.open(target, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=8_000, layout="mono")
        stream.format = "s16"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4608), np.int16), format="s16", layout="mono")
        frame.sample_rate = 8_000
        for _ in range(HOURS_6 * 8_000 // 4608):
            frame.pts = None
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


def long_ogg() -> bytes:
    """6 hours of Opus in which every packet of one byte stands for 60 ms."""
    head = recordings()["ogg with opus"]
    pages, at, number = [], 0, 2
    for _ in range(2):
        at = head.index(b"OggS", at + 4)
    serial = head[14:18]
    for page in range(HOURS_6 * 1000 // 60 // 255):
        granule = (page + 1) * 255 * 2880
        pages.append(ogg_page(granule, serial, number + page, b"\x18" * 255))
    return head[:at] + b"".join(pages)


def ogg_page(granule: int, serial: bytes, number: int, packets: bytes) -> bytes:
    """Of packets of one byte each."""
    table = bytes((len(packets),)) + b"\x01" * len(packets)
    page = b"OggS\0\0" + struct.pack("<Q", granule) + serial + struct.pack("<II", number, 0) + table + packets
    checksum = 0
    for byte in page:
        checksum = (checksum << 8 & 0xFFFF_FFFF) ^ CHECKSUMS[checksum >> 24 ^ byte]
    return page[:22] + struct.pack("<I", checksum) + page[26:]


def checksums() -> list[int]:
    """Ogg's, by byte."""
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C1_1DB7 if value & 0x8000_0000 else 0)) & 0xFFFF_FFFF
        table.append(value)
    return table


CHECKSUMS = checksums()
