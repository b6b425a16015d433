"""Writes the exercises of the lessons from the notebooks of solutions: ``python -m helpers.exercises``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.course import NOTEBOOKS, read_notebook, shown, write_notebook
from helpers.errors import CourseError

from .strip import SOLUTIONS, updated_lessons


def main(arguments: Sequence[str] | None = None, lessons: Path = NOTEBOOKS, solutions: Path = SOLUTIONS) -> int:
    """Write the exercise cells, or only report where they differ, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m helpers.exercises", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a lesson is out of date")
    options = parser.parse_args(arguments)
    try:
        updated = updated_lessons(lessons, solutions)
        stale = [path for path, notebook in updated.items() if read_notebook(path) != notebook]
        if not options.check:
            for path in stale:
                write_notebook(path, updated[path])
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    for path in stale:
        print(f"{shown(path)} {'differs from its solutions; run: make exercises' if options.check else 'written'}")
    print(f"{len(updated)} lessons with exercises, {len(updated) - len(stale)} of them were up to date.")
    return int(options.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
