"""What map programs may say of time: RFC 3339, one moment or a span, one end of which may be open."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.errors import Invalid
from tourism.web.ogc.moments import Span, span

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 (the zone is given beside)
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
ENDS = st.none() | MOMENTS


@given(MOMENTS)
def test_a_moment_is_read_as_it_was_written(moment):
    assert span(moment.isoformat()) == Span(moment, moment)


@given(ENDS, ENDS, MOMENTS)
def test_a_span_holds_what_lies_between_its_ends(one, other, moment):
    since, until = (one, other) if None in (one, other) else sorted((one, other))
    if since is until is None:
        return

    asked = span(f"{since.isoformat() if since else '..'}/{until.isoformat() if until else ''}")

    is_inside = (since is None or since <= moment) and (until is None or moment <= until)
    assert asked.meets(Span(moment, moment)) is is_inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-21T12:00:00Z", Span(NOON, NOON)),
        ("2026-11-21t12:00:00z", Span(NOON, NOON)),
        ("2026-11-21T19:00:00+07:00", Span(NOON, NOON)),
        ("2026-11-21T12:00:00.000000000Z/..", Span(NOON, None)),
        ("2026-11-21T12:00:00Z/", Span(NOON, None)),
        ("../2026-11-21T12:00:00Z", Span(None, NOON)),
        ("/2026-11-21T12:00:00Z", Span(None, NOON)),
    ],
)
def test_all_forms_of_the_standard_are_read(text, expected):
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "../..",
        "2026",
        "2026-11-21",
        "2026-11-21T12:00:00",
        "2026-11-21 12:00:00Z",
        "2026-13-21T12:00:00Z",
        "2026-02-30T12:00:00Z",
        "2026-11-21T25:00:00Z",
        "2026-11-21T12:00:00+25:00",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+07:00",
        "9999-12-31T23:59:59-07:00",
        "2026-11-22T12:00:00Z/2026-11-21T12:00:00Z",
        "2026-11-21T12:00:00Z/2026-11-22T12:00:00Z/..",
        "２０２６-11-21T12:00:00Z",
        "now",
    ],
)
def test_whatever_else_is_refused(text):
    with pytest.raises(Invalid, match="bad-parameter"):
        span(text)
