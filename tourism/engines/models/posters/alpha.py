"""How much of a model is there at a place: what is cut out of it, what lets light through."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tourism.engines.models.mesh import Alpha, Model
from tourism.engines.models.posters.depth import Singles
from tourism.engines.models.posters.pictures import Mipmap
from tourism.engines.models.posters.triangles import Soup, Whole, dot


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """A model's surfaces as far as they hide what is behind them."""

    model: Model
    triangles: Soup
    pictures: tuple[Mipmap, ...]

    def those(self, alpha: Alpha) -> NDArray[np.bool_]:
        """Which triangles are of one kind."""
        kinds = np.array([each.alpha == alpha for each in self.model.surfaces])
        return np.asarray(kinds[self.triangles.surfaces])

    def alpha(self, ids: Whole, shares: Singles) -> Singles:
        """How much of each place is there, from 0 to 1, by triangles (n) and the shares of their corners (n, 3)."""
        corners = self.triangles.triangles[ids]
        found = dot(self.triangles.colours[corners, 3], shares)
        uvs = np.einsum("nij,ni->nj", self.triangles.uvs[corners], shares)
        surfaces = self.triangles.surfaces[ids]
        for each in np.flatnonzero(np.bincount(surfaces)):
            these, surface = surfaces == each, self.model.surfaces[each]
            found[these] *= surface.colour[3]
            if surface.colour_picture is not None:
                found[these] *= self.pictures[surface.colour_picture].alpha(uvs[these])
        return found

    def kept(self, ids: Whole, shares: Singles) -> NDArray[np.bool_]:
        """Which places are not cut out."""
        cutoffs = np.array([each.alpha_cutoff for each in self.model.surfaces], np.float32)
        return np.asarray(self.alpha(ids, shares) >= cutoffs[self.triangles.surfaces[ids]])
