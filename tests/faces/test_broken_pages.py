"""When our side breaks, a visitor reads one sentence and a way on, and nothing of our insides."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.faces.markup import elements, words_of
from tourism import codes
from tourism.narration import queries as narration
from tourism.sites import queries as sites
from tourism.tours import queries as tours

SORRY = "Something broke on our side. Please try again in a moment."
INSIDES = (
    "Traceback",
    "sqlalchemy",
    "SELECT",
    "/tourism/",
    "secret word",
    "OperationalError",
    "RuntimeError",
)


def broken(*_args: object, **_kwargs: object) -> None:
    """What a query does on a bad day."""
    raise RuntimeError("secret word")


@pytest.mark.parametrize(
    "module, name, path",
    [
        (sites, "site", "/en/sites/{site}/van-la-communal-house"),
        (narration, "narration", "/en/sites/{site}/van-la-communal-house"),
        (tours, "tour", "/en/tours/{tour}/mot-ngay"),
        (tours, "tours", "/en/communes/hong-van"),
        (sites, "site", "/q/{sign}"),
        (sites, "hours", "/en/"),
    ],
)
def test_a_query_that_breaks_costs_one_page_and_tells_nothing(module, name, path, hamlet, visitor, monkeypatch):
    monkeypatch.setattr(module, name, broken)
    address = path.format(site=hamlet.site.id, tour=hamlet.tour, sign=hamlet.site.sign)

    answer = visitor.get(address, headers={"Accept-Language": "en"})

    assert answer.status_code == 500
    assert SORRY in words_of(answer.text)
    assert elements(answer.text, "a", href="/en/nearby")
    assert [each for each in INSIDES if each in answer.text] == []
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers
    assert visitor.get("/en/wifi").status_code == 200


def test_a_page_that_was_broken_is_whole_again_at_the_next_request(hamlet, visitor, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(narration, "narration", broken)
        assert visitor.get(f"/q/{hamlet.site.sign}").status_code == 500

    assert visitor.get(f"/q/{hamlet.site.sign}").status_code == 200


def test_a_template_that_breaks_tells_nothing_either(hamlet, app, visitor, monkeypatch):
    monkeypatch.setitem(app.jinja_env.filters, "kind_name", broken)

    answer = visitor.get(f"/q/{hamlet.site.sign}", headers={"Accept-Language": "en"})

    assert answer.status_code == 500
    assert SORRY in words_of(answer.text)


def test_where_even_the_error_s_page_breaks_the_sentence_remains(hamlet, app, visitor, monkeypatch):
    monkeypatch.setattr(app.jinja_env, "get_or_select_template", broken)

    answer = visitor.get("/en/", headers={"Accept-Language": "en"})

    assert answer.status_code == 500
    assert SORRY in answer.text
    assert "secret word" not in answer.text


def test_a_database_that_is_gone_costs_pages_but_no_answer_is_missing(hamlet, visitor):
    engine = hamlet.village.backends.sessions.engine
    with engine.connect() as connection:
        for table in ("site", "commune", "sign"):
            connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_gone"))
        connection.commit()

    for path in (
        "/en/",
        f"/q/{hamlet.site.sign}",
        "/en/nearby",
        "/sitemap.xml",
        "/healthz",
        f"/q/{codes.mint()}",
    ):
        answer = visitor.get(path, headers={"Accept-Language": "en"})

        assert answer.status_code == 500, path
        assert SORRY in words_of(answer.text), path
        assert [each for each in INSIDES if each in answer.text] == [], path
    assert visitor.get("/robots.txt").status_code == 200


def test_a_busy_database_is_told_in_the_reader_s_language(hamlet, visitor, monkeypatch):
    def busy(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("database is locked"))

    monkeypatch.setattr(sites, "site", busy)

    answer = visitor.get(f"/q/{hamlet.site.sign}", headers={"Accept-Language": "ko"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert elements(answer.text, "html")[0]["lang"] == "ko"
    assert SORRY not in answer.text
