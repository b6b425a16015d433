"""Shows text in a notebook, and results on a page. What a model or a data set wrote is escaped before it is HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from helpers.metrics import unsupported
from helpers.profiles import Profile
from helpers.results import TASKS, scores, table_of, write_atomically

_STYLE = "text-align:left; vertical-align:top; white-space:pre-wrap; max-width:60em"


def table(rows: Mapping[str, str], title: str = "") -> HTML:
    """Show labelled texts as a two-column table."""
    return HTML(table_html({label: html.escape(text) for label, text in rows.items()}, title))


def table_html(cells: Mapping[str, str], title: str = "") -> str:
    """Build the two-column table from labels and ready HTML."""
    caption = f"<caption style='text-align:left'><b>{html.escape(title)}</b></caption>" if title else ""
    body = "".join(
        f"<tr><th scope='row' style='{_STYLE}'>{html.escape(label)}</th><td style='{_STYLE}'>{cell}</td></tr>"
        for label, cell in cells.items()
    )
    return f"<table>{caption}{body}</table>"


def mark_unsupported(summary: str, dialogue: str) -> str:
    """Return the summary as HTML; names and numbers that the dialogue lacks are marked in colour and by ⚠."""
    words = unsupported(summary, dialogue)
    if not words:
        return html.escape(summary)
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True)) + r")(?!\w)"
    )
    parts = pattern.split(summary)
    return "".join(f"<mark>{html.escape(part)}⚠</mark>" if i % 2 else html.escape(part) for i, part in enumerate(parts))


def side_by_side(dialogue: str, reference: str, outputs: Mapping[str, str]) -> HTML:
    """Show a dialogue, a reference summary, and each arm's summary with unsupported names and numbers marked."""
    return HTML(side_by_side_html(dialogue, reference, outputs))


def side_by_side_html(dialogue: str, reference: str, outputs: Mapping[str, str]) -> str:
    """The HTML of `side_by_side`."""
    cells = {"dialogue": html.escape(dialogue), "reference": html.escape(reference)}
    return table_html(cells | {arm: mark_unsupported(text, dialogue) for arm, text in outputs.items()})


def write_report(profile: Profile, results: pd.DataFrame, examples: Sequence[str]) -> Path:
    """Write report.html, which needs nothing else, from results and ready tables (escaped HTML); return its path."""
    results = scores(results, profile.seed)
    parts = ["<h2>Every task, its main metric</h2>", _table(table_of(results))]
    for task in [task for task in TASKS if task in set(results.task)]:
        rows = results[results.task == task]
        columns = [table_of(rows, {task: metric}) for metric in rows.metric.unique()]
        parts += [f"<h2>{html.escape(task)}</h2>", f"<p>n = {rows.n.max()} test examples.</p>"]
        parts += [_table(pd.concat(columns, axis=1).fillna("–"))]
    parts += [
        "<h2>Dialogues side by side</h2>",
        "<p>Names and numbers that the dialogue does not contain are marked and carry a ⚠.</p>",
        *examples,
    ]
    page = (
        Path(__file__)
        .with_name("report.html")
        .read_text(encoding="utf-8")
        .format(
            profile=html.escape(profile.name),
            model=html.escape(profile.model_name),
            data=profile.data_label,
            seed=profile.seed,
            body="\n".join(parts),
        )
    )
    path = profile.run_dir / "report.html"
    write_atomically(path, page)
    return path


def _table(table: pd.DataFrame) -> str:
    return f"<div class='wide'>{table.to_html(escape=True)}</div>"
