"""Invented names and numbers through the interface of `evaluate`; the course's own metric, from `helpers.metrics`."""

from __future__ import annotations

import evaluate

from helpers.metrics import unsupported_counts
from helpers.scoring.metric_info import metric_info

_DESCRIPTION = "Share of the names and numbers in summaries that their dialogues do not contain; 0 without any."
_INPUTS = "predictions: list of summaries; references: list of their dialogues, which stand here for the truth"


class Unsupported(evaluate.Metric):
    """Share of unsupported names and numbers."""

    def _info(self):
        return metric_info(_DESCRIPTION, _INPUTS)

    def _compute(self, predictions, references):
        counts = [unsupported_counts(p, r) for p, r in zip(predictions, references, strict=True)]
        missing, claimed = map(sum, zip(*counts, strict=True))
        return {"unsupported": missing / claimed if claimed else 0.0}
