"""FLAN in miniature: instruction tasks in many wordings over our own texts (Wei et al. 2022, arXiv 2109.01652).

Tasks come in categories. The model trains on all but two of them; what it then makes of `UNSEEN_CATEGORIES` says how
far following instructions carries beyond the tasks it was taught.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from .base import Drawn, InstructionTask, Item, fill, table_of
from .extraction import EXTRACTION_TASKS
from .methods import CODE_TASKS
from .opinions import OPINION_TASKS
from .order import ORDER_TASKS
from .reading import READING_TASKS
from .rewriting import REWRITING_TASKS
from .texts import KINDS, TRAINING, UNSEEN_SPLITS, Text, draw_text
from .unseen import UNSEEN_TASKS
from .words import WORD_TASKS

__all__ = [
    "KINDS", "TASKS", "TRAINED", "TRAINING", "UNSEEN", "UNSEEN_CATEGORIES", "UNSEEN_SPLITS", "Drawn", "InstructionTask",
    "Item", "Text", "draw", "draw_text", "example", "task_table",
]  # fmt: skip

TextSource = Callable[[random.Random, str, str], Text]

UNSEEN_CATEGORIES = ("inference", "comparison")
TASKS: dict[str, InstructionTask] = {
    task.name: task
    for task in (
        *READING_TASKS,
        *ORDER_TASKS,
        *REWRITING_TASKS,
        *EXTRACTION_TASKS,
        *OPINION_TASKS,
        *WORD_TASKS,
        *CODE_TASKS,
        *UNSEEN_TASKS,
    )
}
TRAINED = tuple(task for task in TASKS.values() if task.category not in UNSEEN_CATEGORIES)
UNSEEN = tuple(task for task in TASKS.values() if task.category in UNSEEN_CATEGORIES)
_TRIES = 200  # texts that a task is tried on before another task is drawn


def _over(r: random.Random, task: InstructionTask, split: str, draw_text: TextSource) -> Drawn | None:
    """Draw texts for a task until one allows it; None where none of many does."""
    for _ in range(_TRIES):
        text = draw_text(r, r.choice(task.kinds), split)
        if item := task.make(r, text):
            return fill(r, task, text, item)
    return None


def _on(r: random.Random, tasks: Sequence[InstructionTask], text: Text) -> Drawn:
    """Draw tasks for a text until it allows one."""
    left = [task for task in tasks if text.kind in task.kinds]
    while left:
        task = r.choices(left, [task.share for task in left])[0]
        if item := task.make(r, text):
            return fill(r, task, text, item)
        left.remove(task)
    raise ValueError(f"none of the tasks can be made over this text of the kind {text.kind}: {text.body[:80]!r}")


def draw(
    r: random.Random,
    text: Text | None = None,
    tasks: Iterable[InstructionTask] | None = None,
    split: str = TRAINING,
    source: TextSource = draw_text,
) -> Drawn:
    """Draw one example with its task, choices and text. Without a text, the task is drawn first, by its share.

    Only that way are closed answers balanced: then a text that does not allow the drawn task is replaced, not the task.
    `source` draws the texts: ``source(r, kind, split)``.
    """
    chosen = TRAINED if tasks is None else tuple(tasks)
    if text is not None:
        return _on(r, chosen, text)
    while chosen:
        task = r.choices(chosen, [task.share for task in chosen])[0]
        if drawn := _over(r, task, split, source):
            return drawn
        chosen = tuple(other for other in chosen if other is not task)
    raise ValueError(f"none of the tasks has a text in the split {split}")


def example(
    r: random.Random,
    text: Text | None = None,
    tasks: Iterable[InstructionTask] | None = None,
) -> tuple[str, str, str]:
    """Draw one training example: (prompt, answer, name of the task); by default over all trained tasks."""
    drawn = draw(r, text, tasks)
    return drawn.prompt, drawn.answer, drawn.task.name


def task_table() -> str:
    """Return all tasks as a Markdown table: category, task, wordings, share of the examples."""
    rows = ["| category | task | wordings | share |", "|---|---|---:|---:|"]
    for category, name, wordings, share in table_of(TRAINED):
        rows.append(f"| {category} | {name} | {wordings} | {share:.1%} |")
    for category, name, wordings, _ in table_of(UNSEEN):
        rows.append(f"| {category} (unseen) | {name} | {wordings} | 0 |")
    return "\n".join(rows)
