"""From rows to chats: puts turns or messages together, and notes what of them was left out or lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpers.own_data.columns import MESSAGES, ONE_THREAD, as_label, is_list, whole
from helpers.own_data.exports.conversation import UNKNOWN, Conversation, Turn, cut_at_pauses
from helpers.own_data.exports.messages import clean, plain_text, read_message, read_turns
from helpers.own_data.exports.stamps import STAMP, tidy
from helpers.own_data.exports.threads import read_thread
from helpers.own_data.json_files import decoder, reason
from helpers.own_data.problems import WHOLE_FILE, Problem, Problems, visible
from helpers.own_data.tables import Record, Table
from helpers.own_data.text_files import THREAD


@dataclass(frozen=True)
class Chat:
    """A chat, one turn a line, with its summary; `row` is where it begins in its file, `split` what that says."""

    id: str
    row: int
    dialogue: str
    summary: str
    split: str = ""


def chats_of(table: Table, shape: str, columns: dict[str, str], pause: float) -> tuple[list[Chat], Problems]:
    """Return the chats that can be used, and what is wrong with the others. A thread is cut at pauses of hours."""
    problems = Problems()
    if shape == MESSAGES:
        found = _from_messages(table, columns, problems)
    elif shape == ONE_THREAD:
        found = _from_thread(table, columns, problems, pause)
    else:
        found = _from_rows(table, columns, problems, pause)
    chats = list(found)
    if chats and not any(":" in chat.dialogue or "：" in chat.dialogue for chat in chats):
        message = "no speakers: no turn of any chat begins with a name and a colon, so nobody knows who said what"
        problems.append(Problem(WHOLE_FILE, columns.get("chat", ""), chats[0].dialogue[:60], message))
    return chats, problems


# --- cells ---------------------------------------------------------------------------------------


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


def _summary(cell: Any) -> tuple[str, str]:
    """A summary, which may be a number or a time to a spreadsheet."""
    return _text(cell if cell is None or isinstance(cell, float) and cell != cell else plain_text(cell) or cell)


def _talk(cell: Any) -> tuple[Conversation | str, str]:
    """(talk, what is wrong) of a cell that holds a chat: one text, a list of turns, or its JSON."""
    if isinstance(cell, Conversation):
        return cell, "" if cell.lines else "empty: no turn is left"
    if isinstance(cell, str) and is_list(cell):
        try:
            cell = decoder().decode(cell)
        except (ValueError, RecursionError) as error:
            return "", f"broken JSON: {reason(error)}"
    if not isinstance(cell, list):
        text, message = _text(cell)
        return _timed(text), message
    if not cell:
        return "", "empty: a list without turns"
    talk = read_turns(cell)
    return talk, "" if talk.lines else f"empty: no turn is left of {len(cell)}"


def _timed(text: str) -> Conversation | str:
    """A pasted thread, whose lines begin with times, as a talk: a time is no name. Any other text as it is."""
    start = tidy(text[:80])
    if not any(sign.isdigit() for sign in start) or not STAMP.match(start):
        return text
    talk = Conversation()
    for turn in read_thread(enumerate(text.split("\n"), start=1)):
        talk.add(turn)
    return talk if len(talk.lines) > 0 and all(talk.lines) else text


# --- chats ---------------------------------------------------------------------------------------


def _note(problems: Problems, record: Record, column: str, message: str, fatal: bool = True) -> None:
    cell = record.cells.get(column)
    value = "" if cell is None or isinstance(cell, Conversation) else str(cell)[:200]
    problems.append(Problem(record.row, column, value, message, fatal))


def _note_talk(problems: Problems, row: int, column: str, talk: Conversation) -> None:
    """Note what of a talk was left out or lost, a line for each kind."""
    problems += [Problem(row, column, value, message) for message, value in talk.said()]


def _from_rows(table: Table, columns: dict[str, str], problems: Problems, pause: float) -> Iterator[Chat]:
    timed = 0
    for record in table.records:
        cell = record.cells.get(columns["chat"])
        talk, bad_chat = _talk(cell)
        timed += isinstance(talk, Conversation) and isinstance(cell, str) and not is_list(cell)
        if isinstance(talk, Conversation):
            _note_talk(problems, record.row, columns["chat"], talk)
        summary, bad_summary = _summary(record.cells.get(columns["summary"])) if "summary" in columns else ("", "")
        for role, message in (("chat", bad_chat), ("summary", bad_summary)):
            if message:
                _note(problems, record, columns[role], message)
        if bad_chat or bad_summary:
            continue
        name, row = _labels(record, columns)
        parts = _parts(talk, pause) if "summary" not in columns else [talk]
        for number, part in enumerate(parts, start=1):
            label = name if len(parts) == 1 else f"{name}, part {number}"
            dialogue = part if isinstance(part, str) else part.dialogue
            yield Chat(label, row, dialogue, summary, _split(record, columns))
    if timed:
        message = f"times before names: taken off in {timed} chats, as a time is no name"
        problems.append(Problem(WHOLE_FILE, columns["chat"], "", message))


def _parts(talk: Conversation | str, pause: float) -> list[Conversation]:
    """A thread without a summary, cut at pauses."""
    if isinstance(talk, str):
        return [Conversation([talk])] if talk else []
    turns = (Turn("", line, time) for line, time in zip(talk.lines, talk.times, strict=True))
    return [part for part in cut_at_pauses(turns, pause) if part.lines]


def _labels(record: Record, columns: dict[str, str]) -> tuple[str, int]:
    named = as_label(record.cells.get(columns["id"])) if "id" in columns else ""
    return named or f"row {record.row}", record.row


def _split(record: Record, columns: dict[str, str]) -> str:
    return as_label(record.cells.get(columns["split"])) if "split" in columns else ""


def _from_thread(table: Table, columns: dict[str, str], problems: Problems, pause: float) -> Iterator[Chat]:
    """Messages of one thread, or of several where Slack's ``thread_ts`` names them, cut at pauses."""
    threads: dict[str, list[tuple[int, Turn]]] = {}
    for record in table.records:
        turn = record.cells.get(THREAD)
        turn = turn if isinstance(turn, Turn) else read_message(_given(record.cells, columns))
        key = as_label(record.cells.get("thread_ts"))
        threads.setdefault(key, []).append((record.row, turn))
    number = 0
    for turns in threads.values():
        placed = [Turn(t.speaker, t.text, t.time, t.left_out, t.lost, row) for row, t in turns]
        for talk in cut_at_pauses(placed, pause):
            row = talk.row or placed[0].row
            _note_talk(problems, row, columns.get("message", ""), talk)
            if talk.lines:
                number += 1
                yield Chat(f"talk {number}", row, talk.dialogue, "")


def _given(cells: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """A row as a message; columns that the caller named go first."""
    named = {"speaker": columns.get("speaker"), "plain_body": columns.get("message")}
    return cells | {key: cells.get(column) for key, column in named.items() if column}


def _from_messages(table: Table, columns: dict[str, str], problems: Problems) -> Iterator[Chat]:
    """Put messages with the same id together, in the file's order; the summary may stand in one of them or in all."""
    groups: dict[str, list[Record]] = {}
    for record in table.records:
        key = as_label(record.cells.get(columns["id"]))
        if key:
            groups.setdefault(key, []).append(record)
        else:
            _note(problems, record, columns["id"], "missing: no id says which chat this message belongs to")
    for key, records in groups.items():
        turns = [line for record in records if (line := _message(record, columns, problems))]
        first, summary, message = records[0], "", ""
        if "summary" in columns:
            summary, message = _one_summary(records, columns["summary"], key)
        if message:
            _note(problems, first, columns["summary"], message)
        elif turns:
            yield Chat(key, first.row, "\n".join(turns), summary, _split(first, columns))


def _one_summary(records: list[Record], column: str, key: str) -> tuple[str, str]:
    """(summary, what is wrong) of a chat's messages."""
    summaries = list(dict.fromkeys(s for record in records if (s := _summary(record.cells.get(column))[0])))
    if not summaries:
        return "", f"missing: no message of chat {visible(key, 30)} has a summary"
    if len(summaries) > 1:
        return "", f"several: chat {visible(key, 30)} has {len(summaries)} summaries"
    return summaries[0], ""


def _message(record: Record, columns: dict[str, str], problems: Problems) -> str:
    """The line of a message that stands in a row; nothing, and a note, where it has no text."""
    turn = read_message({"text": record.cells.get(columns["message"])})
    if turn.left_out:
        _note(problems, record, columns["message"], turn.left_out, fatal=False)
        return ""
    if "speaker" not in columns:
        return turn.line
    speaker = clean(as_label(record.cells.get(columns["speaker"])))
    if not speaker:
        _note(
            problems, record, columns["speaker"], f"a lost speaker: the cell is empty; the turn is {UNKNOWN}'s", False
        )
    return Turn(speaker or UNKNOWN, turn.text).line
