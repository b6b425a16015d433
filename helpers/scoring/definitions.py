"""By which definition of its metric a figure was measured: a number beside each figure in results.csv.

A test keeps every metric's values on fixed texts under its number. Where one changes, raise the number here.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.running.language import tell

CHANGED = {  # all others are at their first
    "rougeLsum": 2,  # a title or an initial ends no sentence
    "rougeLsum_best": 2,
    "caught": 2,  # by a score: of all errors, also of those that ROUGE-1 sees
}


def definition(metric: str, changed: Mapping[str, int] = CHANGED) -> str:
    """The number of a metric's definition; of ``caught_by_rouge2`` that of *caught* and that of *rouge2*: ``2.1``."""
    return ".".join(str(changed.get(part, 1)) for part in metric.split("_by_"))


def current(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of a table of figures that are of today's definitions; a sentence says what is left out.

    A row without a number is of a course that wrote none, and so of the first definition.
    """
    numbers = [number or definition(metric, {}) for metric, number in zip(table.metric, table.definition, strict=True)]
    table = table.assign(definition=numbers)
    old = table.definition != table.metric.map(definition)
    if old.any():
        names = ", ".join(sorted(set(table.metric[old])))
        tell(f"{name}: figures of {names} ({old.sum()}) are by another definition, so left out; run the course again.")
    return table[~old].reset_index(drop=True)
