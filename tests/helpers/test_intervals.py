"""Intervals, differences and p-values: what they promise, and what they refuse."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers.intervals import (
    Figure,
    Measured,
    bootstrap,
    clustered,
    holm,
    mean_of,
    mean_of_known,
    paired_difference,
    randomization_p,
    ratio,
    resampling_weights,
)


def test_interval_covers_the_truth_about_95_times_in_100() -> None:
    r = np.random.default_rng(0)
    hits = 0
    for seed in range(200):
        figure = mean_of(r.normal(0.5, 0.2, 80)).figure(seed, 500)
        hits += figure.low <= 0.5 <= figure.high
    assert 180 <= hits <= 198


def test_figures_repeat_and_narrow_with_more_examples() -> None:
    values = np.random.default_rng(1).random(400)
    measured = mean_of(values)
    assert measured.figure(7) == measured.figure(7) and measured.figure(7).n == 400
    few = mean_of(values[:20]).figure(7)
    assert few.high - few.low > 2 * (measured.figure(7).high - measured.figure(7).low)


def test_another_seed_gives_nearly_the_same_interval() -> None:
    measured = mean_of(np.random.default_rng(1).random(400))
    one, other = measured.figure(7), measured.figure(8)
    assert one != other and one.low == pytest.approx(other.low, abs=0.002)


def test_paired_difference_is_sharper_than_two_intervals() -> None:
    r = np.random.default_rng(2)
    hard = r.random(300)
    a, b = mean_of(hard + 0.05), mean_of(hard)
    difference = paired_difference(a, b, seed=3)
    assert difference.low > 0 and difference.value == pytest.approx(0.05)
    assert a.figure(3).low < b.figure(3).high and difference.p < 0.001
    with pytest.raises(ValueError, match="same examples"):
        paired_difference(a, mean_of(hard[:10]), seed=3)


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(ValueError, match="at least one"):
        mean_of([]).figure(0)


def test_a_ratio_of_sums_is_resampled_as_one() -> None:
    """Micro F1 and the like: numerators and denominators of the drawn examples are added up, then divided."""
    measured = Measured(np.array([[1.0, 1.0], [0.0, 9.0]]), ratio)
    assert measured.value == pytest.approx(0.1) and list(measured.per_example) == [1.0, 0.0]
    assert set(np.round(bootstrap(measured, 0, 200), 6)) == {0.0, 0.1, 1.0}


def test_each_resample_draws_as_many_examples_as_there_are() -> None:
    weights = resampling_weights(7, 1, 300)
    assert weights.shape == (300, 7) and (weights.sum(axis=1) == 7).all() and not weights.flags.writeable
    assert weights.mean(axis=0) == pytest.approx(np.ones(7), abs=0.25)


def test_examples_without_a_value_count_nowhere() -> None:
    assert mean_of_known([None, 0.5, None, 1.0]).value == 0.75
    figure = mean_of_known([None, 0.5, None, 1.0]).figure(0, 100)
    assert figure.n == 2 and figure.low >= 0


def test_where_nothing_is_known_the_figure_is_nan() -> None:
    figure = mean_of_known([None, None]).figure(0, 50)
    assert figure.n == 0 and all(map(math.isnan, (figure.value, figure.low, figure.high)))
    difference = paired_difference(mean_of_known([None, None]), mean_of([0.0, 1.0]), 0, 50)
    assert difference.n == 0 and math.isnan(difference.value) and math.isnan(difference.p)


def test_a_figure_reads_as_a_value_with_its_interval() -> None:
    assert str(Figure(0.5, 0.25, 0.75, 12)) == "0.500 [0.250, 0.750] (n = 12)"
    assert str(Figure(-0.01, -0.02, 0.001, 12, 0.0412)) == "-0.010 [-0.020, 0.001] (n = 12, p = 0.041)"


def test_a_p_value_is_never_zero_and_counts_the_measured_difference() -> None:
    a, b = mean_of(np.ones(50)), mean_of(np.zeros(50))
    assert randomization_p(a, b, 0, 99) == pytest.approx(1 / 100)


def test_the_p_value_comes_near_that_of_all_exchanges() -> None:
    """Of the 2^n sign patterns of eight differences, the share that is as extreme, counted one by one."""
    differences = np.array([3.0, 1.0, 4.0, -1.0, 5.0, -2.0, 6.0, 0.5])
    signs = 1 - 2 * ((np.arange(256)[:, None] >> np.arange(8)) & 1)
    exact = np.mean(np.abs(signs @ differences) >= abs(differences.sum()) - 1e-9)
    found = randomization_p(mean_of(differences), mean_of(np.zeros(8)), 1, 20_000)
    assert found == pytest.approx(exact, abs=0.01)


def test_holm_by_hand() -> None:
    """The example in Holm's order: .01 * 3, then .02 * 2, then .04 * 1; a later one never lies below an earlier one."""
    assert holm({"c": 0.04, "a": 0.01, "b": 0.02}) == pytest.approx({"c": 0.04, "a": 0.03, "b": 0.04})
    assert holm({"a": 0.6, "b": 0.7}) == {"a": 1.0, "b": 1.0} and holm({}) == {}


def test_families_are_drawn_whole() -> None:
    """The value stays; n counts families; where a family is of one mind, its interval is wider than over dialogues."""
    rng = np.random.default_rng(4)
    families = [f"family {i}" for i in range(20) for _ in range(10)]
    values = np.repeat(rng.normal(0.4, 0.1, 20), 10) + rng.normal(0, 0.02, 200)
    alone, whole = mean_of(values), clustered(mean_of(values), families)
    one, other = alone.figure(3), whole.figure(3)
    assert whole.value == pytest.approx(alone.value) and (one.n, other.n) == (200, 20)
    assert other.high - other.low > 2 * (one.high - one.low)
    singles = clustered(alone, [str(i) for i in range(200)])
    assert sorted(singles.per_example) == sorted(alone.per_example)


def test_a_family_without_a_known_value_does_not_count() -> None:
    found = clustered(mean_of_known([None, None, 0.5, 1.0]), ["a", "a", "b", "b"])
    assert found.n == 1 and found.value == 0.75
