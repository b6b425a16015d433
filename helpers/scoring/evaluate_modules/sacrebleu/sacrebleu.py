"""BLEU as `evaluate.load("sacrebleu")` has it, without a network: by the sacrebleu package, in percent."""

from __future__ import annotations

import evaluate
from sacrebleu import corpus_bleu

from helpers.scoring.metric_info import several_references

_CITATION = "Post 2018, A Call for Clarity in Reporting BLEU Scores, https://aclanthology.org/W18-6319/"
_DESCRIPTION = "Corpus BLEU by the sacrebleu package, 0-100, with the counts behind it."
_INPUTS = """
predictions: list of texts
references: list of texts, or of lists of texts, as many for each prediction
smooth_method: "exp" (the default), "floor", "add-k" or "none"; smooth_value: its number
force: no warning for text that looks tokenized
lowercase: whether upper and lower case are alike
tokenize: name of sacrebleu's tokenizer, by default "13a"
use_effective_order: whether to leave out orders of n-grams that no text is long enough for
"""

_KEYS = ("score", "counts", "totals", "precisions", "bp", "sys_len", "ref_len")


class Sacrebleu(evaluate.Metric):
    """BLEU and its statistics by name."""

    def _info(self):
        return several_references(_DESCRIPTION, _INPUTS, _CITATION)

    def _compute(
        self,
        predictions,
        references,
        smooth_method="exp",
        smooth_value=None,
        force=False,
        lowercase=False,
        tokenize=None,
        use_effective_order=False,
    ):
        several = [[r] if isinstance(r, str) else r for r in references]
        if len({len(own) for own in several}) > 1:
            raise ValueError("BLEU needs the same number of references for each prediction.")
        bleu = corpus_bleu(
            predictions,
            [list(column) for column in zip(*several, strict=True)],
            smooth_method=smooth_method,
            smooth_value=smooth_value,
            force=force,
            lowercase=lowercase,
            use_effective_order=use_effective_order,
            **({"tokenize": tokenize} if tokenize else {}),
        )
        return {key: getattr(bleu, key) for key in _KEYS}
