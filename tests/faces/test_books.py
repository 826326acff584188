"""A tour on paper, as a book and as an album: sent whole, piece by piece, honest, in every language."""

import hashlib
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from urllib.parse import unquote

import pytest
from obstore.store import MemoryStore

from tests.books import opened, told
from tests.builders import Village, words
from tests.conftest import HOST, Phone
from tests.faces.conftest import built
from tests.faces.markup import elements
from tests.faces.test_hostile_words import HOSTILE, a_hostile_house
from tests.faces.test_kit import LANGUAGES
from tourism import codes
from tourism.app import create_app
from tourism.guide import FONTS, make_fonts
from tourism.narration import queries as narration
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites import queries as places
from tourism.storage.object_store import StoreBlobs
from tourism.web import edition
from tourism.web.edition import FinishedPages

BOOKS = {
    ".pdf": ("application/pdf", "Một ngày.pdf"),
    ".epub": ("application/epub+zip", "Một ngày.epub"),
    "-audio.zip": ("application/zip", "Một ngày (audio).zip"),
}


@pytest.mark.parametrize("end", BOOKS)
def test_a_book_comes_under_its_type_and_two_names(end, standing, reader):
    answer = reader.get(f"/vi/tours/{standing.tour}/mot-ngay{end}")
    plain, own = re.fullmatch(
        r"attachment; filename=\"(.*)\"; filename\*=UTF-8''(.*)", answer.headers["Content-Disposition"]
    ).groups()

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, BOOKS[end][0])
    assert (plain, unquote(own)) == (f"mot-ngay{end}", BOOKS[end][1])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Content-Language"] == "vi"
    assert answer.headers["Content-Length"] == str(len(answer.data))


@pytest.mark.parametrize("query", ["", "?start=08:00"])
@pytest.mark.parametrize("end", BOOKS)
def test_a_book_that_is_known_already_is_not_sent_again(end, query, standing, reader):
    path = f"/vi/tours/{standing.tour}/mot-ngay{end}{query}"
    first = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    asked = reader.head(path)

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert reader.get(path).data == first.data
    assert (asked.data, asked.headers["Content-Length"]) == (b"", str(len(first.data)))
    assert asked.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("end", BOOKS)
def test_a_book_under_an_older_name_has_moved_and_of_no_tour_is_a_wrong_turn(end, standing, reader):
    moved = reader.get(f"/vi/tours/{standing.tour}/ngay-xua{end}")

    assert (moved.status_code, moved.headers["Location"]) == (301, f"/vi/tours/{standing.tour}/mot-ngay{end}")
    assert reader.get(f"/vi/tours/{codes.mint()}/mot-ngay{end}").status_code == 404


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_book_holds_together_in_every_language(tag, standing, reader):
    answer = reader.get(f"/{tag}/tours/{standing.tour}/mot-ngay.epub")
    book = opened(answer.data)

    assert len(book.documents) == 5
    assert {"vi", tag} >= set(answer.headers["Content-Language"].split(", "))
    assert book.clips


def test_the_voice_in_a_book_is_the_one_of_the_place_and_says_its_sentences(standing, reader):
    book = opened(reader.get(f"/vi/tours/{standing.tour}/mot-ngay.epub").data)
    with standing.village.backends.sessions.reading() as session:
        heard = narration.narration(session, places.site(session, standing.site.id, "vi"))
    clips = book.clips["EPUB/stop-01.xhtml"]

    assert f"{hashlib.sha256(book.files['EPUB/stop-01.mp3']).hexdigest()}.mp3" == heard.sound.name
    assert [each.text for each in clips] == ["Đình Vân La", "Hãy nhìn mái đình.", "Bốn góc mái cong lên.",
                                             "Phía trước là sân gạch."]  # fmt: skip
    assert clips[-1].end <= heard.sound.duration_ms / 1000
    assert told(book, "media:narrator") == ["Giọng máy"]


def test_an_album_has_the_same_voices_and_says_who_speaks(standing, reader):
    tour = f"/vi/tours/{standing.tour}/mot-ngay"
    book = opened(reader.get(f"{tour}.epub").data)
    with zipfile.ZipFile(BytesIO(reader.get(f"{tour}-audio.zip").data)) as album:
        assert album.testzip() is None
        assert [name for name in album.namelist() if name.endswith(".mp3")] == [
            "01-dinh-van-la.mp3",
            "02-cho-moi.mp3",
            "03-uon-cay.mp3",
        ]
        assert album.read("01-dinh-van-la.mp3") == book.files["EPUB/stop-01.mp3"]
        assert "Giọng máy" in album.read("credits.txt").decode()
        assert "© Hồng Vân" in album.read("LICENCE.txt").decode()


def test_the_page_says_how_large_they_are_about_and_links_them(standing, reader):
    tour = f"/en/tours/{standing.tour}/mot-ngay"
    page = reader.get(tour).text
    offered = [each["href"] for each in elements(page, "a") if "download" in each]

    assert offered[:3] == [f"{tour}{end}" for end in BOOKS]
    assert re.search(r"EPUB · [\d.]+ [KM]B", page)


def test_where_all_stops_are_silent_there_is_a_book_and_no_album(hamlet, visitor):
    tour = f"/vi/tours/{hamlet.tour}/mot-ngay"

    assert opened(visitor.get(f"{tour}.epub").data).clips == {}
    assert visitor.get(f"{tour}-audio.zip").status_code == 404
    assert "-audio.zip" not in visitor.get(tour).text
    assert visitor.get(f"{tour}.pdf").status_code == 200


def test_a_book_says_the_words_of_today_and_has_changed(hamlet, visitor):
    village, path = hamlet.village, f"/vi/tours/{hamlet.tour}/mot-ngay.epub"
    village.voices()
    before = visitor.get(path)
    village.backends.clock.forward(hours=1)
    with village.backends.sessions.writing() as session:
        now = village.backends.clock()
        sites.save(session, hamlet.plain.row, "vi", words("Chợ Xưa", "cho-xua"), by="test", now=now)
        publishing.publish_site(session, hamlet.plain.row, hamlet.commune, {"vi"}, now)
    after = visitor.get(path, headers={"If-None-Match": before.headers["ETag"]})
    book = opened(after.data)

    assert after.status_code == 200
    assert b"Ch\xe1\xbb\xa3 X\xc6\xb0a" in book.files["EPUB/stop-02.xhtml"]
    assert told(book, "dcterms:modified") == ["2026-11-21T04:00:00Z"]
    # Its new voice is still in the making.
    assert set(book.clips) == {"EPUB/stop-01.xhtml", "EPUB/stop-03.xhtml"}


def test_a_start_that_is_none_is_refused(standing, reader):
    assert reader.get(f"/vi/tours/{standing.tour}/mot-ngay.pdf?start=25:00").status_code == 400


@pytest.mark.parametrize("kind", ["script", "closing", "control", "combining", "right-to-left"])
def test_hostile_words_break_no_book_and_no_paper(kind, village, visitor):
    a_hostile_house(village, HOSTILE[kind])
    village.voices()
    found = [path for path in re.findall(r'href="(/vi/tours/[^"]*)"', visitor.get("/vi/communes/hong-van").text)]
    tour = next(path for path in found if path.count("/") == 4)
    book = opened(visitor.get(f"{tour}.epub").data)

    assert not {"script", "img", "iframe"} & {each.tag for each in book.documents["EPUB/start.xhtml"].iter()}
    assert visitor.get(f"{tour}.pdf").data.startswith(b"%PDF-")
    assert visitor.get(f"{tour}-audio.zip").status_code in (200, 404)


def test_nothing_holds_a_book_as_a_whole_on_its_way(standing):
    """What the server gets is pieces, none longer than a piece of a file; closing them in the middle is no harm."""
    app = create_app(standing.village.backends)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/vi/tours/{standing.tour}/mot-ngay-audio.zip", "HTTP_HOST": HOST,
               "SERVER_NAME": HOST, "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
               "wsgi.errors": BytesIO()}  # fmt: skip
    answered = []
    pieces = app.wsgi_app(environ, lambda status, headers, _info=None: answered.append((status, dict(headers))))
    iterator = iter(pieces)
    first = next(iterator)

    assert answered[0][0] == "200 OK"
    assert first.startswith(b"PK\3\4")
    assert len(first) < 1000
    assert len(first) + sum(len(each) for each in iterator) == int(answered[0][1]["Content-Length"])
    pieces.close()  # type: ignore[attr-defined]


def test_the_same_comes_out_of_a_store_that_has_no_files(backends):
    away = replace(backends, blobs=StoreBlobs(MemoryStore()))
    hamlet = built(Village(away))
    hamlet.village.voices()
    app = create_app(away)
    phone = Phone(app, app.response_class, use_cookies=False)

    assert len(opened(phone.get(f"/vi/tours/{hamlet.tour}/mot-ngay.epub").data).clips) == 3
    with zipfile.ZipFile(BytesIO(phone.get(f"/vi/tours/{hamlet.tour}/mot-ngay-audio.zip").data)) as album:
        assert album.testzip() is None


def test_a_streamed_answer_is_closed_where_only_its_head_is_asked():
    closed = []

    class Answer:
        def __iter__(self):
            raise AssertionError("nobody asked for it")

        def close(self) -> None:
            closed.append(True)

    def inner(environ, start):
        environ[edition.STREAMED] = True
        start("200 OK", [("Content-Length", "9")])
        return Answer()

    layer = FinishedPages(inner, edition=lambda: 1, day=lambda: "2026-11-21", host=HOST, languages=("vi",),
                          budget_bytes=1000)  # fmt: skip
    environ = {"REQUEST_METHOD": "HEAD", "PATH_INFO": "/vi/x", "HTTP_HOST": HOST}

    assert list(layer(environ, lambda *_told: None)) == []
    assert closed == [True]


@pytest.fixture(autouse=True, scope="module")
def letters() -> None:
    """The faces that paper is set in."""
    make_fonts(FONTS)
