"""What a file of places may hold, and how a file that holds more is refused."""

FILE_BYTES = 5_000_000
# Rows, waypoints, features; and what of OpenStreetMap may lie between those that have names.
ROWS_MAX = 5_000
COLUMNS_MAX = 60
ELEMENTS_MAX = 400_000
# A cell is cut here; what people may keep is shorter.
CELL_MAX = 20_000
DEPTH_MAX = 40
POINTS_MAX = 200_000


class Refused(Exception):
    """This file is not read; the reason is the message."""
