"""Scoring: the course's ways against plain ones.

    python -m tests.benchmarks.scoring

ROUGE of 1,500 summaries against three references each: against rouge_score, pair by pair, the same four variants with
stemming. Then the 95 % intervals of every summary metric on 500 dialogues, 10,000 resamples: against a loop that draws
the dialogues of one resample after the other. Both sides take turns in one process. Texts are nano's summaries:
training summaries stand in for predictions.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from helpers.setup import start

if TYPE_CHECKING:
    from helpers.intervals import Measured


def texts(count: int) -> tuple[list[str], list[list[str]], list[str]]:
    """Return `count` stand-ins for predictions, three references for each, and a dialogue for each."""
    from datasets import load_dataset

    from helpers.profiles import load_profile

    rows = load_dataset(load_profile("nano").data["dialogue_summary"].path, split="train")
    summaries, dialogues = list(rows["summary"]), list(rows["dialogue"])
    places = [i % len(summaries) for i in range(4 * count)]
    references = [[summaries[i] for i in places[count + 3 * k : count + 3 * k + 3]] for k in range(count)]
    return [summaries[i] for i in places[:count]], references, [dialogues[i] for i in places[:count]]


def score_plainly(predictions: list[str], references: list[list[str]]) -> list[dict[str, float]]:
    """Mean F1 over the references, every pair given to rouge_score as its documentation shows."""
    from rouge_score.rouge_scorer import RougeScorer

    from helpers.metrics import ROUGE_NAMES, sentences

    scorer, scores = RougeScorer(list(ROUGE_NAMES), use_stemmer=True), []
    for prediction, own in zip(predictions, references, strict=True):
        pairs = [scorer.score(sentences(reference), sentences(prediction)) for reference in own]
        scores.append({name: sum(pair[name].fmeasure for pair in pairs) / len(pairs) for name in ROUGE_NAMES})
    return scores


def score_as_the_course(predictions: list[str], references: list[list[str]]) -> list[dict[str, float]]:
    """Score by `helpers.metrics.rouge`, nothing remembered from before."""
    from helpers import metrics
    from helpers.scoring import rouge

    rouge._tokenizer.cache_clear()
    return [metrics.rouge(prediction, own) for prediction, own in zip(predictions, references, strict=True)]


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Return what a function returns, and the seconds that it took."""
    began = time.perf_counter()
    result = function(*arguments)
    return result, time.perf_counter() - began


def bootstrap_plainly(measured: Measured, seed: int, resamples: int) -> tuple[float, float]:
    """Return the ends of the 95 % interval, each resample's examples drawn and added up by themselves."""
    import numpy as np

    rng, n = np.random.default_rng(seed), len(measured.statistics)
    values = [measured.reduce(measured.statistics[rng.integers(0, n, n)].sum(axis=0)) for _ in range(resamples)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def compare(count: int, rounds: int) -> dict[str, float]:
    """Score `count` predictions both ways, in turns; return medians in seconds, their ratio and the difference."""
    predictions, references, _ = texts(count)
    plain, ours = [], []
    for _ in range(rounds):
        expected, seconds = timed(score_plainly, predictions, references)
        plain.append(seconds)
        scores, seconds = timed(score_as_the_course, predictions, references)
        ours.append(seconds)
    return {
        "plain": statistics.median(plain),
        "course": statistics.median(ours),
        "plain / course": statistics.median(plain) / statistics.median(ours),
        "largest difference": max(abs(a[name] - b[name]) for a, b in zip(scores, expected, strict=True) for name in b),
    }


def compare_intervals(dialogues: int, resamples: int, rounds: int) -> dict[str, float]:
    """Resample all summary metrics both ways, in turns; return medians in seconds, their ratio and the difference.

    The two draw other examples, so their ends differ by chance: the largest difference is in widths of the interval.
    """
    from helpers.intervals import resampling_weights
    from helpers.metrics import measure_summaries

    measured = measure_summaries(*texts(dialogues))
    plain, ours, first = [], [], []
    for _ in range(rounds):
        expected, seconds = timed(lambda: [bootstrap_plainly(one, 0, resamples) for one in measured.values()])
        plain.append(seconds)
        resampling_weights.cache_clear()
        _, seconds = timed(measured["rouge1"].figure, 0, resamples)
        first.append(seconds)
        resampling_weights.cache_clear()
        figures, seconds = timed(lambda: [one.figure(0, resamples) for one in measured.values()])
        ours.append(seconds)
    ends = [
        (abs(f.low - low), abs(f.high - high), high - low) for f, (low, high) in zip(figures, expected, strict=True)
    ]
    return {
        "metrics": len(measured),
        "plain": statistics.median(plain),
        "course": statistics.median(ours),
        "course, one metric": statistics.median(first),
        "plain / course": statistics.median(plain) / statistics.median(ours),
        "largest difference": max(max(low, high) / width for low, high, width in ends if width > 0),
    }


def main() -> None:
    """Parse the command line, compare and print."""
    parser = argparse.ArgumentParser(description="Scoring: the course's ways against plain ones.")
    parser.add_argument("--count", type=int, default=1500, help="predictions, three references each (%(default)s)")
    parser.add_argument("--dialogues", type=int, default=500, help="dialogues of the intervals (%(default)s)")
    parser.add_argument("--resamples", type=int, default=10_000, help="resamples of the intervals (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="repetitions, in turns (default: %(default)s)")
    arguments = parser.parse_args()
    start()
    result = compare(arguments.count, arguments.rounds)
    pairs = f"{arguments.count:,} predictions x 3 references"
    print(f"{pairs}, four variants of ROUGE, plain rouge_score: {result['plain']:.2f} s")
    print(f"{pairs}, four variants of ROUGE, the course:        {result['course']:.2f} s")
    print(f"plain / course: {result['plain / course']:.2f}")
    print(f"largest difference of a score: {result['largest difference']:.1e} (must be below 1e-9)")
    intervals = compare_intervals(arguments.dialogues, arguments.resamples, arguments.rounds)
    drawn = f"{arguments.resamples:,} resamples of {arguments.dialogues:,} dialogues, {intervals['metrics']} metrics"
    print(f"{drawn}, one by one: {intervals['plain']:.2f} s")
    print(f"{drawn}, the course: {intervals['course']:.2f} s (ROUGE-1 alone {intervals['course, one metric']:.2f} s)")
    print(f"plain / course: {intervals['plain / course']:.2f}")
    width = intervals["largest difference"]
    print(f"largest difference of an end: {100 * width:.1f} % of the interval's width, by chance")
    if not result["largest difference"] < 1e-9:
        raise SystemExit("The course's scores are not those of rouge_score.")


if __name__ == "__main__":
    main()
