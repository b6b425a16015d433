"""Checks the exercises of 06_forgetting on measuring what is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import judge, numbers, short

# --- 06.1 ----------------------------------------------------------------------------------------


@exercise("06.1")
def forgetting_of_each_task(answer: Callable[[np.ndarray], Sequence[float]]) -> str:
    """A function of a matrix of scores, shape (stages, tasks): best earlier minus final score, shape (tasks,)."""
    rng = np.random.default_rng(6)
    matrices = [
        np.array([[62, 31, 80], [58, 74, 66], [60, 70, 85], [49, 52, 91]]),
        *(rng.integers(0, 100, size=size) for size in ((5, 4), (3, 6), (6, 2))),
        np.array([[55, 70], [60, 40]]),
    ]

    def per_task(matrix: np.ndarray) -> np.ndarray:
        tasks = matrix.shape[1]
        given = answer(matrix.copy())
        if np.ndim(given) == 0:
            raise Wrong(
                f"You return the one number {short(given)} for {tasks} tasks. Keep the tasks apart: in one average, "
                "what a task gained hides what another lost."
            )
        if len(given) == len(matrix) != tasks:
            raise Wrong(
                "You return one number for each stage, a row. A task is a column: follow each column from top to "
                "bottom."
            )
        return numbers(given, (tasks,), "one number for each task")

    slips = {
        "You subtract the best score from the final one. Forgetting is counted as a loss: best minus final, "
        "so that more forgetting is a larger number.": lambda m: m[-1] - m[:-1].max(axis=0),
        "You compare the end with the base. A task that was learned on the way had its best score later: what it "
        "reached there can be lost too, so look at all earlier stages.": lambda m: m[0] - m[-1],
        "You count the last stage among the earlier ones. Then a task that ends at its best has lost 0, and no gain "
        "is seen: the maximum is over the stages before the last, and a gain is negative.": (
            lambda m: m.max(axis=0) - m[-1]
        ),
        "You set gains to 0. A task that ends higher than it ever was has a negative forgetting: leave it as it is.": (
            lambda m: (m[:-1].max(axis=0) - m[-1]).clip(min=0)
        ),
        "You divide by the best score. That is the share that was lost; here it is asked for in points.": (
            lambda m: (m[:-1].max(axis=0) - m[-1]) / m[:-1].max(axis=0)
        ),
        "You take the best minus the worst stage. A task may have been down and come back since: only where it ends "
        "counts.": lambda m: m.max(axis=0) - m.min(axis=0),
    }
    judge(per_task, lambda m: m[:-1].max(axis=0) - m[-1], [(m,) for m in matrices], slips, lambda m: short(m))
    return (
        "Right. Note what the definition cannot say: 0 may be a task that was kept, or one that was never learned. And "
        "the best of several noisy scores is too high on average, so it overstates what was lost a little. "
        "Always read forgetting beside the scores themselves."
    )


# --- 06.2 ----------------------------------------------------------------------------------------


@exercise("06.2")
def transfer_to_earlier_tasks(answer: Callable[[pd.DataFrame, list[str]], float]) -> str:
    """A function of (scores, order): mean of final minus own score over all tasks of the order."""
    rng = np.random.default_rng(62)
    cases = [_sequence(rng, order) for order in ("BDAC", "CA", "DCBA", "ADB")]

    def final(scores: pd.DataFrame, order: list[str], tasks: Sequence[str]) -> np.ndarray:
        return np.array([scores.loc[order[-1], task] for task in tasks])

    def own(scores: pd.DataFrame, tasks: Sequence[str]) -> np.ndarray:
        return np.array([scores.loc[task, task] for task in tasks])

    def right(scores: pd.DataFrame, order: list[str]) -> float:
        return float((final(scores, order, order) - own(scores, order)).mean())

    slips = {
        "You subtract the final score from the own one. Backward transfer is final minus own: below zero means that "
        "later stages undid earlier ones.": lambda s, o: -right(s, o),
        "You leave the last task out. Its own stage is the final one, so it adds a 0; but another order ends with "
        "another task, and two averages over different tasks cannot be compared: divide by the number of all.": (
            lambda s, o: right(s, o) * len(o) / (len(o) - 1)
        ),
        "You compare with the base. That says what the whole sequence brought. Backward transfer starts later: at the "
        "stage that trained the task itself.": lambda s, o: (
            final(s, o, o) - np.array([s.loc["base", task] for task in o])
        ).mean(),
        "You compare with the best stage. That is forgetting; backward transfer compares with the task's own stage, "
        "and can be positive, where a later stage helped.": lambda s, o: (
            final(s, o, o) - np.array([s[task].max() for task in o])
        ).mean(),
        "You add the tasks up. Take their mean, or a longer sequence always looks worse.": lambda s, o: (
            right(s, o) * len(o)
        ),
        "You take the k-th row and the k-th column for a task. The columns do not stand in the order of the training: "
        "look both up by the task's name.": lambda s, o: (
            s.iloc[-1].to_numpy()[: len(o)] - np.diag(s.iloc[1:])[: len(o)]
        ).mean(),
        "You count every column, also the task that no stage trained. It has no own stage, so backward transfer "
        "says nothing of it.": lambda s, o: (s.iloc[-1] - s.iloc[1:].max()).mean(),
    }

    def one_number(scores: pd.DataFrame, order: list[str]) -> np.ndarray:
        return numbers(answer(scores.copy(), list(order)), (), "one number")

    judge(one_number, right, cases, slips, lambda s, o: f"the order {' → '.join(o)} with the scores\n{s}\n")
    return (
        "Right. The same tasks in another order give another number, so a backward transfer without its order says "
        "little. And since it is a mean, a task that gains can hide one that is lost: look at the matrix as well."
    )


def _sequence(rng: np.random.Generator, order: str) -> tuple[pd.DataFrame, list[str]]:
    """Made-up points of a sequence: a row for the base and each stage, a column for each of five tasks, E untrained."""
    rows = ["base", *order]
    return pd.DataFrame(rng.integers(5, 95, size=(len(rows), 5)), index=rows, columns=list("ABCDE")), list(order)


# --- 06.3 ----------------------------------------------------------------------------------------

WRITTEN = ("{}", "{} stars", "{}.", " {} ")  # ways to write a rating that the course reads
NO_RATING = ("The guest complains about the soup.", "PER: Amy", "", "none", "0", "6", "4 or 5")


@exercise("06.3")
def form_or_skill(answer: Callable[[list[str], list[str], list[str]], tuple[int, int]]) -> str:
    """A function of (expected, before, after): how many ratings were lost by form, how many by skill."""
    from helpers.tasks import read_rating

    def lost(expected: list[str], before: list[str], after: list[str]) -> list[int | None]:
        """What was read afterwards, for each example that was right before and is wrong now."""
        read = zip(expected, map(read_rating, before), map(read_rating, after), strict=True)
        return [now for truth, then, now in read if then == int(truth) != now]

    def right(*texts: list[str]) -> tuple[int, int]:
        form = lost(*texts).count(None)
        return form, len(lost(*texts)) - form

    def all_wrong(expected: list[str], before: list[str], after: list[str]) -> tuple[int, int]:
        read = [read_rating(text) for text in after]
        return read.count(None), sum(r not in (None, int(e)) for r, e in zip(read, expected, strict=True))

    def by_string(expected: list[str], before: list[str], after: list[str]) -> tuple[int, int]:
        gone = [a for e, b, a in zip(expected, before, after, strict=True) if b == e != a]
        form = sum(read_rating(text) is None for text in gone)
        return form, len(gone) - form

    def net(expected: list[str], before: list[str], after: list[str]) -> tuple[int, int]:
        read = [[read_rating(text) for text in texts] for texts in (before, after)]
        form = read[1].count(None) - read[0].count(None)
        hits = [sum(r == int(e) for r, e in zip(one, expected, strict=True)) for one in read]
        return form, hits[0] - hits[1] - form

    slips = {
        "You have the two the other way round: first those that lost the form, then those that lost the skill.": (
            lambda *texts: right(*texts)[::-1]
        ),
        "You count every output that is wrong now. One that was wrong before lost nothing: keep only examples that "
        "were right before.": all_wrong,
        "You compare the texts. “4 stars” is a right answer where 4 is expected: read the rating first, with "
        "read_rating, before and after.": by_string,
        "You subtract totals. Examples that were gained hide others that were lost: follow each example from before to "
        "after.": net,
    }

    def pair(*texts: list[str]) -> tuple[int, ...]:
        return tuple(int(n) for n in numbers(answer(*map(list, texts)), (2,), "two numbers, (form, skill)"))

    rng = np.random.default_rng(63)
    small = (["4", "2", "5", "1"], ["4 stars", "2", "3", "1"], ["Good.", "3", "none", "1."])
    cases = [small, *(_ratings(rng, n) for n in (12, 60)), (["3"], ["3"], ["3 stars"])]
    judge(pair, right, cases, slips, lambda e, b, a: f"expected {short(e)}, before {short(b)}, after {short(a)}")
    return (
        "Right. What was lost by form often comes back with a few examples, or with a decoder that allows only 1 to 5; "
        "what was lost by skill has to be learned again."
    )


def _ratings(rng: np.random.Generator, n: int) -> tuple[list[str], list[str], list[str]]:
    """Made-up outputs: mostly right before, mostly not afterwards."""
    expected = [str(stars) for stars in rng.integers(1, 6, size=n)]

    def outputs(right: float, formed: float) -> list[str]:
        texts = []
        for truth in expected:
            if rng.random() >= formed:
                texts.append(str(rng.choice(NO_RATING)))
            else:
                stars = truth if rng.random() < right else rng.integers(1, 6)
                texts.append(str(rng.choice(WRITTEN)).format(stars))
        return texts

    return expected, outputs(0.8, 0.9), outputs(0.5, 0.5)
