"""The judge of a GLB: its header, document, numbers, graph and pictures, before anything is drawn of it."""
