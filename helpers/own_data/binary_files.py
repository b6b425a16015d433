"""Reads Parquet by pyarrow and Excel by openpyxl, a few rows at a time, with limits checked before anything unpacks."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helpers.own_data.problems import refuse, visible
from helpers.own_data.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Table, column_names
from helpers.running.errors import CourseError

LARGEST_UNPACKED = 100_000_000  # bytes
ROWS_AT_ONCE = 256
NESTED_ROWS_AT_ONCE = 8
EMPTY_ROWS = 1_000  # in a row: what follows them in a sheet is formatting
EXCEL_ROWS = 1_048_576


@contextmanager
def _one_error(name: str, kind: str) -> Iterator[None]:
    """Turn whatever a library raises about a broken file into one sentence."""
    try:
        yield
    except (CourseError, KeyboardInterrupt, SystemExit, OSError) as error:
        if isinstance(error, OSError) and not error.errno:  # pyarrow's name for a broken file
            raise refuse(name, f"it is no {kind} file or a broken one", value=error) from error
        raise
    except RecursionError as error:
        raise refuse(name, f"it is a {kind} file nested too deeply") from error
    except Exception as error:  # openpyxl and zipfile raise KeyError, ValueError, BadZipFile, zlib.error and others
        raise refuse(name, f"it is no {kind} file or a broken one", value=str(error) or type(error).__name__) from error


# --- Parquet -------------------------------------------------------------------------------------


def read_parquet(path: Path) -> Table:
    """Read the rows of a Parquet file; the first row is row 1, as there is no header."""
    import pyarrow
    import pyarrow.parquet as parquet

    table = Table(path.name, "parquet")
    with _one_error(path.name, "Parquet"):
        limits = {"thrift_string_size_limit": 10_000_000, "thrift_container_size_limit": 1_000_000}
        with parquet.ParquetFile(path, **limits) as file:
            names = [str(name) for name in file.schema_arrow.names]
            plain = [field.name for field in file.schema_arrow if not pyarrow.types.is_nested(field.type)]
            _check_parquet(path.name, file)
        table.columns = column_names(path.name, names)
        # Texts that repeat stay references to one copy: else a small file could unpack to any size.
        with parquet.ParquetFile(path, read_dictionary=plain, **limits) as file:
            row, at_once = 0, ROWS_AT_ONCE if len(plain) == len(names) else NESTED_ROWS_AT_ONCE
            for batch in file.iter_batches(batch_size=at_once, use_threads=False):
                columns = [_values(column) for column in batch.columns]
                for cells in zip(*columns, strict=True):
                    row += 1
                    table.add(row, dict(zip(table.columns, cells, strict=True)))
    return table


def _check_parquet(name: str, file: Any) -> None:
    metadata = file.metadata
    if metadata.num_rows > MOST_ROWS:
        raise refuse(name, f"it has {metadata.num_rows:,} rows and the limit is {MOST_ROWS:,}; take a part of it")
    size = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    if size > LARGEST_UNPACKED:
        raise refuse(name, f"unpacked it has {size / 1e6:,.0f} MB and the limit is {LARGEST_UNPACKED / 1e6:,.0f}")


def _values(column: Any) -> list[Any]:
    """A column of a batch as Python values; equal texts share one."""
    import pyarrow

    if isinstance(column, pyarrow.DictionaryArray):
        known = column.dictionary.to_pylist()
        return [None if index is None else known[index] for index in column.indices.to_pylist()]
    return column.to_pylist()


# --- Excel ---------------------------------------------------------------------------------------


def read_excel(path: Path, sheet: str | None = None) -> Table:
    """Read a sheet, the first one unless `sheet` names another. Formulas are not computed: they become problems."""
    import openpyxl

    table = Table(path.name, "xlsx")
    with _one_error(path.name, "Excel"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        _check_zip(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            names = [one.title for one in book.worksheets]
            if sheet is not None and sheet not in names:
                raise refuse(path.name, f"there is no sheet {visible(sheet)!r}; it has {visible(', '.join(names))}")
            if not names:
                raise refuse(path.name, "it has no sheet with cells")
            table.sheet = sheet or names[0]
            worksheet = book.worksheets[names.index(table.sheet)]
            worksheet.reset_dimensions()  # what the file says about its size may be wrong
            _read_sheet(table, worksheet)
        finally:
            book.close()
    return table


def _read_sheet(table: Table, worksheet: Any) -> None:
    empty = cells_seen = 0
    for row, cells in enumerate(worksheet.iter_rows(max_row=EXCEL_ROWS, max_col=MOST_COLUMNS), start=1):
        cells_seen += len(cells)
        if cells_seen > 20 * MOST_CELLS:
            raise refuse(table.name, "its sheet has far more cells than texts; copy the rows into a new one", row)
        if all(cell.value is None for cell in cells):
            empty += 1
            if empty > EMPTY_ROWS:
                return
            continue
        empty = 0
        if not table.columns:
            table.columns = column_names(table.name, [cell.value for cell in cells])
            continue
        values: dict[str, Any] = {}
        for name, cell in zip(table.columns, cells, strict=False):
            values[name] = cell.value
            if cell.data_type == "f":
                values[name] = None
                table.add_problem(
                    row, getattr(cell.value, "text", cell.value), "a formula: copy it and paste its value", name, False
                )
            elif cell.data_type == "e":
                values[name] = None
                table.add_problem(row, cell.value, "an error value of the spreadsheet", name, False)
            elif isinstance(cell.value, str):
                values[name] = _unescaped(cell.value)
        table.add(row, values)


def _unescaped(text: str) -> str:
    """Undo Excel's way to write control characters, such as ``_x000D_``."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def _check_zip(path: Path) -> None:
    """Look into the zip that an .xlsx is before anything is unpacked: its size, and no document type of its own."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if size > LARGEST_UNPACKED or len(members) > 2_000:
            raise refuse(path.name, f"unpacked it has {size / 1e6:,.0f} MB, the limit is {LARGEST_UNPACKED / 1e6:,.0f}")
        if "xl/workbook.xml" not in archive.namelist():
            raise refuse(path.name, "it is a zip file without an Excel workbook")
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                with archive.open(member) as file:
                    start = file.read(4_096).replace(b"\0", b"")
                if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                    raise refuse(path.name, "its XML defines entities, which no Excel file needs; it is not read")
