"""Sites: a place, its immutable revisions, its signs."""
