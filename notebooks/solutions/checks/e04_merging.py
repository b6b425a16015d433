"""Checkers of the exercises in 04_lora on adapters that are merged, swapped and asked side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import slip_of

Tensor = torch.Tensor
Adapter = tuple[Tensor, Tensor, float]  # A, B, alpha


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
    if hint := slip_of(found, slips, partial(torch.allclose, atol=1e-4)):
        raise Wrong(f"Not the base with the new adapter ({where}): {hint}.")
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
