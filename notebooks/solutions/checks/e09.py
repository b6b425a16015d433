"""Checks the exercises of 09_scaling_out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import judge, numbers, short

GIB = 1024**3

# --- 09.1 ----------------------------------------------------------------------------------------


@exercise("09.1")
def memory_of_a_training(answer: Callable[[int, int, int], float]) -> str:
    """A function of (weights, trained, shards): GiB on each GPU under AdamW in float32, activations left out."""
    cases = [
        (247_577_856, 247_577_856, 1),
        (250_000_000, 2_000_000, 1),
        (2_849_757_184, 2_849_757_184, 8),
        (11_156_000_000, 21_000_000, 4),
        (1_000_000, 0, 1),
    ]

    def gib(frozen: float, trained: float, unit: float = GIB) -> Callable[[int, int, int], float]:
        return lambda weights, part, shards: (frozen * (weights - part) + trained * part) / shards / unit

    slips = {
        "You divide by a thousand three times (GB). A GiB has 1024 · 1024 · 1024 bytes, about 7 % more.": (
            gib(4, 16, 1e9)
        ),
        "You count each weight as trained, as four numbers. A frozen one is a single number: it has no gradient and "
        "the optimizer keeps nothing for it.": gib(16, 16),
        "The trained weights are part of all weights, so their own four bytes are counted twice.": gib(4, 20),
        "You forget the frozen weights. They are not trained, but each forward pass needs them.": gib(0, 16),
        "A float32 number has four bytes, not two.": gib(2, 8),
        "You count numbers, not bytes: a float32 number has four.": gib(1, 4),
        "You do not share the memory among the shards.": lambda weights, part, shards: gib(4, 16)(weights, part, 1),
        "Sharding cuts all parts, the weights too. You cut only what belongs to the trained ones.": (
            lambda weights, part, shards: (4 * weights + 12 * part / shards) / GIB
        ),
    }
    _judge_number(
        answer,
        gib(4, 16),
        cases,
        slips,
        lambda weights, trained, shards: f"{weights:,} weights, {trained:,} of them trained, on {shards} GPU(s)",
    )
    return (
        "Right. What you have computed is the floor. The activations come on top, and they grow with the batch and the "
        "length: leave room, or accumulate."
    )


def _judge_number(answer: Any, right: Any, cases: Any, slips: Any, show: Callable[..., str]) -> None:
    """Judge a function that gives one number."""
    judge(lambda *case: numbers(answer(*case), (), "one number"), right, cases, slips, show)


# --- 09.2 ----------------------------------------------------------------------------------------


@exercise("09.2")
def the_same_batch(answer: Callable[[int, int, int], tuple[int, int]]) -> str:
    """A function of (batch, gpus, fits): (examples at once on a GPU, accumulation); ValueError where none is exact."""
    for batch, gpus, fits in ((32, 1, 8), (32, 4, 8), (32, 2, 6), (48, 4, 64), (64, 8, 1), (36, 3, 5), (14, 2, 6)):
        each, times = _two_counts(answer(batch, gpus, fits))
        what = f"a batch of {batch} on {gpus} GPU(s) that hold {fits} examples"
        if each * times * gpus != batch:
            _say_product(each, times, batch, gpus, what)
        if each > fits:
            raise Wrong(f"For {what} you put {each} examples on a GPU at once: it runs out of memory.")
        best = max(n for n in range(1, fits + 1) if batch // gpus % n == 0)
        if each != best:
            raise Wrong(
                f"For {what} your ({each}, {times}) is the same training, but {best} at once would do. The fewer "
                "passes, the better a GPU is used: take the largest number that fits and divides each GPU's part."
            )
    for batch, gpus in ((30, 4), (3, 4)):
        try:
            given = answer(batch, gpus, 8)
        except Wrong as error:
            if isinstance(error.__cause__, ValueError):
                continue
            raise
        raise Wrong(
            f"A batch of {batch} cannot be shared evenly by {gpus} GPUs, and you give back {short(given)}. Raise a "
            "ValueError that says so: a training that is silently another one is worse than none."
        )
    return (
        "Right. The product is what the learning rate was chosen for. If you do want a larger batch on more GPUs, that "
        "is another recipe: fewer steps, and the learning rate has to be tried again."
    )


def _two_counts(given: Any) -> tuple[int, int]:
    pair = numbers(given, (2,), "two whole numbers, (examples at once, accumulation)")
    if (pair != pair.round()).any() or (pair < 1).any():
        raise Wrong(f"You give back {short(given)}: examples and passes are whole numbers, at least 1.")
    return int(pair[0]), int(pair[1])


def _say_product(each: int, times: int, batch: int, gpus: int, what: str) -> None:
    product = each * times * gpus
    if each * times == batch:
        hint = (
            "You left out the number of GPUs: each of them sees that many examples, so the batch grows with every GPU "
            "that you add."
        )
    elif product > batch:
        hint = "More examples a step mean fewer steps, at a learning rate that was chosen for another batch."
    else:
        hint = "The rest is left out of every step. Look for a number at once that divides each GPU's part exactly."
    raise Wrong(f"For {what} your ({each}, {times}) makes {product} examples a step, not {batch}. {hint}")


# --- 09.3 ----------------------------------------------------------------------------------------


@exercise("09.3")
def hours_and_cost(answer: Callable[[float, float, float, int, float, float], tuple[float, float]]) -> str:
    """A function of (operations, peak, share, gpus, scaling, price): (hours to wait, cost of the training)."""
    cases = [
        (8.6e16, 989e12, 0.4, 1, 1.0, 3.0),
        (3.4e19, 989e12, 0.35, 8, 0.9, 2.5),
        (6.5e18, 312e12, 0.2, 4, 0.75, 1.2),
    ]

    def right(operations: float, peak: float, share: float, gpus: int, scaling: float, price: float) -> np.ndarray:
        hours = operations / (peak * share * scaling * gpus) / 3600
        return np.array([hours, hours * gpus * price])

    def times(wait: Callable[..., float], cost: Callable[..., float]) -> Callable[..., np.ndarray]:
        """Both parts of the right answer, each times a factor of (share, gpus, scaling)."""
        return lambda operations, peak, share, gpus, scaling, price: (
            right(operations, peak, share, gpus, scaling, price)
            * np.array([wait(share, gpus, scaling), cost(share, gpus, scaling)])
        )

    slips = {
        "You forget the share: no machine does useful work at its peak all the time.": times(
            lambda u, n, s: u, lambda u, n, s: u
        ),
        "You pay for one GPU. Each of them costs its price for every hour that you wait.": times(
            lambda u, n, s: 1, lambda u, n, s: 1 / n
        ),
        "You wait as if one GPU did all the work.": times(lambda u, n, s: n * s, lambda u, n, s: s),
        "Your wait is as long as on one GPU: the GPUs share the operations.": times(
            lambda u, n, s: n, lambda u, n, s: 1
        ),
        "You forget what the GPUs lose in waiting for each other: with a scaling below 1, each of them does "
        "less.": times(lambda u, n, s: s, lambda u, n, s: s),
        "The hours that you pay for are those that you wait for, the lost ones included. Your cost is that of perfect "
        "scaling.": times(lambda u, n, s: 1, lambda u, n, s: s),
        "You multiply by the scaling where you should divide: what is lost makes the wait longer.": times(
            lambda u, n, s: s * s, lambda u, n, s: s * s
        ),
        "You give seconds; an hour has 3,600.": times(lambda u, n, s: 3600, lambda u, n, s: 3600),
        "You give minutes; an hour has 60.": times(lambda u, n, s: 60, lambda u, n, s: 60),
    }
    judge(
        lambda *case: numbers(answer(*case), (2,), "two numbers, (hours, cost)"),
        right,
        cases,
        slips,
        lambda operations, peak, share, gpus, scaling, price: (
            f"{operations:g} operations on {gpus} GPU(s) with a peak of {peak:g} FLOP/s, share {share:g}, "
            f"scaling {scaling:g}, price {price:g}"
        ),
    )
    return (
        "Right. More GPUs buy time, not money: with perfect scaling the cost stays, with any less it rises. So measure "
        "the scaling on a short run before you rent the large machine."
    )


# --- 09.4 ----------------------------------------------------------------------------------------


@exercise("09.4")
def rows_of_each_worker(answer: Callable[[int, int, int, int, int], Sequence[int]]) -> str:
    """A function of (rows, worker, workers, number, seed): the rows that a worker reads in a pass, shuffled anew."""
    for rows, workers in ((24, 4), (1_003, 4), (500, 3), (7, 1), (64, 8)):
        passes = [[_read(answer, rows, w, workers, number) for w in range(workers)] for number in range(3)]
        for number, parts in enumerate(passes):
            _check_pass(parts, rows, f"{rows:,} rows, {workers} worker(s) and pass {number}")
        _check_shuffle(passes, rows, f"{rows:,} rows and {workers} worker(s)")
    again = [_read(answer, 1_003, w, 4, 1) for w in range(4)]
    if again != [_read(answer, 1_003, w, 4, 1) for w in range(4)]:
        raise Wrong(
            "Called again with the same numbers your function gives other rows. Then each process shuffles in its own "
            "way, and a restart too: draw from a generator made from the seed and the pass."
        )
    if again == [_read(answer, 1_003, w, 4, 1, seed=95) for w in range(4)]:
        raise Wrong("Another seed gives the same rows: the seed is not used.")
    return (
        "Right. The workers never spoke with each other: the same seed and the same rule were enough. That is also how "
        "a restart finds its place, and why a seed per worker would break it."
    )


def _read(answer: Any, rows: int, worker: int, workers: int, number: int, seed: int = 94) -> list[int]:
    given = answer(rows, worker, workers, number, seed)
    try:
        read = [int(row) for row in given]
    except (TypeError, ValueError) as error:
        raise Wrong(f"You give back {short(given)}, which is no list of row numbers.") from error
    if bad := [row for row in read if not 0 <= row < rows]:
        raise Wrong(f"With {rows:,} rows, numbered from 0, worker {worker} of {workers} reads row {bad[0]}.")
    return read


def _check_pass(parts: list[list[int]], rows: int, what: str) -> None:
    """No row twice, as few as possible left out, as many rows for each worker."""
    counts = Counter(row for part in parts for row in part)
    lengths = [len(part) for part in parts]
    repeated = sum(n > 1 for n in counts.values())
    if repeated and any(len(set(part)) < len(part) for part in parts):
        raise Wrong(
            f"With {what} a single worker reads rows twice. Shuffle the rows, do not draw them with replacement."
        )
    if repeated and len(counts) == lengths[0]:
        raise Wrong(f"With {what} every worker reads the same rows. Each has to take its own part of them.")
    if repeated:
        raise Wrong(
            f"With {what}: {repeated} rows are read by two workers, and {rows - len(counts)} by none. That happens "
            "when the workers shuffle differently: all must make the same order, and then each take its own part of it."
        )
    if len(set(lengths)) > 1:
        raise Wrong(
            f"With {what} the workers read {short(lengths)} rows. The one with fewer is done first, and the others "
            "wait for its gradients for ever. Leave out what cannot be shared."
        )
    if lengths[0] < rows // len(parts):
        raise Wrong(
            f"With {what} each worker reads {lengths[0]} rows, and {rows - len(counts)} are left out. Only the rest "
            f"that cannot be shared may be: {rows % len(parts)}."
        )


def _check_shuffle(passes: list[list[list[int]]], rows: int, what: str) -> None:
    """The order is shuffled, another one in each pass, and the rows wander between the workers."""
    orders = [[row for part in parts for row in part] for parts in passes]
    if rows >= 60 and any(
        order == sorted(order) or part == sorted(part) for order, part in zip(orders, passes[0], strict=False)
    ):
        raise Wrong(
            f"With {what} a worker reads its rows in the order of their numbers. Data often lie sorted: shuffle, or "
            "each batch sees one kind only."
        )
    if rows >= 60 and orders[0] == orders[1]:
        raise Wrong(f"With {what} every pass has the same order. Let the shuffle depend on the number of the pass too.")
    if len(passes[0]) > 1 and rows >= 60 and {*passes[0][0]} == {*passes[1][0]}:
        raise Wrong(
            f"With {what} a worker has the same rows in every pass, only in another order. Shuffle all rows first and "
            "share them out afterwards, so that batches mix anew."
        )


# --- 09.5 ----------------------------------------------------------------------------------------


@exercise("09.5")
def time_of_a_step(answer: Callable[[int, float, float, float, bool], float]) -> str:
    """A function of (gpus, compute, weights, bandwidth, sharded): seconds that one step takes, traffic included."""
    cases = [
        (1, 2.0, 8e8, 25e9, False),
        (4, 2.0, 8e8, 25e9, False),
        (8, 3.0, 3e9, 12e9, False),
        (8, 3.0, 3e9, 12e9, True),
        (64, 9.0, 11e9, 50e9, True),
        (1, 1.0, 1e9, 10e9, True),
    ]

    def seconds(
        passes: Callable[[bool], float] = lambda sharded: 3 if sharded else 2,
        size: float = 4.0,
        part: Callable[[int], float] = lambda n: (n - 1) / n,
        shared: bool = True,
    ) -> Callable[..., float]:
        return lambda gpus, compute, weights, bandwidth, sharded: (
            compute / (gpus if shared else 1) + passes(sharded) * part(gpus) * size * weights / bandwidth
        )

    slips = {
        "The computing is not shared: with the same batch, each GPU has only its part of it to do.": seconds(
            shared=False
        ),
        "You count one round. Gradients have to be summed (one round) and the sums handed to every GPU (another "
        "one).": (seconds(lambda sharded: 2 if sharded else 1)),
        "You leave out the traffic.": seconds(lambda sharded: 0),
        "With shards the weights have to be fetched twice, before the forward and again before the backward pass, as "
        "they were let go in between. With the sum of the gradients that makes three "
        "rounds.": seconds(lambda sharded: 2),
        "Sharded training sums gradients in one round: each GPU needs only the sum of its own shard.": seconds(
            lambda sharded: 4 if sharded else 2
        ),
        "A single GPU sends nothing, and of n parts each GPU has one already: (n - 1) / n, not 1.": seconds(
            part=lambda n: 1
        ),
        "Each GPU does not send everything to each other one. In a ring it hands on one n-th of the bytes, n - 1 "
        "times.": (seconds(part=lambda n: n - 1)),
        "A float32 number has four bytes: weights are counted in numbers, the bandwidth in bytes.": seconds(size=1),
        "The bandwidth is given in bytes, not in bits.": seconds(size=32),
        "A float32 number has four bytes, not two.": seconds(size=2),
    }
    _judge_number(
        answer,
        seconds(),
        cases,
        slips,
        lambda gpus, compute, weights, bandwidth, sharded: (
            f"{gpus} GPU(s), {compute:g} s of computing, {weights:g} weights, {bandwidth:g} bytes/s, sharded = "
            f"{sharded}"
        ),
    )
    return (
        "Right. The computing shrinks with every GPU, the traffic hardly changes, so there is a number of GPUs from "
        "which more bring nothing. Sharding costs half as much traffic again: use it for models that do not fit. "
        "Accumulation sends once for many passes, and LoRA has few gradients to send."
    )
