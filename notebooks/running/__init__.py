"""Runs the notebooks in order, `python -m notebooks.running.course`, and reads and writes their files."""
