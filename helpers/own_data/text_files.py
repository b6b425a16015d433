"""Reads a thread of plain text, as messengers export it, into one row a message."""

from __future__ import annotations

from typing import TextIO

from helpers.own_data.exports.threads import read_thread
from helpers.own_data.problems import refuse
from helpers.own_data.tables import Table, lines

THREAD = "thread"  # the column of turns
MOST_MESSAGES = 1_000_000  # of a thread, each a short row


def read_text(table: Table, file: TextIO) -> None:
    """Keep each message of a thread as a row: its line, and its `Turn`, left out or not.

    Raises `CourseError` where no line begins with a name.
    """
    table.columns, table.most_rows = [THREAD], MOST_MESSAGES
    for turn in read_thread(enumerate(lines(table, file), start=1)):
        table.add(turn.row, {THREAD: turn})
    if not table.records:
        raise refuse(
            table.name, "no line begins a message, as in 'Amy: Hi' or '31/12/23, 21:41 - Amy: Hi'; save it as a table"
        )
