"""How many columns of a terminal a text takes."""

from __future__ import annotations

import unicodedata
from itertools import accumulate


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese sign, none for a mark that joins another sign.

    >>> columns("step"), columns("第 3 步")
    (4, 7)
    """
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The beginning of a text that fits into so many columns.

    >>> cut("第 3 步", 6)
    '第 3 '
    """
    return text[: sum(taken <= width for taken in accumulate(map(_columns, text)))]


def padded(text: str, width: int) -> str:
    """A text with blanks up to so many columns."""
    return text + " " * (width - columns(text))
