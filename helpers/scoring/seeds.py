"""Two arms of several runs each: their difference beside the luck of the dialogues and that of the training.

A bootstrap over two or three runs is far too sure of itself, so the runs' part is drawn from Student's t with their
number less one as degrees of freedom, as in Welch's test (1947); the examples' part is the paired bootstrap.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpers.intervals import RESAMPLES, Figure, Measured, bootstrap

Spread = tuple[float, int]  # standard deviation over seeds, from how many runs


def spread(runs: Sequence[Measured]) -> Spread | None:
    """Return the standard deviation over runs, n − 1 below; None for a single run, which has none."""
    return (float(np.std([run.value for run in runs], ddof=1)), len(runs)) if len(runs) > 1 else None


def difference(
    arms: tuple[Sequence[Measured], Sequence[Measured]],
    lent: tuple[Spread | None, Spread | None],
    seed: int,
    resamples: int = RESAMPLES,
) -> Figure:
    """Mean of the first arm's runs minus that of the second's, with an interval and p-value for both kinds of luck.

    An arm with one run takes the spread that is `lent` to it; None means none, as of a model that nobody trained. n
    counts examples. With two runs, t has one degree of freedom: the interval of their part is 12.7 deviations wide.
    """
    known = None if arms[0][0].known is None else min(run.n for runs in arms for run in runs)
    one, other = (Measured(np.mean([run.statistics for run in runs], 0), runs[0].reduce, known) for runs in arms)
    rng, drawn = np.random.default_rng(seed), bootstrap(one, seed, resamples) - bootstrap(other, seed, resamples)
    for runs, borrowed in zip(arms, lent, strict=True):
        if found := spread(runs) or borrowed:
            drawn = drawn + found[0] / np.sqrt(len(runs)) * rng.standard_t(found[1] - 1, resamples)
    low, high = np.quantile(drawn, [0.025, 0.975])
    beyond = min((drawn <= 0).sum(), (drawn >= 0).sum())
    p = min(1.0, 2 * float(beyond + 1) / (resamples + 1)) if one.n else float("nan")
    return Figure(one.value - other.value, float(low), float(high), one.n, p)
