"""The rows of a learner's file as they are, whatever its format, with limits on how many and how long they may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from helpers.own_data.exports.conversation import Conversation
from helpers.own_data.problems import Problem, Problems, refuse

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000  # in all, parts of lists and objects included
MOST_CHARACTERS = 60_000_000  # in all
LONGEST_CELL = 100_000  # characters
LONGEST_LINE = 1_000_000  # characters
MOST_LINES = 5_000_000  # of a file, empty ones included
MOST_PROBLEMS = 20_000  # rows that cannot be read, before the file as a whole counts as broken


@dataclass(frozen=True)
class Record:
    """One row of a file: its number as a spreadsheet or editor shows it, and its cells by column."""

    row: int
    cells: dict[str, Any]


@dataclass
class Table:
    """The rows of a file as they are, what could not be read, and how the file was read."""

    name: str
    format: str
    encoding: str = ""
    columns: list[str] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    sheet: str = ""
    delimiter: str = ""
    most_rows: int = MOST_ROWS
    cells: int = 0
    characters: int = 0

    def add(self, row: int, cells: dict[str, Any]) -> None:
        """Keep a row, or leave it out for a cell that is too long.

        Raises `CourseError` where the file holds more than the limits allow.
        """
        for column, cell in cells.items():
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                message = f"too long: a cell of {len(cell):,} characters, and the limit is {LONGEST_CELL:,}"
                self.add_problem(row, cell[:200], message, column)
                return
        self.records.append(Record(row, cells))
        for number, size in map(_size, cells.values()):
            self.cells += number
            self.characters += size
        for amount, most, what in (
            (len(self.records), self.most_rows, f"{self.most_rows:,} rows"),
            (self.cells, MOST_CELLS, f"{MOST_CELLS:,} cells"),
            (self.characters, MOST_CHARACTERS, f"{MOST_CHARACTERS:,} characters"),
        ):
            if amount > most:
                raise refuse(self.name, f"it has more than {what}; take a part of it", row)

    def add_problem(self, row: int, value: object, message: str, column: str = "", fatal: bool = True) -> None:
        """Note what is wrong with a row. Raises `CourseError` where that is so of more rows than anyone would mend."""
        if len(self.problems) >= MOST_PROBLEMS:
            told = f"more than {MOST_PROBLEMS:,} problems, this row has one more: {message}"
            raise refuse(self.name, told, row, value)
        self.problems.append(Problem(row, column, str(value)[:LONGEST_CELL], message, fatal))


def _size(value: Any) -> tuple[int, int]:
    """(number of values, characters) in a cell, those inside lists and objects included."""
    cells = characters = 0
    waiting = [value]
    while waiting:
        one = waiting.pop()
        cells += 1
        if isinstance(one, Conversation):
            turns, size = one.sizes()
            cells, characters = cells + turns, characters + size
        elif isinstance(one, str | bytes):
            characters += len(one)
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            waiting += one
    return cells, characters


def lines(table: Table, file: TextIO) -> Iterator[str]:
    """Read a file line by line and refuse one that is no line of a table, before it fills the memory."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number > MOST_LINES:
            raise refuse(table.name, f"it has more than {MOST_LINES:,} lines; take a part of it")
        if len(line) > LONGEST_LINE:
            raise refuse(table.name, f"line {number} has more than {LONGEST_LINE:,} characters", value=line[:100])
        yield line


def column_names(name: str, header: list[Any]) -> list[str]:
    """Return the header's names, stripped; an empty one becomes ``column 3``. Raises `CourseError` for a double one."""
    names = ["" if cell is None else str(cell).strip() for cell in header]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise refuse(name, "the first row must name the columns and is empty")
    if len(names) > MOST_COLUMNS:
        raise refuse(name, f"it has {len(names):,} columns and the limit is {MOST_COLUMNS}", 1)
    names = [text or f"column {place}" for place, text in enumerate(names, start=1)]
    for text in names:
        if names.count(text) > 1:
            raise refuse(name, "two columns have the same name; rename one", 1, text)
    return names
