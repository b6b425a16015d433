"""Intervals and differences: the bootstrap over examples, and a test of whether two arms differ.

A metric turns every example into a row of *sufficient statistics* and the sum of those rows into a
value. ROUGE per example has the statistics (score, 1); entity F1 has (hits, predicted, expected);
BLEU has n-gram counts. So one resampling routine serves all of them: draw examples with replacement,
add their rows up, compute the value.

Why not `scipy.stats` (1.17, one core; ten metrics, 200 examples, 10,000 resamples): its `bootstrap` takes 3 s for what
takes 0.6 here, its `permutation_test` 13 s against 0.2. And `multipletests` of statsmodels gives the p-values of `holm`
to the last digit. The two would add 210 MB to every environment and three seconds to the start of every kernel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

Reduce = Callable[[np.ndarray], np.ndarray]  # sums (..., k) -> values (...)
RESAMPLES = 10_000


@dataclass(frozen=True)
class Figure:
    """A measured value, its 95 % interval, the number of examples behind it; of a difference, its p-value too."""

    value: float
    low: float
    high: float
    n: int
    p: float | None = None

    def __str__(self) -> str:
        p = "" if self.p is None else f", p = {self.p:.2g}"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] (n = {self.n}{p})"

    @property
    def points(self) -> str:
        """A difference of fractions and its interval as text, in points: ``+1.2 [-0.3, +2.7]``."""
        return f"{100 * self.value:+.1f} [{100 * self.low:+.1f}, {100 * self.high:+.1f}]"


@dataclass(frozen=True)
class Measured:
    """One metric on one set of outputs: statistics of shape (examples, k) and how to reduce their sum."""

    statistics: np.ndarray
    reduce: Reduce
    known: int | None = None  # examples that count, where the metric says nothing of the others

    @property
    def n(self) -> int:
        """Number of examples that count."""
        return len(self.statistics) if self.known is None else self.known

    @property
    def value(self) -> float:
        """The metric on all examples; NaN where none counts."""
        return float("nan") if self.known == 0 else float(self.reduce(self.statistics.sum(axis=0)))

    @property
    def per_example(self) -> np.ndarray:
        """The metric on each example alone, shape (examples,)."""
        return self.reduce(self.statistics)

    def figure(self, seed: int, resamples: int = RESAMPLES) -> Figure:
        """Value and 95 % percentile bootstrap interval (Efron 1979) over the examples."""
        low, high = np.quantile(bootstrap(self, seed, resamples), [0.025, 0.975])
        return Figure(self.value, float(low), float(high), self.n)


def clustered(measured: Measured, groups: Sequence[str]) -> Measured:
    """Measure whole groups of examples, as families: drawn whole, n counts them (Miller 2024, arXiv 2411.00640)."""
    names, places = np.unique(groups, return_inverse=True)
    sums = np.zeros((len(names), measured.statistics.shape[1]))
    np.add.at(sums, places, measured.statistics)
    return Measured(sums, measured.reduce, None if measured.known is None else int(sums.any(axis=1).sum()))


def ratio(sums: np.ndarray) -> np.ndarray:
    """First statistic over the second; 0 where the second is 0. A mean is a ratio with ones below."""
    top, bottom = sums[..., 0], sums[..., 1]
    return np.divide(top, bottom, out=np.zeros_like(top, dtype=float), where=bottom > 0)


def mean_of(values: Sequence[float]) -> Measured:
    """Measure the mean of one value per example."""
    column = np.asarray(values, dtype=float)
    return Measured(np.stack([column, np.ones_like(column)], axis=1), ratio)


def mean_of_known(values: Sequence[float | None]) -> Measured:
    """Measure the mean of the values that there are; an example with None counts nowhere."""
    rows = [(0.0, 0.0) if value is None else (value, 1.0) for value in values]
    statistics = np.array(rows, dtype=float).reshape(-1, 2)
    return Measured(statistics, ratio, int(statistics[:, 1].sum()))


@lru_cache(maxsize=8)  # the metrics of one set of outputs are resampled alike, and so are the arms of one test set
def resampling_weights(n: int, seed: int, resamples: int) -> np.ndarray:
    """How often each of `n` examples is drawn in each resample: counts of shape (resamples, n), read-only."""
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples).astype(np.int16)
    drawn.setflags(write=False)
    return drawn


def bootstrap(measured: Measured, seed: int, resamples: int = RESAMPLES) -> np.ndarray:
    """Return the metric's value on each resample, shape (resamples,)."""
    n = len(measured.statistics)
    if n == 0:
        raise ValueError("No examples to measure: an interval needs at least one.")
    if measured.n == 0:
        return np.full(resamples, np.nan)
    return measured.reduce(resampling_weights(n, seed, resamples) @ measured.statistics)


def paired_difference(a: Measured, b: Measured, seed: int, resamples: int = RESAMPLES) -> Figure:
    """Difference a - b on the same examples, resampled together, with its 95 % interval and two-sided p-value."""
    if len(a.statistics) != len(b.statistics):
        raise ValueError(f"Paired arms need the same examples, got {len(a.statistics)} and {len(b.statistics)}.")
    drawn = bootstrap(a, seed, resamples) - bootstrap(b, seed, resamples)  # equal seeds draw equal examples
    low, high = np.quantile(drawn, [0.025, 0.975])
    p = randomization_p(a, b, seed, resamples)
    return Figure(a.value - b.value, float(low), float(high), min(a.n, b.n), p)


@lru_cache(maxsize=8)
def exchanges(n: int, seed: int, resamples: int) -> np.ndarray:
    """Which of `n` examples change places in each round: 0 or 1, shape (resamples, n), read-only."""
    drawn = np.random.default_rng(seed).integers(0, 2, size=(resamples, n), dtype=np.int16)
    drawn.setflags(write=False)
    return drawn


def randomization_p(a: Measured, b: Measured, seed: int, resamples: int = RESAMPLES) -> float:
    """Two-sided p-value of a - b by approximate randomization (Noreen 1989; Riezler and Maxwell 2005).

    If the arms were alike, each example's outputs could change places. The p-value is the share of random exchanges
    that bring a difference at least as large as the measured one, the measured one among them: never 0.
    """
    if min(a.n, b.n) == 0:
        return float("nan")
    shift = exchanges(len(a.statistics), seed, resamples) @ (b.statistics - a.statistics)
    drawn = a.reduce(a.statistics.sum(axis=0) + shift) - b.reduce(b.statistics.sum(axis=0) - shift)
    extreme = np.abs(drawn) >= abs(a.value - b.value) - 1e-12
    return float((extreme.sum() + 1) / (resamples + 1))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjust the p-values of several comparisons made at once, so that a chance hit stays as rare as for one.

    Holm 1979: the k-th smallest of m is multiplied by m - k + 1 and never lies below a smaller one. NaN, of arms with
    nothing to compare, stays NaN and is not counted.

    >>> holm({"a": 0.01, "b": 0.04})
    {'a': 0.02, 'b': 0.04}
    """
    known = sorted((name for name in p_values if not math.isnan(p_values[name])), key=lambda name: p_values[name])
    adjusted, highest = {}, 0.0
    for rank, name in enumerate(known):
        highest = max(highest, min(1.0, p_values[name] * (len(known) - rank)))
        adjusted[name] = highest
    return {name: adjusted.get(name, math.nan) for name in p_values}
