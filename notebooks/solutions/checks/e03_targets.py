"""Checkers of the exercises in 03_full_fine_tuning on targets: what the decoder reads, and the loss per token."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import slip_of

IGNORED = -100  # the label that the loss skips
Collate = Callable[[list[list[int]], int, int], tuple[torch.Tensor, torch.Tensor]]
Batches = list[tuple[torch.Tensor, torch.Tensor]]


@exercise("03.1")
def collate_targets(answer: Collate) -> str:
    """A function of (rows, pad, start) that gives the tensors labels and decoder_input_ids."""
    cases = (
        ([[7, 8, 1], [9, 1]], 0, 0),
        ([[5, 1]], 0, 0),
        ([[4, 1], [6, 7, 8, 5, 1], [3, 2, 1]], 0, 2),
        ([[6, 2], [8, 9, 2]], 2, 3),  # the padding token is also the end token, as in some models
    )
    for rows, pad, start in cases:
        where = f" (rows {rows}, pad {pad}, start {start})"
        labels, inputs = _two_tensors(answer([list(row) for row in rows], pad, start), where)
        _check_labels(labels, rows, pad, where)
        _check_decoder_inputs(inputs, labels, pad, start, where)
    return (
        "Right. The end token stays among the labels, so the model learns to stop. And see what the shift buys: at "
        "each place the decoder has read only what stands before, so one pass trains on every token of the target at "
        "once. In practice you hand over the labels alone: the collator and T5 make the shifted row from them."
    )


def _two_tensors(result: Any, where: str) -> tuple[torch.Tensor, torch.Tensor]:
    if not (isinstance(result, tuple | list) and len(result) == 2 and all(torch.is_tensor(part) for part in result)):
        raise Wrong(f"Give back two tensors, labels and decoder_input_ids, not {type(result).__name__}{where}.")
    for name, tensor in zip(("labels", "decoder_input_ids"), result, strict=True):
        if tensor.is_floating_point():
            raise Wrong(f"Your {name} are floating-point numbers; token ids are whole numbers{where}.")
    return result[0], result[1]


def _check_labels(labels: torch.Tensor, rows: list[list[int]], pad: int, where: str) -> None:
    longest = max(map(len, rows))
    if labels.ndim != 2 or len(labels) != len(rows) or labels.size(1) < longest:
        raise Wrong(
            f"Your labels have the shape {tuple(labels.shape)}; {len(rows)} rows of up to {longest} tokens need "
            f"({len(rows)}, {longest}). Cut nothing: what is cut off is never learned{where}."
        )
    if labels.size(1) > longest:
        raise Wrong(
            f"Your labels are {labels.size(1)} wide, the longest row has {longest} tokens. Pad to the longest row of "
            f"*this* batch; every further column is computed and thrown away{where}."
        )
    for number, row in enumerate(rows):
        found, rest = labels[number, : len(row)].tolist(), labels[number, len(row) :].tolist()
        if found != row and IGNORED in found:
            raise Wrong(
                f"Row {number} is {row} and your labels hide some of it: {found}. Decide by place, not by value: where "
                "the padding token is also the end token, hiding it by its value means that the model never "
                f"learns to stop{where}."
            )
        if found != row:
            raise Wrong(f"Row {number} is {row}, your labels begin with {found}: the labels are not shifted{where}.")
        if rest and set(rest) == {pad}:
            raise Wrong(
                f"Row {number} is filled up with the padding token {pad}. To the loss that is one more word to write: "
                f"a short row in a long batch would mostly teach padding. Use the value that the loss skips{where}."
            )
        if set(rest) - {IGNORED}:
            raise Wrong(f"After its {len(row)} tokens row {number} must have only {IGNORED}, not {rest}{where}.")


def _check_decoder_inputs(inputs: torch.Tensor, labels: torch.Tensor, pad: int, start: int, where: str) -> None:
    if inputs.shape != labels.shape:
        raise Wrong(
            f"decoder_input_ids has the shape {tuple(inputs.shape)}, labels {tuple(labels.shape)}: each label needs "
            f"exactly one place that it is predicted from. What comes in at the left pushes one out at the "
            f"right{where}."
        )
    filled = labels.masked_fill(labels == IGNORED, pad)
    if (inputs == IGNORED).any():
        raise Wrong(
            f"decoder_input_ids still holds {IGNORED}. That number means something to the loss alone; the decoder "
            f"looks up each id in its table of embeddings, and there is no row {IGNORED}{where}."
        )
    if torch.equal(inputs, filled):
        raise Wrong(
            "decoder_input_ids are the labels themselves: at each place the decoder reads the very token that it is "
            "asked for. The loss would fall to almost nothing by copying, and writing on its own would fail. Shift by "
            f"one{where}."
        )
    if inputs.size(1) > 1 and torch.equal(inputs[:, :-1], filled[:, 1:]):
        raise Wrong(f"You shifted to the left: at each place the decoder reads one token *too far*{where}.")
    if (inputs[:, 0] != start).any():
        raise Wrong(
            f"Each row of decoder_input_ids begins with the start token {start}, which the first word is predicted "
            f"from; yours begin with {inputs[:, 0].tolist()}{where}."
        )
    if not torch.equal(inputs[:, 1:], filled[:, :-1]):
        raise Wrong(
            f"After the start token decoder_input_ids are the labels without their last column, {pad} for {IGNORED}: "
            f"wanted {filled[:, :-1].tolist()}, yours are {inputs[:, 1:].tolist()}{where}."
        )


@exercise("03.5")
def accumulated_loss(answer: Callable[[Batches], float]) -> str:
    """A function of a list of (logits, labels) that gives the loss per target token of the whole step."""
    generator = torch.Generator().manual_seed(0)
    for shapes in (((2, 4, 0),), ((2, 4, 0), (2, 4, 0)), ((1, 3, 1), (4, 12, 6)), ((2, 9, 3), (1, 2, 0), (3, 5, 4))):
        batches = [_batch(rows, width, hidden, generator) for rows, width, hidden in shapes]
        _check_loss(float(answer([(logits.clone(), labels.clone()) for logits, labels in batches])), batches)
    counts = [int((labels != IGNORED).sum()) for _, labels in batches]
    return (
        f"Right. In the last step of this check the batches had {', '.join(map(str, counts))} target tokens; with a "
        f"mean of means a token of the smallest would have weighed {max(counts) / min(counts):.1f} times as much as "
        "one of the largest, for no reason but the batch it fell into. Your sum is what `token_mean` computes in this "
        "notebook, and it is why accumulating, or adding a second GPU, changes the memory and the time but not the "
        "training."
    )


def _batch(rows: int, width: int, hidden: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Random logits (rows, width, 11) and labels (rows, width), `hidden` of them -100 at the end of the last rows."""
    logits = 2 * torch.randn(rows, width, 11, generator=generator)
    labels = torch.randint(0, 11, (rows, width), generator=generator)
    if hidden:
        labels.view(-1)[-min(hidden, width - 1) :] = IGNORED
        labels[0, width - hidden % width :] = IGNORED
    return logits, labels


def _check_loss(loss: float, batches: Batches) -> None:
    entropy = torch.nn.functional.cross_entropy
    flat = [(logits.flatten(0, 1), labels.flatten()) for logits, labels in batches]
    counts = torch.tensor([int((labels != IGNORED).sum()) for _, labels in flat])
    means = torch.stack([entropy(logits, labels, ignore_index=IGNORED) for logits, labels in flat])
    right = float((means * counts).sum() / counts.sum())
    if math.isclose(loss, right, rel_tol=1e-4):
        return
    places, rows = sum(len(labels) for _, labels in flat), sum(len(labels) for _, labels in batches)
    slips = (
        (
            float(means.sum()),
            "you added up the batches' means: with four batches the loss, and its gradient, are four times too large",
        ),
        (
            float(means.mean()),
            "you took the mean of the batches' means, so a token in a batch of few tokens weighs more than one in a "
            "batch of many",
        ),
        (
            float((means * counts).sum() / places),
            f"you divided by all places; those with {IGNORED} give no loss and must not be counted below either",
        ),
        (float((means * counts).sum() / rows), "you divided by the number of rows; the loss is per target token"),
        (float((means * counts).sum()), "that is the sum over all target tokens; divide by their number"),
    )
    hint = slip_of(loss, slips, partial(math.isclose, rel_tol=1e-4), "compare with one joint batch")
    raise Wrong(
        f"For {len(batches)} batches with {counts.tolist()} target tokens the loss per token is {right:.4f}, yours is "
        f"{loss:.4f}. It looks as if: {hint}."
    )
