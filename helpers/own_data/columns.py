"""Guesses which column of a table is what, and says where others might be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from helpers.own_data.exports.conversation import Conversation
from helpers.own_data.exports.messages import is_message, plain_text
from helpers.own_data.problems import WHOLE_FILE, Problem, refuse, visible
from helpers.own_data.tables import Table
from helpers.own_data.text_files import THREAD

# What people call their columns, the surest names first. A name is split into words: ``agentNote`` is agent, note.
NAMES: dict[str, tuple[str, ...]] = {
    "summary": ("summary", "note", "notes", "abstract", "tldr", "gist", "recap", "highlights", "target", "output"),
    "chat": (
        *("chat", "dialogue", "dialog", "conversation", "transcript", "turns", "messages", "thread", "history"),
        *("conversations", "comments", "document", "article", "text", "source", "input", "body", "content"),
    ),
    "message": ("message", "utterance", "text", "body", "content", "line", "turn", "msg"),
    "speaker": ("speaker", "sender", "author", "from", "role", "user", "participant", "name", "who"),
    "id": ("id", "key", "ticket", "case", "uid", "uuid", "number"),
    "split": ("split", "fold", "partition", "subset"),
}
NAMES["summary"] += (
    "摘要",
    "总结",
    "小结",
    "备注",
    "要約",
    "resumen",
    "résumé",
    "zusammenfassung",
    "riassunto",
    "resumo",
)
NAMES["chat"] += ("聊天", "对话", "会话", "会話", "conversación", "discussion", "gespräch", "conversazione", "conversa")
ONE_TEXT, TURNS, MESSAGES = "one text a chat", "a list of turns a chat", "one row a message"
ONE_THREAD = "one row a message of one thread, cut at long pauses"
NO_SUMMARY = "no summaries: read, check, mask, split and zero-shot work without; to train, add them (`data.to_csv`)"


def words_of(name: str) -> list[str]:
    """Words of a column name in lower case.

    >>> words_of("agentNote_2")
    ['agent', 'note', '2']
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.findall(r"[^\W\d_]+|\d+", spaced.lower())


def candidates(role: str, columns: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Columns that may be of a role, the likeliest first: those whose name is a known word, else that contain one."""
    free = [column for column in columns if column not in set(taken)]
    split = {column: words_of(column) for column in free}
    for matches in (lambda words, name: words == [name], lambda words, name: name in words):
        found = [column for name in NAMES[role] for column in free if matches(split[column], name)]
        if found:
            return list(dict.fromkeys(found))
    return []


def find_column(role: str, columns: Sequence[str], taken: Iterable[str] = ()) -> str | None:
    """Return the column that is most likely of a role."""
    return next(iter(candidates(role, columns, taken)), None)


def guess_columns(table: Table, given: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the shape of a table and its columns by role; those that are `given` are not guessed.

    A role given as ``""`` has no column. What was guessed among several is noted in the table's problems. Raises
    `CourseError` where a given column is not there, and where chats or summaries cannot be found.
    """
    for role, column in given.items():
        if column and column not in table.columns:
            raise refuse(table.name, f"{role}={visible(column)!r} names no column; it has {_listed(table.columns)}")
    columns = {role: column for role, column in given.items() if column}
    for role in ("summary", "split", "id"):
        if role not in given and (found := candidates(role, table.columns, columns.values())):
            columns[role] = found[0]
            if role == "summary":
                _note_guess(table, role, found)
    if THREAD in table.columns or _is_thread(table, columns):
        return ONE_THREAD, columns
    talks = [name for name in table.columns if name not in columns.values() and _has(table, name, Conversation)]
    if "summary" not in columns and "summary" not in given and not (talks and "chat" not in given):
        raise refuse(
            table.name,
            f"no column looks like summaries; it has {_listed(table.columns)}. Name it with "
            "read_chats(path, summary=), or read without with summary=''",
        )
    if "chat" not in columns and (pair := _message_columns(table, columns)) and not talks:
        return MESSAGES, columns | pair
    columns["chat"] = columns.get("chat") or _chat_column(table, columns, talks)
    columns.pop("message", None)
    columns.pop("speaker", None)
    listed = any(is_list(record.cells.get(columns["chat"])) for record in table.records[:100])
    return TURNS if listed else ONE_TEXT, columns


def _chat_column(table: Table, columns: dict[str, str], talks: list[str]) -> str:
    """The column of chats: one of lists of messages, else one named so, else the one with the longest texts."""
    found = candidates("chat", talks, columns.values()) or talks or candidates("chat", table.columns, columns.values())
    if found:
        _note_guess(table, "chat", found)
        return found[0]
    longest = _longest_text(table, columns)
    message = f"guessed: no column is named like chats; the one with the longest texts was taken, {_rename('chat')}"
    table.problems.append(Problem(WHOLE_FILE, longest, longest, message))
    return longest


def _note_guess(table: Table, role: str, found: Sequence[str]) -> None:
    """Say that several columns may be of a role."""
    if len(found) > 1:
        others = ", ".join(visible(name, 30) for name in found[1:6])
        message = f"guessed: {others} may be the {role} as well; {visible(found[0], 30)} was taken, {_rename(role)}"
        table.problems.append(Problem(WHOLE_FILE, found[0], found[0], message))


def _rename(role: str) -> str:
    return f"name another with read_chats(path, {role}=)"


def _has(table: Table, column: str, kind: type) -> bool:
    return any(isinstance(record.cells.get(column), kind) for record in table.records[:100])


def _is_thread(table: Table, columns: dict[str, str]) -> bool:
    """Whether the rows are the messages of one thread: each speaks, none has a summary, no id holds them together."""
    if {"summary", "chat"} & set(columns) or not table.records:
        return False
    sample = [record.cells for record in table.records[:50]]
    if any(isinstance(cell, Conversation) for cells in sample for cell in cells.values()):
        return False
    if "id" in columns and not find_column("message", table.columns, columns.values()):
        return False
    ids = [plain_text(record.cells.get(columns["id"])) for record in table.records] if "id" in columns else []
    if len(set(ids)) < len(ids):
        return False
    timed = {"date", "ts", "timestamp", "time", "createddatetime", "created_at"} & {
        str(c).lower() for c in table.columns
    }
    return bool(timed) and sum(map(is_message, sample)) > len(sample) / 2


def _message_columns(table: Table, columns: dict[str, str]) -> dict[str, str] | None:
    """The columns of speaker and message where the table has a row a message: an id stands in several rows."""
    taken = list(columns.values())
    speaker = columns.get("speaker") or find_column("speaker", table.columns, taken)
    message = columns.get("message") or find_column("message", table.columns, [*taken, speaker or ""])
    if not message or "id" not in columns:
        return None
    ids = [as_label(record.cells.get(columns["id"])) for record in table.records]
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
    if len(columns) > 12:
        return f"{shown} and {len(columns) - 12} more columns"
    return shown or "no column"


def is_list(cell: Any) -> bool:
    """Whether a cell is a list of turns, or its JSON."""
    if isinstance(cell, list | Conversation):
        return True
    return isinstance(cell, str) and bool(re.match(r"\s*\[\s*[\[{\"]", cell))


def as_label(cell: Any) -> str:
    """A cell of an id, a speaker or a split as text; a number without its point."""
    return whole(plain_text(cell) or "").strip()


def whole(text: str) -> str:
    """Replace halves of characters, which no file can store, by the sign for an unknown one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
