"""Mean absolute error as `evaluate.load("mae")` has it, without a network and without scikit-learn."""

from __future__ import annotations

import evaluate
import numpy as np

from helpers.scoring.metric_info import metric_info

_DESCRIPTION = "How far the predicted numbers are from the right ones, on average; 0 is best."
_INPUTS = """
predictions, references: lists of numbers, of lists of numbers in configuration multilist
sample_weight: weight of each example
multioutput: of lists, "raw_values" gives the error at each place, "uniform_average" their mean; a list weighs them
"""


class Mae(evaluate.Metric):
    """Mean absolute error."""

    def _info(self):
        return metric_info(_DESCRIPTION, _INPUTS, "float", lists=self.config_name == "multilist")

    def _compute(self, predictions, references, sample_weight=None, multioutput="uniform_average"):
        errors = np.abs(np.asarray(predictions, dtype=float) - np.asarray(references, dtype=float))
        by_place = np.average(errors.reshape(len(errors), -1), axis=0, weights=sample_weight)
        if isinstance(multioutput, str) and multioutput == "raw_values":
            return {"mae": by_place}
        weights = None if isinstance(multioutput, str) else multioutput
        return {"mae": float(np.average(by_place, weights=weights))}
