"""Checkers of the exercises in 00_start_here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from types import SimpleNamespace

from helpers.profiles import load_profile
from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import short

Rows = Sequence[Mapping[str, str]]


@exercise("00.1")
def steps(answer: Callable[[SimpleNamespace], int]) -> str:
    """A function that takes a recipe and gives the number of its steps, a whole number."""
    for examples, batch, accumulation in [(640, 8, 1), (640, 8, 4), (100, 8, 1), (5, 4, 2)]:
        found = answer(SimpleNamespace(examples=examples, batch_size=batch, accumulation=accumulation))
        right = max(1, examples // (batch * accumulation))
        recipe = f"{examples} examples, batch_size {batch}, accumulation {accumulation}"
        if found == right and isinstance(found, int):
            continue
        if accumulation > 1 and found == max(1, examples // batch):
            raise Wrong(
                f"For {recipe} you count {found} steps: those are the batches. The weights change only after "
                f"{accumulation} batches have added up their gradients."
            )
        if found == 0:
            raise Wrong(
                f"For {recipe} you count 0 steps; then nothing would be learned. Even a small training takes one."
            )
        if math.isclose(found, examples / (batch * accumulation)) or found == right + 1:
            raise Wrong(
                f"For {recipe} you say {short(found)}. A step is whole or does not happen: what does not fill one "
                "is left out."
            )
        raise Wrong(
            f"For {recipe} you say {short(found)}. How many examples does one step see, and how often do they fit?"
        )
    profile = load_profile()
    return (
        f"Right. Under this profile the recipe `full` has {profile.full.steps} steps. Accumulation lets a large model "
        "see as many examples in a step as a small one, batch by batch: the same training in less memory."
    )


@exercise("00.2")
def sizes(answer: Callable[[Rows], tuple[int, int]]) -> str:
    """A function that takes rows and gives two whole numbers: (dialogues, most references of one dialogue)."""
    cases = {
        "three dialogues of three rows each": "aaabbbccc",
        "dialogues whose rows do not all stand together": "aabbccaab",
        "dialogues with one row each": "abcd",
        "no rows": "",
    }
    for what, letters in cases.items():
        rows = [{"dialogue": f"A: {c}?\nB: Yes.", "summary": f"Answer {i % 4}."} for i, c in enumerate(letters)]
        right = (len(set(letters)), max((letters.count(letter) for letter in letters), default=0))
        dialogues, most = answer(rows)
        if (dialogues, most) == right:
            continue
        said = f"For {what} ({len(rows)} rows) you say {short(dialogues)} dialogues, {short(most)} references at most."
        if dialogues == right[0]:
            raise Wrong(f"{said} The first is right. For the second, count the rows of each dialogue; they may differ.")
        if dialogues == len(list(groupby(letters))) < len(rows):
            raise Wrong(
                f"{said} Rows of one dialogue need not be neighbours: compare a row with all, not with the last."
            )
        if dialogues == len(rows):
            raise Wrong(
                f"{said} That counts rows. Two rows with the same `dialogue` are one dialogue, summarized twice."
            )
        if dialogues == len({row["summary"] for row in rows}):
            raise Wrong(f"{said} That counts different summaries; two dialogues may well get the same one.")
        if dialogues == len(rows) // 3:
            raise Wrong(f"{said} Do not take three rows for granted: count those that are there.")
        raise Wrong(f"{said} Count how often each different text in the column `dialogue` stands there.")
    return (
        "Right. Three people who summarize one dialogue are not three independent tests of a model. The course "
        "therefore counts dialogues wherever it writes n."
    )


@exercise("00.3")
def lost(answer: Callable[[list[int], int], tuple[float, float]]) -> str:
    """A function of (lengths, limit) that gives two fractions: (texts that are cut, tokens that are lost)."""
    cases = [([50, 100, 150, 300], 100), ([100, 100], 100), ([10, 20], 100), ([1_000, 10, 10, 10], 20), ([500, 90], 1)]
    for lengths, limit in cases:
        over = [max(0, length - limit) for length in lengths]
        right = (sum(rest > 0 for rest in over) / len(lengths), sum(over) / sum(lengths))
        texts, tokens = answer(list(lengths), limit)
        where = f"For lengths {lengths} and the limit {limit}"
        if not math.isclose(texts, right[0], abs_tol=1e-9):
            if math.isclose(texts, sum(length >= limit for length in lengths) / len(lengths)):
                raise Wrong(
                    f"{where} you say that {texts:.0%} of the texts are cut. A text of exactly {limit} tokens fits."
                )
            raise Wrong(
                f"{where} the share of cut texts is not {short(texts)}: count those that are too long, divide by all."
            )
        if not math.isclose(tokens, right[1], abs_tol=1e-9):
            if math.isclose(tokens, sum(length - limit for length in lengths) / sum(lengths)):
                raise Wrong(f"{where} your losses sum to {tokens:.3f}: short texts count as a gain. They lose nothing.")
            if math.isclose(tokens, sum(r / n for r, n in zip(over, lengths, strict=True)) / len(lengths)):
                raise Wrong(
                    f"{where} you average each text's own share. Then a lost token of a short text weighs more than "
                    "one of a long text. Sum the lost tokens, and divide by the sum of all."
                )
            if math.isclose(tokens, sum(n for n in lengths if n > limit) / sum(lengths)):
                raise Wrong(
                    f"{where} you count all tokens of the cut texts. Their first {limit} tokens are still read."
                )
            raise Wrong(
                f"{where} the share of lost tokens is not {short(tokens)}: lost is what stands beyond the limit."
            )
    return (
        "Right. Look at both: few cut texts can mean many lost tokens. And what is cut is the end of a dialogue, "
        "where people say what they have agreed on."
    )


@exercise("00.4")
def read_back(answer: Callable[[str], list[tuple[str, str]]]) -> str:
    """A function that takes a text such as ``PER: Amy Stone; LOC: Paris`` and gives a list of (type, name)."""
    cases = {
        "PER: Amy Stone; LOC: Paris": [("PER", "Amy Stone"), ("LOC", "Paris")],
        "ORG: Blue Door": [("ORG", "Blue Door")],
        "none": [],
        " PER: Li ;LOC: Oslo; ": [("PER", "Li"), ("LOC", "Oslo")],
        "MISC: Ladder: The Film": [("MISC", "Ladder: The Film")],
        "LOC: Rome; LOC: Rome": [("LOC", "Rome"), ("LOC", "Rome")],
        "PER: Amy; and so on; CITY: Bonn; LOC:": [("PER", "Amy")],
        "": [],
    }
    hints = {
        "none": "The answer `none` means that there is no entity: give back an empty list.",
        " PER: Li ;LOC: Oslo; ": "A model's spacing is not exact; take the blanks off both ends of each part.",
        "MISC: Ladder: The Film": "A name may hold a colon: only the first one ends the type.",
        "LOC: Rome; LOC: Rome": "Two mentions are two entities: keep both, and their order.",
        "PER: Amy; and so on; CITY: Bonn; LOC:": "Leave out what has no type of the four, or no name after it.",
        "": "An empty output has no entities: give back an empty list.",
    }
    for text, right in cases.items():
        found = [tuple(entity) for entity in answer(text)]
        if found != right:
            raise Wrong(
                f"From {text!r} you read {short(found)}. "
                f"{hints.get(text, 'Wanted is a list of (type, name), in order.')}"
            )
    return (
        "Right. Reading back is half of a text-to-text task: a model may answer anything. The course therefore also "
        "says how many outputs are of the right form, as `well_formed`."
    )
