"""F1 of entity lists through the interface of `evaluate`; the course's own metric, from `helpers.metrics`."""

from __future__ import annotations

import evaluate

from helpers.metrics import measure_entities
from helpers.scoring.metric_info import metric_info

_DESCRIPTION = "Micro F1 over (type, span) multisets of entity lists such as `PER: Amy Stone; LOC: Paris`, or `none`."
_INPUTS = "predictions, references: lists of texts, each an entity list; one that cannot be read predicts nothing"


class EntityF1(evaluate.Metric):
    """Micro F1 of entities."""

    def _info(self):
        return metric_info(_DESCRIPTION, _INPUTS)

    def _compute(self, predictions, references):
        return {"entity_f1": measure_entities(predictions, references)["entity_f1"].value}
