"""Times as exports write them, before a message, beside a name or as a value; a time is no name."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # of direction, and of no width
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日)\.?"
)
_HALF = r"(?:上午|下午|午前|午後|오전|오후|凌晨|晚上|中午|[AaPp]\.? ?[Mm]\.?)"
_CLOCK = (
    rf"(?:{_HALF} ?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\.\d{{1,6}})?"
    rf"(?: ?{_HALF}(?![A-Za-z]))?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
_BOTH = rf"(?:{_DATE},?(?: |T|, )(?:at )?{_CLOCK}|{_CLOCK},? {_DATE})"
STAMP = re.compile(
    rf"\s*(?:[\[(](?P<inner>{_BOTH}|{_CLOCK})[\])]|(?P<outer>{_BOTH}|{_CLOCK}(?=\s*[|\t–—-]|\s+[^\sa-z][^:：]{{0,60}}[:：])))"
    r"(?P<gap>\s*(?:[-–—|:]\s+|\|)?\s*)"
)
AT_END = re.compile(rf"(?P<name>\S.{{0,60}}?)[\s,]+\(?(?P<stamp>{_BOTH}|{_CLOCK})\)?\s*")
DAY = re.compile(rf"\s*(?P<day>{_DATE})[\s,.]*(?:\([^()]{{1,12}}\)|[^\W\d]{{1,12}})?\s*")
NAMED = re.compile(r"(?P<name>[^:：\n]{1,60}?)\s*[:：](?!//)\s*(?P<text>.*)", re.DOTALL)


def tidy(line: str) -> str:
    """A line without marks of direction, with plain spaces."""
    return SPACES.sub(" ", MARKS.sub("", line)).rstrip()


def moment(value: Any, month_first: bool | None = None) -> datetime | None:
    """A time from a text or a number of seconds or milliseconds; None where there is none, or it is not understood.

    A date with points or a first number above 12 begins with the day, one with slashes with the month; `month_first`
    says so where a whole file was looked at. Times of the world are taken as they stand: only gaps between them count.
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _seconds(float(value))
    if not isinstance(value, str):
        return None
    if re.fullmatch(r"\d{9,13}(?:\.\d{1,6})?", value):
        return _seconds(float(value))
    text = SPACES.sub(" ", value.strip())
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text):
        try:
            return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)
        except ValueError:
            pass
    return _written(text, month_first)


def _seconds(value: float) -> datetime | None:
    value = value / 1000 if value > 1e11 else value
    return datetime.fromtimestamp(value, UTC).replace(tzinfo=None) if 3e8 < value < 4e9 else None


def _written(text: str, month_first: bool | None) -> datetime | None:
    day = re.search(_DATE, text)
    clock = re.search(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?", text.replace(day[0], " ", 1) if day else text)
    if not day or not clock:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", day[0])]
    if len(numbers) < 3:
        return None
    a, b, c = numbers[:3]
    if re.match(r"\d{4}", day[0]):
        year, month, date = a, b, c
    else:
        first = month_first if month_first is not None else "/" in day[0]
        month, date, year = (a, b, c) if (first and a <= 12) or b > 12 else (b, a, c)
    hour = int(clock[1])
    if re.search(r"下午|午後|오후|晚上|[Pp]\.? ?[Mm]", text) and hour < 12:
        hour += 12
    elif re.search(r"上午|午前|오전|凌晨|[Aa]\.? ?[Mm]", text) and hour == 12:
        hour = 0
    try:
        return datetime(year + 2000 if year < 100 else year, month, date, hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        return None


def without_stamp(line: str) -> str:
    """A line without the time before its speaker; any other line as it is.

    >>> without_stamp("[13.06.2023, 18:08:08] Amy: hi"), without_stamp("09:42 AM | Bot: hi")
    ('Amy: hi', 'Bot: hi')
    """
    if not any(sign.isdigit() for sign in line[:24]):
        return line
    clear = tidy(line)
    match = STAMP.match(clear)
    rest = clear[match.end() :] if match else ""
    return rest if match and NAMED.fullmatch(rest) else line
