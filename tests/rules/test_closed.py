"""What a closure is on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.errors import Invalid
from tourism.sites.closed import DAYS_MAX, Closure, cleaned_reasons, now, refuse_days, soon, standing

TODAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)
DAYS = st.integers(-900, 900)


def closure(begins: int, ends: int | None, *, withdrawn: bool = False) -> Closure:
    last = None if ends is None else TODAY + timedelta(days=ends)
    first = TODAY + timedelta(days=begins)
    return Closure("A", 1, first, last, MOMENT, MOMENT, MOMENT if withdrawn else None)


@given(begins=DAYS, length=st.none() | st.integers(0, 900), withdrawn=st.booleans())
def test_a_place_is_closed_exactly_on_the_days_between_and_never_when_it_was_taken_back(begins, length, withdrawn):
    ends = None if length is None else begins + length
    found = closure(begins, ends, withdrawn=withdrawn)
    is_between = begins <= 0 and (ends is None or ends >= 0)

    assert (now((found,), TODAY) is found) == (is_between and not withdrawn)
    assert (found in standing((found,), TODAY)) == ((ends is None or ends >= 0) and not withdrawn)
    assert set(soon((found,), TODAY)) <= set(standing((found,), TODAY))


@given(begins=DAYS, length=st.none() | st.integers(-5, 900))
def test_whatever_is_not_refused_is_a_closure_of_today_or_later(begins, length):
    ends = None if length is None else begins + length
    found = closure(begins, ends)
    try:
        refuse_days(found.begins, found.ends, TODAY)
    except Invalid:
        return
    assert found.stands(TODAY)
    assert ends is None or 0 <= ends - begins < DAYS_MAX


def test_they_stand_in_the_order_of_their_days():
    later, earlier = closure(5, 6), closure(-3, 1)

    assert standing((later, earlier), TODAY) == (earlier, later)


@pytest.mark.parametrize("text", ["\u202eexe", "a\x00b", "  hai \r\n dòng\u2028nữa ", "e\u0302\u0301"])
def test_a_reason_is_one_line_of_what_can_be_seen(text):
    (line,) = cleaned_reasons({"vi": text}).values()

    assert line.isprintable()
    assert cleaned_reasons({"vi": line}) == {"vi": line}
