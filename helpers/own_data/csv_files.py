"""Reads CSV and TSV: rows of cells below a row of names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TextIO

from helpers.own_data.problems import refuse
from helpers.own_data.tables import MOST_COLUMNS, Table, column_names, lines

DELIMITERS = ",;\t|"
SAMPLE = 200  # lines by which the delimiter is found
LONGEST_FIELD = 5_000_000  # characters, after which a quote counts as never closed


def read_csv(table: Table, file: TextIO) -> None:
    """Read rows of cells; the first row names the columns. Quotes must close, and cells must be as many as names.

    A first line ``sep=;``, as Excel writes it, names the delimiter and is no row of names.
    """
    source = lines(table, file)
    first, skipped = next(source, ""), 0
    table.delimiter = "\t" if table.format == "tsv" else ""
    if named := re.fullmatch(r"\ufeff?\"?sep=(.)\"?", first.strip("\r\n"), re.IGNORECASE):
        table.delimiter, first, skipped = named[1], next(source, ""), 1
    sample = [first, *islice(source, SAMPLE)]
    table.delimiter = table.delimiter or _delimiter(sample)
    reader = csv.reader(chain(sample, source), delimiter=table.delimiter, strict=True)
    with _csv_errors(table, reader), _long_fields():
        table.columns = column_names(table.name, next(reader, []))
        for row, cells in enumerate(reader, start=2 + skipped):
            _add_row(table, row, cells)


def _add_row(table: Table, row: int, cells: list[str]) -> None:
    if not any(cell.strip() for cell in cells):
        return  # an empty line counts as a row of the spreadsheet
    if len(cells) > len(table.columns) and any(cell.strip() for cell in cells[len(table.columns) :]):
        table.add_problem(
            row,
            table.delimiter.join(cells[:MOST_COLUMNS]),
            f"too many cells: {len(cells)} where the header has {len(table.columns)}; "
            "quote texts that contain the delimiter",
        )
    else:
        table.add(row, dict(zip(table.columns, cells, strict=False)))


def _delimiter(sample: list[str]) -> str:
    """The delimiter by which most rows have as many cells as the header, two at least; a comma where none does.

    The header alone may mislead: ``id;chat, all turns, in order;summary`` has as many commas as semicolons.
    """

    def fits(delimiter: str) -> tuple[int, int]:
        rows = []
        try:
            for cells in csv.reader(sample, delimiter=delimiter):
                rows.append(len(cells))
        except csv.Error:  # what is wrong with it is said where it is read
            pass
        header = rows[0] if rows else 0
        return sum(cells == header for cells in rows[1:]) if header > 1 else -1, header

    return max(DELIMITERS, key=fits)


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let the csv module read long cells for a while: such a cell costs its row (`Table.add`), not the file."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@contextmanager
def _csv_errors(table: Table, reader: Any) -> Iterator[None]:
    """Turn what the csv module says about broken quotes into one sentence."""
    try:
        yield
    except csv.Error as error:
        too_long = f"field larger than field limit ({LONGEST_FIELD})"
        reason = {
            "unexpected end of data": "a quote is opened and never closed",
            too_long: "a cell is too long, most often a quote that is never closed",
        }.get(str(error), f"the quotes of a cell do not fit ({error}); a quote inside a quoted cell is written twice")
        row = (table.records[-1].row if table.records else 1) + 1
        raise refuse(table.name, f"near line {reader.line_num} {reason}", row) from error
