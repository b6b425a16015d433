"""Dialogues as text: their turns, who speaks, and who a summary says did what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.scoring.scripts import bounded


def turns(dialogue: str) -> list[str]:
    """Split a dialogue into its turns, each ``Speaker: text``."""
    return [line.strip() for line in dialogue.replace("\r", "").split("\n") if line.strip()]


def speakers(dialogue: str) -> list[str]:
    """Return the speakers in order of appearance: what stands before the colon of a turn, of at most 40 characters."""
    named = [re.match(r"([^:：]{1,40})[:：]", turn) for turn in turns(dialogue)]
    return list(dict.fromkeys(match[1].strip() for match in named if match))


def _any(names: Sequence[str]) -> str:
    return "|".join(bounded(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)"


def swap_speakers(text: str, names: Sequence[str]) -> str:
    """Exchange two of the speakers in a text: a summary that is wrong about who did what.

    The two that the text mentions and that come first in `names`; where it mentions one, that one and the next.

    >>> swap_speakers("Amy pays.", ["Amy", "Ben"])
    'Ben pays.'
    """
    pattern = re.compile(_any(names))
    mentioned = set(pattern.findall(text))
    if not mentioned or len(names) < 2:
        return text
    first, second = sorted(names, key=lambda name: name not in mentioned)[:2]
    other = {first: second, second: first}
    return pattern.sub(lambda match: other.get(match[0], match[0]), text)


def attributed(text: str, names: Sequence[str]) -> list[tuple[frozenset[str], str]]:
    """Cut a text at the speakers that it mentions: (who, what is said of them up to the next mention).

    Two speakers joined by *and* are one owner. What stands before the first mention is left out.
    """
    pattern = re.compile(rf"({_any(names)})(?:(?: and |和|与|與|跟|、)({_any(names)}))?")
    found = list(pattern.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)] * bool(found)
    return [
        (frozenset(filter(None, match.groups())), text[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    ]
