"""Metrics, each with a bootstrap interval over examples.

A metric turns every example into a row of *sufficient statistics* and the sum of those rows into a
value. ROUGE per example has the statistics (score, 1); entity F1 has (hits, predicted, expected);
BLEU has n-gram counts. So one resampling routine serves all of them: draw examples with replacement,
add their rows up, compute the value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from rouge_score import tokenizers
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import BLEU

from .code_text import unescape_code
from .tasks import Entity, read_entities, read_rating

ROUGE_NAMES = ("rouge1", "rouge2", "rougeL", "rougeLsum")
Reduce = Callable[[np.ndarray], np.ndarray]  # sums (..., k) -> values (...)


@dataclass(frozen=True)
class Figure:
    """A measured value as a fraction 0-1, its 95 % interval, and the number of examples behind it."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] (n = {self.n})"


@dataclass(frozen=True)
class Measured:
    """One metric on one set of outputs: statistics of shape (examples, k) and how to reduce their sum."""

    statistics: np.ndarray
    reduce: Reduce

    def figure(self, seed: int, resamples: int = 2000) -> Figure:
        """Value and 95 % percentile bootstrap interval (Efron 1979) over the examples."""
        value = float(self.reduce(self.statistics.sum(axis=0)))
        low, high = np.quantile(bootstrap(self, seed, resamples), [0.025, 0.975])
        return Figure(value, float(low), float(high), len(self.statistics))


@lru_cache(maxsize=1)  # the metrics of one set of outputs are resampled alike, one after the other
def resampling_weights(n: int, seed: int, resamples: int) -> np.ndarray:
    """How often each of `n` examples is drawn in each resample: counts of shape (resamples, n), read-only."""
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples)
    drawn.setflags(write=False)
    return drawn


def bootstrap(measured: Measured, seed: int, resamples: int = 2000) -> np.ndarray:
    """Return the metric's value on each resample, shape (resamples,)."""
    n = len(measured.statistics)
    if n == 0:
        raise ValueError("No examples to measure: an interval needs at least one.")
    return measured.reduce(resampling_weights(n, seed, resamples) @ measured.statistics)


def paired_difference(a: Measured, b: Measured, seed: int, resamples: int = 2000) -> Figure:
    """Difference a - b on the same examples, resampled together, with its 95 % interval."""
    if len(a.statistics) != len(b.statistics):
        raise ValueError(f"Paired arms need the same examples, got {len(a.statistics)} and {len(b.statistics)}.")
    drawn = bootstrap(a, seed, resamples) - bootstrap(b, seed, resamples)  # equal seeds draw equal examples
    low, high = np.quantile(drawn, [0.025, 0.975])
    value = float(a.reduce(a.statistics.sum(axis=0)) - b.reduce(b.statistics.sum(axis=0)))
    return Figure(value, float(low), float(high), len(a.statistics))


def ratio(sums: np.ndarray) -> np.ndarray:
    """First statistic over the second; 0 where the second is 0. A mean is a ratio with ones below."""
    top, bottom = sums[..., 0], sums[..., 1]
    return np.divide(top, bottom, out=np.zeros_like(top, dtype=float), where=bottom > 0)


def mean_of(values: Sequence[float]) -> Measured:
    """Measure the mean of one value per example."""
    column = np.asarray(values, dtype=float)
    return Measured(np.stack([column, np.ones_like(column)], axis=1), ratio)


# --- summaries -----------------------------------------------------------------------------------


class _Tokenizer(tokenizers.DefaultTokenizer):
    """rouge_score's own tokenizer and stemmer, but each word is stemmed once and each text cut once.

    Stemming is most of ROUGE's work, and a prediction is cut anew for each of its references.
    """

    def __init__(self) -> None:
        super().__init__(use_stemmer=True)
        self._stemmer.stem = lru_cache(maxsize=100_000)(self._stemmer.stem)
        self._cut = lru_cache(maxsize=10_000)(super().tokenize)

    def tokenize(self, text: str) -> list[str]:
        """Stemmed words of a text."""
        return self._cut(text)


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(list(ROUGE_NAMES), tokenizer=_Tokenizer())


def sentences(text: str) -> str:
    """Put each sentence on its own line, as ROUGE-Lsum expects."""
    return re.sub(r"(?<=[.!?])\s+(?=[A-Z#\"'])", "\n", text.strip())


def rouge(prediction: str, references: Sequence[str]) -> dict[str, float]:
    """ROUGE F1 of one prediction: the mean over its references, with stemming (Lin 2004).

    >>> rouge("the cat", ["the cat"])["rouge1"]
    1.0
    """
    if not references:
        raise ValueError("ROUGE needs at least one reference.")
    scores = [_scorer().score(sentences(reference), sentences(prediction)) for reference in references]
    return {name: float(np.mean([score[name].fmeasure for score in scores])) for name in ROUGE_NAMES}


def references_against_each_other(references: Sequence[str]) -> dict[str, float]:
    """ROUGE F1 of each reference against the others, averaged: how well human writers agree."""
    pairs = [(a, b) for i, a in enumerate(references) for b in references[i + 1 :]]
    if not pairs:
        raise ValueError("Agreement needs at least two references for a dialogue.")
    scores = [rouge(a, [b]) for a, b in pairs]
    return {name: float(np.mean([score[name] for score in scores])) for name in ROUGE_NAMES}


_TOKEN = re.compile(r"#Person\d+#|\d+(?:[:.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER_WORDS = {
    word: str(i) for i, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_STARTERS = frozenset(
    """a about after all also although an and another any as at because before both but by can
cannot each either every finally first for from he her here his how however i if in instead it its just later
neither no none nobody not now of on one once only or other our she since so some somebody someone soon that the
their then there these they this those though to today tomorrow tonight two until we what when where whether which
while who why with yes yet you mr mrs ms dr""".split()
)


def claims(text: str) -> list[tuple[str, str]]:
    """Names and numbers in `text`: (as written, normalized). A number word counts as its number.

    A capitalized word that opens a sentence counts as a name unless it is a common opening word.
    Speaker tags such as ``#Person1#`` are not names.
    """
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        lower = word.lower()
        if word.startswith("#"):
            continue
        if word[0].isdigit():
            found.append((word, word))
        elif lower in _NUMBER_WORDS and lower not in ("zero", "one"):
            found.append((word, _NUMBER_WORDS[lower]))
        elif word[0].isupper() and lower not in _STARTERS:
            found.append((word, lower))
    return found


def unsupported(summary: str, dialogue: str) -> list[str]:
    """Names and numbers of the summary that its dialogue does not contain, as written there."""
    words = {word.lower() for match in _TOKEN.finditer(dialogue) for word in (match.group(), *match.group().split("-"))}
    known = words | {_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS}
    return [written for written, normal in claims(summary) if normal not in known and written.lower() not in known]


def unsupported_counts(summary: str, dialogue: str) -> tuple[int, int]:
    """(unsupported, all) names and numbers in the summary."""
    return len(unsupported(summary, dialogue)), len(claims(summary))


def is_summary(text: str) -> bool:
    """Whether `text` has the form of a summary: 3 to 80 words, no dialogue turn, no loop of words."""
    words = text.split()
    if not 3 <= len(words) <= 80 or re.match(r"\S+(?: \S+)?:", text):
        return False
    trigrams = Counter(zip(words, words[1:], words[2:], strict=False))
    return max(trigrams.values()) < 3


# --- the other tasks -----------------------------------------------------------------------------


def bleu_statistics(prediction: str, reference: str) -> list[float]:
    """Corpus BLEU's counts for one pair: 4 matches, 4 totals, length of prediction and reference."""
    score = _bleu().sentence_score(prediction, [reference])
    return [*score.counts, *score.totals, score.sys_len, score.ref_len]


@cache
def _bleu() -> BLEU:
    return BLEU(tokenize="13a", effective_order=True)  # only its counts are used


def bleu_value(sums: np.ndarray) -> np.ndarray:
    """BLEU (Papineni et al. 2002) as a fraction, from summed statistics (..., 10); sacrebleu's smoothing."""
    counts, totals = sums[..., :4].astype(float), sums[..., 4:8].astype(float)
    length, expected = sums[..., 8].astype(float), sums[..., 9].astype(float)
    missing = counts == 0
    smoothing = 2.0 ** np.cumsum(missing, axis=-1)
    shown = np.where(missing, 1 / smoothing, counts)
    precision = np.divide(shown, totals, out=np.zeros_like(shown), where=totals > 0)
    with np.errstate(divide="ignore"):
        geometric = np.exp(np.log(precision).mean(axis=-1))
        brevity = np.where(
            length < expected,
            np.exp(1 - np.divide(expected, length, out=np.full_like(expected, np.inf), where=length > 0)),
            1.0,
        )
    nothing = (counts.sum(axis=-1) == 0) | (totals == 0).any(axis=-1)
    return np.where(nothing, 0.0, geometric * brevity)


def is_code(text: str) -> bool:
    """Whether `text` reads as a whole method: brackets in balance and a body in braces."""
    depth, closes, opens = [], {")": "(", "}": "{", "]": "["}, set("([{")
    for character in re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', "", text):
        if character in opens:
            depth.append(character)
        elif character in closes and (not depth or depth.pop() != closes[character]):
            return False
    return not depth and text.rstrip().endswith("}")


def f1(sums: np.ndarray) -> np.ndarray:
    """Micro F1 from (hits, predicted, expected)."""
    return ratio(np.stack([2 * sums[..., 0], sums[..., 1] + sums[..., 2]], axis=-1))


def entity_counts(prediction: str, expected: Counter[Entity]) -> tuple[int, int, int]:
    """(hits, predicted, expected) over (type, span) multisets; an unreadable output predicts nothing."""
    predicted = read_entities(prediction) or Counter()
    return (predicted & expected).total(), predicted.total(), expected.total()


def measure_summaries(
    predictions: Sequence[str],
    references: Sequence[Sequence[str]],
    dialogues: Sequence[str],
) -> dict[str, Measured]:
    """All summary metrics; `references` holds the references of each dialogue."""
    scores = [rouge(p, r) for p, r in zip(predictions, references, strict=True)]
    measured = {name: mean_of([score[name] for score in scores]) for name in ROUGE_NAMES}
    counts = [unsupported_counts(p, d) for p, d in zip(predictions, dialogues, strict=True)]
    measured["unsupported_rate"] = Measured(np.array(counts, dtype=float), ratio)
    measured["well_formed"] = mean_of([is_summary(p) for p in predictions])
    return measured


def measure_ratings(predictions: Sequence[str], expected: Sequence[str]) -> dict[str, Measured]:
    """Accuracy of star ratings 1-5, and the share of outputs that are one."""
    read = [read_rating(p) for p in predictions]
    return {
        "accuracy": mean_of([r == int(e) for r, e in zip(read, expected, strict=True)]),
        "well_formed": mean_of([r is not None for r in read]),
    }


def measure_code(predictions: Sequence[str], expected: Sequence[str]) -> dict[str, Measured]:
    """BLEU and exact match on unescaped code with white space folded; nothing is ever run."""
    plain = [unescape_code(p) for p in predictions]
    pairs = [(" ".join(p.split()), " ".join(unescape_code(e).split())) for p, e in zip(plain, expected, strict=True)]
    return {
        "bleu": Measured(np.array([bleu_statistics(p, e) for p, e in pairs], dtype=float), bleu_value),
        "exact_match": mean_of([p == e for p, e in pairs]),
        "well_formed": mean_of([is_code(p) for p in plain]),
    }


def measure_entities(predictions: Sequence[str], expected: Sequence[str]) -> dict[str, Measured]:
    """Micro F1 over (type, span) multisets, and the share of outputs that can be read."""
    truth = [read_entities(e) or Counter() for e in expected]
    counts = [entity_counts(p, t) for p, t in zip(predictions, truth, strict=True)]
    return {
        "entity_f1": Measured(np.array(counts, dtype=float), f1),
        "well_formed": mean_of([read_entities(p) is not None for p in predictions]),
    }


def measure(
    task: str,
    predictions: Sequence[str],
    references: Sequence[Sequence[str]],
    sources: Sequence[str],
) -> dict[str, Measured]:
    """Measure a task's outputs with its metrics; only summaries may have several references."""
    if task.endswith("summary") or task.startswith("dialogue_summary"):
        return measure_summaries(predictions, references, sources)
    expected = [r[0] for r in references]
    return {"review_rating": measure_ratings, "code_translation": measure_code, "entities": measure_entities}[task](
        predictions, expected
    )
