"""Exercises of 06, 07 and 09: other good answers than the printed solutions pass, further slips are told apart."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from told import NOT_TRANSLATED

from helpers.intervals import holm, mean_of, paired_difference
from helpers.running.language import translated
from notebooks.solutions.checks import Wrong, check, exercise_names
from notebooks.solutions.checks.judging import judge, numbers, short

pytestmark = pytest.mark.usefixtures("told_in_chinese_too")


def with_optimizer(model: Any, old_loss: Any, new_loss: Any, rate: float) -> float:
    """Take the step, measure, and take it back: no prediction, but the number that it predicts."""
    kept = [p.detach().clone() for p in model.parameters()]
    before = old_loss(model).item()
    model.zero_grad()
    new_loss(model).backward()
    torch.optim.SGD(model.parameters(), lr=rate).step()
    after = old_loss(model).item()
    with torch.no_grad():
        for p, old in zip(model.parameters(), kept, strict=True):
            p.copy_(old)
    return after - before


def by_backward(model: Any, old_loss: Any, new_loss: Any, rate: float) -> torch.Tensor:
    def gradient(loss: Any) -> torch.Tensor:
        model.zero_grad()
        loss(model).backward()
        return torch.cat([p.grad.flatten() for p in model.parameters()])

    return -rate * gradient(old_loss) @ gradient(new_loss)


def every_few(new: str, old: list[str], share: float, total: int, seed: int) -> list[str]:
    """Replay at even distances, the old tasks in turn."""
    turn, tasks = 0, []
    for i in range(total):
        is_old = int((i + 1) * share + 1e-9) > turn
        tasks.append(old[turn % len(old)] if is_old else new)
        turn += is_old
    return tasks


def drawn(new: str, old: list[str], share: float, total: int, seed: int) -> list[str]:
    """Each example drawn at the rates, as the course's own mixture is."""
    return random.Random(seed).choices([new, *old], [1 - share, *[share / len(old)] * len(old)], k=total)


def with_the_course(one: np.ndarray, other: np.ndarray, seed: int) -> list[float]:
    figure = paired_difference(mean_of(one), mean_of(other), seed)
    return [figure.low, figure.high]


def by_exchange(arms: list[str], dialogues: int, seed: int) -> list[tuple[str, ...]]:
    rng = np.random.default_rng(seed)
    return [tuple(arms[i] for i in rng.permutation(len(arms))) for _ in range(dialogues)]


def in_points(arm: str, against: str, metric: str, figure: Any) -> str:
    word = {-1: "worse", 0: "undecided", 1: "better"}[int(np.sign(figure.low) + np.sign(figure.high)) // 2]
    if metric in ("mae", "unsupported_rate"):
        word = {"worse": "better", "better": "worse"}.get(word, word)
    value, low, high = (f"{100 * x:+.1f}".replace("-", "−") for x in (figure.value, figure.low, figure.high))
    return f"On {figure.n} dialogues {arm} is {word} than {against}: {value} points of {metric} ({low} to {high})."


def in_blocks(rows: int, worker: int, workers: int, number: int, seed: int) -> np.ndarray:
    order = list(range(rows))
    random.Random(f"{seed} {number}").shuffle(order)
    size = rows // workers
    return np.array(order[worker * size : (worker + 1) * size])


LONGEST_TOLD = 900  # signs of a sentence about an answer
GOOD: list[tuple[str, Callable[..., Any]]] = [
    ("06.4", every_few),
    ("06.4", drawn),
    ("06.5", by_backward),
    ("06.5", with_optimizer),
    ("07.1", with_the_course),
    ("07.2", lambda ps, level: [name for name, p in holm(ps).items() if p <= level]),
    ("07.4", by_exchange),
    ("07.6", in_points),
    ("09.4", in_blocks),
]


@pytest.mark.parametrize(("name", "answer"), GOOD, ids=lambda part: getattr(part, "__name__", part))
def test_another_good_answer_passes(name: str, answer: Callable[..., Any]) -> None:
    assert check(name, answer).passed, check(name, answer)


def aliases(model: Any, old_loss: Any, new_loss: Any, rate: float) -> float:
    """Both lists hold the same tensors, to which the second backward() adds."""
    model.zero_grad()
    old_loss(model).backward()
    old = [p.grad for p in model.parameters()]
    new_loss(model).backward()
    return -rate * sum(float((a * p.grad).sum()) for a, p in zip(old, model.parameters(), strict=True))


def never_cleared(model: Any, old_loss: Any, new_loss: Any, rate: float) -> float:
    """Clears after each backward(), but not what the model came with."""
    gradients = []
    for loss in (old_loss, new_loss):
        loss(model).backward()
        gradients.append(torch.cat([p.grad.flatten() for p in model.parameters()]))
        model.zero_grad()
    return -rate * float(gradients[0] @ gradients[1])


def one_old_task(new: str, old: list[str], share: float, total: int, seed: int) -> list[str]:
    tasks = [old[0]] * round(share * total) + [new] * (total - round(share * total))
    random.Random(seed).shuffle(tasks)
    return tasks


def old_first(new: str, old: list[str], share: float, total: int, seed: int) -> list[str]:
    return [old[i % len(old)] if i < round(share * total) else new for i in range(total)]


def no_seed(new: str, old: list[str], share: float, total: int, seed: int) -> list[str]:
    return drawn(new, old, share, total, random.randrange(10**9))


def narrow(one: np.ndarray, other: np.ndarray, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).integers(len(one), size=(10_000, len(one)))
    return np.quantile((one - other)[rows].mean(axis=1), [0.05, 0.95])


def unsorted_rows(rows: int, worker: int, workers: int, number: int, seed: int) -> list[int]:
    return list(range(rows - rows % workers))[worker::workers]


def all_rows(rows: int, worker: int, workers: int, number: int, seed: int) -> list[int]:
    return np.random.default_rng([seed, number]).permutation(rows).tolist()


def small_std(one: list[float], other: list[float], low: float, high: float) -> str:
    if low <= 0 <= high:
        return "luck of the dialogues"
    fewest = min(len(one), len(other))
    if fewest < 2:
        return "too few seeds"
    error = np.sqrt(np.var(one) / len(one) + np.var(other) / len(other))
    bar = {2: 12.71, 3: 4.30, 4: 3.18}[fewest]
    return "claim" if abs(np.mean(one) - np.mean(other)) > bar * error else "luck of the training"


SLIPS: list[tuple[str, Callable[..., Any], str]] = [
    ("06.1", lambda m: (m.max(axis=0) - m[-1]).mean(), "Keep the tasks apart"),
    ("06.1", lambda m: m[-1] - m[:-1].max(axis=0), "best minus final"),
    ("06.1", lambda m: m.max(axis=1) - m[:, -1], "A task is a column"),
    ("06.2", lambda s, o: -sum(s.loc[o[-1], t] - s.loc[t, t] for t in o) / len(o), "final minus own"),
    ("06.2", lambda s, o: sum(s.loc[o[-1], t] - s.loc[t, t] for t in o[:-1]), "Take their mean"),
    ("06.4", one_old_task, "Give each old task the same part"),
    ("06.4", old_first, "stand at the beginning"),
    ("06.4", no_seed, "The same seed gives another order"),
    ("06.5", aliases, "holds the first one too"),
    ("06.5", never_cleared, "from an earlier training"),
    ("07.1", narrow, "too narrow"),
    ("07.1", lambda a, b, seed: [-x for x in reversed(with_the_course(a, b, seed))], "one minus other"),
    ("07.2", lambda ps, level: holm(ps), "dictionary"),
    ("07.2", lambda ps, level: {n for n, p in holm(ps).items() if p > level}, "those that stay"),
    ("07.3", small_std, "ddof=1"),
    ("07.3", lambda *case: "maybe", "must be one of"),
    ("07.6", lambda *case: "It is better.", "does not name the arm"),
    ("07.6", lambda *case: in_points(*case).replace("+", "").replace("−", ""), "without its sign"),
    ("09.1", lambda w, t, n: 16 * t / n / 1024**3, "frozen weights"),
    ("09.2", lambda batch, gpus, fits: (fits, batch / gpus / fits), "whole numbers"),
    ("09.4", unsorted_rows, "in the order of their numbers"),
    ("09.4", all_rows, "every worker reads the same rows"),
    ("09.5", lambda n, c, w, b, s: c + (3 if s else 2) * (n - 1) / n * 4 * w / b, "computing is not shared"),
    ("09.5", lambda n, c, w, b, s: c / n + (3 if s else 2) * 4 * w / b, "A single GPU sends nothing"),
]


@pytest.mark.parametrize(("name", "answer", "told"), SLIPS, ids=[f"{name} {told}" for name, _, told in SLIPS])
def test_a_slip_is_told_what_it_is(name: str, answer: Callable[..., Any], told: str) -> None:
    outcome = check(name, answer)
    assert outcome.passed is False and told in outcome.message, outcome


def test_the_slip_is_the_one_that_gives_all_answers() -> None:
    """Two slips agree on the first case; the second case tells them apart."""
    slips = {"twice": lambda x: 2 * x, "squared": lambda x: x * x, "undefined": lambda x: x / 0}
    with pytest.raises(Wrong, match=r"^squared \(For 2 you give 4; expected is 3\.\)$"):
        judge(lambda x: x * x, lambda x: x + 1, [(2,), (3,)], slips, str)
    with pytest.raises(Wrong, match="^For 2: the answer is 3, but yours is 7.$"):
        judge(lambda x: 7, lambda x: x + 1, [(2,), (3,)], slips, str)


@pytest.mark.parametrize("value", ["seven", {"a": 1}, [1, 2, 3], 5])
def test_what_are_not_the_numbers_asked_for_is_said(value: Any) -> None:
    with pytest.raises(Wrong, match="it should be two numbers"):
        numbers(value, (2,), "two numbers")


def test_values_are_shown_short() -> None:
    assert short(np.array([1 / 3, 2.0])) == "[0.333333, 2.0]"
    assert len(short("x" * 500)) <= 120 and short("x" * 500).endswith("x…'")
    assert short([["a b"] * 99]).endswith("…']]") or short([["a b"] * 99]).endswith("…]]")
    assert short("it's " * 99).endswith('…"') and short('\\"' * 99).endswith("…'")
    assert short(pd.DataFrame({"a": [1, 2]})) == "<DataFrame[2, 1]>"


LONG = "so long " * 400
WRONG: dict[str, Any] = {
    "a number": lambda *given, **named: 3.7,
    "nothing counted": lambda *given, **named: 0,
    "a pair": lambda *given, **named: (1.0, 2.0),
    "three numbers": lambda *given, **named: [1, 2, 3],
    "many numbers": lambda *given, **named: list(range(3000)),
    "an array": lambda *given, **named: np.arange(4.0),
    "a tensor": lambda *given, **named: torch.zeros(2, 2),
    "an empty list": lambda *given, **named: [],
    "a text": lambda *given, **named: "wrong",
    "a long text": lambda *given, **named: LONG,
    "texts": lambda *given, **named: ["a b", "c"],
    "long texts": lambda *given, **named: (LONG, LONG),
    "a dictionary": lambda *given, **named: {"a": 1},
    "true": lambda *given, **named: True,
    "what is given": lambda *given, **named: given[0],
    "what is given last": lambda *given, **named: given[-1],
    "all that is given": lambda *given, **named: list(given),
    "no function but a number": 3.7,
    "no function but a list": [1, 2, 3],
    "no function but a set": {"B", "C"},
    "no function but a long text": LONG,
}
EXERCISES = [name for number in range(10) for name in exercise_names(f"{number:02d}")]
ENGLISH = re.compile(r"\b(?:the|is|are|but|of|and|not|for|with|at|by|be|has|to|you|your|give|back)\b")


@pytest.mark.parametrize("kind", WRONG)
def test_any_wrong_answer_is_told_in_short_and_in_chinese_whole(kind: str) -> None:
    left, long = {}, {}
    for name in EXERCISES:
        outcome = check(name, WRONG[kind])
        told = NOT_TRANSLATED.sub("…", translated(outcome.message, "zh")).replace("(out, in)", "…")
        if not outcome.passed and ENGLISH.search(told):
            left[name] = outcome.message
        if len(outcome.message) > LONGEST_TOLD:
            long[name] = len(outcome.message)
    assert left == {} and long == {}


def test_what_a_function_raises_is_told_in_short() -> None:
    def raises(*given: Any) -> Any:
        raise ValueError(LONG)

    told = check("01.1", raises).message
    assert told.startswith("Your function raised ValueError: so long") and len(told) < LONGEST_TOLD
