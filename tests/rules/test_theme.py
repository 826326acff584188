"""A commune's colours: legible on paper, on white and in the dark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.communes import theme

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@pytest.mark.parametrize(
    "one, other, ratio",
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#0000FF", "#FFFFFF", 8.59),
        ("#ff0000", "#FFFFFF", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert theme.contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways(one, other):
    assert theme.contrast(one, other) == theme.contrast(other, one)
    assert 1 <= theme.contrast(one, other) <= 21


@given(COLOURS)
def test_a_legible_colour_reads_on_paper_and_on_white(colour):
    reads = theme.contrast(colour, "#FBF6EA") >= 4.5 and theme.contrast(colour, "#FFFFFF") >= 4.5
    assert theme.is_legible(colour) == reads


def test_a_colour_that_only_reads_on_white_is_refused():
    assert theme.contrast("#767676", theme.WHITE) >= 4.5
    assert not theme.is_legible("#767676")


@given(COLOURS)
def test_every_colour_is_lifted_until_it_reads_in_the_dark(colour):
    assert theme.contrast(theme.lifted(colour), theme.DARK_GROUND) >= 4.5


def test_a_bright_colour_needs_no_lifting():
    assert theme.lifted("#FFEE99") == "#FFEE99"


@given(COLOURS, COLOURS)
def test_the_style_holds_colours_only(primary, secondary):
    written = theme.style(primary, secondary)
    assert f"--son:{primary}" in written
    assert f"--la:{secondary}" in written
    assert written.count("{") == written.count("}") == 3
    assert "<" not in written
