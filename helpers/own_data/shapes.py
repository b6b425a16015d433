"""From rows to chats: guesses which column is what, and puts turns or messages together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.own_data.json_files import decoder, reason
from helpers.own_data.problems import Problems, refuse, visible
from helpers.own_data.table import Record, Table

# What people call their columns, the surest names first. A name is split into words: ``agentNote`` is agent, note.
NAMES: dict[str, tuple[str, ...]] = {
    "summary": ("summary", "note", "notes", "abstract", "tldr", "gist", "recap", "highlights", "target", "output"),
    "chat": (
        *("chat", "dialogue", "dialog", "conversation", "transcript", "turns", "messages", "thread", "history"),
        *("document", "article", "text", "source", "input", "body", "content"),
    ),
    "message": ("message", "utterance", "text", "body", "content", "line", "turn", "msg"),
    "speaker": ("speaker", "sender", "author", "from", "role", "user", "participant", "name", "who"),
    "id": ("id", "key", "ticket", "case", "uid", "uuid", "number"),
    "split": ("split", "fold", "partition", "subset"),
}
ONE_TEXT, TURNS, MESSAGES = "one text a chat", "a list of turns a chat", "one row a message"
SPEAKER_KEYS = ("speaker", "sender", "author", "role", "from", "name", "user", "participant", "who")
MESSAGE_KEYS = ("text", "content", "message", "utterance", "body", "value", "msg", "line")


@dataclass(frozen=True)
class Chat:
    """A chat, one turn a line, with its summary; `row` is where it begins in its file, `split` what that says."""

    id: str
    row: int
    dialogue: str
    summary: str
    split: str = ""


def words_of(name: str) -> list[str]:
    """Words of a column name in lower case.

    >>> words_of("agentNote_2")
    ['agent', 'note', '2']
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.findall(r"[^\W\d_]+|\d+", spaced.lower())


def find_column(role: str, columns: Sequence[str], taken: Iterable[str] = ()) -> str | None:
    """Return the column that is most likely of a role: one whose name is a known word, else one that contains it."""
    free = [column for column in columns if column not in set(taken)]
    split = {column: words_of(column) for column in free}
    for matches in (lambda words, name: words == [name], lambda words, name: name in words):
        for name in NAMES[role]:
            for column in free:
                if matches(split[column], name):
                    return column
    return None


def guess_columns(table: Table, given: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the shape of a table and its columns by role; those that are `given` are not guessed.

    Raises `CourseError` where a given column is not there, and where chats or summaries cannot be found.
    """
    for role, column in given.items():
        if column not in table.columns:
            raise refuse(
                table.name,
                f"{role}={visible(column)!r} names no column; it has {_listed(table.columns)}",
            )
    columns = dict(given)
    for role in ("summary", "split", "id"):
        if role not in columns and (found := find_column(role, table.columns, columns.values())):
            columns[role] = found
    if "summary" not in columns:
        raise refuse(
            table.name,
            f"no column looks like summaries; it has {_listed(table.columns)}. Name it with read_chats(path, summary=)",
        )
    if "chat" not in given and (pair := _message_columns(table, columns)):
        return MESSAGES, columns | pair
    if "chat" not in columns and (found := find_column("chat", table.columns, columns.values())):
        columns["chat"] = found
    if "chat" not in columns:
        columns["chat"] = _longest_text(table, columns)
    columns.pop("message", None)
    columns.pop("speaker", None)
    listed = any(_is_list(record.cells.get(columns["chat"])) for record in table.records[:100])
    return TURNS if listed else ONE_TEXT, columns


def _message_columns(table: Table, columns: dict[str, str]) -> dict[str, str] | None:
    """The columns of speaker and message where the table has a row a message: an id stands in several rows."""
    taken = list(columns.values())
    speaker = columns.get("speaker") or find_column("speaker", table.columns, taken)
    message = columns.get("message") or find_column("message", table.columns, [*taken, speaker or ""])
    if not message or "id" not in columns:
        return None
    ids = [_plain(record.cells.get(columns["id"])) for record in table.records]
    asked = "message" in columns or "speaker" in columns
    if not asked and (not speaker or len(set(ids)) == len(ids)):
        return None
    return {"message": message} | ({"speaker": speaker} if speaker else {})


def _longest_text(table: Table, columns: dict[str, str]) -> str:
    """The column, of those without a role, whose texts are longest; it must hold texts of several words."""
    free = [column for column in table.columns if column not in columns.values()]
    sizes = {
        column: sum(len(text) for record in table.records[:200] if isinstance(text := record.cells.get(column), str))
        for column in free
    }
    best = max(free, key=lambda column: sizes[column], default="")
    if not best or sizes[best] < 20 * min(200, len(table.records)):
        raise refuse(
            table.name,
            f"no column looks like chats; it has {_listed(table.columns)}. Name it with read_chats(path, chat=)",
        )
    return best


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(visible(column, 30) for column in columns[:12])
    return "no column" if not columns else shown + (f" and {len(columns) - 12} more" if len(columns) > 12 else "")


# --- cells ---------------------------------------------------------------------------------------


def _is_list(cell: Any) -> bool:
    return isinstance(cell, list) or (isinstance(cell, str) and bool(re.match(r"\s*\[\s*[\[{\"]", cell)))


def _plain(cell: Any) -> str:
    """A cell of an id or a split as text; a number without its point."""
    if cell is None or isinstance(cell, list | dict):
        return ""
    if isinstance(cell, float):
        return "" if cell != cell else str(int(cell)) if cell.is_integer() else str(cell)
    return whole(str(cell)).strip()


def whole(text: str) -> str:
    """Replace halves of characters, which no file can store, by the sign for an unknown one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _text(cell: Any) -> tuple[str, str]:
    """(text, what is wrong) of a cell that should hold a text."""
    if cell is None or (isinstance(cell, float) and cell != cell):
        return "", "missing: the cell is empty"
    if isinstance(cell, bytes):
        try:
            cell = cell.decode("utf-8")
        except UnicodeDecodeError:
            return "", "not a text: bytes that are not UTF-8"
    if not isinstance(cell, str):
        return "", f"not a text: {type(cell).__name__}"
    text = whole(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    return text, "" if text else "empty: nothing but white space"


def turn_text(turn: Any) -> str | None:
    """Write a turn of a list as ``Speaker: text``; None where it is none of the known kinds."""
    if isinstance(turn, str):
        return " ".join(whole(turn).split()) or None
    if isinstance(turn, dict):
        lower = {str(key).lower(): value for key, value in turn.items()}
        speaker = next((lower[key] for key in SPEAKER_KEYS if isinstance(lower.get(key), str)), "")
        turn = (speaker, next((lower[key] for key in MESSAGE_KEYS if isinstance(lower.get(key), str)), None))
    if isinstance(turn, list | tuple) and len(turn) == 2 and all(isinstance(part, str) for part in turn):
        speaker, text = (" ".join(whole(part).split()) for part in turn)
        return (f"{speaker}: {text}" if speaker else text) if text else None
    return None


def _turns(cell: Any) -> tuple[str, str]:
    """(dialogue, what is wrong) of a cell that holds a list of turns, or its JSON."""
    if isinstance(cell, str):
        if not _is_list(cell):
            return _text(cell)
        try:
            cell = decoder().decode(cell)
        except (ValueError, RecursionError) as error:
            return "", f"broken JSON: {reason(error)}"
    if not isinstance(cell, list):
        return _text(cell)
    if not cell:
        return "", "empty: a list without turns"
    turns = [turn_text(turn) for turn in cell]
    if None in turns:
        place = turns.index(None)
        shown = visible(json.dumps(cell[place], default=str, ensure_ascii=False), 40)
        return "", f"not a turn: number {place + 1} is {shown}, not a text, a pair or an object with speaker and text"
    return "\n".join(filter(None, turns)), ""


# --- chats ---------------------------------------------------------------------------------------


def chats_of(table: Table, shape: str, columns: dict[str, str]) -> tuple[list[Chat], Problems]:
    """Return the chats that can be used, and what is wrong with the others."""
    problems = Problems()
    found = _from_messages(table, columns, problems) if shape == MESSAGES else _from_rows(table, columns, problems)
    return list(found), problems


def _note(problems: Problems, record: Record, column: str, message: str) -> None:
    from helpers.own_data.problems import Problem

    cell = record.cells.get(column)
    problems.append(Problem(record.row, column, "" if cell is None else str(cell)[:200], message, fatal=True))


def _from_rows(table: Table, columns: dict[str, str], problems: Problems) -> Iterator[Chat]:
    for record in table.records:
        dialogue, bad_chat = _turns(record.cells.get(columns["chat"]))
        summary, bad_summary = _text(record.cells.get(columns["summary"]))
        for role, message in (("chat", bad_chat), ("summary", bad_summary)):
            if message:
                _note(problems, record, columns[role], message)
        if not bad_chat and not bad_summary:
            yield Chat(*_labels(record, columns), dialogue, summary, _split(record, columns))


def _labels(record: Record, columns: dict[str, str]) -> tuple[str, int]:
    named = _plain(record.cells.get(columns["id"])) if "id" in columns else ""
    return named or f"row {record.row}", record.row


def _split(record: Record, columns: dict[str, str]) -> str:
    return _plain(record.cells.get(columns["split"])) if "split" in columns else ""


def _from_messages(table: Table, columns: dict[str, str], problems: Problems) -> Iterator[Chat]:
    """Put messages with the same id together, in the file's order; the summary may stand in one of them or in all."""
    groups: dict[str, list[Record]] = {}
    for record in table.records:
        key = _plain(record.cells.get(columns["id"]))
        if key:
            groups.setdefault(key, []).append(record)
        else:
            _note(problems, record, columns["id"], "missing: no id says which chat this message belongs to")
    for key, records in groups.items():
        turns, first = [], records[0]
        for record in records:
            text, message = _text(record.cells.get(columns["message"]))
            if message:
                _note(problems, record, columns["message"], message)
            else:
                speaker = " ".join(_plain(record.cells.get(columns.get("speaker", ""))).split())
                turns.append((f"{speaker}: " if speaker else "") + " ".join(text.split()))
        summaries = dict.fromkeys(s for record in records if (s := _text(record.cells.get(columns["summary"]))[0]))
        if not summaries:
            _note(problems, first, columns["summary"], f"missing: no message of chat {visible(key, 30)} has a summary")
        elif len(summaries) > 1:
            _note(
                problems, first, columns["summary"], f"several: chat {visible(key, 30)} has {len(summaries)} summaries"
            )
        elif turns:
            yield Chat(key, first.row, "\n".join(turns), next(iter(summaries)), _split(first, columns))
