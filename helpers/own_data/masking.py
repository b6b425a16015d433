"""Finds e-mail addresses, phone and card numbers in texts, and masks them before anything is trained on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from helpers.own_data.reading import OwnData

Accepts = Callable[[str], bool]


def luhn(digits: str) -> bool:
    """Whether the digits pass the check of card numbers (Luhn's algorithm, ISO/IEC 7812-1).

    From the right every second digit is doubled, and 9 taken off where that gives more than 9; the sum ends in 0.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    if not digits:
        return False
    values = [int(digit) for digit in reversed(digits)]
    doubled = [2 * value - 9 * (2 * value > 9) for value in values[1::2]]
    return (sum(values[::2]) + sum(doubled)) % 10 == 0


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _is_card(text: str) -> bool:
    digits = _digits(text)
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and luhn(digits)


_DATE = re.compile(r"\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}")


def _is_phone(text: str) -> bool:
    """A number that starts as phone numbers do, or is cut into groups as they are; no date and no plain number."""
    digits = _digits(text)
    if not 7 <= len(digits) <= 15 or _DATE.fullmatch(text):
        return False
    groups = re.findall(r"\d+", text)
    return text[0] in "+(0" or (3 <= len(groups) <= 6 and all(len(group) >= 2 for group in groups))


# Bounded on purpose: a text of any length is searched in time that grows with its length alone.
PATTERNS: dict[str, tuple[re.Pattern[str], Accepts]] = {
    "EMAIL": (
        re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w-])"),
        lambda text: True,
    ),
    "CARD": (re.compile(r"(?<![\w+])\d(?:[ -]?\d){12,18}(?!\w)"), _is_card),
    "PHONE": (re.compile(r"(?<![\w.,])(?:\+ ?|\()?\d[\d ()/.-]{5,25}\d(?!\w)"), _is_phone),
}


def patterns(extra: Mapping[str, str] | None = None) -> dict[str, tuple[re.Pattern[str], Accepts]]:
    """Return what is searched, in this order: your own patterns by label, e-mails, cards, phones."""
    own = {label: (re.compile(pattern), lambda text: bool(text)) for label, pattern in (extra or {}).items()}
    return own | PATTERNS


def found(text: str, extra: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield (label, value) of each private value in a text.

    >>> list(found("Write to amy@example.org or call +44 20 7946 0000."))
    [('EMAIL', 'amy@example.org'), ('PHONE', '+44 20 7946 0000')]
    """
    seen: list[tuple[str, str]] = []
    _mask(text, patterns(extra), seen)
    yield from seen


def mask_text(text: str, extra: Mapping[str, str] | None = None) -> str:
    """Return the text with each private value replaced by its label.

    >>> mask_text("Card 4111 1111 1111 1111, order 4471882.")
    'Card CARD, order 4471882.'
    """
    return _mask(text, patterns(extra), [])


def _mask(text: str, searched: dict[str, tuple[re.Pattern[str], Accepts]], seen: list[tuple[str, str]]) -> str:
    for label, (pattern, accepts) in searched.items():

        def replaced(match: re.Match[str], label: str = label, accepts: Accepts = accepts) -> str:
            if not accepts(match[0]):
                return match[0]
            seen.append((label, match[0]))
            return label

        text = pattern.sub(replaced, text)
    return text


def mask(data: OwnData, extra: Mapping[str, str] | None = None) -> tuple[OwnData, pd.DataFrame]:
    """Return a copy of the data with private values masked in chats and summaries, and how many of each there were.

    `extra` adds patterns of your own by label, such as ``{"ORDER": r"order \\d{7}"}``. The file is not changed.
    """
    searched, counts, chats = patterns(extra), Counter(), []
    for chat in data.chats:
        parts = {}
        for part in ("dialogue", "summary"):
            seen: list[tuple[str, str]] = []
            parts[part] = _mask(getattr(chat, part), searched, seen)
            counts.update((label, part) for label, _ in seen)
        chats.append(replace(chat, **parts))
    table = pd.DataFrame(
        {part: [counts[label, part] for label in searched] for part in ("dialogue", "summary")}, index=list(searched)
    )
    return replace(data, chats=tuple(chats)), table
