"""ROUGE as `evaluate.load("rouge")` has it, without a network: F1 by the rouge_score package.

With `use_aggregator` it gives means over the examples. The hub's gives the middle of a bootstrap without a seed, which
comes near the mean and differs from call to call.
"""

from __future__ import annotations

import evaluate
from rouge_score.rouge_scorer import RougeScorer

from helpers.scoring.metric_info import several_references

_CITATION = "Lin 2004, ROUGE: A Package for Automatic Evaluation of Summaries, https://aclanthology.org/W04-1013/"
_DESCRIPTION = "F1 of ROUGE-1, -2, -L and -Lsum by the rouge_score package, averaged over the examples."
_INPUTS = """
predictions: list of texts
references: list of texts, or of lists of texts: then the best reference counts, for each type on its own
rouge_types: list of types, by default rouge1, rouge2, rougeL and rougeLsum (which needs each sentence on its own line)
use_aggregator: False gives a list of scores, one per example, instead of the mean
use_stemmer: whether word endings are cut off
tokenizer: function that cuts a text into words, instead of rouge_score's
"""


class _Tokenizer:
    def __init__(self, function):
        self.tokenize = function


class Rouge(evaluate.Metric):
    """F1 of ROUGE's variants by name."""

    def _info(self):
        return several_references(_DESCRIPTION, _INPUTS, _CITATION)

    def _compute(
        self, predictions, references, rouge_types=None, use_aggregator=True, use_stemmer=False, tokenizer=None
    ):
        types = rouge_types or ["rouge1", "rouge2", "rougeL", "rougeLsum"]
        scorer = RougeScorer(types, use_stemmer=use_stemmer, tokenizer=_Tokenizer(tokenizer) if tokenizer else None)
        score = scorer.score if isinstance(references[0], str) else scorer.score_multi
        scores = [score(r, p) for r, p in zip(references, predictions, strict=True)]
        values = {key: [one[key].fmeasure for one in scores] for key in types}
        return {key: sum(of) / len(of) for key, of in values.items()} if use_aggregator else values
