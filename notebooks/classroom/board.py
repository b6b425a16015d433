"""A board of attempts on validation rows: how far each came, with how many examples, in how many seconds; a CSV."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd

from helpers.data import TestSet, group_references, task_rows
from helpers.intervals import Figure
from helpers.profiles import Profile
from helpers.results import FORMULA, write_atomically
from helpers.running.errors import CourseError
from helpers.running.locks import locked
from helpers.tasks import TASKS

COLUMNS = ["attempt", "examples", "seconds", "rouge1", "low", "high", "n"]


def validation_set(profile: Profile, task: str = "dialogue_summary") -> TestSet:
    """Return a task's validation rows in the shape of a test set, to choose by; no test row is among them."""
    rows, references = group_references(task_rows(profile, task, "validation"), TASKS[task])
    return TestSet(f"{task}_validation", TASKS[task], rows, references)


def read_board(path: Path) -> pd.DataFrame:
    """Read the attempts, the best first; none where there is no file. Raises `CourseError` at the first bad row."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ",".join(COLUMNS)
    header, *lines = text.removesuffix("\n").split("\n")
    if header != ",".join(COLUMNS):
        raise CourseError(f"{path}: the first row must be {','.join(COLUMNS)}; correct it, or delete the file.")
    rows: dict[str, list[float]] = {}
    for number, line in enumerate(lines, 2):
        name, *cells = line.split(",")
        where = f"{path}: row {number}, {line[:80]!r}, correct it or delete the row: it"
        rows[name] = _numbers("" if name in rows else name, cells, where)
    board = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS[1:]).rename_axis(COLUMNS[0])
    return board.astype({"examples": int, "n": int}).sort_values("rouge1", ascending=False, kind="stable")


def add_attempt(path: Path, name: str, examples: int, seconds: float, rouge1: Figure) -> pd.DataFrame:
    """Put an attempt on the board in one step, in place of one of the same name; return the board.

    Raises `CourseError` for a name that is empty or that a spreadsheet would run, or a score that is none.
    """
    scores = [round(score, 4) for score in (rouge1.value, rouge1.low, rouge1.high)]
    numbers = _numbers(name.strip(), [examples, round(seconds, 1), *scores, rouge1.n], f"The attempt {name[:80]!r}")
    with locked(path):
        board = read_board(path)
        board.loc[name.strip()] = numbers
        write_atomically(path, board.astype({"examples": int, "n": int}).to_csv(lineterminator="\n"))
        return read_board(path)


def _numbers(name: str, cells: list, where: str) -> list[float]:
    """The numbers of an attempt; `CourseError` where they, or its name, cannot be."""
    try:
        examples, _, score, low, high, n = numbers = [float(cell) for cell in cells]
        named = name.strip() and not name.startswith(FORMULA) and not set(name) & set(',"\r\n')
        counted = all(0 <= x < math.inf for x in numbers) and examples.is_integer() and n.is_integer()
        if named and counted and low <= score <= high <= 1:
            return numbers
    except ValueError:
        pass
    raise CourseError(
        f"{where} is not a new name without commas and six numbers, 0 or more, with low <= rouge1 <= high <= 1."
    )
