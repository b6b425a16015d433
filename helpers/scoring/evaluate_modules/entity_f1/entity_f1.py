"""F1 of entity lists through the interface of `evaluate`; the course's own metric, from `helpers.metrics`."""

from __future__ import annotations

import datasets
import evaluate

from helpers.metrics import measure_entities

_DESCRIPTION = "Micro F1 over (type, span) multisets of entity lists such as `PER: Amy Stone; LOC: Paris`, or `none`."
_INPUTS = "predictions, references: lists of texts, each an entity list; one that cannot be read predicts nothing"


class EntityF1(evaluate.Metric):
    """Micro F1 of entities."""

    def _info(self):
        text = datasets.Value("string")
        features = datasets.Features({"predictions": text, "references": text})
        return evaluate.MetricInfo(description=_DESCRIPTION, citation="", inputs_description=_INPUTS, features=features)

    def _compute(self, predictions, references):
        return {"entity_f1": measure_entities(predictions, references)["entity_f1"].value}
