"""Reads a learner's chats and says what it took for what."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from helpers import show
from helpers.own_data.columns import NO_SUMMARY, as_label, find_column, guess_columns
from helpers.own_data.files import read_table
from helpers.own_data.problems import WHOLE_FILE, Problem, Problems, label, refuse, visible
from helpers.own_data.shapes import Chat, chats_of
from helpers.running.errors import CourseError
from helpers.running.language import translated

PAUSE = 8.0  # hours without a word after which a thread of a messenger counts as another talk
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
    def summarized(self) -> bool:
        """Whether the chats have summaries."""
        return any(chat.summary for chat in self.chats)

    def need_summaries(self) -> None:
        """Raise `CourseError`, which says what to do, where there are no summaries to learn from or to score by."""
        if not self.summarized:
            raise CourseError(
                f"{visible(self.name, 120)}: these chats have no summaries, so nothing can be trained or scored. Write "
                "data.to_csv('chats.csv'), fill its column summary for some dozens of chats, and read that file."
            )

    def to_csv(self, path: str | Path) -> Path:
        """Write the chats as a table with a column for summaries to fill in, which `read_chats` reads again."""
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "chat", "summary"])
            writer.writerows([chat.id, chat.dialogue, chat.summary] for chat in self.chats)
        return Path(path)

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
        found |= {f"column of the {role}": visible(column) for role, column in self.columns.items() if column}
        if not self.summarized:
            found["column of the summary"] = "none"
        found["chats"] = f"{len(self.chats):,}"
        found["rows left out"] = f"{len({problem.row for problem in self.problems.fatal}):,}"
        return found

    def _shown(self) -> dict[str, str]:
        """The facts in the learner's language; names of the file and of columns stay."""
        words = ("shape", "column of the summary")
        return {
            label(what): translated(value) if what in words and value in (self.shape, "none") else value
            for what, value in self.facts().items()
        }

    def __repr__(self) -> str:
        return "\n".join(f"{what}: {value}" for what, value in self._shown().items())

    def _repr_html_(self) -> str:
        return show.table(self._shown()).data


def _with_summaries(chats: list[Chat], path: Path, problems: Problems) -> list[Chat]:
    """Put the summaries of a table, with columns id and summary, to their chats; a chat without one is left out."""
    table = read_table(path)
    columns = {role: find_column(role, table.columns) for role in ("id", "summary")}
    if None in columns.values():
        raise refuse(table.name, f"summaries need a column id and a column summary; it has {table.columns}")
    known = {as_label(r.cells.get(columns["id"])): as_label(r.cells.get(columns["summary"])) for r in table.records}
    for chat in chats:
        if not known.get(chat.id):
            message = f"missing: {visible(table.name, 60)} has no summary of {visible(chat.id, 30)}"
            problems.append(Problem(chat.row, "summary", chat.id, message, fatal=True))
    return [replace(chat, summary=known[chat.id]) for chat in chats if known.get(chat.id)]


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
    pause: float = PAUSE,
    summaries: str | Path | None = None,
) -> OwnData:
    """Read chats and summaries from a CSV, TSV, JSON, JSONL, Parquet or Excel file, or from a messenger's ``.txt``.

    The shape may be one text a chat, a list of turns a chat, or one row a message with the chat's id; also an export
    of WhatsApp, Telegram, Slack, Discord, Teams, LINE, WeChat, Intercom, Zendesk, OpenAI or ShareGPT. Columns are
    guessed by their names; each can be named instead, or left out as ``""``. A thread without summaries is cut into
    talks where nobody wrote for `pause` hours; `summaries` names a table with their ids and summaries. Rows that
    cannot be used are left out and stand among the problems, as do messages that are no turns. Raises `CourseError`,
    with one sentence, where the file as a whole cannot be read.
    """
    given = dict(zip(ROLES, (chat, summary, id, speaker, message, split), strict=True))
    table = read_table(path, encoding, sheet)
    shape, columns = guess_columns(table, {role: column for role, column in given.items() if column is not None})
    chats, problems = chats_of(table, shape, columns, pause)
    problems = Problems([*table.problems, *problems])
    if summaries is not None:
        chats, columns = _with_summaries(chats, Path(summaries), problems), columns | {"summary": "summary"}
    if not chats:
        first = (problems.fatal or problems)[0]
        raise refuse(
            table.name,
            f"no row has both a chat and a summary; the first problem is in column {visible(first.column)!r}: "
            f"{first.message}",
            first.row,
            first.value,
        )
    if not any(chat.summary for chat in chats):
        problems.append(Problem(WHOLE_FILE, "", "", NO_SUMMARY))
    kind = table.format + (f", sheet {visible(table.sheet)!r}" if table.sheet else "")
    kind += f", cut at {table.delimiter!r}" if table.delimiter not in ("", ",", "\t") else ""
    return OwnData(table.name, kind, table.encoding, shape, columns, tuple(chats), problems)
