"""Whole numbers in plain digits, as forms and addresses send them."""


def whole_number(text: str, most: int) -> int | None:
    """The number, from 0 to `most`; None for anything else, however long it is."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if is_number and int(text) <= most else None
