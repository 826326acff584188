"""Programs from outside, each behind a small protocol; no slice is known here."""
