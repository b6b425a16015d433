"""Checks the exercises of 06_forgetting."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import close, judge, numbers, short

# --- 06.1 ----------------------------------------------------------------------------------------


@exercise("06.1")
def forgetting_of_each_task(answer: Callable[[np.ndarray], Sequence[float]]) -> str:
    """A function of a matrix of scores, shape (stages, tasks): best score so far minus final score, shape (tasks,)."""
    rng = np.random.default_rng(6)
    matrices = [
        np.array([[62, 31, 80], [58, 74, 66], [60, 70, 85], [49, 52, 91]]),
        *(rng.integers(0, 100, size=size) for size in ((5, 4), (3, 6), (6, 2))),
        np.array([[55, 70]]),
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
        "so that more forgetting is a larger number.": lambda m: m[-1] - m.max(axis=0),
        "You compare the end with the base. A task that was learned on the way had its best score later: what it "
        "reached there can be lost too, so look at all stages so far.": lambda m: m[0] - m[-1],
        "You leave the last stage out of the best score. Then a task that ends at its best has a negative loss. In "
        "this course the last stage is one of those so far: nothing was lost is "
        "0.": lambda m: m[:-1].max(axis=0) - m[-1],
        "You divide by the best score. That is the share that was lost; here it is asked for in points.": (
            lambda m: (m.max(axis=0) - m[-1]) / m.max(axis=0)
        ),
        "You take the best minus the worst stage. A task may have been down and come back since: only where it ends "
        "counts.": lambda m: m.max(axis=0) - m.min(axis=0),
    }
    judge(per_task, lambda m: m.max(axis=0) - m[-1], [(m,) for m in matrices], slips, lambda m: short(m))
    return (
        "Right. Note what the definition cannot say: 0 may be a task that was kept, or one that was never learned. "
        "Always read forgetting beside the scores themselves."
    )


# --- 06.2 ----------------------------------------------------------------------------------------


@exercise("06.2")
def transfer_to_earlier_tasks(answer: Callable[[pd.DataFrame, list[str]], float]) -> str:
    """A function of (scores, order): mean of final minus own score over all tasks of the order but the last."""
    rng = np.random.default_rng(62)
    cases = [_sequence(rng, order) for order in ("BDAC", "CA", "DCBA", "ADB")]

    def final(scores: pd.DataFrame, order: list[str], tasks: Sequence[str]) -> np.ndarray:
        return np.array([scores.loc[order[-1], task] for task in tasks])

    def own(scores: pd.DataFrame, tasks: Sequence[str]) -> np.ndarray:
        return np.array([scores.loc[task, task] for task in tasks])

    def right(scores: pd.DataFrame, order: list[str]) -> float:
        return float((final(scores, order, order[:-1]) - own(scores, order[:-1])).mean())

    slips = {
        "You subtract the final score from the own one. Backward transfer is final minus own: below zero means that "
        "later stages undid earlier ones.": lambda s, o: -right(s, o),
        "You count the last task too. Its own stage is the final one, so it adds a 0 and makes the loss look smaller "
        "than it is: leave it out, also of the number that you divide by.": lambda s, o: (
            right(s, o) * (len(o) - 1) / len(o)
        ),
        "You compare with the base. That says what the whole sequence brought. Backward transfer starts later: at the "
        "stage that trained the task itself.": lambda s, o: (
            final(s, o, o[:-1]) - np.array([s.loc["base", task] for task in o[:-1]])
        ).mean(),
        "You compare with the best stage. That is forgetting; backward transfer compares with the task's own stage, "
        "and can be positive, where a later stage helped.": lambda s, o: (
            final(s, o, o[:-1]) - np.array([s[task].max() for task in o[:-1]])
        ).mean(),
        "You add the tasks up. Take their mean, or a longer sequence always looks worse.": lambda s, o: (
            right(s, o) * (len(o) - 1)
        ),
        "You take the k-th row and the k-th column for a task. The columns do not stand in the order of the training: "
        "look both up by the task's name.": lambda s, o: (
            s.iloc[-1].to_numpy()[: len(o) - 1] - np.diag(s.iloc[1:])[: len(o) - 1]
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


# --- 06.4 ----------------------------------------------------------------------------------------


@exercise("06.4")
def order_with_replay(answer: Callable[[str, list[str], float, int, int], list[str]]) -> str:
    """A function of (new, old, share, total, seed): the task of each of `total` examples, in the order of training."""
    cases = (("D", "ABC", 0.2, 4_000), ("D", "AB", 0.05, 6_000), ("A", "BCDE", 0.5, 2_000), ("D", "ABC", 0.0, 40))
    for new, old, share, total in cases:
        drawn = list(answer(new, list(old), share, total, 64))
        _check_counts(drawn, new, old, share, total)
        if share:
            _check_spread(drawn, old, share)
        if drawn != list(answer(new, list(old), share, total, 64)):
            raise Wrong("The same seed gives another order the second time. Draw from a generator made from the seed.")
    return (
        "Right. The old never stays away for long, so whatever the new undoes is put right soon after, while little is "
        "lost. That is why a few percent already do so much."
    )


def _noise(share: float, total: int) -> float:
    """How far a count may lie from its share by chance, where every example is drawn on its own."""
    return max(1.0, 4 * sqrt(total * share * (1 - share)))


def _check_counts(drawn: list[str], new: str, old: str, share: float, total: int) -> None:
    """As many examples as asked for, the right share of old ones, and each old task equally often."""
    what = f"new = {new!r}, old = {list(old)}, share = {share:g}, total = {total:,}"
    if len(drawn) != total:
        raise Wrong(
            f"For {what} your list has {len(drawn):,} examples. Replayed examples take the place of new ones: with a "
            "longer training you could not tell what came from replay and what from more steps."
        )
    counts = Counter(drawn)
    if unknown := sorted(set(map(str, counts)) - {new, *old}):
        raise Wrong(f"For {what} your list holds {', '.join(unknown)}, which is no task of it.")
    replayed = total - counts[new]
    if abs(replayed - share * total) > _noise(share, total):
        hint = "Count the share from all examples of the training."
        if abs(replayed - total * share / (1 + share)) <= _noise(share, total):
            hint = "You took the share from the number of new examples; it is a share of the whole training."
        elif len(old) > 1 and abs(replayed - min(1, share * len(old)) * total) <= _noise(share, total):
            hint = "You gave the share to every old task; it is the share of all of them together."
        raise Wrong(f"For {what}: {replayed / total:.1%} of your list are old examples. {hint}")
    expected = share * total / len(old)
    for task in old:
        if abs(counts[task] - expected) > _noise(share / len(old), total):
            raise Wrong(
                f"For {what} the old task {task} comes {counts[task]:,} times; about {expected:,.0f} were expected. "
                "Give each old task the same part of the share, or one of them stays unprotected."
            )


def _check_spread(drawn: list[str], old: str, share: float) -> None:
    """Every eighth of the training has its share of each old task."""
    parts = np.array_split(np.array(drawn), 8)
    found = [[int((part == task).sum()) for task in old] for part in parts]
    bound = _noise(share / len(old), len(parts[0]))
    expected = share * len(parts[0]) / len(old)
    far = [i for i, counts in enumerate(found) if any(abs(count - expected) > bound for count in counts)]
    if not far:
        return
    shares = [sum(counts) for counts in found]
    if shares[-1] > 2 * share * len(parts[-1]) and not shares[0]:
        raise Wrong(
            "The old examples stand at the end. That is one more stage of a sequence: what comes last is kept, and now "
            "the new task is the one to be forgotten. Spread them over the whole training."
        )
    if shares[0] > 2 * share * len(parts[0]) and not shares[-1]:
        raise Wrong(
            "The old examples stand at the beginning. All later steps then see new ones only and undo them, as if "
            "nothing had been replayed. Spread them over the whole training."
        )
    raise Wrong(
        f"In part {far[0] + 1} of 8 of your list the old tasks {', '.join(old)} come {short(found[far[0]])} times, "
        f"where about {expected:.0f} each were expected. Spread every old task over the whole training."
    )


# --- 06.5 ----------------------------------------------------------------------------------------


@exercise("06.5")
def change_before_the_step(answer: Callable[[Any, Any, Any, float], float]) -> str:
    """A function of (model, old_loss, new_loss, rate): how one step on the new loss changes the old, to first order."""
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(65)
        cases = [_linear(1.0), _linear(-1.0), _small_t5()]
    for number, (model, old_loss, new_loss) in enumerate(cases):
        for rate in (0.01, 0.002):
            if number:  # as after a training: gradients of an earlier backward() are still there
                for p in model.parameters():
                    p.grad = torch.full_like(p, 0.1)
            before = copy.deepcopy(model.state_dict())
            given = float(numbers(_plain(answer(model, old_loss, new_loss, rate)), (), "one number"))
            if any(not value.equal(before[name]) for name, value in model.state_dict().items()):
                raise Wrong(
                    "The model's weights are not the same after your function. Only predict the change: take no step, "
                    "or take it back."
                )
            _check_change(given, model, old_loss, new_loss, rate)
    return (
        "Right. The sign of that product says whether two tasks pull together or apart. Replay puts the old "
        "gradient itself into the step, and a gradient's product with itself is never negative: that part of the step "
        "always lowers the old loss."
    )


def _plain(value: Any) -> Any:
    """A tensor as a number or list; anything else as it is."""
    return value.detach().tolist() if hasattr(value, "detach") else value


def _gradient(model: Any, loss: Callable[[Any], Any]) -> np.ndarray:
    import torch

    gradients = torch.autograd.grad(loss(model), [p for p in model.parameters() if p.requires_grad])
    return np.concatenate([g.double().flatten().numpy() for g in gradients])


def _check_change(given: float, model: Any, old_loss: Any, new_loss: Any, rate: float) -> None:
    old, new = _gradient(model, old_loss), _gradient(model, new_loss)
    right = -rate * (old @ new)
    if close(given, right, relative=0.03):
        return
    left = np.full_like(old, 0.1)  # what earlier backward() calls had left
    both = old + new
    kept = "Gradients add up in .grad until they are cleared: "
    lengths = np.linalg.norm(old) * np.linalg.norm(new)
    slips = {
        "The sign is the other way round. A step goes against the gradient, so where both gradients point the same "
        "way, the old loss falls.": [-right],
        f"{kept}your second gradient holds the first one too. Clear them before each backward().": [
            -rate * (old @ both),
            -rate * (new @ both),
            -rate * (both @ both),
        ],
        f"{kept}the model came with some from an earlier training. Clear them before each backward().": [
            -rate * ((old + left) @ (new + left)),
            -rate * ((old + left) @ new),
            -rate * (old @ (new + left)),
            -rate * ((old + left) @ (both + left)),
            -rate * ((both + left) @ (both + left)),
        ],
        "You return the cosine. It says in which direction the gradients lie; how far the loss moves depends on their "
        "lengths and the rate too.": [old @ new / lengths, -old @ new / lengths, -rate * (old @ new) / lengths],
        "The rate is missing: half the rate makes half the step.": [old @ new, -old @ new],
        "You multiply the new gradient with itself. That is how far the new loss falls; the old one changes by the "
        "product of the old gradient and the step.": [-rate * (new @ new)],
    }
    for sentence, values in slips.items():
        if any(close(given, value, relative=0.01) for value in values):
            raise Wrong(f"{sentence} (Expected about {right:.3g}, yours is {given:.3g}.)")
    raise Wrong(f"At rate {rate:g} the old loss changes by about {right:.3g}, but your prediction is {given:.3g}.")


def _linear(agreement: float) -> tuple[Any, Any, Any]:
    """One linear layer and two tasks that want the same of it, or the opposite (`agreement` of 1 or -1)."""
    import torch

    model, inputs, wanted = torch.nn.Linear(3, 1), torch.randn(16, 3), torch.randn(3, 1)

    def old_loss(m: Any) -> Any:
        return ((m(inputs) - inputs @ wanted) ** 2).mean()

    def new_loss(m: Any) -> Any:
        return ((m(inputs[:10]) - agreement * inputs[:10] @ wanted - 0.3) ** 2).mean()

    return model, old_loss, new_loss


def _small_t5() -> tuple[Any, Any, Any]:
    """A tiny T5 with random weights; two tasks are random batches of token ids with random targets."""
    import torch

    from helpers.planning import random_model, t5_config

    model = random_model(t5_config(40, d_model=16, d_kv=8, d_ff=24, layers=1, heads=2)).eval()
    batches = [(torch.randint(2, 40, (4, 7)), torch.randint(2, 40, (4, 3))) for _ in range(2)]
    losses = [lambda m, ids=ids, labels=labels: m(input_ids=ids, labels=labels).loss for ids, labels in batches]
    return model, losses[0], losses[1]
