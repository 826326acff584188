"""Makes the demonstration's models anew: `python -m content.models` from the top of the repository."""

import sys
from pathlib import Path

from content.models.house.assembled import house
from content.models.tree.assembled import tree

SITES = Path(__file__).parents[1] / "hong-van" / "sites"
# By site: what is shown there.
MADE = {"dinh-van-la": house, "mot-ngay-lam-nghe-nhan": tree}


def main() -> None:
    """Writes every model beside its scene.yaml."""
    for site, made in MADE.items():
        file = SITES / site / "model.glb"
        file.write_bytes(made())
        sys.stdout.write(f"{file}: {file.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
