"""Malformed files for every reader of the course: own data, results, sizes, caches and adapters.

Whatever a file holds, a reader takes it or raises `CourseError` with one sentence that names the file.
"""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.own_data import check, mask, read_chats
from helpers.profiles import load_profile
from helpers.results import COLUMNS, read_results
from helpers.running.errors import CourseError
from helpers.running.sizes import resize

SECONDS = 10  # that a reader may take
LONGEST_MESSAGE = 1_000  # characters
ROWS = [
    {"chat": "Amy: My kettle leaks.\nBen: Send it in.", "summary": "repair | Amy wants a kettle mended"},
    {"chat": "Cleo: Where is my parcel?\nBen: On its way, says the driver.", "summary": "delivery | Cleo waits"},
    {"chat": 'Dan: Café, 東京, 🙂\nBen: "Yes", he said.', "summary": "order | Dan orders, as ever"},
]
FORMATS = ("csv", "tsv", "json", "jsonl", "parquet", "xlsx")


def good(kind: str) -> bytes:
    """A small whole file of chats in one of the formats."""
    if kind in ("csv", "tsv"):
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, ["chat", "summary"], delimiter="\t" if kind == "tsv" else ",")
        writer.writeheader()
        writer.writerows(ROWS)
        return text.getvalue().encode()
    if kind == "json":
        return json.dumps(ROWS, ensure_ascii=False).encode()
    if kind == "jsonl":
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()
    content = io.BytesIO()
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), content)
    else:
        book = openpyxl.Workbook()
        for row in (["chat", "summary"], *([r["chat"], r["summary"]] for r in ROWS)):
            book.active.append(row)
        book.save(content)
    return content.getvalue()


def good_results() -> bytes:
    """A small whole results.csv."""
    row = [
        "full",
        "",
        "dialogue_summary",
        "1",
        "rouge1",
        "200",
        "0.38",
        "0.36",
        "0.4",
        "",
        "17",
        "data/model",
        "data/x",
        "",
        "1",
    ]
    return "\n".join([",".join(COLUMNS), *[",".join(row)] * 3, ""]).encode()


GOOD_SIZES = json.dumps(
    {"full": {"examples": 640, "learning_rate": 0.001}, "counts": {"entities": {"train": 100}}, "curve": [100, 200]}
).encode()

# --- by hand -------------------------------------------------------------------------------------


def by_hand() -> Iterator[tuple[str, str, bytes]]:
    """(what, suffix, content) of files that are broken in the ways that people and programs break them."""
    anything: dict[str, bytes] = {
        "empty": b"",
        "one byte": b"\x00",
        "zeros": bytes(5_000),
        "spaces": b" \n" * 500,
        "a byte order mark alone": b"\xef\xbb\xbf",
        "half a UTF-16 character": b"\xff\xfeA",
        "UTF-32": "chat,summary\nA: a,b".encode("utf-32"),
        "random bytes": random.Random(1).randbytes(4_000),
        "HTML": b"<!DOCTYPE html><html><body><table><tr><td>chat</td></tr></table></body></html>",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "a PDF": b"%PDF-1.7\n1 0 obj",
        "gzip": b"\x1f\x8b\x08\x00" + bytes(60),
        "an old Excel file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        "a pickle": b"\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.",
        "a truncated zip": good("xlsx")[:700],
        "a truncated Parquet file": good("parquet")[:-20],
        "one word": b"chat",
        "a line of 2 MB": b"x" * 2_000_000,
        "NUL in the header": b"chat\x00,summary\nA: a\nB: b,c\n",
        "a lone quote": b'chat,summary\n"A: a,b\n',
        "quotes that do not fit": b'chat,summary\n"A: a"x,b\n',
        "two columns of one name": b"chat,chat,summary\nA: a,B: b,c\n",
        "only a header": b"chat,summary\n",
        "no header": b"Amy: Hi,Ben\nAmy: Yes,Ben\n",
        "300 columns": ",".join(map(str, range(300))).encode() + b"\n",
        "too many cells": b"chat,summary\nA: a,b,c,d,e\n",
        "too few cells": b"chat,summary\nA: a\n",
        "old Mac line ends": b"chat,summary\rA: a,b\r",
        "a lone surrogate": b'[{"chat": "A: \\ud800", "summary": "b"}]',
        "deep lists": b"[" * 100_000,
        "deep objects": b'{"a":' * 50_000,
        "an endless number": b"[" + b"9" * 50_000 + b"]",
        "NaN and Infinity": b'[{"chat": NaN, "summary": Infinity}]',
        "a string alone": b'"chat"',
        "null": b"null",
        "double keys": b'[{"chat": "A: a", "chat": 3, "summary": "b"}]',
        "a trailing comma": b'[{"chat": "A: a", "summary": "b"},]',
        "single quotes": b"[{'chat': 'A: a', 'summary': 'b'}]",
        "comments": b'// chats\n[{"chat": "A: a"}]',
        "objects without a chat": b'[{"a": 1}, {"b": 2}]',
        "lists in lists": b"[[[[1]]]]",
        "wrong types": b'[{"chat": 3, "summary": {"a": []}}, 7, null, "x"]',
        "formulas": b"chat,summary\n=1+1,@SUM(A1)\n+cmd|' /C calc'!A0,-2\n",
        "control characters": "chat,summary\nA: \x07\x1b[31mred\u202e,\u2066b\n".encode(),
    }
    for what, content in anything.items():
        for kind in FORMATS:
            yield what, kind, content
    yield "entries that climb out", "xlsx", zipped({"../../evil.txt": b"x", "xl/workbook.xml": b"<a/>"})
    yield "entities in XML", "xlsx", zipped({"[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'})
    yield "a zip without a sheet", "xlsx", zipped({"a.txt": b"x"})
    yield "a sheet that unpacks to 600 MB", "xlsx", zipped({"xl/worksheets/sheet1.xml": bytes(600_000_000)})


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive of files by name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


# --- by chance -----------------------------------------------------------------------------------

PIECES = (
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\x00",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b"\\",
    b"\xff",
    b"\xef\xbb\xbf",
)
PIECES += (
    b"null",
    b"-1",
    b"1e999",
    b"NaN",
    b"\\u0000",
    b"\\ud800",
    b"=HYPERLINK(A1)",
    b"<script>",
    b"../",
    b"true",
    b"9" * 40,
)


def changed(content: bytes, rng: random.Random) -> bytes:
    """The content with one to six changes: bytes flipped, pieces cut, doubled, moved, or put in."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(data) + 1)
        end = min(len(data), place + rng.choice((1, 2, 8, 64)))
        kind = rng.randrange(5)
        if kind == 0 and place < len(data):
            data[place] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[place:end]
        elif kind == 2:
            data[place:place] = data[place:end] * rng.choice((1, 3, 200))
        elif kind == 3:
            data[place:place] = rng.choice(PIECES)
        else:
            piece = data[place:end]
            del data[place:end]
            where = rng.randrange(len(data) + 1)
            data[where:where] = piece
    return bytes(data)


# --- readers -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reader:
    """Something that reads a file of the learner's: the file's name, a whole one, and what reads it."""

    name: str
    whole: bytes
    read: Callable[[Path], Any]


def read_own(path: Path) -> None:
    """Read, check and mask a learner's chats, and draw what was found."""
    data = read_chats(path)
    check(data)._repr_html_()
    mask(data)
    data._repr_html_()


READERS = [Reader(f"chats.{kind}", good(kind), read_own) for kind in FORMATS]
READERS += [
    Reader("results.csv", good_results(), read_results),
    Reader("sizes.json", GOOD_SIZES, lambda path: resize(load_profile("nano"), path)),
]


@contextmanager
def in_time() -> Iterator[None]:
    """Raise `TimeoutError` where the body takes longer than a reader may."""

    def late(signum: int, frame: Any) -> None:
        raise TimeoutError(f"longer than {SECONDS} s")

    previous = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def outcome(read: Callable[[Path], Any], path: Path) -> str:
    """``read`` or ``refused``; a sentence that says what is wrong where the reader did neither well."""
    try:
        with in_time():
            read(path)
    except CourseError as error:
        said = str(error)
        good = "\n" not in said and path.name in said and len(said) <= LONGEST_MESSAGE
        return "refused" if good else f"a bad sentence: {said[:300]!r}"
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"{type(error).__name__}: {str(error)[:300]}"
    return "read"


def try_content(reader: Reader, content: bytes, folder: Path) -> str:
    """Let a reader read one malformed file, and look that nothing else came to be beside it."""
    path = folder / reader.name
    path.write_bytes(content)
    found = outcome(reader.read, path)
    path.unlink()
    left = [other.name for other in folder.iterdir()]
    return f"left {', '.join(left)} behind" if left else found


def try_all(folder: Path, number: int, seed: int) -> tuple[int, dict[str, int], list[str]]:
    """(files tried, outcomes, what went wrong): all by hand, then `number` by chance for each reader."""
    tried, found, wrong = 0, {"read": 0, "refused": 0}, []

    def note(what: str, reader: Reader, content: bytes) -> None:
        nonlocal tried
        tried += 1
        result = try_content(reader, content, folder)
        if result in found:
            found[result] += 1
        else:
            wrong.append(f"{reader.name}, {what}: {result}")

    by_suffix = {reader.name: reader for reader in READERS}
    for what, kind, content in by_hand():
        note(what, by_suffix[f"chats.{kind}"], content)
        for other in READERS[len(FORMATS) :]:
            if other.name.endswith(kind) and len(content) < 100_000_000:
                note(what, other, content)
    rng = random.Random(seed)
    for reader in READERS:
        for number_of in range(number):
            note(f"change {number_of} of seed {seed}", reader, changed(reader.whole, rng))
    return tried, found, wrong


# --- folders with seals --------------------------------------------------------------------------


def try_folders(whole: Path, load: Callable[[Path], Any], folder: Path, number: int, seed: int) -> list[str]:
    """What went wrong with `number` changed copies of a sealed folder, such as an adapter: each must be refused."""
    rng, wrong = random.Random(seed), []
    files = sorted(path.name for path in whole.iterdir() if path.is_file() and path.name != "README.md")
    for count in range(number):
        place = folder / whole.name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(whole, place)
        file = place / rng.choice(files)
        content = file.read_bytes()
        new = rng.choice((changed(content, rng), content[: len(content) // 2], b"", rng.randbytes(300)))
        file.write_bytes(new)
        found = outcome(load, place)
        if new != content and found != "refused":
            wrong.append(f"{file.name}, change {count} of seed {seed}: {found}")
    return wrong
