"""Which rows of results.csv are no longer of this base, these rows and texts, or an arm's newest run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.running.language import tell

if TYPE_CHECKING:
    from helpers.profiles import Profile


def outdated(profile: Profile, table: pd.DataFrame) -> pd.Series:
    """Mark the rows of another base, or of other test rows, templates or text functions."""
    other = ~table.model.str.split(" ").str[0].isin([profile.model_label, "none"])
    return other | (table.data != table.task.map({task: profile.source_label(task) for task in set(table.task)}))


def set_aside(profile: Profile, table: pd.DataFrame, fresh: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the rows that may stand beside `fresh` ones; the others go into results_older.csv, and it is said."""
    old, first = outdated(profile, table), fresh.iloc[0]
    if not first.against and " " in first.model:  # the scores of that arm by another run, and their differences
        made = table.model.str.split(" ")
        own = made.str[1].where(table.arm == first.arm, made.str[2].where(table.against == first.arm))
        old |= own.notna() & (own != first.model.split(" ")[1]) & (table.seed == first.seed)
    if old.any():
        older, what = path.with_name(f"{path.stem}_older.csv"), "another base, other rows or templates, or an older run"
        table[old].to_csv(older, mode="a", header=not older.exists(), index=False)
        tell(f"{path.name}: {old.sum()} figures are of {what}; they stand in {older.name} now.", flush=True)
    return table[~old]
