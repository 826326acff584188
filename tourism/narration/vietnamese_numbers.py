"""Numbers in Vietnamese words, as they are said in the North."""

import re

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 10**9
# Beyond "tỷ tỷ" nobody counts: digits are said one by one.
LONGEST_NUMBER = 18
ROMAN_PARTS = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# A dot parts thousands and a comma decimals; 1,000,000 and 50,000 are written by those who do it the other way.
NUMBER = r"(?:\d{1,3}(?:\.\d{3})++(?!\d)(?:,\d++)?|\d{1,3}(?:,\d{3}){2,}+(?!\d)(?:\.\d++)?|\d++(?:[.,]\d++)?)"


def number_words(written: str) -> str:
    """12.500 → mười hai nghìn năm trăm; 12,5 and 12.5 → mười hai phẩy năm; 007 → không không bảy."""
    digits = re.sub(r"\D", "", written)
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:(?:,\d{3})*,000|(?:,\d{3}){2,})", written):
        return cardinal(int(digits)) if len(digits) <= LONGEST_NUMBER else by_digits(digits)
    whole, point, fraction = re.sub(r"[.,](?=.*[.,])", "", written).replace(",", ".").partition(".")
    if point:
        return decimal(whole, fraction)
    return by_digits(digits) if len(digits) > 1 and digits.startswith("0") else cardinal_of(digits)


def cardinal_of(digits: str) -> str:
    """The same for digits alone, however many."""
    return cardinal(int(digits)) if len(digits) <= LONGEST_NUMBER else by_digits(digits)


def cardinal(number: int) -> str:
    """1015 → một nghìn không trăm mười lăm; 24 → hai mươi tư; 105 → một trăm linh năm."""
    if number >= 10**LONGEST_NUMBER:
        return by_digits(str(number))
    if number == 0:
        return DIGITS[0]
    billions, rest = divmod(number, BILLION)
    words = [f"{cardinal(billions)} tỷ"] if billions else []
    groups = f"{rest:,}".split(",")
    for place, group in enumerate(groups, 3 - len(groups)):
        if value := int(group):
            words.append(f"{_hundreds(value, full=bool(words))} {SCALES[2 - place]}".rstrip())
    return " ".join(words)


def ordinal(number: int) -> str:
    """What follows "thứ": nhất, hai, ba, tư."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def by_digits(digits: str) -> str:
    """Telephone numbers, and numbers that begin with nought."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def decimal(whole: str, fraction: str) -> str:
    """12,5 → mười hai phẩy năm; 0,05 → không phẩy không năm."""
    short = len(fraction) < 3 and not fraction.startswith("0")
    return f"{cardinal_of(whole)} phẩy {cardinal(int(fraction)) if short else by_digits(fraction)}"


def roman(numeral: str) -> int | None:
    """The value of a well-formed numeral below 400, else None."""
    total = 0
    for letter, following in zip(numeral, [*numeral[1:], ""], strict=True):
        value = ROMAN_VALUES[letter]
        total += -value if ROMAN_VALUES.get(following, 0) > value else value
    return total if as_roman(total) == numeral else None


def as_roman(number: int) -> str:
    """The one right way to write a number below 400 in Roman numerals."""
    written = ""
    for value, letters in ROMAN_PARTS:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _hundreds(value: int, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        words += [f"linh {DIGITS[ones]}" if words else DIGITS[ones]] if ones else []
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
    if ones:
        words.append(_after_tens(tens, ones))
    return " ".join(words)


def _after_tens(tens: int, ones: int) -> str:
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return special.get(ones, DIGITS[ones])
