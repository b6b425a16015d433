"""Checkers of the exercises in 04_lora."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoConfig, AutoModelForSeq2SeqLM

from helpers.profiles import Profile, load_profile
from notebooks.solutions.checks import Wrong, exercise

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
    hint = next((text for value, text in slips if found == value), "write down the shapes of A and of B and count")
    raise Wrong(f"For shapes {shapes} at rank {rank} yours gives {found!r}, and {right:,} are trained: {hint}.")


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
    _name_slip(found, slips, f"Not the output of the adapted layer ({where})", 1e-5)
    raise Wrong(
        f"Not the output of the adapted layer ({where}): the largest difference is {(found - wanted).abs().max():.3f}. "
        "x meets A first, which brings it down to the rank, then B, which brings it up to the output."
    )


def _name_slip(found: Tensor, slips: Sequence[tuple[Tensor, str]], what: str, tolerance: float) -> None:
    """Raise `Wrong` with the text of the first slip that gives what was found, if one does."""
    for value, text in slips:
        if torch.allclose(found, value, atol=tolerance):
            raise Wrong(f"{what}: {text}.")


Step = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor, float, float], tuple[Tensor, Tensor]]


@exercise("04.3")
def first_step(answer: Step) -> str:
    """A function of (x, y, W, A, B, alpha, rate) that gives A and B after one step of gradient descent."""
    generator = torch.Generator().manual_seed(3)

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=generator)

    for zero in ("neither", "B", "A and B"):
        x, y, W, A, B = normal(9, 6), normal(9, 4), normal(4, 6), normal(2, 6), normal(4, 2)
        A, B = A * (zero != "A and B"), B * (zero == "neither")
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
    for name, factor in (("rows", len(x)), ("outputs", y.size(1)), ("numbers", y.numel())):
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


@exercise("04.4")
def swap_merged(answer: Callable[[Tensor, Adapter, Adapter], Tensor]) -> str:
    """A function of (merged, old, new) that gives the weight with the new adapter merged instead of the old."""
    generator = torch.Generator().manual_seed(4)
    for height, width, ranks, alphas in (
        (4, 6, (2, 2), (8.0, 8.0)),
        (5, 5, (1, 3), (4.0, 6.0)),
        (3, 7, (4, 2), (2.0, 16.0)),
    ):
        W = torch.randn(height, width, generator=generator)
        old, new = (_adapter(height, width, r, a, generator) for r, a in zip(ranks, alphas, strict=True))
        merged = W + _update(old)
        given = merged.clone()
        found = answer(given, old, new)
        where = f"W {tuple(W.shape)}, ranks {ranks[0]} and {ranks[1]}, alphas {alphas[0]:g} and {alphas[1]:g}"
        _check_swap(found, W, old, new, where)
        if not torch.equal(given, merged):
            raise Wrong(
                "The result is right, and you changed `merged` itself: whoever still holds it now has another model, "
                "as with `get_peft_model`. Compute a new tensor (`merged -= …` changes in place, `merged - …` does "
                "not)."
            )
    return (
        f"Right. Merging loses nothing as long as you keep A and B. But each swap rounds: after 100 swaps there and "
        f"back by your function a weight of size 1 is off by {_drift(answer, torch.float32):.0e} in float32, and by "
        f"{_drift(answer, torch.bfloat16):.0e} in bfloat16. So keep a clean base on disk, and merge from that."
    )


def _adapter(height: int, width: int, rank: int, alpha: float, generator: torch.Generator) -> Adapter:
    return torch.randn(rank, width, generator=generator), torch.randn(height, rank, generator=generator), alpha


def _update(adapter: Adapter) -> Tensor:
    A, B, alpha = adapter
    return alpha / len(A) * B @ A


def _check_swap(found: Any, W: Tensor, old: Adapter, new: Adapter, where: str) -> None:
    right, merged = W + _update(new), W + _update(old)
    if not torch.is_tensor(found) or found.shape != W.shape:
        shape = tuple(found.shape) if torch.is_tensor(found) else type(found).__name__
        raise Wrong(
            f"The result must be a matrix of W's shape {tuple(W.shape)}, yours is {shape} ({where}): B @ A has it."
        )
    found = found.detach()
    if torch.allclose(found, right, atol=1e-4):
        return
    wrong_old = (old[0], old[1], old[2] * len(old[0]) / len(new[0]))  # divided by the other's rank
    other_scale = (old[0], old[1], new[2] / len(new[0]) * len(old[0]))
    other_new = (new[0], new[1], old[2] / len(old[0]) * len(new[0]))
    bare = [(A, B, float(len(A))) for A, B, _ in (old, new)]
    slips = (
        (merged, "it still has the old adapter, and the new one is nowhere"),
        (W, "the old adapter is out again, and the new one is not in yet"),
        (
            merged + _update(new),
            "both adapters are in it now: two specialists talk at once. This is what happens to whoever merges a "
            "second adapter into a model that has one merged. Take the old one out first",
        ),
        (merged - _update(new), "you took the *new* adapter out; take the old one out and put the new one in"),
        (W + 2 * _update(old) - _update(new), "you have exchanged old and new"),
        (W + _update(old) - _update(bare[0]) + _update(bare[1]), "the scale alpha / r is missing, for each its own"),
        (
            merged - _update(wrong_old) + _update(new),
            "the old adapter went out by the rank of the new; each has its own",
        ),
        (
            merged - _update(other_scale) + _update(new),
            "the old adapter went out with the scale of the new; each has its own",
        ),
        (W + _update(other_new), "the new adapter came in with the scale of the old; each has its own"),
    )
    _name_slip(found, slips, f"Not the base with the new adapter ({where})", 1e-4)
    raise Wrong(
        f"Not the base with the new adapter ({where}): the largest difference is {(found - right).abs().max():.3f}. "
        "What did merging add to W? Take exactly that away, and add the same of the new one."
    )


def _drift(swap: Callable[[Tensor, Adapter, Adapter], Tensor], dtype: torch.dtype) -> float:
    """Largest rounding error of a weight after 100 swaps there and back, all in `dtype`."""
    generator = torch.Generator().manual_seed(6)
    one, other = (
        (A.to(dtype), B.to(dtype), alpha) for A, B, alpha in (_adapter(16, 16, 2, 2.0, generator) for _ in range(2))
    )
    start = torch.ones(16, 16, dtype=dtype)
    weight = start
    for _ in range(100):
        weight = swap(swap(weight, one, other), other, one)
    return float((weight - start).abs().max())


class _Tiny(torch.nn.Module):
    """A model of one layer, small enough to ask in no time."""

    def __init__(self) -> None:
        super().__init__()
        self.q = torch.nn.Linear(5, 3, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.q(x)


@exercise("04.5")
def ask_each_adapter(answer: Callable[[Any, Callable[[Any], Any]], dict[str, Any]]) -> str:
    """A function of (model, ask) that gives what `ask(model)` says for each adapter and for the base."""
    for names, active in ((("default", "chats"), "default"), (("code", "chats", "stars"), "chats")):
        model, x = _with_adapters(names)
        truth = {name: _answer_of(model, name, x) for name in names}
        model.set_adapter(active)
        with model.disable_adapter(), torch.no_grad():
            truth["base"] = model(x)

        def ask(asked: Any, x: Tensor = x) -> Tensor:
            with torch.no_grad():
                return asked(x)

        _check_answers(answer(model, ask), truth, active)
        _check_left_as_found(model, names, active, x, truth)
    base = sum(p.numel() for name, p in model.named_parameters() if "lora_" not in name)
    return (
        f"Right. One model in memory, {len(names)} specialists and the base to compare them with: here {base} numbers "
        f"for the base and {(sum(p.numel() for p in model.parameters()) - base) // len(names)} for each adapter; in a "
        "real model the adapters weigh a few percent. Comparing within one loaded model is also the safest way to know "
        "that all else was equal."
    )


def _with_adapters(names: tuple[str, ...]) -> tuple[PeftModel, Tensor]:
    config = LoraConfig(r=1, lora_alpha=4, target_modules=["q"], init_lora_weights=False)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(8)
        model = get_peft_model(_Tiny(), config, adapter_name=names[0])
        for name in names[1:]:
            model.add_adapter(name, config)
        return model, torch.randn(2, 5)


def _answer_of(model: PeftModel, name: str, x: Tensor) -> Tensor:
    model.set_adapter(name)
    with torch.no_grad():
        return model(x)


def _check_answers(found: Any, truth: dict[str, Tensor], active: str) -> None:
    if not isinstance(found, dict):
        raise Wrong(f"Give back a dictionary from names to answers, not {type(found).__name__}.")
    if missing := [name for name in truth if name not in found]:
        raise Wrong(
            f"No answer for {', '.join(missing)}; the model has the adapters {', '.join(list(truth)[:-1])} "
            "(`model.peft_config` has their names), and you want the base beside them."
        )
    if more := [name for name in found if name not in truth]:
        raise Wrong(f"There is no adapter {more[0]!r}: the names are those in `model.peft_config`, and base.")
    for name, wanted in truth.items():
        if torch.is_tensor(found[name]) and torch.allclose(found[name], wanted, atol=1e-5):
            continue
        others = [
            n for n, t in truth.items() if torch.is_tensor(found[name]) and torch.allclose(found[name], t, atol=1e-5)
        ]
        if name == "base" and others:
            raise Wrong(
                f"Your base is the answer with adapter {others[0]!r} in force. `get_peft_model` put the adapters into "
                "the model itself, so the bare base speaks only while they are switched off."
            )
        if others == [active]:
            raise Wrong(
                f"For {name!r} the adapter {active!r} answered, which was active before: you never switched to "
                f"{name!r}."
            )
        if others:
            raise Wrong(
                f"For {name!r} the answer is that of {others[0]!r}. Is the right one switched on while you ask?"
            )
        raise Wrong(
            f"The answer for {name!r} is none that the model gives with one adapter or without. Was something merged, "
            "or are several adapters in force?"
        )


def _check_left_as_found(
    model: PeftModel, names: tuple[str, ...], active: str, x: Tensor, truth: dict[str, Tensor]
) -> None:
    with torch.no_grad():
        now = model(x)
    if torch.allclose(now, truth[active], atol=1e-5) and list(model.active_adapters) == [active]:
        return
    if torch.allclose(now, truth["base"], atol=1e-5):
        raise Wrong(
            "The answers are right, and afterwards all adapters are off: whoever uses the model next measures the base "
            "without knowing it. `with model.disable_adapter():` switches them off and on again by itself."
        )
    left = next((name for name in names if torch.allclose(now, truth[name], atol=1e-5)), "another one")
    raise Wrong(
        f"The answers are right, and you left the model with adapter {left!r} in force; before it was {active!r}. The "
        "next cell would measure the wrong specialist. Note what is active first, and switch back at the end."
    )
