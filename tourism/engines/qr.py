"""QR codes as matrices and drawings."""

from base64 import b64encode

import qrcode
from qrcode.constants import ERROR_CORRECT_H

QUIET = 4
Matrix = list[list[bool]]


def modules(text: str) -> Matrix:
    """Rows of modules, True is dark; level H: 30 % may be scratched or dirty. Without the quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_H, border=0)
    code.add_data(text.encode())
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def path(matrix: Matrix) -> str:
    """SVG path data, one unit a module, one run a stroke of dark modules."""
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return "".join(runs)


def picture(text: str) -> str:
    """A whole SVG with its quiet zone of four modules."""
    matrix = modules(text)
    side = len(matrix) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-QUIET} {-QUIET} {side} {side}" '
        'shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M{-QUIET} {-QUIET}h{side}v{side}h-{side}z"/><path d="{path(matrix)}"/></svg>'
    )


def data_uri(text: str) -> str:
    """The picture as the address of an `img`."""
    return "data:image/svg+xml;base64," + b64encode(picture(text).encode()).decode()
