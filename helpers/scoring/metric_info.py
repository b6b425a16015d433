"""What the modules in evaluate_modules tell `evaluate` about themselves."""

from __future__ import annotations

from typing import Any

import datasets
import evaluate


def metric_info(
    description: str, inputs: str, kind: str = "string", *, lists: bool = False, citation: str = ""
) -> evaluate.MetricInfo:
    """Describe a metric that takes predictions and references of one `kind`, or with `lists` lists of them."""
    one: Any = datasets.Value(kind)
    features = _pairs(datasets.Sequence(one) if lists else one)
    return evaluate.MetricInfo(description=description, citation=citation, inputs_description=inputs, features=features)


def several_references(description: str, inputs: str, citation: str) -> evaluate.MetricInfo:
    """Describe a metric of texts that takes one reference or several for each prediction."""
    text = datasets.Value("string")
    features = [_pairs(text, datasets.Sequence(text)), _pairs(text)]
    return evaluate.MetricInfo(description=description, citation=citation, inputs_description=inputs, features=features)


def _pairs(prediction: Any, reference: Any = None) -> datasets.Features:
    return datasets.Features({"predictions": prediction, "references": reference or prediction})
