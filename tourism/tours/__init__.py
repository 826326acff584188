"""Tours: ordered stops, legs and times."""
