"""Models that show what a kind of place or thing looks like, made by arithmetic: `python -m content.models`."""
