"""Reads a learner's chats and says what it took for what."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from helpers import show
from helpers.own_data.files import read_table
from helpers.own_data.problems import Problems, refuse, visible
from helpers.own_data.shapes import Chat, chats_of, guess_columns

ROLES = ("chat", "summary", "id", "speaker", "message", "split")


@dataclass(frozen=True)
class OwnData:
    """Chats with summaries, how their file was read, and the problems found on the way."""

    name: str
    format: str
    encoding: str
    shape: str
    columns: dict[str, str]
    chats: tuple[Chat, ...]
    problems: Problems

    @property
    def fingerprint(self) -> str:
        """Short checksum of the chats, for the key of a training run."""
        texts = [[chat.id, chat.dialogue, chat.summary] for chat in self.chats]
        return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12]

    def facts(self) -> dict[str, str]:
        """What the file was taken for, in words."""
        found = {"file": visible(self.name, 120), "format": self.format}
        if self.encoding:
            found["encoding"] = self.encoding
        found["shape"] = self.shape
        found |= {f"column of the {role}": visible(column) for role, column in self.columns.items()}
        found["chats"] = f"{len(self.chats):,}"
        found["rows left out"] = f"{len({problem.row for problem in self.problems.fatal}):,}"
        return found

    def __repr__(self) -> str:
        return "\n".join(f"{label}: {value}" for label, value in self.facts().items())

    def _repr_html_(self) -> str:
        return show.table(self.facts()).data


def read_chats(
    path: str | Path,
    *,
    chat: str | None = None,
    summary: str | None = None,
    id: str | None = None,
    speaker: str | None = None,
    message: str | None = None,
    split: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> OwnData:
    """Read chats and summaries from a CSV, TSV, JSON, JSONL, Parquet or Excel file.

    The shape may be one text a chat, a list of turns a chat, or one row a message with the chat's id. Columns are
    guessed by their names; each can be named instead. Rows that cannot be used are left out and stand among the
    problems. Raises `CourseError`, with one sentence, where the file as a whole cannot be read.
    """
    given = dict(zip(ROLES, (chat, summary, id, speaker, message, split), strict=True))
    table = read_table(path, encoding, sheet)
    shape, columns = guess_columns(table, {role: column for role, column in given.items() if column is not None})
    chats, problems = chats_of(table, shape, columns)
    problems = Problems([*table.problems, *problems])
    if not chats:
        first = problems.fatal[0]
        raise refuse(
            table.name,
            f"no row has both a chat and a summary; the first problem is in column {visible(first.column)!r}: "
            f"{first.message}",
            first.row,
            first.value,
        )
    kind = table.format + (f", sheet {visible(table.sheet)!r}" if table.sheet else "")
    kind += f", cut at {table.delimiter!r}" if table.delimiter not in ("", ",", "\t") else ""
    return OwnData(table.name, kind, table.encoding, shape, columns, tuple(chats), problems)
