"""Files of 100 MB, and small ones that unpack to more: read or refused in seconds, with less than 1 GB of memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from helpers.profiles import ROOT

from .inputs import good

BYTES = 100_000_000
MOST_MEMORY = 1_000_000_000  # bytes beyond what the imports take
READ = """
import json, re, sys, time
from pathlib import Path
from helpers.running.errors import CourseError
from helpers.own_data import read_chats
def peak():  # in bytes; Linux counts it from the start of this program
    return 1024 * int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before, began = peak(), time.process_time()
try:
    read_chats(sys.argv[1])
    said = "read"
except CourseError as error:
    said = str(error)
print(json.dumps({"said": said, "seconds": time.process_time() - began, "memory": peak() - before}))
"""


def _repeated(start: bytes, row: bytes, end: bytes = b"") -> bytes:
    return start + row * ((BYTES - len(start) - len(end)) // len(row)) + end


def _workbook() -> bytes:
    """A workbook whose one sheet is unpacked 100 MB of rows."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good("xlsx"))) as whole, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in whole.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, _repeated(SHEET, ROW, b"</sheetData></worksheet>") if is_sheet else whole.read(name))
    return content.getvalue()


def _unpacking() -> bytes:
    """A small Parquet file whose one row group holds 4 GB of text."""
    text = pa.array(["Amy: " + "a" * 4_000_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), text)
    content = io.BytesIO()
    pq.write_table(pa.table({"chat": column, "summary": column}), content)
    return content.getvalue()


ROW = b'<row><c t="inlineStr"><is><t>Amy: Hi</t></is></c><c t="inlineStr"><is><t>Amy greets</t></is></c></row>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
LARGE: dict[str, Callable[[], bytes]] = {
    "long.csv": lambda: _repeated(b"chat,summary\n", b"Amy: Hello there Ben,Amy greets\n"),
    "cell.csv": lambda: _repeated(b"chat,summary\n", b"Amy: Hi "),
    "quote.csv": lambda: _repeated(b'chat,summary\n"', b"Amy: Hi\n"),
    "commas.csv": lambda: b"," * BYTES,
    "columns.tsv": lambda: _repeated(b"chat\tsummary\n", b"a\t"),
    "breaks.csv": lambda: _repeated(b"chat,summary\n", b"\n"),
    "rows.jsonl": lambda: _repeated(b"", b'{"chat": "Amy: Hello there Ben", "summary": "Amy greets"}\n'),
    "one.jsonl": lambda: _repeated(b'{"chat": "', b"Amy: Hi "),
    "rows.json": lambda: _repeated(b"[", b'{"chat": "Amy: Hello", "summary": "Amy greets"},', b"1]"),
    "numbers.json": lambda: _repeated(b"[", b"1,", b"1]"),
    "deep.json": lambda: b"[" * BYTES,
    "text.json": lambda: _repeated(b'"', b"abcdefgh", b'"'),
    "empty.json": lambda: _repeated(b"[", b"{},", b"{}]"),
    "bytes.csv": lambda: bytes(range(256)) * (BYTES // 256),
    "texts.csv": lambda: _repeated(b"chat,summary\n", b"Amy: " + b"Hello there, " * 80 + b"\n"),
    "rows.xlsx": _workbook,
    "zeros.parquet": lambda: b"PAR1" + bytes(BYTES - 8) + b"PAR1",
    "dictionary.parquet": _unpacking,
}


def try_large(name: str, folder: Path) -> dict[str, float | str]:
    """What came of reading one of the files in a process of its own.

    ``said``, ``seconds`` of the processor, ``memory`` in bytes beyond that of the imports.
    """
    path = folder / name
    path.write_bytes(LARGE[name]())
    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    path.unlink()
    if done.returncode:
        return {"said": f"ended with {done.returncode}: {done.stderr[-500:]}", "seconds": 0.0, "memory": 0.0}
    return json.loads(done.stdout)
