"""A frame says that it was seen: one number a day grows, nobody waits for it, and nothing else is kept."""

import logging
import os
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.builders import Village
from tests.conftest import HOST, ROOT, HummingVoice, Phone, _wait_for, free_port
from tourism.app import create_app
from tourism.backends import Backends, now
from tourism.config import Config
from tourism.staff import granting, keys
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import connect
from tourism.storage.schema import upgrade
from tourism.visits.model import DailyCount
from tourism.web.security import Policy
from tourism.web.tickets import ticket

SEEN = "/embed/seen"
TOUR = "CR0NG131"
TICKET = re.compile('data-ticket="([^"]+)"')
DAY = date(2026, 11, 21)
# Of nobody: RFC 5737 and RFC 3849.
ADDRESSES = ("203.0.113.77", "2001:db8::77")
CANARY = "CanaryPhone/7.7"


def test_a_frame_with_a_ticket_is_counted_by_day_thing_language_and_event(told, send):
    assert send("shown") == send("shown") == send("heard") == (204, b"")

    assert told() == {(DAY, TOUR, "vi", "heard"): 1, (DAY, TOUR, "vi", "shown"): 2}


def test_a_frame_by_code_carries_a_ticket_for_what_is_in_it(told, hamlet, visitor, backends):
    code = partner_of(backends, hamlet.commune).code
    for path, tag in ((f"tours/{hamlet.tour}", "vi"), (f"sites/{hamlet.site.id}", "en")):
        page = visitor.get(f"/embed/{path}?p={code}&lang={tag}").text
        visitor.post(SEEN, data=f"{TICKET.findall(page)[0]} shown")

    assert told() == {(DAY, hamlet.tour, "vi", "shown"): 1, (DAY, hamlet.site.id, "en", "shown"): 1}


def test_a_frame_without_a_code_or_of_somebody_who_wants_no_count_carries_none(hamlet, visitor, backends):
    code = partner_of(backends, hamlet.commune).code
    path = f"/embed/tours/{hamlet.tour}"

    def has_ticket(query, **headers):
        return TICKET.search(visitor.get(f"{path}?{query}", headers=headers).text) is not None

    assert has_ticket(f"p={code}")
    assert not has_ticket("lang=vi")
    assert not has_ticket(f"p={code}&dnt=1")
    assert not has_ticket(f"p={code}", DNT="1")
    assert not has_ticket(f"p={code}", **{"Sec-GPC": "1"})
    assert has_ticket(f"p={code}", DNT="0")
    assert not TICKET.search(visitor.get(f"/embed/tours/AAAAAAAA?p={code}").text)


def test_the_day_is_vietnam_s(told, send, clock):
    clock.forward(hours=14)
    send("shown")

    assert list(told()) == [(date(2026, 11, 22), TOUR, "vi", "shown")]


@pytest.mark.parametrize("origin", ["null", f"http://{HOST}"])
def test_a_frame_in_a_sandbox_has_no_origin_and_is_counted_too(origin, told, send):
    send("shown", headers={"Origin": origin})

    assert list(told().values()) == [1]


@pytest.mark.parametrize(
    "headers",
    [
        {"DNT": "1"},
        {"Sec-GPC": "1"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": f"http://{HOST}.evil.example"},
    ],
)
def test_who_does_not_want_it_or_comes_from_elsewhere_is_in_no_count(headers, told, send):
    assert send("shown", headers=headers) == (204, b"")

    assert told() == {}


def test_an_address_that_says_dnt_is_in_no_count(told, visitor, made):
    assert visitor.post(f"{SEEN}?dnt=1", data=f"{made()} shown").status_code == 204

    assert told() == {}


def test_a_key_that_has_ended_is_counted_no_more(told, send, backends, key):
    with backends.sessions.writing() as session:
        granting.revoke(session, key.id, backends.clock())

    assert send("shown") == (204, b"")
    assert told() == {}


def test_a_ticket_holds_for_an_hour_and_not_before_it_was_made(told, send, made, clock):
    ticket = made()
    clock.forward(minutes=44)
    send("shown", ticket=ticket)
    assert list(told().values()) == [1]

    clock.forward(minutes=17)
    send("shown", ticket=ticket)
    later = made()
    clock.forward(hours=-2)
    send("shown", ticket=later)
    assert list(told().values()) == [1]


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"shown", b"\xff\xfe shown", b"a.b.c.d.e shown", b"x" * 201, b"x" * 70_000, "đã xem".encode(),
     b"ABCDEFGH.CR0NG131.vi.1960000.c2lnbmVk shown", b"...." + b" shown", b"\0 \0"],
)  # fmt: skip
def test_nonsense_gets_the_same_answer_and_is_not_counted(body, told, visitor, made):
    good = visitor.post(SEEN, data=f"{made()} shown")
    answer = visitor.post(SEEN, data=body)

    assert (answer.status_code, answer.data, dict(answer.headers)) == (204, b"", dict(good.headers))
    assert list(told().values()) == [1]


@pytest.mark.parametrize("change", [("CR0NG131", "9T9MMQEE"), (".vi.", ".en."), (" shown", " clicked"), (" shown", "")])
def test_nothing_of_a_ticket_can_be_changed(change, told, visitor, made):
    answer = visitor.post(SEEN, data=f"{made()} shown".replace(*change))

    assert answer.status_code == 204
    assert told() == {}


def test_a_form_is_a_text_like_any_other_and_no_cookie_is_set(told, visitor, made):
    answer = visitor.post(SEEN, data={"seen": made()}, headers={"Cookie": "desk=x"})

    assert answer.status_code == 204
    assert "Set-Cookie" not in answer.headers
    assert told() == {}


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_it_takes_no_other_method(method, visitor, told, made):
    assert visitor.open(SEEN, method=method, data=f"{made()} shown").status_code == 405
    assert told() == {}


def test_it_is_the_only_address_that_takes_something_from_other_sites(app):
    """All others that change something belong to the desk, whose forms no other site can send."""
    unsafe = {"POST", "PUT", "PATCH", "DELETE"}
    rules = [rule for rule in app.url_map.iter_rules() if unsafe & rule.methods and not rule.rule.startswith("/studio")]

    assert [rule.rule for rule in rules] == [SEEN]
    assert app.view_functions[rules[0].endpoint].policy == Policy("ticket")


def test_where_others_hold_the_database_it_is_dropped_and_nobody_waits(told, send, backends, caplog):
    caplog.set_level(logging.INFO)
    with backends.sessions.writing() as session:
        session.execute(text("UPDATE commune SET edition = edition + 1"))
        began = time.monotonic()
        assert [send("shown") for _ in range(3)] == [(204, b"")] * 3
        waited = time.monotonic() - began

    # Three times 200 ms, and a busy machine; the desk would wait for 5 s each time.
    assert waited < 3
    assert told() == {}
    assert caplog.text.count("a count was dropped: OperationalError") == 3
    send("shown")
    assert list(told().values()) == [1]


def test_a_database_that_is_broken_is_no_visitor_s_matter(send, backends):
    with backends.sessions.writing() as session:
        session.execute(text("DROP TABLE daily_count"))

    assert send("shown") == (204, b"")


def test_after_a_thousand_visits_no_address_and_no_phone_is_anywhere(tmp_path):
    """The real server, its database file and its log."""
    backends, key = prepared(tmp_path)
    with create_app(backends).test_request_context(base_url=backends.config.public_base_url):
        tickets = [ticket(key.code, TOUR, tag) for tag in ("vi", "en")]
    base, log = backends.config.public_base_url, tmp_path / "log.txt"

    def visit(number):
        headers = {"User-Agent": f"{CANARY} {number}", "X-Forwarded-For": ADDRESSES[number % 2], "Origin": "null",
                   "Referer": f"https://partner.example/{CANARY}", "Cookie": f"who={CANARY}"}  # fmt: skip
        body = f"{tickets[number % 2]} {'heard' if number % 5 == 0 else 'shown'}".encode()
        asked = urllib.request.Request(f"{base}{SEEN}", data=body, headers=headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status

    with running(backends.config, log), ThreadPoolExecutor(4) as pool:
        assert set(pool.map(visit, range(1000))) == {204}
    written = b"".join(path.read_bytes() for path in (*tmp_path.glob("guide.sqlite*"), log))
    with sqlite3.connect(tmp_path / "guide.sqlite") as database:
        ((sum_,),) = database.execute("SELECT sum(number) FROM daily_count").fetchall()
    database.close()

    assert 900 <= sum_ <= 1000
    assert TOUR.encode() in written
    assert [each for each in (*ADDRESSES, CANARY, "partner.example") if each.encode() in written] == []


@contextmanager
def running(config, log: Path):
    """The guide's own server, with all that it says in a file."""
    environment = {
        **os.environ,
        "TOURISM_PUBLIC_BASE_URL": config.public_base_url,
        "TOURISM_DATABASE_URL": config.database_url,
        "TOURISM_MEDIA": config.media,
        "TOURISM_SECRET_KEY": config.secret_key,
        "TOURISM_TRUSTED_PROXIES": "1",
    }
    port = config.public_base_url.rpartition(":")[2]
    command = [sys.executable, "-m", "tourism", "serve", "--port", port, "--without-worker"]
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as server:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield
        server.terminate()
        server.wait(15)


def prepared(folder: Path):
    """A house with a partner, at a free port."""
    config = Config(
        secret_key="t" * 40, public_base_url=f"http://127.0.0.1:{free_port()}", media=str(folder / "media"),
        database_url=f"sqlite:///{folder}/guide.sqlite",
    )  # fmt: skip
    sessions = connect(config.database_url)
    upgrade(sessions.engine)
    backends = Backends(config, sessions, FolderBlobs(Path(config.media)), (HummingVoice(),), now)
    key = partner_of(backends, Village(backends).commune())
    sessions.engine.dispose()
    return backends, key


def partner_of(backends, commune):
    with backends.sessions.writing() as session:
        row = granting.grant(session, commune, "Lữ hành Sen", days=None, by="test", now=backends.clock()).id
    with backends.sessions.reading() as session:
        return next(each for each in keys.keys(session, commune, backends.clock()) if each.id == row)


@pytest.fixture
def key(backends, village):
    return partner_of(backends, village.commune())


@pytest.fixture
def made(app, key):
    """Makes a ticket of this moment."""

    def make():
        with app.test_request_context(base_url=f"http://{HOST}"):
            return ticket(key.code, TOUR, "vi")

    return make


@pytest.fixture
def send(app, made):
    """Says that something was seen; status and body of the answer."""
    phone = Phone(app, app.response_class, use_cookies=False)

    def say(event, *, ticket="", **asked):
        answer = phone.post(SEEN, data=f"{ticket or made()} {event}", **asked)
        return answer.status_code, answer.data

    return say


@pytest.fixture
def told(backends):
    """What is kept of all that."""

    def rows():
        columns = (DailyCount.day, DailyCount.subject, DailyCount.language, DailyCount.event)
        with backends.sessions.reading() as session:
            found = session.execute(select(*columns, DailyCount.number).order_by(*columns)).all()
        return {tuple(row[:4]): row[4] for row in found}

    return rows
