"""Checks the exercises of 07_before_after on reading blind, on telling a difference and on changed dialogues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import short

# --- 07.4 ----------------------------------------------------------------------------------------


@exercise("07.4")
def letters_for_the_arms(answer: Callable[[list[str], int, int], list[list[str]]]) -> str:
    """A function of (arms, dialogues, seed): for each dialogue the arms in the order of the letters A, B, C, …"""
    for arms, dialogues in ((["before", "full", "lora"], 600), (["zero", "one"], 400), (list("pqrs"), 800)):
        asked = list(arms)
        dealt = [list(row) for row in answer(asked, dialogues, 74)]
        what = f"{len(arms)} arms and {dialogues} dialogues"
        if len(dealt) != dialogues:
            raise Wrong(f"For {what} you give back {len(dealt)} rows: deal the letters once for each dialogue.")
        for number, row in enumerate(dealt, 1):
            if sorted(map(str, row)) != sorted(arms):
                raise Wrong(
                    f"For {what}: dialogue {number} has {short(row)}. Each arm needs one letter under each dialogue: "
                    "exchange their places, draw none twice."
                )
        _check_dealing(dealt, arms, what)
        if asked != arms:
            raise Wrong("The list of arms that you were given is not the same afterwards: shuffle a copy of it.")
        if dealt != [list(row) for row in answer(list(arms), dialogues, 74)]:
            raise Wrong("The same seed deals other letters the second time. Then no click could be traced to an arm.")
        if dealt == [list(row) for row in answer(list(arms), dialogues, 75)]:
            raise Wrong("Another seed deals the same letters: the seed is not used.")
    return (
        "Right. Now a letter tells nothing, so neither does “B was good so far”. One clue is left: a reader who knows "
        "how an arm writes can still recognise it. Rate before you look at any output elsewhere."
    )


def _check_dealing(dealt: list[list[str]], arms: Sequence[str], what: str) -> None:
    """Every arm under every letter equally often, and each order independent of the one before."""
    orders = Counter(map(tuple, dealt))
    if len(orders) == 1:
        raise Wrong(
            f"For {what} the letters stand for the same arms under every dialogue. After a few dialogues the reader "
            "knows that B is the good one, and rates the letter. Deal anew each time (and make the generator once, "
            "before)."
        )
    n, k = len(dealt), len(arms)
    bound = 5 * np.sqrt(n / k * (1 - 1 / k))
    for place in range(k):
        counts = Counter(row[place] for row in dealt)
        for arm in arms:
            if abs(counts[arm] - n / k) > bound:
                raise Wrong(
                    f"For {what} the arm {arm} has letter {'ABCDEFG'[place]} {counts[arm]} times; about {n / k:.0f} "
                    "would be fair. Every order of the arms must be equally likely."
                )
    following = sum(one == two for one, two in zip(dealt, dealt[1:], strict=False)) / (n - 1)
    turned = sum(
        one[1:] + one[:1] == two or one[-1:] + one[:-1] == two for one, two in zip(dealt, dealt[1:], strict=False)
    )
    if turned / (n - 1) > 0.95 or (k == 2 and following == 0):
        raise Wrong(
            f"For {what} the letters only move on by one place each time. Whoever has found out one dialogue knows "
            "all: draw the order, do not turn it."
        )


# --- 07.5 ----------------------------------------------------------------------------------------


@exercise("07.5")
def obeys_the_change(answer: Callable[[str, str, str, str], bool]) -> str:
    """A function of (before, after, old, new): whether only the name changed, and everywhere."""
    cases = [
        (
            "Ann wants a refund.",
            "Odile wants a refund.",
            "Ann",
            "Odile",
            True,
            "the new name stands where the old one did",
        ),
        ("Ann wants a refund.", "Ann wants a refund.", "Ann", "Odile", False, "the old name still stands there"),
        ("Ann pays 20 dollars.", "Odile pays 25 dollars.", "Ann", "Odile", False, "the amount changed as well"),
        ("Ann calls Annabel.", "Odile calls Annabel.", "Ann", "Odile", True, "Annabel is another word than Ann"),
        ("Ann calls Annabel.", "Odile calls Odileabel.", "Ann", "Odile", False, "Annabel is another word than Ann"),
        ("Ann asks. Ann waits.", "Odile asks. Odile waits.", "Ann", "Odile", True, "every mention has to change"),
        ("Ann asks. Ann waits.", "Odile asks. Ann waits.", "Ann", "Odile", False, "every mention has to change"),
        ("Ben is late.", "Ben is late.", "Ann", "Odile", True, "the summary never named her, so it must stay"),
        ("Ben is late.", "Odile is late.", "Ann", "Odile", False, "the summary never named her, so it must stay"),
        ("Ann's car is old.", "Odile's car is old.", "Ann", "Odile", True, "'s does not belong to the name"),
    ]
    for before, after, old, new, right, why in cases:
        given = answer(before, after, old, new)
        if not isinstance(given, bool | np.bool_):
            raise Wrong(f"You give back {short(given)}; it must be True or False.")
        if given != right:
            raise Wrong(f"{old} became {new}, “{before}” became “{after}”: you say {bool(given)}, but {why}.")
    return (
        "Right. It asks for no reference and sees what ROUGE does not. It is strict: a summary that says the same in "
        "other words does not pass, so read some of those that fail."
    )


# --- 07.6 ----------------------------------------------------------------------------------------

LONGEST = 500  # signs of a sentence
WORDS = ("better", "worse", "undecided")


@exercise("07.6")
def sentence_of_a_difference(answer: Callable[[str, str, str, Any], str]) -> str:
    """A function of (arm, against, metric, figure): one sentence with the difference, its interval, n and a verdict."""
    from helpers.intervals import Figure

    cases = [
        ("full", "zero_shot", "rouge1", Figure(0.1691, 0.1482, 0.1903, 200, 0.0001)),
        ("lora", "full", "rougeL", Figure(-0.0304, -0.0461, -0.0149, 187, 0.0004)),
        ("multitask", "full", "speaker_f1", Figure(-0.0158, -0.0402, 0.0077, 193, 0.2)),
        ("full", "zero_shot", "unsupported_rate", Figure(-0.3527, -0.3984, -0.3079, 200, 0.0001)),
        ("lora", "multitask", "mae", Figure(0.2381, 0.1216, 0.3542, 412, 0.0001)),
        ("few_shot", "zero_shot", "unsupported_rate", Figure(0.0113, -0.0241, 0.0466, 68, 0.55)),
    ]
    found, bare = [], []
    for arm, against, metric, figure in cases:
        text = answer(arm, against, metric, figure)
        if not isinstance(text, str):
            raise Wrong(f"You give back {short(text)}, which is no text.")
        if len(text) > LONGEST:
            raise Wrong(f"Your text has {len(text):,} characters; one sentence is asked, of {LONGEST} at most.")
        _check_facts(text, arm, against, metric, figure)
        words = [word for word in WORDS if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
        if len(words) != 1:
            raise Wrong(
                f"“{text}” holds {', '.join(words) or 'none'} of the words {', '.join(WORDS)}; it must say exactly one."
            )
        found.append(words[0])
        bare.append((figure, metric))
    _check_verdicts(found, bare)
    return (
        "Right. Who reads that sentence can judge it without asking you back: between which arms, on how many "
        "dialogues, how much, and how sure. Say in the next one how far another seed moves it."
    )


def _check_facts(text: str, arm: str, against: str, metric: str, figure: Any) -> None:
    """Both arms, the metric, the difference with its sign, both ends of the interval and n stand in the text."""
    for name, what in ((arm, "the arm"), (against, "the arm it is compared with"), (metric, "the metric")):
        if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            raise Wrong(f"“{text}” does not name {what}, {name}.")
    written = [
        float(number.replace("−", "-").replace("–", "-"))
        for number in re.findall(r"(?<![\w.])[-+−–]?\d+(?:\.\d+)?(?![\w])", text)
    ]

    def stands(value: float) -> bool:
        return any(abs(x - value) <= 0.00051 or abs(x - 100 * value) <= 0.051 for x in written)

    if float(figure.n) not in written:
        raise Wrong(f"“{text}” does not say on how many dialogues: n = {figure.n}.")
    for value, what in (
        (figure.value, "the difference"),
        (figure.low, "the lower end of the interval"),
        (figure.high, "the upper end of the interval"),
    ):
        if not stands(value) and stands(-value):
            raise Wrong(f"“{text}” has {what} without its sign: it is {value:+.3f}.")
        if not stands(value):
            raise Wrong(
                f"“{text}” does not give {what}, {value:+.3f}, to three digits after the point (or in points, to one)."
            )


def _check_verdicts(found: list[str], figures: list[tuple[Any, str]]) -> None:
    """The verdicts follow from the interval and from which direction is better."""
    from helpers.results import LOWER_IS_BETTER

    def verdicts(interval: bool, direction: bool) -> list[str]:
        words = []
        for figure, metric in figures:
            up = (figure.value > 0) != (direction and metric in LOWER_IS_BETTER)
            unsure = interval and figure.low <= 0 <= figure.high
            words.append("undecided" if unsure else "better" if up else "worse")
        return words

    if found == verdicts(True, True):
        return
    if found == verdicts(True, False):
        raise Wrong(
            "You take more for better with every metric. An error or a share of inventions should be small: "
            "LOWER_IS_BETTER in helpers/results.py says with which metrics."
        )
    if found in (verdicts(False, True), verdicts(False, False)):
        raise Wrong(
            "You take the sign of the difference for the verdict. Where the interval holds 0, both signs are "
            "possible, and the honest word is undecided."
        )
    for word, expected, (figure, metric) in zip(found, verdicts(True, True), figures, strict=True):
        if word != expected:
            raise Wrong(
                f"For {metric} and a difference of {figure.value:+.3f} [{figure.low:+.3f}, {figure.high:+.3f}] you say "
                f"{word}, but it is {expected}."
            )
