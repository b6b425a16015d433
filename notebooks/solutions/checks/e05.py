"""Checkers of the exercises in 05_multitask on mixtures and what more data bring."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from datasets import Dataset, interleave_datasets

from helpers.data import mixing_rates
from helpers.intervals import bootstrap, mean_of, paired_difference
from helpers.profiles import load_profile
from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import short, slip_of

Sizes = dict[str, int]
PUBLIC = {"dialogue_summary": 12_460, "review_rating": 650_000, "code_translation": 10_300, "entities": 14_041}


@exercise("05.1")
def mixing_shares(answer: Callable[[Sizes, int | None, float], Mapping[str, float]]) -> str:
    """A function of (sizes, cap, temperature) that gives each task's share by name."""
    cases: tuple[tuple[Sizes, int | None, float], ...] = (
        ({"large": 900, "small": 100}, None, 1),
        ({"large": 900, "small": 100}, 300, 1),
        ({"large": 900, "small": 100}, None, 2),
        ({"a": 640_000, "b": 10_000, "c": 40_000}, 40_000, 2),
        ({"a": 7, "b": 7, "c": 7}, 100, 3),
    )
    for sizes, cap, temperature in cases:
        _check_shares(answer(dict(sizes), cap, temperature), sizes, cap, temperature)
    draws, rare = 100_000, "code_translation"
    passes = {
        rule: draws * answer(dict(PUBLIC), *numbers)[rare] / PUBLIC[rare]
        for rule, numbers in {"proportional": (None, 1), "T = 2": (None, 2), "T = 100": (None, 100)}.items()
    }
    shown = ", ".join(f"{rule}: {times:.2g} times" for rule, times in passes.items())
    return (
        f"Right. What that means on the public sets of this notebook, by your function: in {draws:,} draws each row of "
        f"{rare} is seen on average so often: {shown}. A share is bought with repeats, and what is seen many times is "
        "learned by heart. So look at passes, not at shares alone, before you turn the temperature up."
    )


def _check_shares(found: Any, sizes: Sizes, cap: int | None, temperature: float) -> None:
    where = f"sizes {sizes}, cap {cap}, temperature {temperature}"
    if not isinstance(found, Mapping) or set(found) != set(sizes):
        raise Wrong(f"Give back a dictionary with the names of the sizes, {', '.join(sizes)} ({where}).")
    values = [float(found[task]) for task in sizes]
    counts = list(sizes.values())
    right = mixing_rates(counts, cap, temperature)
    if np.allclose(values, right, atol=1e-9):
        return
    limit = cap or max(counts)
    capped = [min(size, limit) for size in counts]
    shares = [size / sum(counts) for size in counts]
    slips = (
        (
            _shared(size**temperature for size in capped),
            "you raised to T; with 1/T the shares come nearer to each other",
        ),
        (_shared(capped), "the temperature has no effect: raise each capped size to 1/T"),
        (
            _shared(size ** (1 / temperature) for size in counts),
            "the cap has no effect: it is applied to the sizes, first",
        ),
        (
            _shared(min(size ** (1 / temperature), limit) for size in counts),
            "you capped after the temperature; the cap is a number of examples, so it comes first",
        ),
        (_shared(min(share, limit) for share in shares), "a cap of examples does nothing to shares, which are below 1"),
        (_shared(size / temperature for size in capped), "dividing all by T changes no share; T is a root"),
        (
            [size ** (1 / temperature) for size in capped],
            "these are weights; divide by their sum, so that they add up to 1",
        ),
    )
    hint = slip_of(values, slips, partial(np.allclose, atol=1e-9))
    if not hint and not math.isclose(sum(values), 1, abs_tol=1e-6):
        hint = f"yours add up to {sum(values):.3g}, shares must add up to 1"
    raise Wrong(
        f"For {where} the shares are {_rounded(right)}, yours are {_rounded(values)}: "
        f"{hint or 'the order is cap the sizes, take the root, divide by the sum'}."
    )


def _shared(weights: Any) -> list[float]:
    listed = list(weights)
    return [weight / sum(listed) for weight in listed]


def _rounded(values: Sequence[float]) -> str:
    return "[" + ", ".join(f"{value:.3g}" for value in values) + "]"


STRATEGIES = ("first_exhausted", "all_exhausted", "all_exhausted_without_replacement")


@exercise("05.2")
def rows_of_a_mixture(answer: Callable[[list[int], list[float]], Mapping[str, float]]) -> str:
    """A function of (sizes, shares) that gives about how many rows each stopping strategy makes."""
    cases = (
        ([300, 100], [0.5, 0.5]),
        ([300, 100, 50], [1 / 3, 1 / 3, 1 / 3]),
        ([300, 100], [0.9, 0.1]),
        ([8_000, 600, 2_000], [0.5, 0.3, 0.2]),
        ([500, 500], [0.2, 0.8]),
    )
    for sizes, shares in cases:
        _check_rows(answer(list(sizes), list(shares)), sizes, shares)
    sizes, shares = [300, 100, 60], [0.5, 0.4, 0.1]
    about, real = answer(sizes, shares)["all_exhausted"], _interleaved(sizes, shares)
    profile = load_profile()
    counts = [counts.train for counts in profile.counts.values()]
    rates = mixing_rates(counts, profile.mix_cap, profile.mix_temperature)
    return (
        f"Right. The library's own mixture of {sizes} rows at shares {shares} came to {real:,} rows, you foresaw about "
        f"{about:,.0f}; the difference is chance. The mixture of this profile would end after about "
        f"{answer(counts, rates)['all_exhausted']:,.0f} rows, and its recipe takes {profile.multitask.examples:,}. "
        "Note what decides under `all_exhausted`: the task with the most rows for its share. Give a huge set a small "
        "share and the mixture gets very long, with every other set repeated many times."
    )


def _check_rows(found: Any, sizes: list[int], shares: list[float]) -> None:
    where = f"sizes {sizes}, shares {_rounded(shares)}"
    if not isinstance(found, Mapping) or set(found) != set(STRATEGIES):
        raise Wrong(f"Give back a dictionary with the keys {', '.join(STRATEGIES)}.")
    uses = [size / share for size, share in zip(sizes, shares, strict=True)]
    truth = dict(zip(STRATEGIES, (min(uses), max(uses), sum(sizes)), strict=True))
    for strategy, right in truth.items():
        value = float(found[strategy])
        if abs(value - right) <= max(len(sizes), 0.02 * right):
            continue
        if strategy == "all_exhausted_without_replacement":
            hint = "every row comes once and none twice, whatever the shares"
        elif math.isclose(value, len(sizes) * (min if strategy == "first_exhausted" else max)(sizes)):
            hint = "right if all took turns; a set with a small share is drawn from less often, and lasts longer"
        elif math.isclose(value, sum(sizes)):
            hint = "that is every row once, as if no set were cut short or started again"
        elif math.isclose(value, min(sizes)) or math.isclose(value, max(sizes)):
            hint = "that counts the rows of one set alone; while they are drawn, the others are drawn too"
        elif math.isclose(value, max(uses) if strategy == "first_exhausted" else min(uses)):
            hint = "you have taken the first for the last: which set runs out when?"
        else:
            hint = "after how many draws of the mixture is each set used up, if a share of the draws is its own?"
        raise Wrong(f"{strategy} with {where} makes about {right:,.0f} rows, yours says {value:,.0f}: {hint}.")


def _interleaved(sizes: list[int], shares: list[float]) -> int:
    """Rows of the library's own mixture of streams under ``all_exhausted``."""
    streams = [Dataset.from_dict({"row": list(range(size))}).to_iterable_dataset() for size in sizes]
    mixture = interleave_datasets(streams, probabilities=shares, seed=0, stopping_strategy="all_exhausted")
    return sum(1 for _ in mixture)


Interval = tuple[float, float, float]
PerDoubling = Callable[[list[int], list[np.ndarray], int], Sequence[Interval]]


@exercise("05.5")
def gain_per_doubling(answer: PerDoubling) -> str:
    """A function of (sizes, scores, seed) that gives (value, low, high) for each step of the curve."""
    for sizes, gains, rows, seed in (
        ((100, 200), (0.05,), 150, 1),
        ((100, 400, 1_600), (0.08, 0.03), 200, 2),
        ((1_000, 10_000, 50_000), (0.1, 0.0), 120, 3),
    ):
        scores = _scores(gains, rows, seed)
        _check_gains(answer(list(sizes), [each.copy() for each in scores], seed), sizes, scores, seed)
    sizes = (100, 400, 1_600, 25_600)
    found = answer(list(sizes), _scores((0.12, 0.03, 0.002), 200, 4), 4)
    steps = [f"{fewer:,} → {more:,}" for fewer, more in pairwise(sizes)]
    shown = "; ".join(
        f"{step}: {value:+.1f} [{low:+.1f}, {high:+.1f}]" for step, (value, low, high) in zip(steps, found, strict=True)
    )
    paid = [step for step, (_, low, _) in zip(steps, found, strict=True) if low > 0]
    return (
        f"Right. On a made-up curve your function says, in points per doubling: {shown}. The last step that paid is "
        f"{paid[-1] if paid else 'none'}. Pairing is what makes small gains visible: a hard row is hard for both "
        "models, and in the difference that cancels. And counting in doublings is what makes steps of unequal length "
        "comparable: data are bought by the factor, not by the row."
    )


def _scores(gains: Sequence[float], rows: int, seed: int) -> list[np.ndarray]:
    """Scores of ever better models on the same rows, some of which are hard for all: arrays of shape (rows,)."""
    generator = np.random.default_rng(seed)
    level = generator.uniform(0.1, 0.6, size=rows)
    scores = [level]
    for gain in gains:
        level = level + gain
        scores.append(level + generator.normal(0, 0.03, size=rows))
    return scores


def _check_gains(found: Any, sizes: Sequence[int], scores: list[np.ndarray], seed: int) -> None:
    steps = list(pairwise(zip(sizes, scores, strict=True)))
    if not isinstance(found, list | tuple) or len(found) != len(steps):
        count = len(found) if isinstance(found, list | tuple) else type(found).__name__
        raise Wrong(f"{len(sizes)} points of a curve make {len(steps)} steps between neighbours; yours gives {count}.")
    for triple, ((fewer, before), (more, after)) in zip(found, steps, strict=True):
        where = f"{fewer:,} → {more:,}"
        if not isinstance(triple, list | tuple) or len(triple) != 3:
            raise Wrong(f"Each step needs three numbers, value, low and high; for {where} you give {short(triple)}.")
        _check_gain(tuple(map(float, triple)), before, after, more / fewer, seed, where)


def _check_gain(triple: Interval, before: np.ndarray, after: np.ndarray, factor: float, seed: int, where: str) -> None:
    one, other = mean_of(after), mean_of(before)
    gain = paired_difference(one, other, seed)
    scale = 100 / math.log2(factor)
    value, low, high = triple
    right = gain.value * scale
    if not math.isclose(value, right, rel_tol=1e-6, abs_tol=1e-9):
        slips = (
            (-right, "you subtracted the larger model's score from the smaller's"),
            (right / 100, "that is a fraction; a point is a hundredth of the score"),
            (100 * gain.value, "that is the gain of the whole step; divide it by the number of doublings in it"),
            (100 * gain.value / factor, "you divided by the factor; four times the data are *two* doublings"),
            (
                100 * gain.value / math.log(factor),
                "you took the natural logarithm; doublings are counted by the base 2",
            ),
            (
                100 * gain.value / math.log10(factor),
                "that is the gain per factor of ten; doublings are counted by the base 2",
            ),
        )
        hint = slip_of(value, slips, partial(math.isclose, rel_tol=1e-6))
        raise Wrong(
            f"For {where} the gain per doubling is {right:+.3f} points, yours is {value:+.3f}: "
            f"{hint or 'take the difference of the two means over the doublings between them, times 100'}."
        )
    wanted = gain.low * scale, gain.high * scale
    width = wanted[1] - wanted[0]
    if all(abs(mine - its) <= 0.15 * width for mine, its in zip((low, high), wanted, strict=True)):
        return
    apart = bootstrap(one, seed) - bootstrap(other, seed + 1)
    unpaired = float(np.subtract(*np.quantile(apart, [0.975, 0.025])) * scale)
    limits = f"[{wanted[0]:+.2f}, {wanted[1]:+.2f}] points, yours is [{low:+.2f}, {high:+.2f}]"
    if low > high:
        hint = "low and high have changed places"
    elif abs((high - low) - width * math.log2(factor)) < 0.15 * width and factor != 2:
        hint = "the value is per doubling and the interval is not: scale all three alike"
    elif high - low > 0.7 * unpaired:
        hint = (
            "so wide is it if each model's rows are drawn apart. Both models answered the same rows, so draw a row for "
            "both at once: that is what `paired_difference` does"
        )
    else:
        hint = "it is to be the 95 % interval of the paired difference, scaled like the value"
    raise Wrong(f"For {where} your value is right; its interval is about {limits}: {hint}.")
