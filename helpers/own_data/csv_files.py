"""Reads CSV and TSV: rows of cells below a row of names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from helpers.own_data.problems import refuse
from helpers.own_data.tables import MOST_COLUMNS, Table, column_names, lines

DELIMITERS = ",;\t|"


def read_csv(table: Table, file: TextIO) -> None:
    """Read rows of cells; the first row names the columns. Quotes must close, and cells must be as many as names."""
    source = lines(table, file)
    first = next(source, "")
    table.delimiter = "\t" if table.format == "tsv" else _delimiter(first)
    reader = csv.reader(_chained(first, source), delimiter=table.delimiter, strict=True)
    with _csv_errors(table, reader):
        table.columns = column_names(table.name, next(reader, []))
        for row, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue  # an empty line counts as a row of the spreadsheet
            if len(cells) > len(table.columns) and any(cell.strip() for cell in cells[len(table.columns) :]):
                table.add_problem(
                    row,
                    table.delimiter.join(cells[:MOST_COLUMNS]),
                    f"too many cells: {len(cells)} where the header has {len(table.columns)}; "
                    "quote texts that contain the delimiter",
                )
            else:
                table.add(row, dict(zip(table.columns, cells, strict=False)))


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """The delimiter that cuts the header into most cells; a comma where none does."""

    def cells(delimiter: str) -> int:
        try:
            return len(next(csv.reader([header], delimiter=delimiter), []))
        except csv.Error:
            return 0  # what is wrong with it is said where it is read

    return max(DELIMITERS, key=cells)


@contextmanager
def _csv_errors(table: Table, reader: Any) -> Iterator[None]:
    """Turn what the csv module says about broken quotes into one sentence."""
    try:
        yield
    except csv.Error as error:
        reason = {
            "unexpected end of data": "a quote is opened and never closed",
            "field larger than field limit (131072)": "a cell is too long, most often a quote that is never closed",
        }.get(str(error), f"the quotes of a cell do not fit ({error}); a quote inside a quoted cell is written twice")
        row = (table.records[-1].row if table.records else 1) + 1
        raise refuse(table.name, f"near line {reader.line_num} {reason}", row) from error
