"""What a file may mean by its height, and a thing of that height beside a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.web.studio.scene_size import PERSON, TALL, WIDE, drawn, guesses, rounded


@pytest.mark.parametrize(
    ("claimed", "meant"),
    [
        (2.12, [(2.12, "m")]),
        (2119, [(2.119, "mm"), (21.19, "cm"), (53.8226, "in")]),
        (83.5, [(0.835, "cm"), (2.1209, "in"), (0.0835, "mm"), (83.5, "m")]),
        (0.05, [(0.05, "m")]),
        (1e9, []),
        (1e-9, []),
    ],
)
def test_a_height_is_read_in_the_units_that_make_sense(claimed, meant):
    assert [(pytest.approx(each.height), each.unit) for each in guesses(claimed)] == meant


@given(st.floats(1e-12, 1e12))
def test_no_guess_is_larger_than_a_village_or_smaller_than_a_coin(claimed):
    assert all(0.02 <= each.height <= 200 for each in guesses(claimed))


@given(st.floats(0.02, 200), st.tuples(*[st.floats(0.01, 1)] * 3))
def test_person_and_thing_are_drawn_to_one_scale_in_one_drawing(height, size):
    seen = drawn(height, size)

    assert seen.height <= TALL + 0.001
    assert seen.width <= WIDE + 0.001
    if seen.height > 0.5:
        assert seen.height / seen.person == pytest.approx(height / PERSON)


@pytest.mark.parametrize(("height", "shown"), [(2.119, 2.12), (53.8226, 53.8), (0.0835, 0.0835), (123.4, 123)])
def test_a_height_is_shown_as_a_tape_measure_gives_it(height, shown):
    assert rounded(height) == pytest.approx(shown)
