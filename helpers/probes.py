"""Plants errors in summaries that are right, to see which score notices: a score is only as good as what it catches."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import numpy as np

from .data import TestSet, speakers
from .intervals import Measured, mean_of
from .metrics import NUMBER_WORDS, attributed_f1, rouge, swap_speakers, unsupported_counts

Score = Callable[[str, Sequence[str], str], float]  # (summary, references, dialogue) -> 0-1, higher is better

SCORES: dict[str, Score] = {
    "rouge1": lambda summary, references, dialogue: rouge(summary, references)["rouge1"],
    "rouge2": lambda summary, references, dialogue: rouge(summary, references)["rouge2"],
    "rougeL": lambda summary, references, dialogue: rouge(summary, references)["rougeL"],
    "supported": lambda summary, references, dialogue: supported(summary, dialogue),
    "speaker_f1": lambda summary, references, dialogue: attributed_f1(summary, references, speakers(dialogue)),
}


def supported(summary: str, dialogue: str) -> float:
    """Share of the summary's names and numbers that its dialogue contains; 1 where it has none."""
    missing, claimed = unsupported_counts(summary, dialogue)
    return 1 - missing / claimed if claimed else 1.0
