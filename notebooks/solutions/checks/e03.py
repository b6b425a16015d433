"""Checkers of the exercises in 03_full_fine_tuning on checkpoints, rates and padding."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import torch
from transformers import AutoTokenizer, get_linear_schedule_with_warmup

from helpers.data import text_data
from helpers.profiles import load_profile
from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import short, slip_of

History = list[dict[str, float]]


@exercise("03.2")
def best_checkpoint(answer: Callable[[History], int]) -> str:
    """A function of a history that gives the step to go back to."""
    nan = math.nan
    cases = (  # (steps, validation losses, test scores)
        ((100, 200, 300, 400), (2.2, 1.7, 1.5, 1.4), (0.29, 0.33, 0.37, 0.38)),
        ((100, 200, 300, 400), (1.9, 1.41, 1.47, 1.62), (0.30, 0.34, 0.36, 0.35)),
        ((50, 100, 150), (nan, 1.8, 1.9), (0.31, 0.30, 0.32)),
        ((40, 80, 120, 160), (2.0, 1.3, 1.3, 1.5), (0.28, 0.30, 0.36, 0.31)),
    )
    for steps, losses, tests in cases:
        history = _history(steps, losses, tests)
        _check_step(answer(history), steps, losses, tests)
    return (
        "Right. In the second history the training loss fell to the end while the validation loss turned: the later "
        "checkpoints know the training rows better and everything else worse. And since the test score chose nothing, "
        "it is still an honest number to report. `load_best_model_at_end` does what you wrote; it can only choose "
        "among the steps that were measured and saved, so `evaluations` in the recipe is also the number of candidates."
    )


def _history(steps: Sequence[int], losses: Sequence[float], tests: Sequence[float]) -> History:
    """A run's history as the lesson keeps it: lines of training loss, which always falls, and lines of validation."""
    history: History = []
    for number, (step, loss, test) in enumerate(zip(steps, losses, tests, strict=True)):
        history.append({"step": step - 20, "loss": 2.4 / (number + 1)})
        history.append({"step": step, "loss": 2.3 / (number + 1)})
        history.append({"step": step, "eval_loss": loss, "test_rouge1": test})
    return history


def _check_step(step: Any, steps: Sequence[int], losses: Sequence[float], tests: Sequence[float]) -> None:
    shown = ", ".join(f"{s}: {loss:g}" for s, loss in zip(steps, losses, strict=True))
    known = [(loss, s) for s, loss in zip(steps, losses, strict=True) if not math.isnan(loss)]
    lowest, right = min(known)
    if step == right:
        return
    if isinstance(step, dict):
        raise Wrong("That is a whole line of the history; give back its step.")
    if step not in steps:
        raise Wrong(
            f"Step {short(step)} was never measured on validation data (measured were {shown}), so no checkpoint "
            "lies there."
        )
    loss = losses[list(steps).index(step)]
    if math.isnan(loss):
        raise Wrong(
            f"Step {step} has the validation loss NaN: that training broke down. Comparing with NaN is always False, "
            f"so `min` keeps it where it comes first. Leave such lines out. Validation losses: {shown}."
        )
    if loss == lowest:
        raise Wrong(
            f"Steps {right} and {step} have the same validation loss {lowest:g}. Take the earlier one: it has been "
            f"trained for less and is no worse. Validation losses: {shown}."
        )
    if step == steps[tests.index(max(tests))]:
        raise Wrong(
            f"Step {step} has the best *test* score, and that is the trap: whoever chooses by the test score reports "
            f"the luckiest of several, and has no test set left. Choose by validation loss: {shown}."
        )
    if step == steps[-1]:
        raise Wrong(
            f"You took the last step, {step}. The training loss is lowest there, as it nearly always is at the end; it "
            f"is measured on rows the model has seen. Validation losses: {shown}."
        )
    raise Wrong(f"Step {step} has the validation loss {loss:g} and a lower one was measured: {shown}.")


Rate = Callable[[int, int, int, float], float]


@exercise("03.3")
def learning_rate(answer: Rate) -> str:
    """A function of (step, steps, warmup, peak) that gives the learning rate after that many steps."""
    for steps, warmup, peak in ((100, 10, 0.01), (400, 20, 3e-3), (8, 4, 1.0), (50, 0, 2e-4), (40, 1, 1e-3)):
        where = f"{steps} steps, {warmup} of them warm-up, peak {peak:g}"
        right = _schedule(steps, warmup, peak)
        order = [0, steps, warmup, warmup // 2, (warmup + steps) // 2, *range(steps + 1)]
        for step in order:
            _check_rate(float(answer(step, steps, warmup, peak)), step, right, (steps, warmup, peak), where)
    profile = load_profile()
    recipe = profile.full
    warmup = math.ceil(recipe.warmup * recipe.steps)
    half = answer(recipe.steps // 2, recipe.steps, warmup, recipe.learning_rate)
    return (
        f"Right. The recipe of this profile gives the warm-up as a share, {recipe.warmup:g}; of {recipe.steps:,} steps "
        f"that is {warmup:,} (rounded up), and half-way the rate is {half:.2g} of at most {recipe.learning_rate:g}. "
        "Why warm up? The optimizer's first steps rest on estimates from few gradients, and a full step in a poor "
        "direction can spoil good weights. And the decay is part of the recipe: a training that is stopped half-way is "
        "not the same as one planned with half the steps, which had time to come to rest."
    )


def _schedule(steps: int, warmup: int, peak: float) -> list[float]:
    """The library's rate after 0 to `steps` steps."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=peak)
    schedule = get_linear_schedule_with_warmup(optimizer, warmup, steps)
    rates = []
    for _ in range(steps + 1):
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return rates


def _check_rate(rate: float, step: int, right: list[float], recipe: tuple[int, int, float], where: str) -> None:
    steps, warmup, peak = recipe
    if math.isclose(rate, right[step], rel_tol=1e-6, abs_tol=1e-9 * peak):
        return
    wanted = f"At step {step} ({where}) the rate is {right[step]:.6g}, yours is {rate:.6g}."
    if step < warmup and math.isclose(rate, peak * (step + 1) / warmup, rel_tol=1e-6):
        raise Wrong(f"{wanted} You are one step ahead: `step` counts the steps already taken, so the rise starts at 0.")
    if step < warmup:
        raise Wrong(
            f"{wanted} During warm-up it rises in a straight line from 0 to the peak, reached at step {warmup}."
        )
    if math.isclose(rate, peak * (1 - step / steps), rel_tol=1e-6):
        raise Wrong(
            f"{wanted} Your decay is counted from step 0, so it has already begun when the warm-up ends, and the rate "
            "jumps down there. Count it from the end of the warm-up: how many steps are left, of how many?"
        )
    if math.isclose(rate, peak):
        raise Wrong(f"{wanted} After the warm-up the rate does not stay at the peak: it falls in a straight line to 0.")
    if step == steps:
        raise Wrong(f"{wanted} The line after the warm-up must reach 0 at the last step.")
    raise Wrong(f"{wanted} From the peak at step {warmup} a straight line leads to 0 at step {steps}.")


@exercise("03.4")
def padded_share(answer: Callable[[list[int], int], float]) -> str:
    """A function of (lengths, batch_size) that gives the share of padding among all tokens."""
    cases = (
        ([10, 10, 10, 10], 2),
        ([4, 8], 2),
        ([10, 2, 2, 2, 30, 30], 2),
        ([3, 9, 6, 100, 50], 2),  # the last batch has one row
        ([5, 7, 1], 8),
    )
    for lengths, size in cases:
        _check_share(float(answer(list(lengths), size)), lengths, size)
    return _padding_here(answer)


def _padding(lengths: Sequence[int], size: int) -> tuple[list[int], list[int]]:
    """(padding, all tokens) of each batch."""
    batches = [lengths[i : i + size] for i in range(0, len(lengths), size)]
    totals = [max(batch) * len(batch) for batch in batches]
    return [total - sum(batch) for total, batch in zip(totals, batches, strict=True)], totals


def _check_share(share: float, lengths: list[int], size: int) -> None:
    padding, totals = _padding(lengths, size)
    right = sum(padding) / sum(totals)
    if math.isclose(share, right, abs_tol=1e-9):
        return
    full = len(lengths) // size * size
    dropped = _padding(lengths[:full], size) if full else ([0], [1])
    slips = (
        (1 - right, "that is the share of *real* tokens; asked is the share of padding"),
        (sum(padding) / sum(lengths), "you divided by the real tokens; divide by all tokens, padding included"),
        (
            1 - sum(lengths) / (max(lengths) * len(lengths)),
            "you padded every batch to the longest row of all; each batch goes only to its own longest row",
        ),
        (sum(dropped[0]) / sum(dropped[1]), "your last batch is missing: it may have fewer rows than the others"),
        (
            sum(p / t for p, t in zip(padding, totals, strict=True)) / len(totals),
            "that is the mean of the batches' shares, in which a batch of short rows weighs as much as one of long "
            "rows; add up tokens first and divide once",
        ),
    )
    hint = slip_of(share, slips, partial(math.isclose, abs_tol=1e-9), "count the first batch by hand")
    raise Wrong(
        f"For lengths {lengths} in batches of {size}: {sum(padding)} of {sum(totals)} tokens are padding, {right:.3f}; "
        f"yours is {share:.3f}. It looks as if: {hint}."
    )


def _padding_here(share: Callable[[list[int], int], float]) -> str:
    """Measure the learner's own function on training dialogues of the profile."""
    profile = load_profile()
    tokenizer = AutoTokenizer.from_pretrained(profile.model, revision=profile.model_revision)
    rows = text_data(profile, "dialogue_summary", "train")
    sources = list(rows.select(range(min(512, len(rows))))["source"])
    encoded = tokenizer(sources, max_length=profile.max_source_tokens, truncation=True).input_ids
    lengths, size = [len(ids) for ids in encoded], profile.full.batch_size
    maximum = 1 - sum(lengths) / (profile.max_source_tokens * len(lengths))
    return (
        f"Right. On {len(lengths)} training dialogues of this profile in batches of {size} your function says: with "
        f"everything padded to the maximum of {profile.max_source_tokens} tokens {maximum:.0%} is padding, padded per "
        f"batch {share(lengths, size):.0%}, and with batches of like length {share(sorted(lengths), size):.1%}. A "
        "padded token costs as much computation as a real one. That is why the recipe says `group_by_length`, which "
        "still shuffles: it sorts only within large random groups."
    )
