"""Hints while one is typing: golden cases, each with what must and what must not be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tourism.narration.hints import Hint, hints
from tourism.narration.script import Step

THIS_YEAR = 2026
LOOK = "Hãy nhìn lên mái đình."
LONG = (
    "Sân đình lát gạch cũ, mỗi viên gạch một màu, người làng đi qua sân này mỗi sớm mỗi chiều ra đồng "
    "rồi lại về nhà bên sông."
)
TWO_MINUTES = " ".join(["Sân đình có cây đa."] * 86)
THREE_MINUTES = " ".join(["Sân đình có cây đa."] * 130)

CASES = [
    # text, the hints that must be there as (key, told), nothing else
    ("", []),
    (LOOK, []),
    (f"{LOOK} Bốn góc mái cong lên.", []),
    (f"{LOOK} {LONG}", [("sentence", (2, 28, "Sân đình lát gạch cũ,"))]),
    (f"{LOOK} {TWO_MINUTES}", [("long", (152, 120))]),
    (f"{LOOK} {THREE_MINUTES}", [("too-long", (229, 180))]),
    (f"{LOOK} Có 3 cửa, 4 cột, 36 sắc phong.", []),
    (f"{LOOK} Có 3 cửa, 4 cột, 36 sắc phong, 12 bia.", [("numbers", (4,))]),
    (f"{LOOK} Mở cửa 8–10 giờ, dài 1.200 mét, cao 3,5 mét.", []),
    (f"{LOOK} Đình dựng năm 1939.", []),
    (f"{LOOK} Đình dựng năm 2026.", []),
    (f"{LOOK} Đình dựng năm 2027.", [("year", ("2027",))]),
    (f"{LOOK} Đình dựng năm Kỷ Mão 1939.", []),
    (f"{LOOK} Đình dựng năm Kỷ Mão 2999.", [("year", ("2999",))]),
    (f"{LOOK} Đình dựng năm 0.", [("year", ("0",))]),
    (f"{LOOK} Đình dựng Năm 3001.", [("year", ("3001",))]),
    (f"{LOOK} Mỗi năm 3000 khách về hội.", []),
    (f"{LOOK} Hằng năm 5000 người về hội.", []),
    (f"{LOOK} Từ năm 40 Hai Bà Trưng dựng cờ.", []),
    (f"{LOOK} Đình có từ thế kỷ 18.", []),
    (f"{LOOK} Đình có từ thế kỷ 21.", []),
    (f"{LOOK} Đình có từ thế kỷ 28.", [("century", ("thế kỷ 28",))]),
    (f"{LOOK} Hội mở ngày 8 tháng 2.", []),
    (f"{LOOK} Hội mở ngày 8/2.", []),
    (f"{LOOK} Hội mở ngày 32 tháng 2.", [("date", ("ngày 32 tháng 2",))]),
    (f"{LOOK} Hội mở ngày 8/13.", [("date", ("ngày 8/13",))]),
    (f"{LOOK} Hội mở ngày mồng 8 tháng 2.", []),
    (f"{LOOK} Hội mở tháng 13.", [("date", ("tháng 13",))]),
    (f"{LOOK} Hội mở tháng 2 âm lịch.", []),
    ("Đình Vân La là một ngôi đình cổ, có từ lâu lắm, nằm ở đầu làng.", [("begin", (15,))]),
    ("Bạn đang đứng trước một ngôi đình cổ, có từ lâu lắm, nằm ở đầu làng ven sông.", []),
    ("Bên trái là giếng cổ, nước trong quanh năm, làng vẫn gánh về pha chè mỗi sớm.", []),
    (f"{LOOK} Đêm ấy ngài hiển linh cứu làng.", [("legend", ("hiển linh",))]),
    (f"{LOOK} Theo truyền thuyết, đêm ấy ngài hiển linh cứu làng.", []),
    (f"{LOOK} Tương truyền, nàng hóa thành đá.", []),
    (f"{LOOK} Nàng hóa thành đá.", [("legend", ("hóa thành",))]),
    (f"{LOOK} Bên trái thờ thần đất.", []),
    (f"{LOOK}\n\nTheo lời truyền, ngài về trời.\n\nDân làng lập đền.", []),
    (f"{LOOK}\n\nTheo lời truyền, làng có rồng.\n\nRồi ngài về trời.", [("legend", ("về trời",))]),
    (f"{LOOK} Đây là làng Vân La.", []),
    (f"{LOOK} Đây là làng van la.", [("term", ("van la", "Vân La"))]),
    (f"{LOOK} Đây là làng vân la.", [("term", ("vân la", "Vân La"))]),
    (f"{LOOK} Cây đa vẫn là cây đa.", []),
    (f"{LOOK} Đây là nội công ngoại quốc.", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_golden_cases(text, wanted):
    found = hints("Đình", text, terms=("Vân La", "nội công ngoại quốc"), this_year=THIS_YEAR).found

    assert [(each.key, each.told) for each in found] == wanted


def test_seconds_are_those_of_a_calm_reader():
    told = hints("Đình", "một " * 214, this_year=THIS_YEAR)

    assert told.syllables == 215
    assert 60 <= told.seconds <= 62


def test_steps_that_are_heard_count_too():
    alone = hints("Gốm", LOOK, this_year=THIS_YEAR)
    with_steps = hints("Gốm", LOOK, steps=[Step("Nhào đất", f"{LOOK} {THREE_MINUTES}")], this_year=THIS_YEAR)

    assert with_steps.seconds > alone.seconds + 100
    assert Hint("too-long", "refuse", (round(with_steps.seconds), 180)) in with_steps.found


def test_weights_grow_with_the_trouble():
    weights = {each.key: each.weight for text, _ in CASES for each in hints("", text, this_year=THIS_YEAR).found}

    assert weights["begin"] == "note"
    assert weights["long"] == "warn"
    assert weights["too-long"] == "refuse"


@given(some.text(max_size=300), some.lists(some.text(max_size=10), max_size=3))
def test_no_text_breaks_them(text, terms):
    assert hints("", text, terms=terms, this_year=THIS_YEAR).seconds >= 0
