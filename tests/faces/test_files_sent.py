"""Sounds and static files: ranges, conditional requests, addresses that never change."""

import gzip
import io
import re

import brotli
import pytest
from PIL import Image

from tests.faces.markup import addresses, elements
from tourism.web.assets import STATIC

SIZE = 300_000


@pytest.fixture
def sound(standing) -> tuple[str, bytes]:
    """A blob longer than two pieces, and its address."""
    data = bytes(range(256)) * (SIZE // 256) + b"end of the sound"
    name = standing.village.backends.blobs.put(data, "mp3").name
    return f"/media/{name[:2]}/{name}", data


@pytest.mark.parametrize(
    "asked, first, last",
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-0", 0, 0),
        ("bytes=1000-1999", 1000, 1999),
        ("bytes=131071-131073", 131071, 131073),
        ("bytes=100-", 100, None),
        ("bytes=0-", 0, None),
        ("bytes=-500", -500, None),
        ("bytes=-99999999", 0, None),
        ("bytes=5-99999999", 5, None),
        (" bytes=0-1 ", 0, 1),
    ],
)
def test_a_range_is_sent_exactly(asked, first, last, sound, reader):
    path, data = sound
    first = first if first >= 0 else len(data) + first
    last = len(data) - 1 if last is None else last

    answer = reader.get(path, headers={"Range": asked})

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(data)}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.data == data[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=300100-", "bytes=999999999999-", "bytes=-0", "bytes=300100-300200"])
def test_a_range_past_the_end_is_refused_with_the_length(asked, sound, reader):
    path, data = sound

    answer = reader.get(path, headers={"Range": asked})

    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(data)}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,5-9",
        "bytes=9-5",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "items=0-1",
        "bytes 0-1",
        "bytes=0-1;x",
        "bytes=" + "9" * 99 + "-",
    ],
)
def test_other_ranges_get_the_whole(asked, sound, reader):
    path, data = sound

    answer = reader.get(path, headers={"Range": asked})

    assert answer.status_code == 200
    assert answer.data == data
    assert "Content-Range" not in answer.headers


def test_a_resumed_download_starts_anew_where_the_file_is_another(sound, reader):
    path, data = sound
    etag = reader.head(path).headers["ETag"]

    same = reader.get(path, headers={"Range": "bytes=10-19", "If-Range": etag})
    other = reader.get(path, headers={"Range": "bytes=10-19", "If-Range": '"other"'})
    dated = reader.get(path, headers={"Range": "bytes=10-19", "If-Range": "Sat, 21 Nov 2026 00:00:00 GMT"})

    assert (same.status_code, same.data) == (206, data[10:20])
    assert (other.status_code, other.data) == (200, data)
    assert (dated.status_code, dated.data) == (200, data)


def test_what_a_phone_has_is_not_sent_again(sound, reader):
    path, _ = sound
    etag = reader.head(path).headers["ETag"]

    for kept in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = reader.get(path, headers={"If-None-Match": kept, "Range": "bytes=0-1"})
        assert (answer.status_code, answer.data) == (304, b""), kept
        assert answer.headers["ETag"] == etag
    assert reader.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_sound_is_kept_for_ever_and_may_be_played_elsewhere(sound, reader):
    path, data = sound

    answer = reader.head(path)

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(data))
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "address",
    ["/media/{folder}/{other}", "/media/zz/{name}", "/media/{name}", "/media/{folder}/{name}/", "/media/"],
)
def test_no_other_address_is_a_sound(address, sound, reader):
    name = sound[0].rpartition("/")[2]
    path = address.format(folder=name[:2], name=name, other="0" * 64 + ".mp3")

    assert reader.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nobody_writes_files_by_http(method, sound, reader):
    for path in (sound[0], "/static/x/css/guide.css", "/media/x"):
        answer = reader.open(path, method=method, data=b"x")

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"


def test_every_static_file_of_a_page_is_kept_for_ever(standing, reader):
    page = reader.get(f"/q/{standing.site.sign}").text
    files = {each.partition("#")[0] for each in addresses(page) if each.startswith("/static/")}

    assert len(files) >= 8
    for path in files:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert re.match(r"/static/[0-9a-f]{12}/", path)


def test_what_a_script_imports_and_a_style_names_is_there(standing, reader):
    build = elements(reader.get("/vi/").text, "link", rel="stylesheet")[0]["href"].split("/")[2]
    for file in [*STATIC.glob("js/*.js"), *STATIC.glob("css/*.css")]:
        text = reader.get(f"/static/{build}/{file.relative_to(STATIC)}").text
        for name in re.findall(r"""(?:from\s+['"]|import\(?['"]|url\(['"]?)([^'")\s]+)""", text):
            if name.startswith(("data:", "#")):
                continue
            path = f"/static/{build}/{file.parent.name}/{name}"
            assert reader.get(path, follow_redirects=True).status_code == 200, f"{file.name}: {name}"


def test_an_older_page_s_files_still_answer_but_are_not_kept(reader):
    answer = reader.get("/static/0123456789ab/css/guide.css")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(
    "accepted, coding",
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", None),
        ("", None),
        ("br;q=0, gzip", None),
        ("identity", None),
    ],
)
def test_scripts_and_styles_are_sent_in_a_coding_that_the_phone_takes(accepted, coding, reader):
    path = elements(reader.get("/vi/").text, "link", rel="stylesheet")[0]["href"]

    answer = reader.get(path, headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") in {coding, "gzip" if "gzip" in accepted else coding}
    body = answer.data
    if answer.headers.get("Content-Encoding") == "br":
        body = brotli.decompress(body)
    elif answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    assert body == (STATIC / "css" / "guide.css").read_bytes()
    assert answer.headers["Vary"] == "Accept-Encoding"
    again = reader.get(path, headers={"Accept-Encoding": accepted, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_each_coding_of_a_static_file_has_an_etag_of_its_own(reader):
    path = elements(reader.get("/vi/").text, "link", rel="stylesheet")[0]["href"]
    plain, small = (reader.get(path, headers={"Accept-Encoding": each}).headers["ETag"] for each in ("", "br"))

    assert plain != small


def test_share_cards_are_pictures_of_a_size_that_networks_show(standing, reader):
    blob = next(standing.village.backends.blobs.root.rglob("*.svg")).stem

    picture = Image.open(io.BytesIO(reader.get(f"/cards/{blob}.png").data))

    assert picture.size == (1200, 630)
