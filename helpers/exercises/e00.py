"""Checkers of the exercises in 00_start_here."""
