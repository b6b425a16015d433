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

VERDICTS = ("claim", "luck of the dialogues", "luck of the training")


@exercise("07.3")
def claim_or_luck(answer: Callable[[list[float], list[float], float, float], str]) -> str:
    """A function of (one, other, low, high): "claim", "luck of the dialogues" or "luck of the training"."""

    def verdict(gap: float, spread: float, low: float, high: float) -> str:
        if low <= 0 <= high:
            return VERDICTS[1]
        return VERDICTS[0] if abs(gap) > spread else VERDICTS[2]

    def gap(one: list[float], other: list[float]) -> float:
        return float(np.mean(one) - np.mean(other))

    def spreads(one: list[float], other: list[float], ddof: int = 1) -> list[float]:
        return [float(np.std(values, ddof=ddof)) for values in (one, other)]

    slips: dict[str, Callable[..., str]] = {
        "You look at the interval only. It knows which dialogues were drawn, and nothing of another seed: ask the "
        "spread over seeds too.": lambda a, b, low, high: VERDICTS[1] if low <= 0 <= high else VERDICTS[0],
        "You look at the seeds only. Where the interval holds 0, other dialogues could turn the difference round, "
        "however well the seeds agree.": lambda a, b, low, high: (
            VERDICTS[0] if abs(gap(a, b)) > max(spreads(a, b)) else VERDICTS[2]
        ),
        "You forget that a difference may be negative: a loss can be as certain as a gain.": lambda a, b, low, high: (
            VERDICTS[1] if low <= 0 else VERDICTS[0] if gap(a, b) > max(spreads(a, b)) else VERDICTS[2]
        ),
        "You compare with the arm whose seeds agree better. The difference has to survive the less stable one: take "
        "the larger of the two standard deviations.": lambda a, b, low, high: verdict(
            gap(a, b), min(spreads(a, b)), low, high
        ),
        "Your standard deviation divides by the number of seeds. From so few it comes out too small: divide by one "
        "less (ddof=1).": lambda a, b, low, high: verdict(gap(a, b), max(spreads(a, b, 0)), low, high),
        "You compare the first seeds only. The first is one draw among several: take the mean over seeds of each "
        "arm.": (lambda a, b, low, high: verdict(a[0] - b[0], max(spreads(a, b)), low, high)),
        "You take the spread of both arms' scores together. It holds the very difference that you want to judge: take "
        "each arm's own.": lambda a, b, low, high: verdict(gap(a, b), float(np.std([*a, *b], ddof=1)), low, high),
        "You compare the best seeds. Whoever tries more seeds then wins: take the mean of each arm.": (
            lambda a, b, low, high: verdict(max(a) - max(b), max(spreads(a, b)), low, high)
        ),
    }

    def word(one: list[float], other: list[float], low: float, high: float) -> str:
        given = answer(list(one), list(other), low, high)
        if given not in VERDICTS:
            raise Wrong(f"You give back {short(given)}; it must be one of {', '.join(map(repr, VERDICTS))}.")
        return given

    cases = [
        ([38.0, 39.0, 39.4], [21.0, 22.2, 20.6], 15.1, 18.9),  # clear
        ([36.0, 37.4, 35.3], [36.4, 35.0, 35.2], 0.4, 2.1),  # the seeds cross
        ([30.2, 30.0, 30.1], [29.8, 29.6, 29.7], -0.3, 1.1),  # seeds agree, dialogues do not
        ([31.0, 30.6, 31.3], [35.2, 34.4, 34.9], -5.4, -2.9),  # a certain loss
        ([40.0, 40.2, 40.1], [37.9, 40.1, 38.3], 0.5, 3.4),  # above one spread and the other
        ([33.0, 35.0], [33.0, 32.6], 0.2, 1.9),  # between the spreads of the two arms
        ([28.0, 30.0], [26.8, 28.8], 0.3, 2.2),  # between the two kinds of standard deviation
        ([35.0, 31.0, 31.5], [32.1, 32.2, 31.8], 1.2, 4.6),  # a lucky first seed
        ([32.0, 34.9, 35.2], [32.1, 32.3, 32.0], -0.9, -0.2),  # the first run hides it
    ]
    judge(
        word,
        lambda a, b, low, high: verdict(gap(a, b), max(spreads(a, b)), low, high),
        cases,
        slips,
        lambda a, b, low, high: f"seeds {a} against {b}, interval [{low:+g}, {high:+g}]",
        same=lambda one, other: one == other,
    )
    return (
        "Right. With three seeds the standard deviation is itself a rough guess, so this is a minimum. Where the two "
        "are near each other, train more seeds before you say anything."
    )
