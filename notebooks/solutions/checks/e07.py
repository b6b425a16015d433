"""Checks the exercises of 07_before_after on what a difference means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import close, judge, numbers, short

# --- 07.1 ----------------------------------------------------------------------------------------

RESAMPLES = 4_000


@exercise("07.1")
def interval_of_the_difference(answer: Callable[[np.ndarray, np.ndarray, int], tuple[float, float]]) -> str:
    """A function of (one, other, seed): the 95 % bootstrap interval of the paired difference, as (low, high)."""
    rng = np.random.default_rng(71)
    cases = [
        _two_arms(rng, n=160, gain=0.02, own=0.04),
        _two_arms(rng, n=90, gain=-0.03, own=0.08),
        _two_arms(rng, n=240, gain=0.0, own=0.03),
    ]
    for one, other in cases:
        low, high = numbers(answer(one.copy(), other.copy(), 7), (2,), "two numbers, (low, high)")
        _check_interval(low, high, one, other)
    same = cases[0][0]
    if not close(numbers(answer(same, same.copy(), 7), (2,), "two numbers, (low, high)"), (0, 0)):
        raise Wrong(
            "For two arms with the same score on every dialogue your interval has a width. Whatever dialogues are "
            "drawn, their difference is 0: draw each dialogue once for both arms."
        )
    return (
        "Right. What makes a dialogue hard for one arm makes it hard for the other, and in the difference that part "
        "drops out. So the pair can tell apart what two overlapping intervals cannot."
    )


def _two_arms(rng: np.random.Generator, n: int, gain: float, own: float) -> tuple[np.ndarray, np.ndarray]:
    """Scores of two arms on `n` dialogues: a shared difficulty, and luck of each arm's `own`."""
    shared = rng.normal(0.4, 0.15, n)
    return tuple(np.clip(shared + shift + rng.normal(0, own, n), 0, 1) for shift in (gain, 0.0))


def _check_interval(low: float, high: float, one: np.ndarray, other: np.ndarray) -> None:
    from helpers.intervals import bootstrap, mean_of, paired_difference

    a, b = mean_of(one), mean_of(other)
    true, alone = paired_difference(a, b, 7, RESAMPLES), [m.figure(7, RESAMPLES) for m in (a, b)]
    drawn = bootstrap(a, 7, RESAMPLES) - bootstrap(b, 7, RESAMPLES)
    unpaired = np.quantile(bootstrap(a, 7, RESAMPLES) - bootstrap(b, 8, RESAMPLES), [0.025, 0.975])

    def near(ends: Sequence[float], part: float = 0.06) -> bool:
        return max(abs(low - ends[0]), abs(high - ends[1])) <= part * (ends[1] - ends[0])

    if near((true.low, true.high)):
        return
    slips = {
        "You draw dialogues for each arm on its own. The arms share their dialogues: draw numbers of dialogues once, "
        "and take both arms' scores at these.": (unpaired,),
        "You subtract the ends of two intervals. That adds the luck of both arms up, also what they share. Take the "
        "difference on every resample first, then its quantiles.": (
            (alone[0].low - alone[1].high, alone[0].high - alone[1].low),
        ),
        "You take the quantiles of the single dialogues' differences. They say how much one dialogue varies; the "
        "question is how much the mean of all dialogues does.": (np.quantile(one - other, [0.025, 0.975]),),
        "The sign is the other way round: the difference is one minus other.": ((-true.high, -true.low),),
        "Your interval is too narrow for 95 %: leave 2.5 % of the resamples out at each end, not 5 %.": (
            np.quantile(drawn, [0.05, 0.95]),
        ),
    }
    yours, expected = f"[{low:+.3f}, {high:+.3f}]", f"about [{true.low:+.3f}, {true.high:+.3f}]"
    for sentence, candidates in slips.items():
        if any(near(ends) for ends in candidates):
            raise Wrong(f"{sentence} (Yours: {yours}, expected: {expected}.)")
    raise Wrong(
        f"On {len(one)} dialogues with a mean difference of {true.value:+.3f} the interval is {expected}; yours is "
        f"{yours}."
    )


# --- 07.2 ----------------------------------------------------------------------------------------


@exercise("07.2")
def what_holm_leaves(answer: Callable[[dict[str, float], float], set[str]]) -> str:
    """A function of (p_values, level): the set of the comparisons that stay significant after Holm's correction."""
    from helpers.intervals import holm

    def right(p_values: dict[str, float], level: float) -> set[str]:
        return {name for name, p in holm(p_values).items() if p <= level}

    def by_rank(p_values: dict[str, float]) -> list[tuple[int, str, float]]:
        return [(k, name, p_values[name]) for k, name in enumerate(sorted(p_values, key=p_values.__getitem__), 1)]

    def no_stop(p_values: dict[str, float], level: float) -> set[str]:
        m = len(p_values)
        return {name for k, name, p in by_rank(p_values) if p <= level / (m - k + 1)}

    def step_up(p_values: dict[str, float], level: float, threshold: Callable[[int, int], float]) -> set[str]:
        rows = by_rank(p_values)
        last = max((k for k, _, p in rows if p <= level * threshold(k, len(rows))), default=0)
        return {name for k, name, _ in rows if k <= last}

    slips: dict[str, Callable[[dict[str, float], float], set[str]]] = {
        "You hold each p-value against the level itself. Among many comparisons one falls below it by luck: the "
        "smallest of m has to be below level / m.": lambda ps, level: {name for name, p in ps.items() if p <= level},
        "You divide the level by the number of comparisons every time (Bonferroni). That is valid, but Holm gives "
        "more: once the smallest has passed, one comparison less is left.": (
            lambda ps, level: {name for name, p in ps.items() if p <= level / len(ps)}
        ),
        "You go on after the first one that fails. Holm stops there: a larger p-value cannot be the stronger "
        "evidence.": (no_stop),
        "You start from the largest p-value. Holm starts from the smallest and stops at the first that fails.": (
            lambda ps, level: step_up(ps, level, lambda k, m: 1 / (m - k + 1))
        ),
        "You raise the bar with the rank (level · k / m). That limits the share of false hits (Benjamini and "
        "Hochberg); Holm keeps even one of them rare.": lambda ps, level: step_up(ps, level, lambda k, m: k / m),
        "You give back those that fall; asked for are those that stay.": lambda ps, level: set(ps) - right(ps, level),
    }

    def names(p_values: dict[str, float], level: float) -> set[str]:
        given = answer(dict(p_values), level)
        if isinstance(given, Mapping):
            raise Wrong(
                "You give back a dictionary. Give back the set of the names whose comparison stays significant."
            )
        if isinstance(given, str) or not set(given) <= set(p_values):
            raise Wrong(f"You give back {short(given)}. Give back a set of names, those of the input.")
        return set(given)

    cases = [
        ({"a": 0.04, "b": 0.011, "c": 0.012}, 0.05),  # Holm leaves all, Bonferroni two
        ({"a": 0.01, "b": 0.03, "c": 0.04}, 0.05),  # stops at b, and c would have passed
        ({"a": 0.3, "b": 0.0001, "c": 0.013, "d": 0.02, "e": 0.6}, 0.05),
        ({"a": 0.02, "b": 0.02, "c": 0.02}, 0.05),
        ({"a": 0.004, "b": 0.006, "c": 0.2}, 0.01),
        ({"a": 0.04}, 0.05),
        ({"a": 0.4, "b": 0.9}, 0.05),
    ]
    judge(names, right, cases, slips, lambda ps, level: f"{ps} at level {level:g}", same=lambda a, b: a == b)
    return (
        "Right. Holm asks no assumption of the comparisons and never leaves less than Bonferroni does. But count all "
        "comparisons that you looked at, not only those that you tell of."
    )


# --- 07.3 ----------------------------------------------------------------------------------------

VERDICTS = ("claim", "luck of the dialogues", "luck of the training", "too few seeds")
T = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57}


@exercise("07.3")
def claim_or_luck(answer: Callable[[list[float], list[float], float, float], str]) -> str:
    """A function of (one, other, low, high): one of `VERDICTS`."""

    def gap(one: Sequence[float], other: Sequence[float]) -> float:
        return float(np.mean(one) - np.mean(other))

    def deviations(one: Sequence[float], other: Sequence[float], ddof: int = 1) -> list[float]:
        return [float(np.std(values, ddof=ddof)) if len(values) > 1 else 0.0 for values in (one, other)]

    def error(one: Sequence[float], other: Sequence[float], ddof: int = 1) -> float:
        parts = zip(deviations(one, other, ddof), (one, other), strict=True)
        return float(np.sqrt(sum(s * s / len(values) for s, values in parts)))

    def bar(one: Sequence[float], other: Sequence[float]) -> float:
        return T[min(len(one), len(other)) - 1]

    def verdict(one: Sequence[float], other: Sequence[float], low: float, high: float, passed: bool) -> str:
        if low <= 0 <= high:
            return VERDICTS[1]
        if min(len(one), len(other)) < 2:
            return VERDICTS[3]
        return VERDICTS[0] if passed else VERDICTS[2]

    def right(a: list[float], b: list[float], low: float, high: float) -> str:
        few = min(len(a), len(b)) < 2
        return verdict(a, b, low, high, not few and abs(gap(a, b)) > bar(a, b) * error(a, b))

    def by(rule: Callable[[list[float], list[float]], bool]) -> Callable[..., str]:
        return lambda a, b, low, high: verdict(a, b, low, high, min(len(a), len(b)) > 1 and rule(a, b))

    slips: dict[str, Callable[..., str]] = {
        "You look at the interval only. It knows which dialogues were drawn, and nothing of another seed: ask the "
        "spread over seeds too.": lambda a, b, low, high: VERDICTS[1] if low <= 0 <= high else VERDICTS[0],
        "You look at the seeds only. Where the interval holds 0, other dialogues could turn the difference round, "
        "however well the seeds agree.": lambda a, b, low, high: right(a, b, 1, 1),
        "You forget that a difference may be negative: a loss can be as certain as a gain.": lambda a, b, low, high: (
            VERDICTS[1] if low <= 0 else right(a, b, low, high)
        ),
        "You take one standard deviation over seeds for the bar. Of arms that are equal, one in five passes it with "
        "three seeds and more with two: ask for Student's t times the standard error.": by(
            lambda a, b: abs(gap(a, b)) > max(deviations(a, b))
        ),
        "You take 1.96, the bar for a standard deviation that is known. Here it is a guess from a few seeds: take t "
        "for their number less one.": by(lambda a, b: abs(gap(a, b)) > 1.96 * error(a, b)),
        "You take the t of the arm with more seeds. The other one is the less certain: take the smaller number.": by(
            lambda a, b: abs(gap(a, b)) > T[max(len(a), len(b)) - 1] * error(a, b)
        ),
        "You count both arms' seeds together for t, as if they varied equally. Take the smaller number less one.": by(
            lambda a, b: abs(gap(a, b)) > T.get(len(a) + len(b) - 2, 2.4) * error(a, b)
        ),
        "Your variance divides by the number of seeds. From so few it comes out too small: divide by one "
        "less (ddof=1).": by(lambda a, b: abs(gap(a, b)) > bar(a, b) * error(a, b, 0)),
        "You forget the root: the standard error is the root of the sum.": by(
            lambda a, b: abs(gap(a, b)) > bar(a, b) * error(a, b) ** 2
        ),
        "You do not divide the variances by the number of seeds. A mean of several varies less than one of them.": by(
            lambda a, b: abs(gap(a, b)) > bar(a, b) * float(np.hypot(*deviations(a, b)))
        ),
        "You compare the first seeds only. The first is one draw among several: take the mean over seeds of each "
        "arm.": by(lambda a, b: abs(a[0] - b[0]) > bar(a, b) * error(a, b)),
        "You compare the best seeds. Whoever tries more seeds then wins: take the mean of each arm.": by(
            lambda a, b: abs(max(a) - max(b)) > bar(a, b) * error(a, b)
        ),
        "An arm with one score has no spread: that is no spread of 0, it is not known. Give back too few seeds.": (
            lambda a, b, low, high: (
                VERDICTS[1] if low <= 0 <= high else VERDICTS[0] if min(len(a), len(b)) < 2 else right(a, b, low, high)
            )
        ),
    }

    def word(one: list[float], other: list[float], low: float, high: float) -> str:
        given = answer(list(one), list(other), low, high)
        if given not in VERDICTS:
            raise Wrong(f"You give back {short(given)}; it must be one of {', '.join(map(repr, VERDICTS))}.")
        return given

    cases = [
        ([38.0, 39.0, 39.4], [21.0, 22.2, 20.6], 15.1, 18.9),
        ([30.2, 30.0, 30.1], [29.8, 29.6, 29.7], -0.3, 1.1),  # seeds agree, dialogues do not
        ([36.0, 37.4, 35.3], [36.4, 35.0, 35.2], 0.4, 2.1),
        ([31.0, 30.6, 31.3], [35.2, 34.4, 34.9], -5.4, -2.9),  # a certain loss
        ([40.0, 40.2, 40.1], [37.9, 40.1, 38.3], 0.5, 3.4),  # above one deviation and below t
        ([35.0, 36.0, 37.0, 36.0], [34.0, 35.0, 36.1, 35.0], 0.2, 1.7),  # above one deviation, below 1.96 errors
        ([38.0, 39.0], [36.0, 36.4], 1.1, 3.2),  # two seeds: far above 1.96 errors, and t is 12.7
        ([38.0, 38.4, 38.2, 38.1], [36.9, 37.7], 0.3, 1.6),  # fewer seeds of one arm
        ([41.0, 41.9], [40.0], 0.4, 1.8),  # one score of one arm
        ([33.0, 35.0, 34.0], [31.0, 32.0, 31.0], 1.0, 5.0),  # between the two kinds of variance
        ([33.0, 35.0, 34.0], [31.5, 32.5, 31.5], 0.9, 3.8),  # between t of the fewer seeds and t of all
        ([35.0, 31.0, 31.5], [32.1, 32.2, 31.8], 1.2, 4.6),  # a lucky first seed
        ([36.0, 36.3, 36.1], [35.0, 35.2, 34.9], 0.6, 1.7),  # the root matters
        ([37.0, 38.4, 37.9], [35.3, 35.7, 35.8], 1.0, 3.5),  # so does the division by n
        ([50.0, 47.0, 47.2, 47.1], [46.1, 46.2, 46.0, 46.3], 0.7, 3.0),  # the best seed hides it
    ]
    judge(
        word,
        right,
        cases,
        slips,
        lambda a, b, low, high: f"seeds {a} against {b}, interval [{low:+g}, {high:+g}]",
        same=lambda one, other: one == other,
    )
    return (
        "Right. The bar falls steeply from two seeds to five, so a third and a fourth seed are worth more than any "
        "other way to spend the time. Say with every claim how many seeds it rests on."
    )
