"""Communes: identity with dates, predecessors, theme, sources."""
