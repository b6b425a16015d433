"""Reads JSON and JSON lines strictly and piece by piece: a large or deep file ends in a sentence, not in no memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from helpers.own_data.problems import refuse, visible
from helpers.own_data.table import LONGEST_LINE, MOST_COLUMNS, Table, lines

LARGEST_OBJECT = 5_000_000  # characters of a file that is one object
_SPACE = " \t\n\r"


class _Doubled(ValueError):
    """An object that names a key twice."""


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise _Doubled(f"the key {visible(doubled)!r} stands twice in one object")
    return found


def decoder() -> json.JSONDecoder:
    """A decoder that takes no NaN and no key twice."""
    return json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_unique)


def reason(error: Exception) -> str:
    """Say briefly why a text is no JSON."""
    if isinstance(error, RecursionError):
        return "lists or objects are nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:]} at character {error.pos + 1}"
    return str(error) if isinstance(error, _Doubled) else f"{str(error).split(';')[0]}"


def read_jsonl(table: Table, file: TextIO) -> None:
    """Read one object a line; a broken line becomes a problem and the next one is read."""
    decode = decoder().decode
    for row, line in enumerate(lines(table, file), start=1):
        if not line.strip():
            continue
        try:
            value = decode(line)
        except (ValueError, RecursionError) as error:
            table.add_problem(row, line, f"broken JSON: {reason(error)}")
            continue
        add_object(table, row, value)


def add_object(table: Table, row: int, value: Any) -> None:
    """Keep an object as a row; anything else becomes a problem."""
    if not isinstance(value, dict):
        table.add_problem(row, json.dumps(value)[:200], 'not an object: a row must look like {"chat": ..., ...}')
        return
    known = set(table.columns)
    table.columns += [key for key in value if key not in known]
    if len(table.columns) > MOST_COLUMNS:
        raise refuse(table.name, f"its objects have more than {MOST_COLUMNS} different keys", row)
    table.add(row, value)


def read_json(table: Table, file: TextIO) -> None:
    """Read a list of objects, or an object that holds one such list, or an object of columns of equal length.

    A row's number is its place in the list, counted from 1.
    """
    window = _Window(table, file)
    if window.peek() == "{":
        _read_object(table, window.rest(LARGEST_OBJECT))
        return
    for row, value in enumerate(_items(table, window), start=1):
        add_object(table, row, value)


class _Window:
    """A moving piece of a file in which values are decoded one after the other."""

    def __init__(self, table: Table, file: TextIO) -> None:
        self.table, self.file = table, file
        self.text, self.place, self.ended = "", 0, False
        self.decode = decoder().raw_decode

    def fill(self) -> None:
        """Drop what was read and read on, up to the longest row."""
        self.text, self.place = self.text[self.place :], 0
        while len(self.text) <= LONGEST_LINE and not self.ended:
            piece = self.file.read(LONGEST_LINE)
            self.ended = not piece
            self.text += piece

    def peek(self) -> str:
        """The next character that is no white space; nothing at the end."""
        while True:
            while self.place < len(self.text):
                if self.text[self.place] not in _SPACE:
                    return self.text[self.place]
                self.place += 1
            if self.ended:
                return ""
            self.fill()

    def value(self, row: int) -> Any:
        """Decode the next value. One that the window's end cuts off is tried again in a full window."""
        self.peek()
        for attempt in (1, 2):
            try:
                value, place = self.decode(self.text, self.place)
                if place < len(self.text) or self.ended:  # a number may go on behind the window
                    self.place = place
                    return value
                error: Exception = ValueError("cut off")
            except (ValueError, RecursionError) as caught:
                error = caught
            if attempt == 1:
                self.fill()
        rest = self.text[self.place :]
        if len(rest) > LONGEST_LINE and not self.ended:
            raise refuse(self.table.name, f"item {row} is broken or longer than {LONGEST_LINE:,} characters", row, rest)
        raise refuse(self.table.name, f"broken JSON, {reason(error)} of this item", row, rest) from error

    def rest(self, most: int) -> str:
        """Everything from here to the end. Raises `CourseError` where that is more than `most` characters."""
        pieces = [self.text[self.place :], self.file.read(most)]
        if sum(map(len, pieces)) > most:
            raise refuse(
                self.table.name, f"it is one JSON object of more than {most:,} characters; write a list of objects"
            )
        return "".join(pieces)


def _items(table: Table, window: _Window) -> Iterator[Any]:
    """The items of the list that a file is, one after the other."""
    if window.peek() != "[":
        raise refuse(table.name, "it is no list of objects", value=window.text[window.place :][:100])
    window.place += 1
    row = 1
    if window.peek() == "]":
        window.place += 1
    else:
        while True:
            yield window.value(row)
            sign = window.peek()
            window.place += 1
            if sign == "]":
                break
            if sign != ",":
                what = f"{visible(sign)!r} stands" if sign else "the file ends"
                raise refuse(table.name, f"broken JSON, {what} where a comma or ] must follow this item", row)
            row += 1
    if window.peek():
        raise refuse(table.name, "broken JSON, text follows after the list", value=window.text[window.place :][:100])


def _read_object(table: Table, text: str) -> None:
    """Read rows from an object: its only list of objects, or its columns."""
    try:
        value = decoder().decode(text)
    except (ValueError, RecursionError) as error:
        if "\n{" in text.strip():
            raise refuse(table.name, "it holds several objects, one a line; name it .jsonl") from error
        raise refuse(table.name, f"broken JSON, {reason(error)}", value=text[:100]) from error
    lists = {key: part for key, part in value.items() if isinstance(part, list)}
    of_objects = [part for part in lists.values() if part and all(isinstance(item, dict) for item in part)]
    if len(of_objects) == 1:
        for row, item in enumerate(of_objects[0], start=1):
            add_object(table, row, item)
    elif lists and len(lists) == len(value) and len({len(part) for part in lists.values()}) == 1:
        for row, cells in enumerate(zip(*lists.values(), strict=True), start=1):
            add_object(table, row, dict(zip(lists, cells, strict=True)))
    else:
        raise refuse(table.name, "it is an object without one list of rows; write a list of objects", value=text[:100])
