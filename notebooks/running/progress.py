"""How far a course is and how long the rest takes: the time of each notebook, known before it runs."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from helpers.running.language import translated, writable
from notebooks.running.columns import cut

HEARTBEAT = 30.0  # seconds between progress lines where the output is not a terminal


def read_timings(path: Path) -> dict[str, float]:
    """Seconds that each notebook took in an earlier run; empty where there is none."""
    try:
        timings = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(seconds) for name, seconds in timings.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def expected_seconds(
    names: Iterable[str], timings: Mapping[str, float], minutes: Mapping[str, float]
) -> list[float | None]:
    """Expected seconds per notebook: measured in this folder before, else the profile's, else unknown."""
    profile = {name: 60 * value for name, value in minutes.items()}
    return [timings.get(name, profile.get(name)) for name in names]


def time_left(expected: Sequence[float | None], elapsed: float) -> str:
    """Say how long the rest takes, ``expected[0]`` being the running notebook's time and ``elapsed`` its time so far.

    Once the running notebook takes longer than expected, the sum of the others is only a lower bound.
    """
    current = expected[0]
    seconds = max(0.0, (current or 0.0) - elapsed) + sum(value or 0.0 for value in expected[1:])
    certain = None not in expected and current is not None and elapsed <= current
    if not certain and not seconds:
        return "longer than estimated" if current is not None else "time left unknown"
    return f"about {duration(seconds)} left" if certain else f"at least {duration(seconds)} left"


def duration(seconds: float) -> str:
    """A rough duration in words."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "1 min" if seconds >= 30 else "half a minute"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def clock(seconds: float) -> str:
    """A duration as ``m:ss`` or ``h:mm:ss``."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Progress:
    """Says which notebook and cell runs: one line rewritten in place on a terminal, else one now and then.

    A bar of tqdm would take the rest from the mean of what is done, and the course begins with its short notebooks: by
    the nano profile's minutes it would promise 2 of 31 min after the first notebook, 7 of 25 at half-way, and 7 where 3
    are left. The notebooks' own times, measured or the profile's, are right from the start.
    """

    def __init__(self, names: Sequence[str], expected: Sequence[float | None], stream: TextIO) -> None:
        """Prepare for the notebooks ``names``, expected to take ``expected`` seconds."""
        self.names, self.expected, self.stream = names, expected, stream
        self.terminal = stream.isatty()
        self.number = self.cell = self.cells = 0
        self.began = self.notebook_began = time.monotonic()
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self.thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        """Start the line that goes on by itself."""
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it and leave the terminal with an empty line."""
        self.stopped.set()
        self.thread.join()
        self._write("")

    @property
    def elapsed(self) -> float:
        """Seconds since the course began."""
        return time.monotonic() - self.began

    def notebook_starts(self, cells: int) -> None:
        """Go on to the next notebook, which has ``cells`` code cells."""
        with self.lock:
            self.number, self.cell, self.cells = self.number + 1, 0, cells
            self.notebook_began = time.monotonic()
        self._write(f"{self._label()} starts, {self._left()}", lasting=not self.terminal)

    def cell_starts(self, cell: int) -> None:
        """Go on to code cell number ``cell``."""
        with self.lock:
            self.cell = cell
        if self.terminal:
            self._write(self._line())

    def notebook_ends(self) -> float:
        """Report the running notebook as done and return the seconds that it took."""
        seconds = time.monotonic() - self.notebook_began
        self._write(f"{self._label()} done in {clock(seconds)}", lasting=True)
        with self.lock:
            self.cells = 0
        return seconds

    def _label(self) -> str:
        return f"[{self.number}/{len(self.names)}] {self.names[self.number - 1]}"

    def _left(self) -> str:
        return time_left(self.expected[self.number - 1 :], time.monotonic() - self.notebook_began)

    def _line(self) -> str:
        cell = f"cell {self.cell}/{self.cells}" if self.cell else "kernel starting"
        return f"{self._label()}  {cell}  {clock(self.elapsed)} so far, {self._left()}"

    def _tick(self) -> None:
        while not self.stopped.wait(1.0 if self.terminal else HEARTBEAT):
            if self.cells:
                self._write(self._line(), lasting=not self.terminal)

    def _write(self, line: str, lasting: bool = False) -> None:
        line = writable(translated(line), self.stream)
        with self.lock:
            if self.terminal:
                width = shutil.get_terminal_size().columns - 1
                line = "\r\x1b[K" + (line if lasting else cut(line, width))
            self.stream.write(line + "\n" * lasting)
            self.stream.flush()
