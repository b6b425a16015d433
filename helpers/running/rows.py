"""Reads a data set once in a process, checks its columns, and of a very large one draws a part first."""

from __future__ import annotations

from functools import cache

from datasets import Dataset, DatasetDict, IterableDataset, load_dataset, load_dataset_builder

from helpers.running.errors import CourseError
from helpers.running.hub import local_copy
from helpers.tasks import TASKS, Task

LARGE = 100_000  # rows of a split from which a part is drawn before all else: Yelp has 650,000
SPARE = 5_000  # rows beyond those of the training: for validation where the set has none, and for empty cells


@cache
def loaded_splits(path: str, revision: str | None, contents: str, task: str, most: int, seed: int) -> DatasetDict:
    """The splits of a data set, read once in a process as long as its `contents` are the same."""
    spec, folder = TASKS[task], local_copy(path, revision, "dataset")
    texts = {"keep_default_na": False} if hasattr(load_dataset_builder(folder).config, "keep_default_na") else {}
    splits = load_dataset(folder, **texts)
    for split, dataset in splits.items():
        check_columns(dataset, spec, f"{path}, split {split}")
        if len(dataset) > LARGE and len(dataset) > most:
            splits[split] = dataset.shuffle(seed=seed).select(range(most))
    kept = splits.filter(lambda row: all(row[column] not in (None, "", []) for column in spec.columns))
    for split, dataset in splits.items():
        if lost := len(dataset) - len(kept[split]):
            print(f"{path}, split {split}: {lost} of {len(dataset):,} rows have an empty cell and are left out")
    return kept


def check_columns(dataset: Dataset | IterableDataset, spec: Task, where: str) -> None:
    """Raise `CourseError` that names the first column that the task needs and `dataset` lacks."""
    for column in spec.columns:
        if column not in dataset.column_names:
            raise CourseError(
                f"Data set {where}: column {column!r} is missing (it has {', '.join(dataset.column_names)}). "
                "Check the id and revision in helpers/profiles.toml."
            )
