"""ROUGE through the interface of `evaluate`, without a network: ``evaluate.load("helpers/evaluate_rouge")``."""

import datasets
import evaluate
from rouge_score.rouge_scorer import RougeScorer

_CITATION = "Lin 2004, ROUGE: A Package for Automatic Evaluation of Summaries, https://aclanthology.org/W04-1013/"
_DESCRIPTION = "F1 of ROUGE-1, -2, -L and -Lsum by the rouge_score package, averaged over the examples."
_KEYS = ["rouge1", "rouge2", "rougeL", "rougeLsum"]


class Rouge(evaluate.Metric):
    """Mean ROUGE F1 over examples with one reference each."""

    def _info(self):
        features = datasets.Features({"predictions": datasets.Value("string"), "references": datasets.Value("string")})
        return evaluate.MetricInfo(description=_DESCRIPTION, citation=_CITATION, features=features)

    def _compute(self, predictions, references, use_stemmer=False):
        scorer = RougeScorer(_KEYS, use_stemmer=use_stemmer)
        scores = [scorer.score(r, p) for p, r in zip(predictions, references, strict=True)]
        return {key: sum(score[key].fmeasure for score in scores) / len(scores) for key in _KEYS}
