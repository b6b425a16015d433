"""Writes report.html: the results tables and dialogues side by side, on one page that needs nothing else."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.profiles import Profile
from helpers.results import TASKS, scores, table_of, write_atomically

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Before and after: {profile}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }}
table {{ border-collapse: collapse; margin: 1rem 0; width: 100%; }}
th, td {{ border: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top; }}
mark {{ background: #ffd9b3; }}
.wide {{ overflow-x: auto; }}
</style></head><body>
<h1>Before and after</h1>
<p>Profile {profile}, model {model}, {data} data, seed {seed}. Values are fractions 0–1 with 95 % bootstrap
intervals over examples; dialogues count once, scored against all their references.</p>
{body}
</body></html>
"""


def write_report(profile: Profile, results: pd.DataFrame, examples: Sequence[str]) -> Path:
    """Write the page from results and ready example tables (escaped HTML); return its path."""
    results = scores(results, profile.seed)
    parts = ["<h2>Every task, its main metric</h2>", _table(table_of(results))]
    for task in [task for task in TASKS if task in set(results.task)]:
        rows = results[results.task == task]
        parts += [f"<h2>{html.escape(task)}</h2>", f"<p>n = {rows.n.max()} test examples.</p>"]
        parts += [
            _table(pd.concat([table_of(rows, {task: metric}) for metric in rows.metric.unique()], axis=1).fillna("–"))
        ]
    parts += [
        "<h2>Dialogues side by side</h2>",
        "<p>Names and numbers that the dialogue does not contain are marked and carry a ⚠.</p>",
        *examples,
    ]
    page = _PAGE.format(
        profile=html.escape(profile.name),
        model=html.escape(profile.model_name),
        data=profile.data_label,
        seed=profile.seed,
        body="\n".join(parts),
    )
    path = profile.run_dir / "report.html"
    write_atomically(path, page)
    return path


def _table(table: pd.DataFrame) -> str:
    return f"<div class='wide'>{table.to_html(escape=True)}</div>"
