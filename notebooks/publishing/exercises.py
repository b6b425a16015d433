"""Turns the notebooks of solutions into the exercises of the lessons: the same cells without the solutions.

``python -m notebooks.publishing.exercises`` writes them, ``--check`` only says where they differ.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.running.errors import CourseError
from notebooks.running.errors import exit_code
from notebooks.running.notebooks import NOTEBOOKS, read_notebook, shown, tags, write_notebook

SOLUTIONS = NOTEBOOKS / "solutions"
OPEN, CLOSE = "# solution", "# end of solution"
RECAP = "## Recap"
INTRODUCTION = """## Exercises

Replace the three dots and run the cell: the check tries your answer on inputs of its own and says what it found. Try as
often as you like, nothing is recorded. Each exercise needs only the set-up cell. There are
[solutions](solutions/{name}.ipynb), with common slips: run them, and read what the check says."""


def strip(source: str) -> str:
    """Take the solution out of a code cell; what is left is valid Python with ``...`` where it was.

    ``name = value  # solution`` becomes ``name = ...`` (``return`` likewise), and the lines between ``# solution`` and
    ``# end of solution`` become one line ``...``. Raises `CourseError` that names the line of a mark that fits nowhere.

    >>> strip("x = 1 + 1  # solution")
    'x = ...'
    """
    kept: list[str] = []
    opened = 0
    for number, line in enumerate(source.splitlines(), start=1):
        bare = line.strip()
        if bare in (OPEN, CLOSE):
            if (bare == OPEN) == bool(opened):
                raise CourseError(
                    f"Line {number} of a solution: {bare!r} is one too many; a {OPEN!r} needs a {CLOSE!r}."
                )
            if bare == OPEN:
                kept.append(line.replace(OPEN, "..."))
            opened = number if bare == OPEN else 0
        elif not opened and bare.endswith(OPEN):
            kept.append(_without_value(line, number))
        elif not opened:
            kept.append(line)
    if opened:
        raise CourseError(f"Line {opened} of a solution: {OPEN!r} has no {CLOSE!r}.")
    result = "\n".join(kept)
    if result == source:
        raise CourseError(f"No line of a solution is marked by {OPEN!r}: {source.splitlines()[0]!r} and so on.")
    ast.parse(result)
    return result


def _without_value(line: str, number: int) -> str:
    match = re.match(r"(\s*(?:return |[\w., \[\]\"':]+? = ))\S.*  # solution$", line)
    if not match:
        raise CourseError(f"Line {number} of a solution: {line.strip()!r} is no 'name = value  {OPEN}'.")
    return f"{match[1]}..."


def tagged(cell: NotebookNode, tag: str) -> bool:
    """Whether a cell has a tag."""
    return tag in tags(cell)


def exercise_cells(solutions: NotebookNode, name: str) -> list[NotebookNode]:
    """Return the cells of a lesson's exercises, made from its notebook of solutions; ids stay the same."""
    cells = [_markdown(_identity(name, "exercises"), INTRODUCTION.format(name=name))]
    for cell in solutions.cells:
        if cell.cell_type == "markdown" and tagged(cell, "exercise"):
            cells.append(_markdown(cell.id, cell.source.replace("](../", "](")))  # links start one folder higher
        elif cell.cell_type == "code" and tagged(cell, "solution"):
            code = new_code_cell(strip(cell.source), id=cell.id, metadata={"tags": ["exercise"]})
            cells.append(code)
    return cells


def _markdown(identity: str, source: str) -> NotebookNode:
    return new_markdown_cell(source, id=identity, metadata={"tags": ["exercise"]})


def _identity(name: str, what: str) -> str:
    return hashlib.sha256(f"{name} {what}".encode()).hexdigest()[:8]


def with_exercises(lesson: NotebookNode, cells: list[NotebookNode], name: str) -> NotebookNode:
    """Put the cells of exercises right before the recap, in place of older ones; equal code keeps its outputs."""
    known = {cell.id: cell for cell in lesson.cells if tagged(cell, "exercise")}
    rest = [cell for cell in lesson.cells if not tagged(cell, "exercise")]
    place = next((i for i, cell in enumerate(rest) if _has_recap(cell)), None)
    if place is None:
        raise CourseError(f"{name}.ipynb: no text cell has the heading {RECAP!r}, before which the exercises stand.")
    before, heading, after = rest[place].source.partition(RECAP)
    if before.strip():  # the recap shares a cell with what stands above it
        rest.insert(place + 1, new_markdown_cell(heading + after, id=_identity(name, "recap")))
        rest[place].source = before.rstrip()
        place += 1
    fresh = [known[c.id] if c.id in known and known[c.id].source == c.source else c for c in cells]
    lesson.cells = [*rest[:place], *fresh, *rest[place:]]
    return lesson


def _has_recap(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and re.search(rf"^{RECAP}\b", cell.source, re.MULTILINE) is not None


def solved_lessons(lessons: Path = NOTEBOOKS, solutions: Path = SOLUTIONS) -> Iterator[tuple[Path, Path]]:
    """Yield each notebook of solutions with its lesson. Raises `CourseError` for one that belongs to no lesson."""
    for path in sorted(solutions.glob("*.ipynb")):
        lesson = lessons / path.name
        if not lesson.is_file():
            raise CourseError(f"{shown(path)} belongs to no lesson: there is no {shown(lesson)}.")
        yield path, lesson


def updated_lessons(lessons: Path = NOTEBOOKS, solutions: Path = SOLUTIONS) -> dict[Path, NotebookNode]:
    """Return each lesson that has solutions, with the exercises that belong to them."""
    updated = {}
    for path, lesson in solved_lessons(lessons, solutions):
        cells = exercise_cells(read_notebook(path), path.stem)
        updated[lesson] = with_exercises(read_notebook(lesson), cells, path.stem)
    return updated


def main(arguments: Sequence[str] | None = None, lessons: Path = NOTEBOOKS, solutions: Path = SOLUTIONS) -> int:
    """Write the exercise cells, or only report where they differ, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.publishing.exercises", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a lesson is out of date")
    options = parser.parse_args(arguments)

    def work() -> int:
        updated = updated_lessons(lessons, solutions)
        stale = [path for path, notebook in updated.items() if read_notebook(path) != notebook]
        for path in stale:
            if not options.check:
                write_notebook(path, updated[path])
            print(f"{shown(path)} {'differs from its solutions; run: make exercises' if options.check else 'written'}")
        print(f"{len(updated)} lessons with exercises, {len(updated) - len(stale)} of them were up to date.")
        return int(options.check and bool(stale))

    return exit_code(work)


if __name__ == "__main__":
    sys.exit(main())
