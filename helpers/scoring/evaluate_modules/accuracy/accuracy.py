"""Accuracy as `evaluate.load("accuracy")` has it, without a network and without scikit-learn."""

from __future__ import annotations

import evaluate
import numpy as np

from helpers.scoring.metric_info import metric_info

_DESCRIPTION = "Share of examples with the right label; in configuration multilabel, with all labels right."
_INPUTS = """
predictions, references: lists of whole numbers, of lists of whole numbers in configuration multilabel
normalize: False gives the number of right examples instead of their share
sample_weight: weight of each example
"""


class Accuracy(evaluate.Metric):
    """Share of right labels."""

    def _info(self):
        return metric_info(_DESCRIPTION, _INPUTS, "int32", lists=self.config_name == "multilabel")

    def _compute(self, predictions, references, normalize=True, sample_weight=None):
        right = [np.array_equal(p, r) for p, r in zip(predictions, references, strict=True)]
        if normalize:
            return {"accuracy": float(np.average(right, weights=sample_weight))}
        return {"accuracy": float(np.dot(right, np.ones(len(right)) if sample_weight is None else sample_weight))}
