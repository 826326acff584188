"""A partner's program is told its own counts, and nobody else is."""

import csv
import io
from datetime import date

import pytest

from tests.conftest import Phone
from tourism.staff import granting, keys
from tourism.visits import actions as visits
from tourism.visits.actions import EVENTS

COUNTS, TABLE = "/api/v1/partner/counts", "/api/v1/partner/counts.csv"
TOUR, SITE = "CR0NG131", "9T9MMQEE"


def test_a_partner_is_told_what_its_own_embeds_were_seen_and_heard(ask, seen, sen):
    seen(sen, 1, 6)
    seen(sen, 2, 4)
    seen(sen, 1, 7, subject=SITE, language="ko", event="heard")
    answer = ask(sen)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.json == {
        "from": "2026-10-01",
        "to": "2026-11-21",
        "items": [
            {
                "subject": SITE,
                "language": "ko",
                "event": "heard",
                "at_least": 7,
                "spans": [{"from": "2026-11-01", "to": "2026-11-01", "number": 7, "told": "7"}],
            },
            {
                "subject": TOUR,
                "language": "vi",
                "event": "shown",
                "at_least": 6,
                "spans": [
                    {"from": "2026-11-01", "to": "2026-11-01", "number": 6, "told": "6"},
                    {"from": "2026-11-02", "to": "2026-11-20", "number": None, "told": "<5"},
                ],
            },
        ],
    }


def test_as_a_table_it_is_the_same(ask, seen, sen):
    seen(sen, 1, 6)
    seen(sen, 2, 4)
    answer = ask(sen, TABLE)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))

    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert 'filename="counts.csv"' in answer.headers["Content-Disposition"]
    assert rows == [
        ["subject", "language", "event", "from", "to", "number"],
        [TOUR, "vi", "shown", "2026-11-01", "2026-11-01", "6"],
        [TOUR, "vi", "shown", "2026-11-02", "2026-11-20", "<5"],
    ]


def test_no_partner_is_told_another_s(ask, seen, sen, mai):
    seen(sen, 1, 60)

    assert ask(mai).json["items"] == []
    assert [each["at_least"] for each in ask(sen).json["items"]] == [60]


def test_days_and_the_thing_can_be_chosen(ask, seen, sen):
    for day in (1, 2, 3):
        seen(sen, day, 5 + day)
        seen(sen, day, 9, subject=SITE)

    def told(query):
        return [(each["subject"], each["at_least"]) for each in ask(sen, f"{COUNTS}?{query}").json["items"]]

    assert told("from=2026-11-02&to=2026-11-02") == [(SITE, 9), (TOUR, 7)]
    assert told(f"from=2026-11-02&subject={TOUR}") == [(TOUR, 15)]
    assert told("from=2026-12-01&to=2026-12-31") == []
    assert told("from=2024-01-01&to=2024-01-31") == []


def test_today_is_told_tomorrow(ask, seen, sen, clock):
    seen(sen, 21, 40)
    assert ask(sen).json["items"] == []

    clock.forward(days=1)
    assert [each["at_least"] for each in ask(sen).json["items"]] == [40]


@pytest.mark.parametrize("path", [COUNTS, TABLE])
@pytest.mark.parametrize(
    "sent, reason",
    [
        (None, "no-key"),
        ("Bearer", "bad-key"),
        ("Bearer lq_wrong", "bad-key"),
        ("Bearer CR0NG131", "bad-key"),
        ("Basic dXNlcjpwYXNz", "no-key"),
    ],
)
def test_without_a_good_key_there_is_no_answer(path, sent, reason, phone):
    answer = phone.get(path, headers={"Authorization": sent} if sent else {})

    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.json["reason"] == reason
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_key_s_public_half_opens_nothing(phone, backends, sen):
    with backends.sessions.reading() as session:
        code = keys.sender(session, sen.secret, backends.clock()).code

    assert phone.get(COUNTS, headers={"Authorization": f"Bearer {code}"}).status_code == 401
    assert phone.get(f"{COUNTS}?p={code}").status_code == 401


def test_a_key_that_was_taken_back_is_told_nothing_more(ask, seen, sen, backends):
    seen(sen, 1, 60)
    with backends.sessions.writing() as session:
        granting.revoke(session, sen.id, backends.clock())

    assert ask(sen).status_code == 401


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("from=yesterday", "from"),
        ("from=2026-02-30", "from"),
        ("from=1999-12-31", "from"),
        ("to=9999-12-31", "to"),
        ("to=2026-11-31", "to"),
        ("from=2026-11-20&to=2026-11-01", "to"),
        ("from=2020-01-01&to=2026-11-01", "to"),
        ("subject=short", "subject"),
        ("subject=CR0NG130", "subject"),
    ],
)
def test_what_cannot_be_used_is_named(query, parameter, ask, sen):
    for path in (COUNTS, TABLE):
        answer = ask(sen, f"{path}?{query}")

        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
        assert answer.json["parameter"] == parameter


def test_what_is_not_known_is_refused(ask, sen):
    assert ask(sen, f"{COUNTS}?partner=2").json["reason"] == "unknown-parameter"
    assert ask(sen, f"{COUNTS}?from=2026-11-01&from=2026-11-02").json["reason"] == "repeated-parameter"


@pytest.fixture
def commune(village):
    return village.commune()


@pytest.fixture
def sen(backends, commune):
    return granted(backends, commune, "Sen")


@pytest.fixture
def mai(backends, commune):
    return granted(backends, commune, "=Mai")


def granted(backends, commune, name):
    with backends.sessions.writing() as session:
        return granting.grant(session, commune, name, days=None, by="test", now=backends.clock())


@pytest.fixture
def phone(app):
    return Phone(app, app.response_class, use_cookies=False)


@pytest.fixture
def ask(phone):
    """Asks with a key."""

    def asked(key, path=COUNTS):
        return phone.get(path, headers={"Authorization": f"Bearer {key.secret}"})

    return asked


@pytest.fixture
def seen(backends):
    """So many on a day of November."""

    def count(key, day, number, *, subject=TOUR, language="vi", event=EVENTS[0]):
        with backends.sessions.writing() as session:
            for _ in range(number):
                visits.count(session, key.id, date(2026, 11, day), subject, language, event)

    return count
