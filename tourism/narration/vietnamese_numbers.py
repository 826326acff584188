"""Numbers and units in Vietnamese words, as they are said in the North."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ")
LONGEST_NUMBER = 12
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

UNITS = {
    "km²": "ki-lô-mét vuông",
    "km2": "ki-lô-mét vuông",
    "m²": "mét vuông",
    "m2": "mét vuông",
    "m³": "mét khối",
    "m3": "mét khối",
    "km": "ki-lô-mét",
    "cm": "xăng-ti-mét",
    "mm": "mi-li-mét",
    "dm": "đề-xi-mét",
    "m": "mét",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "mg": "mi-li-gam",
    "g": "gam",
    "ml": "mi-li-lít",
    "l": "lít",
    "°C": "độ xê",
    "°": "độ",
    "%": "phần trăm",
    "kWh": "ki-lô-oát giờ",
    "kW": "ki-lô-oát",
    "đ": "đồng",
    "USD": "đô la Mỹ",
}
DIVISORS = {"h": "giờ", "s": "giây", "người": "người", "hộ": "hộ"}


def cardinal(number: int) -> str:
    """1015 → một nghìn không trăm mười lăm; 24 → hai mươi tư; 105 → một trăm linh năm."""
    if number < 0:
        return f"âm {cardinal(-number)}"
    if len(str(number)) > LONGEST_NUMBER:
        return by_digits(str(number))
    if number == 0:
        return DIGITS[0]
    words: list[str] = []
    groups = f"{number:,}".split(",")
    for place, group in enumerate(groups):
        value = int(group)
        if value:
            words.append(_hundreds(value, full=place > 0))
            words.append(SCALES[len(groups) - 1 - place])
    return " ".join(word for word in words if word)


def ordinal(number: int) -> str:
    """What follows "thứ": nhất, hai, ba, tư."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def by_digits(digits: str) -> str:
    """Telephone numbers, and numbers that begin with nought."""
    return " ".join(DIGITS[int(digit)] for digit in digits)


def decimal(whole: str, fraction: str) -> str:
    """12,5 → mười hai phẩy năm; 0,05 → không phẩy không năm."""
    short = len(fraction) < 3 and not fraction.startswith("0")
    return f"{cardinal(int(whole))} phẩy {cardinal(int(fraction)) if short else by_digits(fraction)}"


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
