"""Makes the course's embedded text: the same bytes from the same seed, every time."""
