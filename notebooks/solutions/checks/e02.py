"""Checkers of the exercises in 02_measuring."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from helpers.metrics import rouge, speaker_f1
from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import slip_of

Scores = Sequence[Sequence[float]]
EQUAL = partial(math.isclose, abs_tol=1e-9)


@exercise("02.1")
def rouge1(answer: Callable[[str, str], float]) -> str:
    """A function of (prediction, reference) that gives their ROUGE-1 F1 without stemming, a fraction."""
    cases = [
        ("the cat sat", "the cat slept well"),
        ("the the the cat", "the cat lies on the mat"),
        ("Ben pays, and Ben leaves.", "Ben pays."),
        ("BEN PAYS!", "Ben pays."),
        ("a dog", "the cat"),
        ("", "the cat"),
    ]
    for prediction, reference in cases:
        found, (said, wanted) = answer(prediction, reference), (_words(prediction), _words(reference))
        hits = (Counter(said) & Counter(wanted)).total()
        right = 2 * hits / (len(said) + len(wanted))
        if math.isclose(found, right, abs_tol=1e-9):
            continue
        where = f"For the prediction {prediction!r} and the reference {reference!r} you say {found:.3f}."
        raw = (Counter(prediction.split()) & Counter(reference.split())).total()
        slips = [
            (hits / max(1, len(said)), "That is precision: it does not mind what the prediction leaves out."),
            (hits / len(wanted), "That is recall: it does not mind how much the prediction adds."),
            (
                _f1(len(set(said) & set(wanted)), len(set(said)), len(set(wanted))),
                "You count different words. A word that both texts have twice is shared twice: count words, not kinds.",
            ),
            (
                _f1(sum(word in wanted for word in said), len(said), len(wanted)),
                "A word is shared at most as often as both have it; else `the the the` would be a fine summary.",
            ),
            (
                _f1(raw, len(prediction.split()), len(reference.split())),
                "Capitals and punctuation do not count: use `words` on both texts.",
            ),
        ]
        raise Wrong(
            f"{where} {slip_of(found, slips, EQUAL) or f'They share {hits} words, of {len(said)} and {len(wanted)}.'}"
        )
    return (
        "Right. F1 is twice the shared words over all words of both texts. Nothing in it knows what a word "
        "does in its sentence: any order of the same words scores the same."
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _f1(hits: int, one: int, other: int) -> float:
    return 2 * hits / (one + other)


NAMES = ["#Person1#", "#Person2#"]
CORRECT = "#Person1# lends #Person2# the van, and #Person2# pays for petrol."


@exercise("02.2")
def fooled(answer: str) -> str:
    """A text: the correct summary's words in such an order that it is wrong about who does what."""
    found, expected = Counter(_words(answer)), Counter(_words(CORRECT))
    who = speaker_f1(answer, [CORRECT], NAMES) or 0.0
    scores = rouge(answer, [CORRECT])
    if not all(name in answer for name in NAMES):
        raise Wrong(f"Name both speakers, each written as in the correct summary: {', '.join(NAMES)}.")
    if found != expected:
        more, less = sorted((found - expected).elements()), sorted((expected - found).elements())
        raise Wrong(
            f"Its ROUGE-1 is {scores['rouge1']:.3f}, not 1. ROUGE-1 compares how often each word stands there: yours "
            f"has too many of {more} and too few of {less}."
        )
    if _words(answer) == _words(CORRECT):
        raise Wrong("That is the correct summary itself. Keep its words, and change who does what.")
    if who > 0.5:
        raise Wrong(
            f"ROUGE-1 is 1, but `speaker_f1` is still {who:.3f}: most is said of the right person. "
            "Moving a clause does not make it false; let the other person do it."
        )
    return (
        f"Right. A false summary with ROUGE-1 {scores['rouge1']:.3f}, ROUGE-2 {scores['rouge2']:.3f}, ROUGE-L "
        f"{scores['rougeL']:.3f} and speaker_f1 {who:.3f}. Before you trust a metric, try to fool it."
    )


@exercise("02.3")
def best_of(answer: Callable[[Scores, int], float]) -> str:
    """A function of (scores, k) that gives a number: the mean best score if each dialogue had k references."""
    three = [[0.2, 0.5, 0.8], [0.3, 0.6, 0.6], [0.1, 0.9, 0.2]]
    four = [[0.1, 0.4, 0.2, 0.9], [0.7, 0.3, 0.5, 0.5]]
    for scores, k in [(three, 3), (three, 1), (three, 2), (four, 2), (four, 3), ([[0.4]], 1)]:
        found = answer([list(row) for row in scores], k)
        table = np.array(scores)
        choices = list(itertools.combinations(range(table.shape[1]), k))
        right = np.mean([table[:, choice].max(axis=1).mean() for choice in choices])
        if math.isclose(found, right, abs_tol=1e-9):
            continue
        luckiest = max(table[:, choice].max(axis=1).mean() for choice in choices)
        chosen = np.mean([table[:, choice].mean() for choice in choices])
        slips = [
            (
                table[:, :k].max(axis=1).mean(),
                "You take the first references of each dialogue, by chance. Try all choices.",
            ),
            (
                table.max(axis=1).mean(),
                f"That is the best of all {table.shape[1]}; with {k} it is often not among them.",
            ),
            (chosen, "That is the mean over the references chosen. Take the best of each choice first."),
            (
                table.mean(axis=0).max(),
                "That is the best column; the best reference may differ from dialogue to dialogue.",
            ),
            (luckiest, "That is the luckiest choice of references. Average over all choices."),
        ]
        fallback = (
            "For each dialogue: each choice of k scores, its best, the mean of these. Then the mean over dialogues."
        )
        raise Wrong(
            f"For the scores {scores} and k = {k} you say {found:.3f}. {slip_of(found, slips, EQUAL) or fallback}"
        )
    return (
        "Right. The outputs are the same, and yet the best-of score grows with each further reference. So such a score "
        "can be compared only where the number of references is the same; the mean has no such trouble."
    )


@exercise("02.4")
def interval(answer: Callable[[np.ndarray, np.ndarray, int, int], tuple[float, float]]) -> str:
    """A function of (a, b, draws, seed) that gives two numbers: the 95 % interval of the mean of a - b."""
    rng = np.random.default_rng(0)
    for shift in (0.03, -0.10):
        hard = rng.uniform(0.1, 0.8, size=80)  # how easy each dialogue is: both arms rise and fall with it
        a, b = hard + shift + rng.normal(0, 0.05, size=80), hard + rng.normal(0, 0.05, size=80)
        low, high = answer(a.copy(), b.copy(), 4_000, 1)
        expected = np.quantile(rng.choice(a - b, size=(20_000, 80)).mean(axis=1), [0.025, 0.975])
        width, wanted = high - low, expected[1] - expected[0]
        said = f"Two arms on 80 dialogues, their difference about {shift}: your interval is [{low:.3f}, {high:.3f}]."
        if width < 0:
            raise Wrong(f"{said} The lower end comes first.")
        if width < wanted / 100:
            raise Wrong(f"{said} It has no width: draw with replacement, else each draw is the same dialogues again.")
        if not low - wanted < (a - b).mean() < high + wanted:
            raise Wrong(f"{said} It does not hold the difference that was measured, {(a - b).mean():.3f}. Is it a - b?")
        if width > 6 * wanted:
            raise Wrong(
                f"{said} So wide are single dialogues. Take the mean of each draw, then the quantiles of the means."
            )
        if width > 2 * wanted:
            raise Wrong(
                f"{said} It is {width / wanted:.1f} times too wide. You draw for each arm anew, so one arm gets the "
                "easy dialogues by luck. Draw dialogues once, and take both arms' scores on them."
            )
        if math.isclose(width / wanted, 0.84, abs_tol=0.06):
            raise Wrong(f"{said} A little narrow: 95 % in the middle leave 2.5 % on each side, not 5 %.")
        if not abs(low - expected[0]) + abs(high - expected[1]) <= 0.12 * wanted:
            raise Wrong(f"{said} It should be about [{expected[0]:.3f}, {expected[1]:.3f}].")
        if tuple(answer(a.copy(), b.copy(), 4_000, 1)) != (low, high):
            raise Wrong("With the same seed your function gives another interval: make the generator from the seed.")
    return (
        "Right. On the same dialogues much of the luck falls on both arms alike and cancels. Now read your two printed "
        "intervals: that of ten dialogues is several times as wide. Where it holds zero, not even the sign is sure."
    )


def _rate_gap(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return one[..., 0].sum(-1) / one[..., 1].sum(-1) - other[..., 0].sum(-1) / other[..., 1].sum(-1)


def _mean_gap(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one[..., 0] / one[..., 1]).mean(-1) - (other[..., 0] / other[..., 1]).mean(-1)


def _exact_p(a: np.ndarray, b: np.ndarray, gap: Callable[..., np.ndarray] = _rate_gap, sides: int = 2) -> float:
    """The p-value by all 2^n exchanges of the rows of `a` and `b`, each of shape (n, 2)."""
    swap = np.array(list(itertools.product([False, True], repeat=len(a))))[:, :, None]
    drawn = gap(np.where(swap, b, a), np.where(swap, a, b)) * np.sign(gap(a, b))
    return float(((np.abs(drawn) if sides == 2 else drawn) >= abs(gap(a, b)) - 1e-12).mean())


@exercise("02.5")
def p_value(answer: Callable[[np.ndarray, np.ndarray, int, int], float]) -> str:
    """A function of (a, b, rounds, seed) that gives the two-sided p-value of the difference of two rates."""
    a = np.array([[4, 10], [3, 4], [4, 4], [1, 11], [1, 2], [0, 8], [1, 9], [3, 4]])
    b = np.array([[2, 4], [11, 11], [3, 3], [0, 4], [7, 8], [3, 4], [2, 9], [0, 1]])
    found, right = answer(a.copy(), b.copy(), 4_000, 1), _exact_p(a, b)
    if not abs(found - right) <= 0.017:
        where = f"For eight dialogues, a = {a.tolist()} and b = {b.tolist()}, p is {right:.3f} and you say {found:.3f}."
        if abs(found - _exact_p(a, b, _mean_gap)) < 0.03 or abs(found - _exact_p(a, b, _mean_gap, 1)) < 0.03:
            raise Wrong(
                f"{where} You average the dialogues' own rates. Then one name of two weighs as much as five of ten: "
                "sum the counts of an arm, and divide last."
            )
        if abs(found - _exact_p(a, b, sides=1)) < 0.017:
            raise Wrong(f"{where} Chance may favour either arm: compare sizes of differences, without their sign.")
        raise Wrong(f"{where} Exchange both counts of a dialogue together, or neither; then sum and divide anew.")
    few = np.stack([np.arange(40) % 19, np.full(40, 20)], axis=1)
    found = answer(few + [1, 0], few, 4_000, 1)
    where = f"One arm invents one name more on each of 40 dialogues, and your p is {found:.3g}."
    if found <= 0:
        raise Wrong(f"{where} Some exchange would bring as much: the measured order itself. Count it: p is never 0.")
    if found > 0.01:
        raise Wrong(
            f"{where} Chance hardly ever does that. Exchange the two arms on one dialogue, not dialogues among each "
            "other: that some dialogues are hard says nothing about the arms."
        )
    found = answer(few, few.copy(), 4_000, 1)
    if found < 0.99:
        raise Wrong(
            f"Two equal arms have p = 1, not {found:.3g}: a difference as large as the measured one counts, too."
        )
    if answer(a.copy(), b.copy(), 500, 3) != answer(a.copy(), b.copy(), 500, 3):
        raise Wrong("With the same seed your function gives another p: make the generator from the seed.")
    return (
        "Right. Exchange the counts, compute the metric last: so the same test serves rates, F1 and BLEU. And remember "
        "what p is not: neither how large a difference is, nor how likely it is that the arms are equal."
    )
