"""The endless streams as one: every task's rows as text, made and mixed only as they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from datasets import Features, IterableDataset, List, Value

from helpers.data import as_text, mix
from helpers.tasks import TASKS

from . import streams

_TYPES = {"label": Value("int64"), "tokens": List(Value("string")), "ner_tags": List(Value("int64"))}


def _rows(task: str, split: str, seed: int) -> Iterator[dict[str, Any]]:
    """Yield a stream's rows with the columns that the task needs."""
    columns = TASKS[task].columns
    return ({column: row[column] for column in columns} for row in streams.rows(task, split, seed))


def row_stream(task: str, split: str, seed: int) -> IterableDataset:
    """Return a task's endless rows as a stream of `datasets`."""
    features = Features({column: _TYPES.get(column, Value("string")) for column in TASKS[task].columns})
    return IterableDataset.from_generator(
        _rows, features=features, gen_kwargs={"task": task, "split": split, "seed": seed}
    )


def mixed(split: str, seed: int, rates: Sequence[float] | None = None) -> IterableDataset:
    """Mix the endless streams of all tasks: ``task``, ``source`` and ``target``; equal rates unless given."""
    texts = [as_text(row_stream(task, split, seed), task) for task in streams.TASK_NAMES]
    return mix(texts, rates or [1 / len(texts)] * len(texts), seed)
