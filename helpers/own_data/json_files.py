"""Reads JSON and JSON lines strictly and piece by piece: a large or deep file ends in a sentence, not in no memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from helpers.own_data.exports.messages import is_message, read_message
from helpers.own_data.exports.records import TALK_KEYS, compact, is_talk
from helpers.own_data.problems import refuse, visible
from helpers.own_data.tables import LONGEST_LINE, MOST_COLUMNS, MOST_LINES, Table

LARGEST_OBJECT = 5_000_000  # characters of a file that is one object; a larger one is read piece by piece
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
        return f"{error.msg[0].lower()}{error.msg[1:].removesuffix(' at')} at character {error.pos + 1}"
    return str(error) if isinstance(error, _Doubled) else f"{str(error).split(';')[0]}"


def read_jsonl(table: Table, file: TextIO) -> None:
    """Read one object a line; a broken line, or one that is too long, becomes a problem and the next one is read."""
    decode = decoder().decode
    for row, line in _numbered(table, file):
        try:
            value = decode(line)
        except (ValueError, RecursionError) as error:
            table.add_problem(row, line, f"broken JSON: {reason(error)}")
            continue
        add_object(table, row, value)


def _numbered(table: Table, file: TextIO) -> Iterator[tuple[int, str]]:
    """Lines that are not empty, with their numbers; one of too many characters is passed over and noted."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number > MOST_LINES:
            raise refuse(table.name, f"it has more than {MOST_LINES:,} lines; take a part of it")
        if len(line) > LONGEST_LINE:
            message = f"too long: line {number} has more than {LONGEST_LINE:,} characters"
            table.add_problem(number, line[:200], message)
            while line and not line.endswith("\n"):
                line = file.readline(LONGEST_LINE)
        elif line.strip():
            yield number, line


def add_object(table: Table, row: int, value: Any) -> None:
    """Keep an object as a row; anything else becomes a problem."""
    if not isinstance(value, dict):
        table.add_problem(row, json.dumps(value)[:200], 'not an object: a row must look like {"chat": ..., ...}')
        return
    known = set(table.columns)
    table.columns += [key for key in value if key not in known]
    if len(table.columns) > MOST_COLUMNS:
        raise refuse(table.name, f"its objects have more than {MOST_COLUMNS} different keys", row)
    table.add(row, compact(value))


def read_json(table: Table, file: TextIO) -> None:
    """Read a list of objects, or an object that holds one such list, or an object of columns of equal length.

    A row's number is its place in the list, counted from 1.
    """
    window = _Window(table, file)
    if window.peek() == "{":
        text = window.rest(LARGEST_OBJECT)
        _read_object(table, _parsed(table, text) if text is not None else _streamed(table, window))
        return
    for row, value in enumerate(_items(table, window), start=1):
        add_object(table, row, value)
    _ended(table, window)


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

    def fits(self) -> bool:
        """Whether the next value ends within a full window, as most do."""
        if len(self.text) - self.place < LONGEST_LINE // 2 and not self.ended:
            self.fill()
        try:
            self.decode(self.text, self.place)
        except (ValueError, RecursionError):
            return False
        return True

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

    def rest(self, most: int) -> str | None:
        """Everything from here to the end, without moving; None where that is more than `most` characters."""
        while len(self.text) - self.place <= most and not self.ended:
            piece = self.file.read(LONGEST_LINE)
            self.ended = not piece
            self.text += piece
        return self.text[self.place :] if self.ended else None


def _items(table: Table, window: _Window, read: Callable[[int], Any] | None = None) -> Iterator[Any]:
    """The items of the list that comes next, one after the other, each by `read`."""
    if window.peek() != "[":
        raise refuse(table.name, "it is no list of objects", value=window.text[window.place :][:100])
    window.place += 1
    row = 1
    if window.peek() == "]":
        window.place += 1
        return
    while True:
        yield read(row) if read else window.value(row)
        sign = window.peek()
        window.place += 1
        if sign == "]":
            return
        if sign != ",":
            what = f"{visible(sign)!r} stands" if sign else "the file ends"
            raise refuse(table.name, f"broken JSON, {what} where a comma or ] must follow this item", row)
        row += 1


def _ended(table: Table, window: _Window) -> None:
    if window.peek():
        raise refuse(table.name, "broken JSON, text follows after the list", value=window.text[window.place :][:100])


def _streamed(table: Table, window: _Window, depth: int = 0) -> dict[str, Any]:
    """An object too large to be held as text, read piece by piece; messages in it are read at once, as `Turn`."""
    found: dict[str, Any] = {}
    window.place += 1
    while (sign := window.peek()) != "}":
        if sign == "," and found:
            window.place += 1
        key = window.value(1)
        if not isinstance(key, str) or key in found or window.peek() != ":":
            raise refuse(table.name, "broken JSON, a key and a colon must follow", value=key)
        window.place += 1
        found[key] = _member(table, window, key, depth)
    window.place += 1
    if not depth:
        _ended(table, window)
    return found


def _member(table: Table, window: _Window, key: str, depth: int) -> Any:
    """A value of such an object: a list item by item, an object member by member, else as it is."""

    def item(row: int) -> Any:
        if window.peek() == "{" and depth < 4 and not window.fits():
            return compact(_streamed(table, window, depth + 1))
        value = window.value(row)
        return read_message(value) if key.lower() in TALK_KEYS and is_message(value) else value

    sign = window.peek()
    if sign == "[":
        return list(_items(table, window, item))
    return _streamed(table, window, depth + 1) if sign == "{" and depth < 4 else window.value(1)


def _parsed(table: Table, text: str) -> dict[str, Any]:
    try:
        return decoder().decode(text)
    except (ValueError, RecursionError) as error:
        if "\n{" in text.strip():
            raise refuse(table.name, "it holds several objects, one a line; name it .jsonl") from error
        raise refuse(table.name, f"broken JSON, {reason(error)}", value=text[:100]) from error


def _read_object(table: Table, value: dict[str, Any]) -> None:
    """Read rows from an object: it is a talk itself, or has one list of objects, or is made of columns."""
    talks = [key for key, part in value.items() if key.lower() in TALK_KEYS and is_talk(part)]
    lists = {key: part for key, part in value.items() if isinstance(part, list)}
    inner = [part for one in value.values() if isinstance(one, dict) for part in one.values() if isinstance(part, list)]
    of_objects = [part for part in (*lists.values(), *inner) if part and all(isinstance(item, dict) for item in part)]
    if talks:
        add_object(table, 1, value)
    elif len(of_objects) == 1:
        for row, item in enumerate(of_objects[0], start=1):
            add_object(table, row, item)
    elif lists and len(lists) == len(value) and len({len(part) for part in lists.values()}) == 1:
        for row, cells in enumerate(zip(*lists.values(), strict=True), start=1):
            add_object(table, row, dict(zip(lists, cells, strict=True)))
    else:
        shown = json.dumps(value, default=str)[:100]
        raise refuse(table.name, "it is an object without one list of rows; write a list of objects", value=shown)
