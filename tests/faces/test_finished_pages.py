"""Finished pages: the same bytes, never too old, never in another's language, never too many."""

import gzip
import threading
import time

import brotli
import pytest

from tests.builders import words
from tests.conftest import HOST, Phone
from tests.faces.markup import elements
from tourism import codes
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.web.edition import FINISHED, FinishedPages

TOLD = {"vi": "xin chào", "ko": "안녕하세요", "en": "hello"}


class House:
    """A small application whose pages are all finished; it counts how often it is asked."""

    def __init__(self, size: int = 2_000) -> None:
        self.asked: list[str] = []
        self.edition = 1
        self.size = size
        self.finished = True

    def __call__(self, environ, start):
        """A page that says in which language it was asked for, and how often anything was."""
        self.asked.append(environ["PATH_INFO"])
        environ[FINISHED] = self.finished
        tag = environ.get("HTTP_ACCEPT_LANGUAGE", "vi")
        body = f"{TOLD[tag]} {len(self.asked)} {self.edition} ".encode() * (self.size // 20)
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Language")])
        return [body]


@pytest.fixture
def house() -> House:
    """The application behind the layer."""
    return House()


@pytest.fixture
def layer(house) -> FinishedPages:
    """The layer, with room for some ten pages."""
    return layer_on(house, 40_000)


def layer_on(house: House, budget: int) -> FinishedPages:
    """A layer in front of a house."""
    return FinishedPages(
        house,
        edition=lambda: house.edition,
        day=lambda: "2026-11-21",
        host=HOST,
        languages=tuple(TOLD),
        budget_bytes=budget,
    )


def ask(layer, path="/vi/", method="GET", **headers: str) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of a request."""
    path, _, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": HOST}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    told: list[tuple[str, list[tuple[str, str]]]] = []
    body = b"".join(layer(environ, lambda status, headers, _info=None: told.append((status, headers))))
    assert len({name for name, _ in told[0][1]}) == len(told[0][1]), "a header twice"
    return told[0][0], dict(told[0][1]), body


def brotli_made(layer, path="/vi/") -> None:
    """Waits until the compressor has done a page."""
    deadline = time.monotonic() + 5
    while ask(layer, path, accept_encoding="br")[1].get("Content-Encoding") != "br":
        assert time.monotonic() < deadline, "no Brotli within 5 s"
        time.sleep(0.01)


def new_edition(layer, house) -> None:
    """Somebody publishes, and the memo's half second passes."""
    house.edition += 1
    layer.memo = (-1.0, (0, ""))


def test_the_second_visitor_gets_the_same_bytes_without_the_application(layer, house):
    first, second = ask(layer), ask(layer)

    assert first == second
    assert house.asked == ["/vi/"]


def test_each_coding_decodes_to_the_same_page(layer):
    plain = ask(layer)
    brotli_made(layer)
    for accepted, decode in (("br, gzip", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes)):
        status, headers, body = ask(layer, accept_encoding=accepted)

        assert (status, decode(body)) == ("200 OK", plain[2])
        assert headers["Content-Length"] == str(len(body))
        assert headers["Vary"] == "Accept-Encoding, Accept-Language"


@pytest.mark.parametrize(
    "accepted, coding",
    [
        ("", ""),
        ("identity", ""),
        ("gzip;q=0", ""),
        ("gzip;q=0.0, br;q=0", ""),
        ("br;q=0, gzip", "gzip"),
        ("BR", "br"),
        ("gzip;q=0.1", "gzip"),
        ("deflate, zstd", ""),
        ("brotli, x-gzip", ""),
        ("gzip ; q=1.0 , br ; q=0.001", "br"),
    ],
)
def test_a_coding_is_used_only_where_the_phone_takes_it(accepted, coding, layer):
    ask(layer)
    brotli_made(layer)

    assert ask(layer, accept_encoding=accepted)[1].get("Content-Encoding", "") == coding


def test_each_coding_has_an_etag_of_its_own_and_each_is_known_again(layer):
    ask(layer)
    brotli_made(layer)
    etags = {each: ask(layer, accept_encoding=each)[1]["ETag"] for each in ("br", "gzip", "")}

    assert len(set(etags.values())) == 3
    for accepted, etag in etags.items():
        status, headers, body = ask(layer, accept_encoding=accepted, if_none_match=f'"other", W/{etag}')
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == etag
        assert "Content-Length" not in headers
    assert ask(layer, if_none_match='"other"')[0] == "200 OK"


def test_a_head_request_has_the_headers_and_no_body(layer):
    for _ in range(2):
        status, headers, body = ask(layer, method="HEAD")

        assert (status, body) == ("200 OK", b"")
        assert headers["Content-Length"] == str(len(ask(layer)[2]))


def test_a_new_edition_is_a_new_page_and_a_new_etag(layer, house):
    _, before, _ = ask(layer)
    new_edition(layer, house)

    status, after, body = ask(layer, if_none_match=before["ETag"])

    assert status == "200 OK"
    assert after["ETag"] != before["ETag"]
    assert body.startswith(TOLD["vi"].encode())


def test_within_half_a_second_the_database_is_not_asked_again(layer, house):
    reads = []

    def read() -> int:
        reads.append(1)
        return house.edition

    layer.read_edition = read

    for _ in range(50):
        ask(layer)

    assert len(reads) <= 2


def test_no_language_is_ever_answered_with_another_s_page(layer):
    for _ in range(3):
        for tag, told in TOLD.items():
            assert told in ask(layer, "/q/7K3Q2M5P", accept_language=tag)[2].decode(), tag


@pytest.mark.parametrize("path", ["/vi/?utm_source=x", "/vi/?", "/q/7K3Q2M5P?lang=ko", "/vi/?lang=vi"])
def test_an_address_with_a_query_is_not_kept(path, layer, house):
    ask(layer, path)
    ask(layer, path)

    assert len(house.asked) == (1 if path.endswith("?") else 2)


def test_another_host_or_method_gets_no_kept_page(layer, house):
    ask(layer)
    ask(layer, host="evil.com")
    ask(layer, host=f"{HOST}:99")
    ask(layer, method="POST")
    ask(layer, method="OPTIONS")

    assert len(house.asked) == 5


def test_a_page_that_is_not_finished_is_asked_for_each_time(layer, house):
    house.finished = False
    ask(layer)
    ask(layer)

    assert len(house.asked) == 2


def test_memory_stays_within_its_budget_through_many_editions_and_pages(house):
    layer = layer_on(house, 40_000)
    for edition in range(30):
        for number in range(8):
            ask(layer, f"/vi/{number + edition % 3}")
        settle(layer)
        new_edition(layer, house)

        held = sum(page.weight for page in layer.pages.values())
        assert held <= 40_000
        assert layer.weight == held


def test_a_page_larger_than_the_budget_is_still_answered():
    layer = layer_on(House(size=100_000), 1_000)

    assert ask(layer)[0] == ask(layer)[0] == "200 OK"
    assert len(layer.pages) == 1


def test_many_phones_at_once_get_whole_pages_while_somebody_publishes(layer, house):
    faults: list[str] = []

    def phone(number: int) -> None:
        for _ in range(60):
            accepted = ("br", "gzip", "")[number % 3]
            status, headers, body = ask(layer, f"/vi/{number % 4}", accept_encoding=accepted, if_none_match='"x"')
            coding = headers.get("Content-Encoding")
            text = brotli.decompress(body) if coding == "br" else gzip.decompress(body) if coding else body
            if status != "200 OK" or not text.startswith(TOLD["vi"].encode()):
                faults.append(status)

    phones = [threading.Thread(target=phone, args=(number,)) for number in range(12)]
    for each in phones:
        each.start()
    while any(each.is_alive() for each in phones):
        new_edition(layer, house)
        time.sleep(0.001)

    assert faults == []


def test_a_database_that_does_not_answer_costs_a_page_not_the_server(layer, house):
    def broken() -> int:
        raise OSError("disk I/O error")

    layer.read_edition = broken

    assert ask(layer)[0] == "200 OK"
    assert house.asked == ["/vi/"]


def test_what_is_published_is_seen_at_once_after_half_a_second(hamlet, visitor):
    path = f"/q/{hamlet.site.sign}"
    assert "Đình Vân La" in visitor.get(path).text
    new = words("Đình Vân La mới", "dinh-van-la")
    with hamlet.village.backends.sessions.writing() as session:
        sites.save(session, hamlet.site.row, "vi", new, by="test", now=hamlet.village.backends.clock())
        publishing.publish_site(
            session, hamlet.site.row, hamlet.commune, {"vi", "en", "ko"}, hamlet.village.backends.clock()
        )

    time.sleep(0.6)

    assert "Đình Vân La mới" in visitor.get(path).text


def test_what_is_withdrawn_is_gone_at_once_after_half_a_second(hamlet, visitor):
    path = f"/vi/sites/{hamlet.site.id}/dinh-van-la"
    visitor.get(path)
    with hamlet.village.backends.sessions.writing() as session:
        publishing.withdraw_site(session, hamlet.site.row, hamlet.commune, hamlet.village.backends.clock())

    time.sleep(0.6)

    assert visitor.get(path).status_code == 404
    assert hamlet.site.id not in visitor.get("/vi/communes/hong-van").text


def test_a_new_day_is_a_new_page(hamlet, visitor):
    sign = codes.mint()
    hamlet.village.site(hamlet.commune, "khac", sign=sign, order=9)
    before = visitor.get("/en/communes/hong-van").headers["ETag"]
    hamlet.village.backends.clock.forward(days=1)

    time.sleep(0.6)
    after = visitor.get("/en/communes/hong-van")

    assert after.headers["ETag"] != before
    assert "07:30–11:30" not in after.text


@pytest.mark.parametrize("accepted", ["vi", "ko", "en", "ja", "fr-CA,en;q=0.5", "zh-TW", None, "sw"])
def test_a_sign_s_page_is_in_the_phone_s_own_language_however_often_others_ask(accepted, standing, reader):
    expected = {
        "vi": "vi",
        "ko": "ko",
        "en": "en",
        "ja": "ja",
        "fr-CA,en;q=0.5": "fr",
        "zh-TW": "zh-Hant",
        None: "vi",
        "sw": "en",
    }
    for other in ("ko", "vi", "ja"):
        reader.get(f"/q/{standing.site.sign}", headers={"Accept-Language": other})
        answer = reader.get(f"/q/{standing.site.sign}", headers={"Accept-Language": accepted} if accepted else {})

        assert elements(answer.text, "html")[0]["lang"] == expected[accepted]
        assert {"Accept-Language", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))


def test_pages_say_how_long_they_may_be_kept(standing, reader):
    for path in ("/vi/", f"/q/{standing.site.sign}", "/sitemap.xml", "/robots.txt"):
        assert reader.get(path).headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600", path


def test_two_guides_in_one_process_keep_their_pages_apart(backends, standing, reader):
    from tourism.app import create_app

    empty = create_app(backends)
    empty.test_client_class = Phone

    assert "Hồng Vân" in reader.get("/vi/").text
    assert "Hồng Vân" not in empty.test_client().get("/vi/").text


def settle(layer) -> None:
    """Waits until the compressor has nothing to do."""
    deadline = time.monotonic() + 5
    while layer.to_compress.qsize() and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(0.02)
