"""Splits chats for training, validation and test so that no chat, and no near copy of one, is on two sides."""

from __future__ import annotations

import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.own_data.reading import OwnData
from helpers.own_data.shapes import Chat
from helpers.running.errors import CourseError
from helpers.scoring.scripts import cut, without_spaces

ALIKE = 0.5  # share of common word triples from which two chats count as near copies
ALIKE_SIGNS = 0.4  # the same of triples of characters, of which one other sign changes three
SKETCH = 12  # triples of a chat by which near copies are looked for
NEIGHBOURS = 20  # chats with a common triple that a chat is compared with
FEWEST = 10  # different chats that a split needs


@dataclass(frozen=True)
class OwnSplits:
    """The chats of each side."""

    train: tuple[Chat, ...]
    validation: tuple[Chat, ...]
    test: tuple[Chat, ...]

    def sizes(self) -> dict[str, int]:
        """Number of chats by side."""
        return {"train": len(self.train), "validation": len(self.validation), "test": len(self.test)}


def words(text: str) -> list[str]:
    """Words in lower case, without punctuation and spacing, by which copies are recognised."""
    return list(cut(text)) if without_spaces(text) else re.findall(r"\w+", text.lower())


def triples(text: str) -> set[int]:
    """Hashes of all runs of three words of a text; of a shorter one, of the whole.

    A text that writes no spaces between words is cut into characters.
    """
    parts = words(text)
    runs = {" ".join(parts[i : i + 3]) for i in range(max(1, len(parts) - 2))}
    return {int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs}


def similarity(one: set[int], other: set[int]) -> float:
    """Jaccard similarity: the common ones among all."""
    return len(one & other) / len(one | other) if one | other else 1.0


def groups(texts: Sequence[str], alike: float = ALIKE) -> list[list[int]]:
    """Group the positions of exact and near copies, in order of their first; every other text is alone.

    Candidates share one of the smallest hashes of their triples (a bottom-k sketch, after Broder 1997), so that not
    every text is compared with every other.
    """
    parent = list(range(len(texts)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(i: int, j: int) -> None:
        one, other = sorted((root(i), root(j)))
        parent[other] = one

    first: dict[str, int] = {}
    for i, text in enumerate(texts):
        key = " ".join(words(text))
        if first.setdefault(key, i) != i:
            join(first[key], i)
    sets = {i: triples(texts[i]) for i in first.values()}
    unspaced = {i for i in sets if without_spaces(texts[i])}
    sharing: dict[int, list[int]] = defaultdict(list)
    for i, mine in sets.items():
        for value in sorted(mine)[:SKETCH]:
            for j in sharing[value][-NEIGHBOURS:]:
                if root(i) != root(j) and similarity(mine, sets[j]) >= (ALIKE_SIGNS if i in unspaced else alike):
                    join(i, j)
            sharing[value].append(i)
    found: dict[int, list[int]] = defaultdict(list)
    for i in range(len(texts)):
        found[root(i)].append(i)
    return list(found.values())


def split(data: OwnData, seed: int, shares: tuple[float, float] = (0.15, 0.3)) -> OwnSplits:
    """Draw validation and test chats, about these `shares` of all, and leave the rest for training.

    Copies and near copies stay on one side. Raises `CourseError` where there are too few different chats, or `shares`
    leave nothing to train on.
    """
    if min(shares) <= 0 or sum(shares) >= 1:
        raise CourseError(f"split: the shares {shares} must lie above 0 and leave something for training.")
    together = groups([chat.dialogue for chat in data.chats])
    if len(together) < FEWEST:
        raise CourseError(
            f"{data.name}: {len(together)} different chats are too few to split; collect at least {FEWEST}, better "
            "a hundred."
        )
    random.Random(seed).shuffle(together)
    wanted = [max(1, round(share * len(data.chats))) for share in shares]
    sides: list[list[int]] = [[], [], []]  # validation, test, train
    for group in together:
        room = [side for side in (0, 1) if len(sides[side]) + len(group) <= wanted[side]]
        sides[room[0] if room else 2] += group
    if not all(sides):
        raise CourseError(f"{data.name}: almost all chats are copies of each other, so that none can be held out.")
    validation, test, train = (tuple(data.chats[i] for i in sorted(side)) for side in sides)
    return OwnSplits(train, validation, test)
