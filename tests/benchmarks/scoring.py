"""Scoring 1,500 summaries against three references each: the course's way against plain rouge_score, pair by pair.

    python -m tests.benchmarks.scoring

Texts are nano's summaries: training summaries stand in for predictions. The same pairs, the same four variants of ROUGE
with stemming, in turns in one process; then the 95 % intervals of every summary metric.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from helpers.setup import start


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

    metrics._tokenizer.cache_clear()
    return [metrics.rouge(prediction, own) for prediction, own in zip(predictions, references, strict=True)]


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Return what a function returns, and the seconds that it took."""
    began = time.perf_counter()
    result = function(*arguments)
    return result, time.perf_counter() - began


def compare(count: int, rounds: int) -> dict[str, float]:
    """Score `count` predictions both ways, in turns; return medians in seconds, their ratio and the difference."""
    from helpers.intervals import resampling_weights
    from helpers.metrics import measure_summaries

    predictions, references, dialogues = texts(count)
    plain, ours = [], []
    for _ in range(rounds):
        expected, seconds = timed(score_plainly, predictions, references)
        plain.append(seconds)
        scores, seconds = timed(score_as_the_course, predictions, references)
        ours.append(seconds)
    measured = measure_summaries(predictions, references, dialogues)
    resampling_weights.cache_clear()
    _, intervals = timed(lambda: [one.figure(0) for one in measured.values()])
    return {
        "plain": statistics.median(plain),
        "course": statistics.median(ours),
        "plain / course": statistics.median(plain) / statistics.median(ours),
        "intervals": intervals,
        "largest difference": max(abs(a[name] - b[name]) for a, b in zip(scores, expected, strict=True) for name in b),
    }


def main() -> None:
    """Parse the command line, compare and print."""
    parser = argparse.ArgumentParser(description="Scoring: the course's way against plain rouge_score.")
    parser.add_argument("--count", type=int, default=1500, help="predictions, three references each (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="repetitions, in turns (default: %(default)s)")
    arguments = parser.parse_args()
    start()
    result = compare(arguments.count, arguments.rounds)
    pairs = f"{arguments.count:,} predictions x 3 references"
    print(f"{pairs}, four variants of ROUGE, plain rouge_score: {result['plain']:.2f} s")
    print(f"{pairs}, four variants of ROUGE, the course:        {result['course']:.2f} s")
    print(f"plain / course: {result['plain / course']:.2f}")
    print(f"95 % intervals of all summary metrics: {result['intervals']:.2f} s")
    print(f"largest difference of a score: {result['largest difference']:.1e} (must be below 1e-9)")
    if not result["largest difference"] < 1e-9:
        raise SystemExit("The course's scores are not those of rouge_score.")


if __name__ == "__main__":
    main()
