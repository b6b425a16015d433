"""Opens a learner's file and returns its rows as they are: six formats, with limits, and nothing is ever run.

Whatever a file holds, the outcome is its rows or one `CourseError`: what a library raises about a broken file is
caught here. Rows that cannot be read, where the next one still can, become problems and the reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from helpers.own_data.binary_files import read_excel, read_parquet
from helpers.own_data.csv_files import read_csv
from helpers.own_data.encoding import detect_encoding
from helpers.own_data.json_files import read_json, read_jsonl
from helpers.own_data.problems import refuse, visible
from helpers.own_data.tables import Table
from helpers.own_data.text_files import read_text

LARGEST_FILE = 100_000_000  # bytes
SIGNATURES = {b"PK\x03\x04": "a zip or Excel file", b"PAR1": "a Parquet file", b"\x1f\x8b": "a gzip file"}
SIGNATURES |= {b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel or Word file"}


def read_table(path: str | Path, encoding: str | None = None, sheet: str | None = None) -> Table:
    """Read a CSV, TSV, JSON, JSONL, Parquet or Excel file, or a thread of plain text; the suffix says which.

    `encoding` and `sheet` override what is detected: UTF-8 or a guess, and the first sheet. Raises `CourseError` for a
    file that is missing, too large, of another kind, or broken beyond the row where it breaks.
    """
    path = Path(path)
    name = path.name
    reader = _reader(path)
    try:
        if not path.is_file():
            kind = "is a folder; name a file in it" if path.is_dir() else "is not there; check the path"
            raise refuse(str(path), f"the file {kind}")
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
        if size > LARGEST_FILE:
            raise refuse(name, f"it has {size / 1e6:,.0f} MB and the limit is {LARGEST_FILE / 1e6:,.0f}; take a part")
        if not size:
            raise refuse(name, "the file is empty")
        table = reader(path, start, encoding, sheet)
    except OSError as error:
        raise refuse(str(path), f"the file cannot be read ({error.strerror or type(error).__name__})") from error
    if not table.records:
        fatal = table.problems.fatal
        first = f"; the first problem, in row {fatal[0].row}, is {fatal[0].message}" if fatal else ""
        raise refuse(name, f"no row could be read{first}")
    return table


Reader = Callable[[Path, bytes, str | None, str | None], Table]


def _reader(path: Path) -> Reader:
    """The function that reads files of this suffix."""

    def text(read: Callable[[Table, TextIO], None], kind: str) -> Reader:
        return lambda path, start, encoding, sheet: _read_text(path, start, encoding, kind, read)

    readers: dict[str, Reader] = {
        ".csv": text(read_csv, "csv"),
        ".tsv": text(read_csv, "tsv"),
        ".json": text(read_json, "json"),
        ".jsonl": text(read_jsonl, "jsonl"),
        ".ndjson": text(read_jsonl, "jsonl"),
        ".txt": text(read_text, "txt"),
        ".parquet": lambda path, start, encoding, sheet: read_parquet(path),
        ".xlsx": lambda path, start, encoding, sheet: read_excel(path, sheet),
    }
    suffix = path.suffix.lower()
    if suffix not in readers:
        known = ", ".join(readers)
        raise refuse(path.name, f"files ending in {visible(suffix)!r} are not read, only {known}; save it as one")
    return readers[suffix]


def _read_text(
    path: Path, start: bytes, encoding: str | None, kind: str, read: Callable[[Table, TextIO], None]
) -> Table:
    for signature, what in SIGNATURES.items():
        if start.startswith(signature):
            raise refuse(path.name, f"by its first bytes this is {what}, not {kind.upper()}; give it the right ending")
    table = Table(path.name, kind)
    table.encoding, problem = detect_encoding(path, encoding)
    if problem:
        table.problems.append(problem)
    with path.open(encoding=table.encoding, newline="" if kind in ("csv", "tsv") else None) as file:
        read(table, file)
    return table
