"""Harm done on purpose: `python -m tests.faults` does all of it and writes the table in tests/README.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One kind of harm: what was done, how many times, what came of it, and what was lost."""

    what: str
    times: int
    outcome: str
    lost: str = "nothing"

    def row(self, part: str) -> str:
        """The row of the table, begun by the part of `make faults` that tried it."""
        return f"| {part} | {self.what} | {self.times:,} | {self.outcome} | {self.lost} |"
