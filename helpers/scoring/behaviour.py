"""Changes one thing in a dialogue and says what its summary must become: invariance and direction, as in CheckList.

Ribeiro et al. 2020, arXiv 2005.04118. No reference is needed: an arm's summary before the change, with the same change
made in it, is what its summary of the changed dialogue is held against.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.data import TestSet
from helpers.intervals import Measured, mean_of, mean_of_known
from helpers.metrics import rouge, speaker_f1
from helpers.scoring.dialogue import speakers, turns
from helpers.scoring.scripts import bounded

Pairs = Mapping[str, str]  # what becomes what, all at once
Change = Callable[[str, str, random.Random], tuple[str, Pairs] | None]  # (dialogue, references, random numbers)

# Within a sentence or behind a title, and no part of a longer name.
_NAME = re.compile(r"(?:(?<=[a-z,] )|(?<=M[rs]\. )|(?<=Mrs\. )|(?<=Dr\. ))[A-Z][a-z]{2,}\b(?! [A-Z])")
_NO_NAMES = re.compile(r"\w+days?|Ja\w+ry|February|March|April|May|June|July|August|\w+ber|Mrs?|Ms|Dr|Road|Street|Lane")
_NUMBER = re.compile(r"(?<![#\w:.,/])\d{2,4}(?![\w:/]|[.,]\d)")
_OTHER_NAMES = ("Tamsin", "Bertil", "Odile", "Jarek", "Ilse")
_SMALL_TALK = ("By the way, the weather is lovely today.", "It is. I hope that it stays like this.")


def replaced(text: str, pairs: Pairs) -> str:
    """Put each new word for its old one, all at once, so that two can change places.

    >>> replaced("Amy calls Ben.", {"Amy": "Ben", "Ben": "Amy"})
    'Ben calls Amy.'
    """
    return re.sub("|".join(map(bounded, pairs)), lambda found: pairs[found[0]], text) if pairs else text


def exchange_speakers(dialogue: str, references: str, rng: random.Random) -> tuple[str, Pairs] | None:
    """Let the first two speakers change places, wherever the dialogue names them."""
    names = speakers(dialogue)[:2]
    pairs = dict(zip(names, names[::-1], strict=True))
    return (replaced(dialogue, pairs), pairs) if len(names) == 2 else None


def rename(dialogue: str, references: str, rng: random.Random) -> tuple[str, Pairs] | None:
    """Give a person or a place of the dialogue another name, one that a reference mentions where there is one."""
    names = [name for name in _NAME.findall(dialogue) if not _NO_NAMES.fullmatch(name)]
    return _other(dialogue, names, references, lambda old: _OTHER_NAMES, rng)


def change_amount(dialogue: str, references: str, rng: random.Random) -> tuple[str, Pairs] | None:
    """Put another number of as many digits for one, wherever it stands; one that a reference has where there is one."""
    numbers = _NUMBER.findall(dialogue)
    return _other(dialogue, numbers, references, lambda old: map(str, range(10, 10_000)), rng)


def _other(
    dialogue: str, found: Sequence[str], references: str, others: Callable, rng: random.Random
) -> tuple[str, Pairs] | None:
    """Draw one of the words `found` and a new one for it, digits for as many digits; None without any."""
    words = sorted({word for word in found if re.search(bounded(word), references)} or set(found))
    if not words:
        return None
    old = rng.choice(words)
    free = [new for new in others(old) if new not in dialogue and (not old.isdigit() or len(new) == len(old))]
    pairs = {old: rng.choice(free)}
    return replaced(dialogue, pairs), pairs


def add_small_talk(dialogue: str, references: str, rng: random.Random) -> tuple[str, Pairs] | None:
    """Let the two speak of the weather after their first two turns: nothing in the summary may change."""
    said, names = turns(dialogue), speakers(dialogue)[:2]
    talk = [f"{name}: {text}" for name, text in zip(names, _SMALL_TALK, strict=False)]
    return ("\n".join([*said[:2], *talk, *said[2:]]), {}) if len(talk) == 2 else None


CHANGES: dict[str, Change] = {
    "speakers exchanged": exchange_speakers,
    "another name": rename,
    "another amount": change_amount,
    "small talk": add_small_talk,
}


@dataclass(frozen=True)
class Changed:
    """The dialogues of a test set that have a place for a change, after it; their places in it; what became what."""

    test: TestSet
    places: list[int]
    pairs: list[Pairs]

    def judge(self, before: Sequence[str], after: Sequence[str]) -> dict[str, Measured]:
        """Measure summaries of all dialogues `before` against those of the changed ones `after`.

        `exact`: to the letter what it must be. `follows`: what had to change did (`follows`); of summaries without the
        thing it knows nothing. `rest`: ROUGE-1 with what the summary must be.
        """
        old = [before[place] for place in self.places]
        must = [replaced(text, pairs) for text, pairs in zip(old, self.pairs, strict=True)]
        rows = list(zip(old, must, after, self.pairs, strict=True))
        return {
            "exact": mean_of([new == due for _, due, new, _ in rows]),
            "follows": mean_of_known([None if row[0] == row[1] else follows(*row) for row in rows]),
            "rest": mean_of([rouge(new, [due])["rouge1"] for _, due, new, _ in rows]),
        }


def follows(old: str, must: str, new: str, pairs: Pairs) -> float:
    """Whether a summary followed the change: 1, 0, or one half where it cannot be told.

    Exchanged speakers: `new` is nearer to `must` than to `old` (`speaker_f1`). Else the new word is there, the old not.
    """
    if set(pairs) == set(pairs.values()):
        right, wrong = (speaker_f1(new, [text], list(pairs)) or 0.0 for text in (must, old))
        return (1 + (right > wrong) - (right < wrong)) / 2
    return float(all(re.search(bounded(b), new) and not re.search(bounded(a), new) for a, b in pairs.items()))


def changed(test: TestSet, kind: str, seed: int) -> Changed:
    """Make one kind of change in each dialogue of `test` that has a place for it; the same for every arm."""
    rng, texts = random.Random(seed), zip(test.sources, test.references, strict=True)
    made = {i: change for i, (source, own) in enumerate(texts) if (change := CHANGES[kind](source, " ".join(own), rng))}
    rows = [test.rows[i] | {"dialogue": dialogue} for i, (dialogue, _) in made.items()]
    other = replace(test, rows=rows, references=[test.references[i] for i in made])
    return Changed(other, list(made), [pairs for _, pairs in made.values()])
