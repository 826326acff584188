"""The gate for 3D models: a GLB file that nobody has vouched for is opened, or refused with a reason."""

from tourism.engines.models.opened import Glb

__all__ = ["Glb"]
