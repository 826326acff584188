"""When the voice speaks of a part: quotes found in sentences."""

from dataclasses import dataclass, field

import pytest

from tourism.scenes.telling import parts_told, run_of, untold


def test_a_part_is_told_of_while_the_sentence_with_its_quote_is_spoken():
    roof = Spot("roof", {"vi": "mái đình Vân La"})

    (told,) = parts_told([roof], "vi", STORY)

    assert (told.id, told.start_ms, told.end_ms) == ("roof", 1000, 3000)
    assert told.text == "Hãy nhìn lên mái đình Vân La trước đã."


def test_a_quote_of_several_sentences_lasts_as_long_as_they_do():
    altars = Spot("altars", {"vi": "chính giữa là ngài. Bên phải"})

    assert parts_told([altars], "vi", STORY)[0].end_ms == 9000


def test_parts_come_in_the_order_in_which_they_are_told():
    found = parts_told([Spot("right", {"vi": "Bên phải"}), Spot("roof", {"vi": "mái đình"})], "vi", STORY)

    assert [each.id for each in found] == ["roof", "right"]


def test_a_sentence_that_two_parts_quote_belongs_to_the_first():
    found = parts_told([Spot("a", {"vi": "mái đình"}), Spot("b", {"vi": "nhìn lên"})], "vi", STORY)

    assert [each.id for each in found] == ["a"]


def test_parts_never_overlap():
    both = [Spot("a", {"vi": "mái đình"}), Spot("b", {"vi": "trước đã. Ở chính giữa là ngài."})]

    first, second = parts_told(both, "vi", STORY)

    assert first.end_ms <= second.start_ms


def test_a_quote_is_found_however_its_letters_and_blanks_are_made():
    decomposed = "ma\u0301i đi\u0300nh\n  Vân La"

    assert run_of(decomposed, STORY) == range(1, 2)


@pytest.mark.parametrize("quote", ["屋顶。 正中", "屋顶。正中", "请看 Vân La 的屋顶。正中是神。"])
def test_sentences_without_blanks_between_them_are_quoted_as_they_are_written(quote):
    story = (Line("请看 Vân La 的屋顶。", 0, 900), Line("正中是神。", 1000, 2000), Line("右边是公爵。", 2000, 3000))

    assert run_of(quote, story) == range(2)


@pytest.mark.parametrize("quote", ["", " ", "cột gỗ", "mái đình Vân Lai"])
def test_what_is_not_said_is_told_nowhere(quote):
    assert run_of(quote, STORY) == range(0)


def test_quotes_that_the_story_no_longer_says_are_named():
    spots = [Spot("roof", {"vi": "mái đình"}), Spot("gate", {"vi": "cổng", "en": "gate"}), Spot("well", {"en": "well"})]

    assert untold(spots, "vi", STORY) == ("gate",)


def test_without_a_sound_nothing_is_told():
    assert parts_told([Spot("roof", {"vi": "mái"})], "vi", [Line("Nhìn mái.", None, None)]) == ()


@dataclass(frozen=True)
class Line:
    text: str
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True)
class Spot:
    id: str
    told: dict[str, str] = field(default_factory=dict)


STORY = (
    Line("Đình Vân La", 0, 900),
    Line("Hãy nhìn lên mái đình Vân La trước đã.", 1000, 3000),
    Line("Ở chính giữa là ngài.", 3400, 6000),
    Line("Bên phải là Quận công.", 6300, 9000),
)
