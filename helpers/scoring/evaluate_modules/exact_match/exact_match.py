"""Exact match as `evaluate.load("exact_match")` has it, without a network."""

from __future__ import annotations

import re
import string

import evaluate

from helpers.scoring.metric_info import metric_info

_DESCRIPTION = "Share of predictions that are their reference, character by character."
_INPUTS = """
predictions, references: lists of texts
regexes_to_ignore: patterns that are first taken out of both, in this order
ignore_case, ignore_punctuation, ignore_numbers: whether to overlook these, ASCII only
Texts of which nothing is left match only if they were equal before.
"""


class ExactMatch(evaluate.Metric):
    """Share of exact matches."""

    def _info(self):
        return metric_info(_DESCRIPTION, _INPUTS)

    def _compute(
        self,
        predictions,
        references,
        regexes_to_ignore=None,
        ignore_case=False,
        ignore_punctuation=False,
        ignore_numbers=False,
    ):
        unseen = (string.punctuation if ignore_punctuation else "") + (string.digits if ignore_numbers else "")

        def seen(text):
            for pattern in regexes_to_ignore or ():
                text = re.sub(pattern, "", text)
            return (text.lower() if ignore_case else text).translate(str.maketrans("", "", unseen))

        pairs = list(zip(predictions, references, strict=True))
        matches = [seen(p) == seen(r) and (seen(p) != "" or p == r) for p, r in pairs]
        return {"exact_match": sum(matches) / len(matches)}
