"""Checks the exercises of 06_forgetting on replay, and on a change that can be foreseen."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import close, numbers, short

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
        "lost. Whether a few percent are enough, the table of this lesson says."
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
