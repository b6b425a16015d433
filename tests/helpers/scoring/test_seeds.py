"""A difference between two arms of several runs: it passes few equal arms, and says how little two runs can tell."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers.intervals import Measured, mean_of, mean_of_known, paired_difference
from helpers.scoring.seeds import difference, spread


def runs(rng: np.random.Generator, hard: np.ndarray, number: int, gain: float, luck: float) -> list[Measured]:
    """Scores of an arm's runs on the same dialogues: a gain, the luck of each run, and that of each summary."""
    noise = rng.normal(0, 0.1, (number, len(hard)))
    return [mean_of(hard + gain + rng.normal(0, luck) + own) for own in noise]


@pytest.mark.parametrize("number", [2, 3, 5])
def test_of_equal_arms_hardly_one_in_twenty_passes(number: int) -> None:
    rng, passed = np.random.default_rng(number), 0
    for seed in range(200):
        hard = rng.normal(0.4, 0.15, 60)
        arms = [runs(rng, hard, number, 0.0, 0.02) for _ in range(2)]
        found = difference(arms, (None, None), seed, 400)
        passed += found.low > 0 or found.high < 0
    assert passed <= 15


def test_a_large_difference_passes_and_with_more_seeds_the_interval_narrows() -> None:
    rng = np.random.default_rng(0)
    hard = rng.normal(0.4, 0.15, 200)
    one, other = (runs(rng, hard, 6, gain, 0.01) for gain in (0.1, 0.0))
    many = difference((one, other), (None, None), 1)
    few = difference((one[:2], other[:2]), (None, None), 1)
    assert many.low > 0 and many.p < 0.01 and many.n == 200
    assert few.high - few.low > 2 * (many.high - many.low)


def test_an_arm_with_one_run_takes_what_is_lent_to_it() -> None:
    rng = np.random.default_rng(1)
    hard = rng.normal(0.4, 0.15, 100)
    several, (single,) = runs(rng, hard, 3, 0.02, 0.02), runs(rng, hard, 1, 0.0, 0.02)
    assert spread([single]) is None and spread(several)[1] == 3
    untrained = difference((several, [single]), (None, None), 1)
    lent = difference((several, [single]), (None, spread(several)), 1)
    assert lent.value == untrained.value and lent.high - lent.low > untrained.high - untrained.low


def test_without_any_spread_it_is_the_paired_bootstrap() -> None:
    rng = np.random.default_rng(2)
    hard = rng.normal(0.4, 0.15, 100)
    (one,), (other,) = runs(rng, hard, 1, 0.02, 0.0), runs(rng, hard, 1, 0.0, 0.0)
    found, paired = difference(([one], [other]), (None, None), 1), paired_difference(one, other, 1)
    assert (found.value, found.low, found.high) == (paired.value, paired.low, paired.high)


def test_nothing_known_has_no_p_value() -> None:
    nothing = mean_of_known([None, None])
    assert math.isnan(difference(([nothing], [nothing]), (None, None), 1, 50).p)
