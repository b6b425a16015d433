"""Reads a data set once in a process, and checks its columns."""

from __future__ import annotations

from functools import cache

from datasets import Dataset, DatasetDict, IterableDataset, load_dataset, load_dataset_builder

from helpers.running.errors import CourseError
from helpers.running.hub import local_copy
from helpers.running.language import tell
from helpers.tasks import TASKS, Task


@cache
def loaded_splits(path: str, revision: str | None, contents: str, task: str, rows: int, seed: int) -> DatasetDict:
    """The splits of a data set, read once in a process as long as its `contents` are the same.

    Of one that has `rows` only such a part is downloaded, whose size is not the one that its page states.
    """
    spec, folder = TASKS[task], local_copy(path, revision, "dataset", rows, seed)
    texts = {"keep_default_na": False} if hasattr(load_dataset_builder(folder).config, "keep_default_na") else {}
    splits = load_dataset(folder, verification_mode="no_checks" if rows else None, **texts)
    for split, dataset in splits.items():
        check_columns(dataset, spec, f"{path}, split {split}")
    kept = splits.filter(lambda row: all(row[column] not in (None, "", []) for column in spec.columns))
    for split, dataset in splits.items():
        if lost := len(dataset) - len(kept[split]):
            tell(f"{path}, split {split}: {lost} of {len(dataset):,} rows have an empty cell and are left out")
    return kept


def check_columns(dataset: Dataset | IterableDataset, spec: Task, where: str) -> None:
    """Raise `CourseError` that names the first column that the task needs and `dataset` lacks."""
    for column in spec.columns:
        if column not in dataset.column_names:
            raise CourseError(
                f"Data set {where}: column {column!r} is missing (it has {', '.join(dataset.column_names)}). "
                "Check the id and revision in helpers/profiles.toml."
            )
