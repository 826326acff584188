"""Codes on signs: no slip of the finger goes unnoticed, and the right code is always among the guesses."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tourism import codes

BODIES = st.text(st.sampled_from(codes.ALPHABET), min_size=7, max_size=7)
CODES = BODIES.map(lambda body: body + codes.check_character(body))
CHARACTERS = st.sampled_from(codes.ALPHABET)
TYPED = st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*?é")


def test_a_new_code_is_whole():
    made = {codes.mint() for _ in range(500)}
    assert len(made) == 500
    assert all(codes.is_valid(code) and len(code) == 8 for code in made)


@given(CODES, st.integers(0, 7))
def test_every_single_wrong_character_is_noticed(code, place):
    for other in set(codes.ALPHABET) - {code[place]}:
        assert not codes.is_valid(code[:place] + other + code[place + 1 :])


@given(CODES)
def test_every_swap_of_two_neighbours_is_noticed(code):
    for place in range(7):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or not codes.is_valid(swapped)


@given(CODES, st.integers(0, 7), st.integers(0, 7))
def test_every_swap_of_two_characters_anywhere_is_noticed(code, one, other):
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert "".join(swapped) == code or not codes.is_valid("".join(swapped))


@given(CODES, st.integers(0, 7), TYPED)
def test_the_right_code_is_guessed_after_one_wrong_character(code, place, typed):
    assert code in set(codes.near_misses(code[:place] + typed + code[place + 1 :]))


@given(CODES, st.integers(0, 8), TYPED)
def test_the_right_code_is_guessed_after_one_extra_character(code, place, typed):
    assert code in set(codes.near_misses(code[:place] + typed + code[place:]))


@given(CODES, st.integers(0, 7))
def test_the_right_code_is_guessed_after_one_missing_character(code, place):
    assert code in set(codes.near_misses(code[:place] + code[place + 1 :]))


@given(CODES, st.integers(0, 6))
def test_the_right_code_is_guessed_after_a_swap(code, place):
    assert code in set(codes.near_misses(code[:place] + code[place + 1] + code[place] + code[place + 2 :]))


@given(st.text(max_size=40))
def test_guesses_are_whole_different_and_few(typed):
    guesses = list(codes.near_misses(codes.normalise(typed)))
    assert len(guesses) == len(set(guesses)) <= 300
    assert all(codes.is_valid(guess) for guess in guesses)


def test_a_text_of_another_length_has_no_guesses():
    assert list(codes.near_misses("")) == []
    assert list(codes.near_misses("0" * 6)) == []
    assert list(codes.near_misses("0" * 10)) == []


@given(CODES, st.data())
def test_case_spaces_hyphens_and_misread_letters_are_forgiven(code, data):
    looks = {"0": "0oO", "1": "1iIlL"}
    typed = ""
    for character in code:
        typed += data.draw(st.sampled_from(looks.get(character, character + character.lower())))
        typed += data.draw(st.sampled_from(["", "", " ", "-", "–", "\u00a0", "\t"]))
    assert codes.normalise(typed) == code


@given(CODES)
def test_letters_of_an_east_asian_keyboard_are_forgiven(code):
    wide = "".join(chr(ord(character) + 0xFEE0) for character in code)
    assert codes.normalise(wide) == code
    assert codes.normalise(f"{wide[:4]}－{wide[4:]}") == code
    assert codes.normalise(f"{code[:4]}\u2011{code[4:]}") == code


@given(CODES)
def test_what_is_printed_is_read_back(code):
    assert codes.printed(code)[4] == "-"
    assert codes.normalise(codes.printed(code)) == code


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_nothing_that_is_typed_breaks_anything(typed):
    kept = codes.normalise(typed)
    assert isinstance(codes.is_valid(kept), bool)
    assert codes.normalise(kept[: codes.TYPED_MAX]) == kept[: codes.TYPED_MAX] or not kept.isascii()


def test_what_is_far_too_long_costs_nothing():
    assert len(codes.normalise("A" * 10_000_000)) <= codes.TYPED_MAX


def test_only_the_canonical_spelling_is_a_code():
    code = codes.mint()
    for other in (
        "",
        code[:7],
        code + "0",
        code.lower() + " ",
        f"{code[:4]}-{code[4:]}",
        f"{code}\n",
        "٠" * 8,
        "IIIIIIII",
    ):
        assert not codes.is_valid(other)
