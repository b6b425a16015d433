"""Checkers of the exercises in 04_lora on what an adapter is and how it moves."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoConfig, AutoModelForSeq2SeqLM

from helpers.profiles import Profile, load_profile
from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import short, slip_of

Tensor = torch.Tensor
Shapes = list[tuple[int, int]]
Adapter = tuple[Tensor, Tensor, float]  # A, B, alpha


@exercise("04.1")
def count_trained(answer: Callable[[Shapes, int], int]) -> str:
    """A function of (shapes, rank) that gives the number of trained parameters."""
    cases: tuple[tuple[Shapes, int], ...] = (
        ([(512, 512)], 8),
        ([(1024, 384)], 4),
        ([(384, 1024), (384, 384)], 2),
        ([(256, 128)] * 3, 1),
    )
    for shapes, rank in cases:
        _check_count(answer(list(shapes), rank), shapes, rank)
    profile = load_profile()
    shapes, total = _adapted_shapes(profile)
    rank = profile.lora.rank
    trained = answer(shapes, rank)
    side = shapes[0][0] * shapes[0][1] / sum(shapes[0])
    return (
        f"Right. In this profile {len(shapes)} matrices get adapters of rank {rank}: {trained:,} numbers are trained, "
        f"the model has {total:,}, so that is {trained / total:.1%}. The cost grows with the rank in a straight line. "
        f"The first of these matrices has the shape {shapes[0]}: at rank {side:.0f} its adapter would be as large as "
        "itself, and nothing would be saved."
    )


def _check_count(found: Any, shapes: Shapes, rank: int) -> None:
    right = sum(rank * (rows + columns) for rows, columns in shapes)
    if found == right:
        return
    slips = (
        (sum(rows * columns for rows, columns in shapes), "that counts the frozen matrices W, which are not trained"),
        (
            sum(rows * columns + rank * (rows + columns) for rows, columns in shapes),
            "you counted the frozen W as well; only A and B are trained",
        ),
        (
            sum(rank * rows * columns for rows, columns in shapes),
            "rank times the size of W would be more than W itself; A and B are thin: look at the shape of each",
        ),
        (
            sum(2 * rank * rows for rows, _ in shapes),
            "that takes every matrix for a square one; A is as wide as W's input, B as tall as W's output",
        ),
        (
            sum(2 * rank * columns for _, columns in shapes),
            "that takes every matrix for a square one; A is as wide as W's input, B as tall as W's output",
        ),
        (sum(rank * columns for _, columns in shapes), "that is A alone; B is trained too"),
        (sum(rank * rows for rows, _ in shapes), "that is B alone; A is trained too"),
        (sum(rank * (a + b) for a, b in shapes[:1]), "that is the first matrix alone; add up over all of them"),
    )
    hint = slip_of(found, slips, operator.eq, "write down the shapes of A and of B and count")
    raise Wrong(f"For shapes {shapes} at rank {rank} yours gives {short(found)}, and {right:,} are trained: {hint}.")


def _adapted_shapes(profile: Profile) -> tuple[Shapes, int]:
    """Shapes of the matrices that get adapters, and the number of all parameters; no weights are loaded."""
    config = AutoConfig.from_pretrained(profile.model, revision=profile.model_revision)
    with torch.device("meta"):
        model = AutoModelForSeq2SeqLM.from_config(config)
    shapes = [
        (module.out_features, module.in_features)
        for name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear) and name.rsplit(".", 1)[-1] in profile.lora.targets
    ]
    return shapes, sum(parameter.numel() for parameter in model.parameters())


@exercise("04.2")
def forward_by_hand(answer: Callable[[Tensor, Tensor, Tensor, Tensor, float], Tensor]) -> str:
    """A function of (x, W, A, B, alpha) that gives the output of the adapted layer."""
    for width, height, rank, alpha, batch in (
        (6, 4, 2, 8, (3,)),
        (5, 7, 3, 3, (2, 4)),
        (4, 4, 1, 16, (1,)),
        (8, 3, 4, 2, (5,)),
    ):
        layer, x, A, B = _peft_layer(width, height, rank, alpha, batch)
        where = f"W {tuple(layer.weight.shape)}, rank {rank}, alpha {alpha}, x {tuple(x.shape)}"
        W = layer.weight.detach()
        with torch.no_grad():
            wanted, plain = layer(x), x @ W.T
        none = answer(x.clone(), W.clone(), A.clone(), torch.zeros_like(B), alpha)
        found = answer(x.clone(), W.clone(), A.clone(), B.clone(), alpha)
        _check_output(found, wanted, plain, (A, B, alpha), where)
        if not torch.allclose(none, plain, atol=1e-5):
            raise Wrong(
                f"With B = 0 the layer must give exactly x @ W.T, and yours does not ({where}). Only the product of A "
                "and B is scaled; W is left alone."
            )
    return (
        "Right. `peft`'s own layer gives the same numbers. Why divide by r? A larger rank adds more terms to each "
        "output. Dividing keeps their sum from growing with it, so that alpha alone says how loud the adapter is; the "
        "authors did it in order not to search the learning rate anew for each rank."
    )


def _peft_layer(
    width: int, height: int, rank: int, alpha: int, batch: tuple[int, ...]
) -> tuple[Any, Tensor, Tensor, Tensor]:
    """A Linear with a LoRA adapter whose B is not zero, an input of shape (*batch, width), and A and B."""
    config = LoraConfig(r=rank, lora_alpha=alpha, target_modules=["0"], init_lora_weights=False)
    with torch.random.fork_rng(devices=[]):  # the learner's random numbers go on as they would have
        torch.manual_seed(width)
        layer = get_peft_model(
            torch.nn.Sequential(torch.nn.Linear(width, height, bias=False)), config
        ).base_model.model[0]
        x = torch.randn(*batch, width)
    A, B = (matrix["default"].weight.detach().clone() for matrix in (layer.lora_A, layer.lora_B))
    return layer, x, A, B


def _check_output(found: Any, wanted: Tensor, plain: Tensor, adapter: Adapter, where: str) -> None:
    A, B, alpha = adapter
    if not torch.is_tensor(found) or found.shape != wanted.shape:
        shape = tuple(found.shape) if torch.is_tensor(found) else type(found).__name__
        raise Wrong(
            f"The output must have the shape {tuple(wanted.shape)}, yours is {shape} ({where}). torch keeps W as "
            "(out, in), so a row vector x goes through it as x @ W.T."
        )
    if torch.allclose(found, wanted, atol=1e-5):
        return
    change, rank = wanted - plain, len(A)
    slips = (
        (plain, "that is the frozen layer alone; the adapter adds something to it"),
        (change, "that is the adapter's part alone; the frozen layer still answers, the adapter adds to it"),
        (plain + change * rank / alpha, "A and B are in it, and the scale alpha / r in front of them is missing"),
        (plain + change * rank, "you scaled by alpha; divide it by the rank, the number of rows of A"),
        (plain + change * rank * rank, "you multiplied by the rank where you should divide"),
        (plain + change * rank / A.size(1), "you divided alpha by the width of A; the rank is its number of *rows*"),
        ((plain + change * rank / alpha) * alpha / rank, "you scaled W's part too; only A and B's part is scaled"),
    )
    if hint := slip_of(found, slips, partial(torch.allclose, atol=1e-5)):
        raise Wrong(f"Not the output of the adapted layer ({where}): {hint}.")
    raise Wrong(
        f"Not the output of the adapted layer ({where}): the largest difference is {(found - wanted).abs().max():.3f}. "
        "x meets A first, which brings it down to the rank, then B, which brings it up to the output."
    )


Step = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor, float, float], tuple[Tensor, Tensor]]


@exercise("04.3")
def first_step(answer: Step) -> str:
    """A function of (x, y, W, A, B, alpha, rate) that gives A and B after one step of gradient descent."""
    generator = torch.Generator().manual_seed(3)

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=generator)

    for zero in ("neither A nor B", "B", "A and B"):
        x, y, W, A, B = normal(9, 6), normal(9, 4), normal(4, 6), normal(2, 6), normal(4, 2)
        A, B = A * (zero != "A and B"), B * (zero == "neither A nor B")
        _check_step(answer(x, y, W, A.clone(), B.clone(), 8.0, 0.05), (x, y, W, A, B, 8.0, 0.05), zero)
    moved = _movement(answer)
    profile = load_profile()
    return (
        f"Right. Started as LoRA starts, your first step moved A by {moved[0]:.3g} and B by {moved[1]:.3g}, the second "
        f"moved A by {moved[2]:.3g}: B = 0 hides A's gradient until B has moved. Had both started at zero, each would "
        "hide the other's for ever. And a hint why LoRA takes a higher learning rate: an optimizer like Adam moves "
        f"every number by about the rate, and with this profile's rank and alpha W itself then moves by only "
        f"{_share_of_rate(profile):.2f} of that in the first step."
    )


def _gradients(x: Tensor, y: Tensor, W: Tensor, A: Tensor, B: Tensor, alpha: float) -> tuple[Tensor, Tensor]:
    """Gradients of the mean squared error with respect to A and B."""
    A, B = A.clone().requires_grad_(), B.clone().requires_grad_()
    loss = ((x @ (W + alpha / len(A) * B @ A).T - y) ** 2).mean()
    grad_a, grad_b = torch.autograd.grad(loss, (A, B))
    return grad_a, grad_b


def _check_step(found: Any, given: tuple[Any, ...], zero: str) -> None:
    x, y, W, A, B, alpha, rate = given
    where = f"{zero} starting at zero, x {tuple(x.shape)}, rank {len(A)}"
    if not (isinstance(found, tuple | list) and len(found) == 2 and all(torch.is_tensor(part) for part in found)):
        raise Wrong("Give back two tensors, the new A and the new B.")
    new_a, new_b = (part.detach() for part in found)
    if new_a.shape != A.shape or new_b.shape != B.shape:
        raise Wrong(f"The new A and B must have the old shapes {tuple(A.shape)} and {tuple(B.shape)} ({where}).")
    grad_a, grad_b = _gradients(x, y, W, A, B, alpha)
    if _close(new_a, A - rate * grad_a) and _close(new_b, B - rate * grad_b):
        return
    if _close(new_a, A + rate * grad_a) and _close(new_b, B + rate * grad_b):
        raise Wrong(f"You went up the gradient ({where}): the loss grows. Take rate times the gradient *away*.")
    if _close(new_a, A) and _close(new_b, B):
        raise Wrong(
            f"Neither A nor B has moved ({where}). Compute the gradients of the loss, and subtract rate times each."
        )
    for name, factor in (("rows of x", len(x)), ("outputs of a row", y.size(1)), ("numbers in y", y.numel())):
        if _close(new_a, A - factor * rate * grad_a) and _close(new_b, B - factor * rate * grad_b):
            raise Wrong(
                f"Your step is {factor} times too large, the number of {name} ({where}): the loss is the *mean* of all "
                "squared differences, not their sum."
            )
    if _close(new_a, A) or _close(new_b, B - rate * grad_b) or _close(new_a, A - rate * grad_a):
        good, bad = ("B", "A") if _close(new_b, B - rate * grad_b) else ("A", "B")
        raise Wrong(
            f"Your new {good} is right and your new {bad} is not ({where}). Both are trained, and both gradients "
            "belong to the *old* A and B: compute the two before you change either."
        )
    bare_a, bare_b = _gradients(x, y, W, A, B, float(len(A)))
    if _close(new_a, A - rate * bare_a) and _close(new_b, B - rate * bare_b):
        raise Wrong(f"The scale alpha / r is missing in your forward pass ({where}); it is {alpha / len(A):g} here.")
    raise Wrong(
        f"After the step the new B should be {(B - rate * grad_b)[0].tolist()} in its first row, yours is "
        f"{new_b[0].tolist()} ({where}). Begin with the output of exercise 04.2, then the mean of (output - y) squared."
    )


def _close(a: Tensor, b: Tensor) -> bool:
    return torch.allclose(a, b, rtol=1e-4, atol=1e-6)


def _movement(step: Step) -> tuple[float, float, float]:
    """How far the learner's step moves A and B, from B = 0, in its first step, and A in its second."""
    generator = torch.Generator().manual_seed(5)
    x, y, W, A = (torch.randn(*shape, generator=generator) for shape in ((9, 6), (9, 4), (4, 6), (2, 6)))
    B = torch.zeros(4, 2)
    one_a, one_b = step(x, y, W, A, B, 8.0, 0.01)
    two_a, _ = step(x, y, W, one_a.detach(), one_b.detach(), 8.0, 0.01)
    return tuple(float((new - old).abs().max()) for new, old in ((one_a, A), (one_b, B), (two_a, one_a)))


def _share_of_rate(profile: Profile) -> float:
    """How far an entry of W moves, in learning rates, where every entry of B moves by one rate (Adam's first step)."""
    (_, width), *_ = _adapted_shapes(profile)[0]
    rank, alpha = profile.lora.rank, profile.lora.alpha
    generator = torch.Generator().manual_seed(profile.seed)
    A = (2 * torch.rand(rank, width, generator=generator) - 1) / math.sqrt(width)  # peft's start
    signs = torch.sign(torch.randn(64, rank, generator=generator))
    return float((alpha / rank * signs @ A).abs().mean())
