"""What is wrong with a learner's file: one line a problem, with row, column and value, shown as one table."""

from __future__ import annotations

import html
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.running.errors import CourseError
from helpers.running.language import translated

WHOLE_FILE = 0  # the row of a problem that belongs to no single row
LONGEST_SHOWN = 60  # characters of a value in a table or message
LONGEST_MESSAGE = 400  # characters of what is wrong
MOST_SHOWN = 200  # problems in a notebook's table; `Problems.table` has all of them
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # categories that print as nothing or turn the line around
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, the value, what it means, and whether the row cannot be used (`fatal`).

    `row` is what a spreadsheet or editor shows; `WHOLE_FILE` where the problem is not of one row.
    """

    row: int
    column: str
    value: str
    message: str
    fatal: bool = False


class Problems(list[Problem]):
    """A list of problems that shows itself as a table; every value is escaped and cut short."""

    @property
    def fatal(self) -> Problems:
        """Those whose rows cannot be used."""
        return Problems(problem for problem in self if problem.fatal)

    def counts(self) -> pd.DataFrame:
        """Count the problems by what is wrong and what happens to their rows, the most frequent first."""
        counted = Counter((kind(problem), _consequence(problem)) for problem in self)
        rows = [(what, consequence, number) for (what, consequence), number in counted.most_common()]
        return pd.DataFrame(rows, columns=["problem", "row is", "times"])

    def table(self, told: Callable[[str], str] = str) -> pd.DataFrame:
        """All problems by row, as a data frame; `told` puts what is wrong and what comes of it into other words."""
        rows = [
            (
                _row(problem),
                visible(problem.column),
                visible(problem.value),
                visible(told(problem.message), LONGEST_MESSAGE),
                told(_consequence(problem)),
            )
            for problem in sorted(self, key=lambda problem: (problem.row, problem.column))
        ]
        return pd.DataFrame(rows, columns=["row", "column", "value", "problem", "row is"])

    def _shown(self) -> pd.DataFrame:
        """The table in the learner's language."""
        return self.table(translated).rename(columns=label)

    def _repr_html_(self) -> str:
        if not self:
            return f"<p>{translated('No problem found.')}</p>"
        table = self._shown()
        head = "".join(f"<th scope='col' style='text-align:left'>{html.escape(name)}</th>" for name in table.columns)
        body = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
            for row in table.head(MOST_SHOWN).itertuples(index=False)
        )
        more = f"<p>{translated(f'and {len(self) - MOST_SHOWN:,} more problems')}</p>" if len(self) > MOST_SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def __repr__(self) -> str:
        if not self:
            return translated("No problem found.")
        options = {"max_colwidth": 90, "width": 220, "max_rows": MOST_SHOWN, "unicode.east_asian_width": True}
        with pd.option_context(*(part for name, value in options.items() for part in (f"display.{name}", value))):
            return self._shown().to_string(index=False, max_rows=MOST_SHOWN)


def label(english: str) -> str:
    """What a line or column is called, in the learner's language; the colon tells it from a value of that name."""
    return translated(f"{english}:").rstrip(":：")


def kind(problem: Problem) -> str:
    """What is wrong without the particulars: the message up to its first colon."""
    return problem.message.split(":")[0]


def _consequence(problem: Problem) -> str:
    return "left out" if problem.fatal else "kept"


def _row(problem: Problem) -> str:
    return "–" if problem.row == WHOLE_FILE else str(problem.row)


def visible(value: object, longest: int = LONGEST_SHOWN) -> str:
    r"""Write a value on one short line: control characters and marks of direction as escapes, the rest cut off.

    >>> visible("one\ntwo\u202e")
    'one\\ntwo\\u202e'
    """
    text = str(value)[: longest + 1]
    shown = "".join(_escape(character) for character in text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _escape(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def refuse(name: str, problem: str, row: int = WHOLE_FILE, value: object = None) -> CourseError:
    """Make the one error about a file: its name, the row and the value where there are any, and what to do."""
    where = visible(name, 120) + (f", row {row}" if row else "")
    shown = "" if value is None else f" (there: {visible(value)!r})"
    return CourseError(f"{where}: {problem}{shown}.")


def stop_at_fatal(name: str, problems: Iterable[Problem]) -> None:
    """Raise one `CourseError` that counts the rows that cannot be used and names the first; for a strict reading."""
    fatal = sorted((problem for problem in problems if problem.fatal), key=lambda problem: problem.row)
    if fatal:
        first = fatal[0]
        column = f", column {visible(first.column)!r}" if first.column else ""
        raise CourseError(
            f"{visible(name, 120)}: {len(fatal)} problems make rows useless, the first in row {first.row}{column} "
            f"(value {visible(first.value)!r}): {first.message}."
        )
