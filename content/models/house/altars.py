"""Three places of worship in the dark of the hall: tables, seats for the names, cloth above, light of candles."""

import numpy as np

from content.models.house.plan import ALTARS, PLINTH
from content.models.shapes import Shape, block, curve, ellipsoid, grid, joined, lathe, rectangle, sheet, sweep, tube

DEPTH_Z = 3.7


class Altar:
    """What one altar is made of, by stuff; `seats` stand on it."""

    def __init__(self, x: float, width: float, seats: int, height: float) -> None:
        self.x, self.width, self.height = x, width, height
        self.seat_places = np.linspace(-1, 1, seats) * width * 0.3 if seats > 1 else np.zeros(1)

    def lacquer(self) -> list[Shape]:
        """Two steps of the table, its legs and the screen behind."""
        half = self.width / 2
        low = block((-half, 1.02, -0.1), (half, 1.14, 0.75), 4)
        high = block((-half * 0.9, 1.5, -0.75), (half * 0.9, 1.62, -0.1), 4)
        riser = block((-half * 0.86, 0.0, -0.72), (half * 0.86, 1.5, -0.14), 4)
        legs = [
            block((side * half * 0.92 - 0.08, 0, 0.5), (side * half * 0.92 + 0.08, 1.02, 0.66), 2) for side in (-1, 1)
        ]
        back = block((-half * 1.25, 0, -1.2), (half * 1.25, self.height, -1.1), 5)
        seats = [self._seat(x) for x in self.seat_places]
        return self._here(low, high, riser, *legs, back, *seats)

    def gold(self) -> list[Shape]:
        """Rims of the table, tablets on the seats, the frame of the board above, the censer."""
        half = self.width / 2
        rims = [
            block((-half - 0.03, 1.06, 0.72), (half + 0.03, 1.13, 0.79), 3),
            block((-half * 0.92, 1.54, -0.13), (half * 0.92, 1.6, -0.06), 3),
        ]
        tablets = [self._tablet(x) for x in self.seat_places]
        censer = lathe([(0.1, 0), (0.16, 0.05), (0.08, 0.1), (0.2, 0.24), (0.18, 0.34), (0.0, 0.33)], 8).moved(
            0, 1.14, 0.35
        )
        sticks = [
            lathe([(0.09, 0), (0.03, 0.08), (0.03, 0.42), (0.07, 0.46)], 6).moved(x, 1.14, 0.4) for x in self._candles()
        ]
        return self._here(*rims, *tablets, censer, *sticks)

    def flames(self) -> list[Shape]:
        """Of the candles."""
        return self._here(*(ellipsoid(0.045, 0.12, 0.045, 6, 4).moved(x, 1.7, 0.4) for x in self._candles()))

    def cloth(self) -> list[Shape]:
        """A scalloped valance above and a gathered curtain at either side."""
        half = self.width / 2 + 0.25
        across = np.linspace(-1, 1, 41)
        scallop = 0.42 + 0.2 * np.abs(np.cos(across * np.pi * 2.5)) + 0.35 * across**4
        folds = 0.05 * np.cos(across * np.pi * 20)
        top, rows = self.height - 0.1, np.linspace(0, 1, 3)[:, None]
        valance = np.stack(
            np.broadcast_arrays(across * half, top - scallop * rows, 0.95 + folds * (0.4 + rows) + 0.06 * rows), axis=-1
        )
        return self._here(grid(valance), *(self._curtain(side, half, top) for side in (-1, 1)))

    def fringe(self) -> list[Shape]:
        """The valance's golden edge."""
        half = self.width / 2 + 0.25
        across = np.linspace(-1, 1, 41)
        low = self.height - 0.52 - 0.2 * np.abs(np.cos(across * np.pi * 2.5)) - 0.35 * across**4
        line = np.stack([across * half, low, 1.04 + 0.07 * np.cos(across * np.pi * 20)], axis=1)
        return self._here(grid(np.stack([line, line - (0, 0.1, 0)])))

    def carving(self) -> list[Shape]:
        """The table's front and the riser's, with the whole picture of gold carving."""
        half = self.width / 2
        front = sheet((-half, 1.02, 0.68), (half, 1.02, 0.68), (-half, 0.34, 0.68))
        riser = sheet((-half * 0.86, 1.5, -0.13), (half * 0.86, 1.5, -0.13), (-half * 0.86, 1.14, -0.13))
        above = sheet((-half * 0.8, 0.62, 0.99), (half * 0.8, 0.62, 0.99), (-half * 0.8, 0.02, 1.03))
        return self._here(front, riser, above.moved(0, self.height - 0.06, 0.02))

    def _here(self, *shapes: Shape) -> list[Shape]:
        return [each.moved(self.x, PLINTH, DEPTH_Z) for each in shapes]

    def _candles(self) -> tuple[float, float]:
        return -self.width * 0.4, self.width * 0.4

    def _seat(self, x: float) -> Shape:
        foot = 1.62
        arms = curve(
            [
                (-0.3, 0.34, 0.1),
                (-0.3, 0.4, -0.1),
                (-0.2, 0.62, -0.22),
                (0, 0.74, -0.26),
                (0.2, 0.62, -0.22),
                (0.3, 0.4, -0.1),
                (0.3, 0.34, 0.1),
            ],
            9,
        )
        legs = [block((side * 0.26 - 0.035, 0, -0.2), (side * 0.26 + 0.035, 0.4, 0.1)) for side in (-1, 1)]
        return joined([block((-0.3, 0.12, -0.24), (0.3, 0.22, 0.14)), tube(arms, 0.045, 4), *legs]).moved(x, foot, -0.4)

    def _tablet(self, x: float) -> Shape:
        rim = curve([(0, 0.22, 0), (0.1, 0.26, 0), (0.11, 0.6, 0), (0.15, 0.72, 0), (0, 0.88, 0)], 9)
        outline = np.concatenate([rim, (rim * (-1, 1, 1))[::-1][1:-1]])[:, :2]
        return sweep(outline, [(0, 0, 0.05), (0, 0, -0.02)]).moved(x, 1.62, -0.4)

    def _curtain(self, side: int, half: float, top: float) -> Shape:
        down, across = np.linspace(0, 1, 8)[:, None], np.linspace(0, 1, 11)[None]
        wide = 0.55 - 0.38 * np.exp(-(((down - 0.62) / 0.16) ** 2)) + 0.05 * down
        x = half - wide * across
        folds = 0.07 * np.cos(across * np.pi * 5)
        sheet_of = grid(np.stack(np.broadcast_arrays(-x, top - down * (top - 0.1), 0.86 + folds), axis=-1))
        return sheet_of if side < 0 else sheet_of.scaled(x=-1)


def altars() -> list[Altar]:
    """The one in the centre, for three, is the largest; those to the right and left are for one each."""
    return [Altar(0, 2.9, 3, 3.7), *(Altar(x, 2.1, 1, 3.3) for x in ALTARS)]


def parasols() -> tuple[list[Shape], list[Shape]]:
    """A pair of ceremonial parasols beside the centre: their cloth, and their poles."""
    cloth, poles = [], []
    for x in (-1.75, 1.75):
        tiers = [(0.0, 3.3), (0.34, 3.12), (0.5, 2.95), (0.5, 2.7), (0.46, 2.7), (0.46, 2.94)]
        cloth.append(lathe(tiers[::-1], 12).moved(x, PLINTH, 5.4))
        poles.append(sweep(rectangle(0.05, 0.05), [(x, PLINTH, 5.4), (x, PLINTH + 3.2, 5.4)], up=(0, 0, 1)))
    return cloth, poles
