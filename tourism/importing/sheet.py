"""The template that people fill in, as a spreadsheet and as comma-separated values."""

from tourism import commas
from tourism.engines import spreadsheets_written
from tourism.importing.kinds import LABELS
from tourism.importing.preview import EXAMPLE_NAME

HEADER = ("Tên", "Loại", "Thôn", "Vĩ độ", "Kinh độ", "Câu dẫn", "Lời kể", "Giá vé", "Liên hệ", "Tên (en)")
EXAMPLE = (
    EXAMPLE_NAME, LABELS["communal_house"], "", "20.8797", "105.8880", "Mái đình cong bên sông",
    "Hãy nhìn mái đình. Bốn góc mái cong lên.", "Miễn phí", "0912 345 678", "Model Communal House (example)",
)  # fmt: skip
WIDTHS = (32, 18, 16, 12, 12, 36, 60, 16, 18, 32)
_KIND = HEADER.index("Loại") + 1


def xlsx() -> bytes:
    """Text in every cell, so that no zero is lost; the kinds are offered in their column."""
    return spreadsheets_written.blank(
        "Địa điểm", HEADER, EXAMPLE, widths=WIDTHS, choices={_KIND: tuple(LABELS.values())}
    )


def csv() -> bytes:
    """UTF-8 with its mark, so that Excel reads Vietnamese."""
    return commas.written([HEADER, EXAMPLE])
