"""A site in 3D: its model, the true size, parts that the narration points at, manifests for other viewers."""
