"""Masks e-mail addresses, phone, card, account and identity numbers before anything is trained on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd
from stdnum import luhn as _luhn

from helpers.own_data.private import Span, private_spans
from helpers.own_data.reading import OwnData

LABELS = ("EMAIL", "CARD", "IBAN", "ID", "PHONE")
Finder = Callable[[str], Iterable[Span]]


def luhn(digits: str) -> bool:
    """Whether the digits pass the check of card numbers (Luhn's algorithm, ISO/IEC 7812-1).

    From the right every second digit is doubled, and 9 taken off where that gives more than 9; the sum ends in 0.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    return bool(_luhn.is_valid(digits))


def spans(
    text: str,
    extra: Mapping[str, str] | None = None,
    regions: Sequence[str] | None = None,
    finders: Sequence[Finder] = (),
) -> list[Span]:
    """Return (start, end, label) of each private value, in order: your own patterns and finders win over ours."""
    kept: list[Span] = []
    own = [(m.start(), m.end(), label) for label, p in (extra or {}).items() for m in re.finditer(p, text) if m[0]]
    for group in (own, *(finder(text) for finder in finders), private_spans(text, regions)):
        for start, end, label in group:
            if all(end <= first or last <= start for first, last, _ in kept):
                kept.append((start, end, label))
    return sorted(kept)


def found(text: str, extra: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield (label, value) of each private value in a text.

    >>> list(found("Write to amy@example.org or call +44 20 7946 0000."))
    [('EMAIL', 'amy@example.org'), ('PHONE', '+44 20 7946 0000')]
    """
    for start, end, label in spans(text, extra):
        yield label, text[start:end]


def mask_text(
    text: str,
    extra: Mapping[str, str] | None = None,
    regions: Sequence[str] | None = None,
    finders: Sequence[Finder] = (),
) -> str:
    """Return the text with each private value replaced by its label.

    >>> mask_text("Card 4111 1111 1111 1111, order 4471882.")
    'Card CARD, order 4471882.'
    """
    return _masked(text, spans(text, extra, regions, finders))


def _masked(text: str, places: Sequence[Span]) -> str:
    pieces, at = [], 0
    for start, end, label in places:
        pieces += [text[at:start], label]
        at = end
    return "".join([*pieces, text[at:]])


def _apart(text: str, places: list[Span]) -> list[Span]:
    """Number the labels of speakers who are only known by a private value: two phone numbers stay two people."""
    begins = {start for start, end, _ in places if start in (0, text.rfind("\n", 0, start) + 1)}
    named = [text[s:e] for s, e, _ in places if s in begins and re.match(r"\s*[:：]", text[e : e + 3])]
    number = {value: place for place, value in enumerate(dict.fromkeys(named), start=1)}
    if len(number) < 2:
        return places
    return [(s, e, f"{label} {number[text[s:e]]}" if text[s:e] in number else label) for s, e, label in places]


def mask(
    data: OwnData,
    extra: Mapping[str, str] | None = None,
    regions: Sequence[str] | None = None,
    finders: Sequence[Finder] = (),
) -> tuple[OwnData, pd.DataFrame]:
    """Return a copy of the data with private values masked in chats and summaries, and how many of each there were.

    `extra` adds patterns of your own by label, such as ``{"ORDER": r"order \\d{7}"}``. `regions` says where your
    customers' phone numbers are from, such as ``("IN",)``: then a number that is valid there is masked in whatever
    form. `finders` add others, such as `names.presidio` for people's names. The file is not changed.
    """
    counts: Counter[tuple[str, str]] = Counter()
    chats = []
    for chat in data.chats:
        parts = {}
        for part in ("dialogue", "summary"):
            text = getattr(chat, part)
            places = spans(text, extra, regions, finders)
            parts[part] = _masked(text, _apart(text, places))
            counts.update((label, part) for _, _, label in places)
        chats.append(replace(chat, **parts))
    labels = [*dict.fromkeys([*(extra or {}), *LABELS, *(label for label, _ in counts)])]
    table = pd.DataFrame({part: [counts[label, part] for label in labels] for part in ("dialogue", "summary")}, labels)
    return replace(data, chats=tuple(chats)), table
