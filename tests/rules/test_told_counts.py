"""Small counts are never told as numbers, and cannot be reckoned back from all that is told, day after day."""

from datetime import date, timedelta
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from tourism.visits.telling import LEAST, Span, month_after, month_before, spans, total

FIRST = date(2026, 11, 27)
# Over the end of a month; zeroes and small numbers are what it is about.
DAYS = [FIRST + timedelta(days=number) for number in range(8)]
COUNTS = st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 11]), min_size=len(DAYS), max_size=len(DAYS))


@given(COUNTS)
def test_no_number_below_five_is_told(counts):
    told = spans(by_day(counts), after(DAYS[-1]))

    assert all(each.number is None or each.number >= LEAST for each in told)


@given(COUNTS)
def test_no_small_count_of_a_day_can_be_reckoned_back_even_by_whoever_asks_every_day(counts):
    """For each there is another history with another number on that day, of which exactly the same is told, always."""
    seen = transcript(counts)

    for place, count in enumerate(counts):
        if 1 <= count < LEAST:
            others = [each for each in neighbours(counts) if each[place] != count and transcript(each) == seen]
            assert others, (DAYS[place], counts)


@given(COUNTS)
def test_what_is_told_once_stays_and_only_the_end_of_a_month_grows(counts):
    before: tuple[Span, ...] = ()
    for day in DAYS:
        told = spans(by_day(counts), after(day))
        settled = tuple(each for each in before if each.number is not None)
        assert tuple(each for each in told if each.number is not None)[: len(settled)] == settled
        before = told


@given(COUNTS)
def test_spans_lie_apart_within_months_and_lose_less_than_five_a_month(counts):
    told = spans(by_day(counts), after(DAYS[-1]))
    missing = sum(counts) - total(told)

    assert all(one.last < other.first for one, other in pairwise(told))
    assert all(each.first.replace(day=1) == each.last.replace(day=1) for each in told)
    assert 0 <= missing <= 2 * (LEAST - 1)


def test_a_rule_that_told_each_day_and_their_sum_would_be_caught():
    """Shows that the search above can fail."""

    def naive(counts):
        return [None if 0 < count < LEAST else count for count in counts], sum(counts)

    counts = [7, 3, 0, 0, 0, 0, 0, 0]
    assert [each for each in neighbours(counts) if each[1] != 3 and naive(each) == naive(counts)] == []


def test_a_day_with_enough_is_told_by_itself_and_the_rest_is_put_together():
    days = {date(2026, 11, 1): 6, date(2026, 11, 2): 2, date(2026, 11, 4): 4, date(2026, 11, 20): 1}

    assert spans(days, date(2026, 12, 24)) == (
        Span(date(2026, 11, 1), date(2026, 11, 1), 6),
        Span(date(2026, 11, 2), date(2026, 11, 4), 6),
        Span(date(2026, 11, 5), date(2026, 11, 30), None),
    )


def test_a_day_that_is_not_over_is_not_told():
    days = {date(2026, 11, 1): 60, date(2026, 11, 2): 60}

    assert spans(days, date(2026, 11, 2)) == (Span(date(2026, 11, 1), date(2026, 11, 1), 60),)
    assert spans(days, date(2026, 11, 1)) == ()


def test_months_follow_each_other_over_the_turn_of_the_year():
    assert month_after(date(2026, 12, 31)) == date(2027, 1, 1)
    assert month_before(date(2027, 1, 31), 1) == date(2026, 12, 1)
    assert month_before(date(2027, 1, 31), 24) == date(2025, 1, 1)
    assert month_before(date(2027, 1, 31), 0) == date(2027, 1, 1)


def by_day(counts):
    return dict(zip(DAYS, counts, strict=True))


def after(day):
    return day + timedelta(days=1)


def transcript(counts):
    """All that is told by asking every day, and in sum."""
    asked = [spans(by_day(counts), after(day)) for day in DAYS]
    return asked, [total(each) for each in asked]


def neighbours(counts):
    """Histories in which one day had one more or less, or two days shared otherwise."""
    for place in range(len(counts)):
        for change in (-1, 1):
            yield moved(counts, {place: change})
    for one, other in permutations(range(len(counts)), 2):
        yield moved(counts, {one: 1, other: -1})


def moved(counts, changes):
    return [max(0, count + changes.get(place, 0)) for place, count in enumerate(counts)]
