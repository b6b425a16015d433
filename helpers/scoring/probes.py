"""Plants errors in summaries that are right, to see which score notices: a score is worth what it catches."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from helpers.data import TestSet
from helpers.intervals import Figure, Measured, ratio
from helpers.metrics import NUMBER_WORDS, attributed_words, rouge, speaker_f1, unsupported_counts
from helpers.profiles import Profile
from helpers.results import record
from helpers.scoring.dialogue import speakers, swap_speakers

Plant = Callable[[str, str, random.Random], str | None]  # (summary, dialogue, random numbers) -> wrong summary
FALL = 0.1  # a score that falls by more notices the error

_AUXILIARY = r"is|are|was|were|will|would|can|could|should"
_SUBJECT = r"((?:#|^[A-Z]\w+) )"  # a speaker's tag, or a name that opens the text
_SHORT = {"won't": "will", "can't": "can", "shan't": "shall"}


def plant_speakers(summary: str, dialogue: str, rng: random.Random) -> str | None:
    """Exchange two speakers; None where that changes nothing which is said of one of them."""
    names = speakers(dialogue)
    wrong = swap_speakers(summary, names)
    return wrong if attributed_words(wrong, names) != attributed_words(summary, names) else None


def plant_negation(summary: str, dialogue: str, rng: random.Random) -> str | None:
    """Take the first *not* away, or else put one in after an auxiliary or before a verb in -s; None without a place.

    >>> plant_negation("#Person1# wants a refund.", "", random.Random(0))
    '#Person1# does not want a refund.'
    """
    short = re.search(r"\b(\w+)n't\b", summary)
    if short:
        return summary.replace(short[0], _SHORT.get(short[0], short[1]), 1)
    for pattern, change in (
        (r"\bcannot\b", "can"),
        (rf"\b(does|do|did|has|have|had|{_AUXILIARY}) not\b", r"\1"),
        (rf"\b({_AUXILIARY})\b(?! not)", r"\1 not"),
        (r"\bhas\b(?= (?:an?|the|to|no)\b)", "does not have"),
        (r"\b(has|have|had)\b(?= \w+(?:ed|en)\b)", r"\1 not"),
        (rf"{_SUBJECT}has\b", r"\1has not"),
        (rf"{_SUBJECT}([a-z]\w*)ies\b", r"\1does not \2y"),
        (rf"{_SUBJECT}([a-z]\w*(?:sh|ch|ss|x|o))es\b", r"\1does not \2"),
        (rf"{_SUBJECT}([a-z]\w*[^s\W])s\b", r"\1does not \2"),
    ):
        wrong, changes = re.subn(pattern, change, summary, count=1)
        if changes:
            return wrong
    return None


def plant_number(summary: str, dialogue: str, rng: random.Random) -> str | None:
    """Put another number of as many digits, or another number word, for one of the summary's; None without one."""
    words = [word for word in NUMBER_WORDS if word not in ("zero", "one")]
    places = list(re.finditer(rf"(?<!#Person)\b\d+|\b(?:{'|'.join(words)})\b", summary))
    if not places:
        return None
    place = rng.choice(places)
    if place[0].isdigit():
        lowest, end = 10 ** (len(place[0]) - 1), 10 ** len(place[0])
        old = int(place[0])
        number = rng.randrange(lowest, end - (old >= lowest))  # all numbers but the old one
        other = str(number + (lowest <= old <= number))
    else:
        other = rng.choice([word for word in words if word != place[0]])
    return summary[: place.start()] + other + summary[place.end() :]


PLANTS: dict[str, Plant] = {"speakers": plant_speakers, "negation": plant_negation, "number": plant_number}


SCORES = ("rouge1", "rouge2", "rougeL", "supported", "speaker_f1")


def score_all(summary: str, references: Sequence[str], dialogue: str) -> dict[str, float]:
    """Every score that is put to the test, 0-1 and higher is better.

    `supported` is the share of the summary's names and numbers that the dialogue contains, 1 where it has none; it
    alone needs no reference. `speaker_f1` is 0 where no reference names a speaker.
    """
    shared = rouge(summary, references)
    missing, claimed = unsupported_counts(summary, dialogue)
    return {
        **{name: shared[name] for name in ("rouge1", "rouge2", "rougeL")},
        "supported": 1 - missing / claimed if claimed else 1.0,
        "speaker_f1": speaker_f1(summary, references, speakers(dialogue)) or 0.0,
    }


def planted(test: TestSet, kind: str, seed: int) -> list[list[tuple[int, str]]]:
    """Plant an error in each reference that has a place for it: per dialogue, (number of the reference, wrong text)."""
    rng = random.Random(seed)
    return [
        [(i, wrong) for i, text in enumerate(texts) if (wrong := PLANTS[kind](text, dialogue, rng)) is not None]
        for texts, dialogue in zip(test.references, test.sources, strict=True)
    ]


def probe(test: TestSet, kind: str, seed: int) -> dict[str, Measured]:
    """Plant one kind of error in the references and count which score notices, for each score in two ways.

    ``caught_by_…``: the score of the wrong text against the right one that it was made from lies more than `FALL`
    below the right text's own. ``told_apart_by_…``: against the *other* references of the dialogue the right text
    scores higher than the wrong one; equal scores count half, so a score that sees nothing has 0.5. Dialogues are
    resampled, n counts planted errors.
    """
    caught = {name: np.zeros((len(test.rows), 2)) for name in SCORES}
    apart = {name: np.zeros((len(test.rows), 2)) for name in SCORES}
    for row, errors in enumerate(planted(test, kind, seed)):
        texts, dialogue = test.references[row], test.sources[row]
        for i, wrong in errors:
            others = [text for j, text in enumerate(texts) if j != i]
            right_itself, wrong_itself = (score_all(text, [texts[i]], dialogue) for text in (texts[i], wrong))
            for name in SCORES:
                caught[name][row] += (right_itself[name] - wrong_itself[name] > FALL, 1)
            if others:
                right, false = (score_all(text, others, dialogue) for text in (texts[i], wrong))
                for name in SCORES:
                    apart[name][row] += ((1 + np.sign(right[name] - false[name])) / 2, 1)
    measured = {}
    for label, counts in (("caught_by", caught), ("told_apart_by", apart)):
        for name, rows in counts.items():
            measured[f"{label}_{name}"] = Measured(rows, ratio, int(rows[:, 1].sum()))
    return measured


def probe_all(profile: Profile, test: TestSet) -> dict[str, dict[str, Figure]]:
    """Probe with every kind of error and record the shares in results.csv; figures by kind and measure."""
    return {kind: record(profile, f"planted_{kind}", test.name, probe(test, kind, profile.seed)) for kind in PLANTS}


def probe_table(figures: dict[str, dict[str, Figure]], way: str) -> pd.DataFrame:
    """Show one row per kind of error and one column per score; `way` is ``caught_by`` or ``told_apart_by``."""
    return pd.DataFrame(
        {kind: {name: str(found[f"{way}_{name}"]) for name in SCORES} for kind, found in figures.items()}
    ).T
