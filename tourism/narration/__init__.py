"""Narration: what the voice reads, what it made of it, and the transcript that follows."""
