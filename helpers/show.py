"""Shows text in a notebook. Whatever a model or a data set wrote is escaped before it becomes HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from IPython.display import HTML

from helpers.metrics import unsupported

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
    """Show a dialogue, a human summary, and each arm's summary with unsupported names and numbers marked."""
    return HTML(side_by_side_html(dialogue, reference, outputs))


def side_by_side_html(dialogue: str, reference: str, outputs: Mapping[str, str]) -> str:
    """The HTML of `side_by_side`."""
    cells = {"dialogue": html.escape(dialogue), "human reference": html.escape(reference)}
    return table_html(cells | {arm: mark_unsupported(text, dialogue) for arm, text in outputs.items()})
