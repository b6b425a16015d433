"""A task's rows on their way: from the hub or data/ to text, to a mixture, to tokens; and the test sets."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from datasets import (
    Dataset,
    DatasetDict,
    Features,
    IterableDataset,
    Value,
    concatenate_datasets,
    interleave_datasets,
)
from datasets.arrow_writer import ArrowWriter

from helpers.profiles import TASK_NAMES, Profile
from helpers.running.digests import fingerprint, text_digest
from helpers.running.errors import CourseError
from helpers.running.rows import check_columns, loaded_splits
from helpers.tasks import SEEN, TASKS, Task

FINAL = "dialogue_summary_final"  # dialogues that no choice has seen: 07 alone opens them
TEXT_FEATURES = Features({"task": Value("string"), "source": Value("string"), "target": Value("string")})
Rows = TypeVar("Rows", Dataset, IterableDataset)  # a set is converted at once, a stream as it is drawn


@dataclass(frozen=True)
class TestSet:
    """What an evaluation needs: rows (one per dialogue or example) and the references of each."""

    name: str
    task: Task
    rows: list[dict[str, Any]]
    references: list[list[str]]

    @property
    def sources(self) -> list[str]:
        """The text that each example is about, without instruction."""
        return [self.task.source(row) for row in self.rows]

    def prompts(self, wording: str = "1") -> list[str]:
        """Return the prompts, all in one wording: the number of a template, or ``held-out 1`` and so on."""
        return [self.task.fill(self.task.wordings[wording], row) for row in self.rows]

    def head(self, n: int) -> TestSet:
        """Return the first `n` examples: already a random sample, as the rows are shuffled."""
        return TestSet(self.name, self.task, self.rows[:n], self.references[:n])


def load_splits(profile: Profile, task: str) -> DatasetDict:
    """Load a task's data set as it is, check its columns, and drop rows with nothing in them, saying how many.

    Texts such as ``N/A``, ``null`` and ``None`` in a CSV are texts; pandas would take them for nothing.
    """
    return DatasetDict(loaded_splits(*_identity(profile, task)))


def _identity(profile: Profile, task: str) -> tuple[Any, ...]:
    """All that the splits of a data set depend on: what is in it, and how many rows are drawn how."""
    source, name = profile.source(task), _name(task)
    return source.path, source.revision, fingerprint(source.path), name, source.rows, profile.seed


def _name(task: str) -> str:
    return "dialogue_summary" if task.startswith("dialogue_summary") else task


def training_rows(splits: DatasetDict, split: str, count: int, seed: int) -> Dataset:
    """Draw `count` rows of ``train`` or ``validation`` (all, if there are fewer).

    Where the set has no validation split, 5 % of its training rows, at most 2,000, serve as one and
    are left out of training.
    """
    if "validation" not in splits:
        held = min(2_000, max(1, len(splits["train"]) // 20))
        parts = splits["train"].train_test_split(test_size=held, seed=seed)
        splits = DatasetDict(train=parts["train"], validation=parts["test"])
    dataset = splits[split].shuffle(seed=seed)
    return dataset.select(range(min(count, len(dataset))))


def group_references(rows: Iterable[dict[str, Any]], spec: Task) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Put the references of one dialogue together.

    DialogSum's test ids end in ``_1``, ``_2``, ``_3``: three rows, one dialogue. Rows whose source
    text is the same become one example with several references.
    """
    first: dict[str, dict[str, Any]] = {}
    references: dict[str, list[str]] = {}
    for row in rows:
        key = spec.source(row)
        first.setdefault(key, row)
        references.setdefault(key, []).append(spec.target(row))
    return list(first.values()), list(references.values())


def load_test(profile: Profile, task: str) -> TestSet:
    """Load the test examples of a task, of a further test set named in ``profile.extra_tests``, or the `FINAL` ones.

    A fixed random sample of `counts.test` examples, drawn by the profile's seed; the final ones are `counts.final` of
    those in ``profile.final``, or else of the test examples that this sample leaves.
    """
    counts, split = profile.counts[_name(task)], profile.extra_tests.get(task, "test")
    parts = (0, counts.test) if task != FINAL else (0 if profile.final else counts.test, counts.final)
    rows, references = _drawn_test(_identity(profile, task), split, *parts, profile.seed)
    if not rows:
        raise CourseError(f"{task} has no examples: lower counts.dialogue_summary.test or raise its final.")
    return TestSet(task, TASKS[_name(task)], list(rows), list(references))


@cache
def _drawn_test(identity: tuple, split: str, left: int, count: int, seed: int) -> tuple[list[Any], list[list[str]]]:
    """A sample of a test split without the `left` examples of an earlier one; read once in a process."""
    rows, references = group_references(loaded_splits(*identity)[split], TASKS[identity[3]])
    earlier = set(random.Random(seed).sample(range(len(rows)), min(left, len(rows))))
    free = [i for i in range(len(rows)) if i not in earlier]
    order = random.Random(seed).sample(free, min(count, len(free)))
    return [rows[i] for i in order], [references[i] for i in order]


def as_text(rows: Rows, task: str, wordings: int | None = None) -> Rows:
    """Turn rows into ``task``, ``source`` (a prompt) and ``target``; row i gets template i, counted round.

    Only the first `wordings` templates are used, if a number is given. All tasks end with the same features, so they
    can be interleaved.
    """
    spec = TASKS[task]
    check_columns(rows, spec, f"for {task}")

    def convert(row: dict[str, Any], i: int, made_by: str) -> dict[str, str]:
        return {"task": task, "source": spec.prompt(row, i % wordings if wordings else i), "target": spec.target(row)}

    by = {"made_by": text_digest(task)}  # `datasets` finds a mapped set again by this, and knows functions by name only
    return rows.map(convert, with_indices=True, remove_columns=rows.column_names, features=TEXT_FEATURES, fn_kwargs=by)


def task_rows(profile: Profile, task: str, split: str) -> Dataset:
    """Return a task's training or validation rows as they are, in a fixed random order."""
    return training_rows(load_splits(profile, task), split, getattr(profile.counts[task], split), profile.seed)


def text_data(profile: Profile, task: str, split: str, wordings: int | None = None) -> Dataset:
    """Return a task's training or validation rows as ``source`` and ``target`` text."""
    return as_text(task_rows(profile, task, split), task, wordings)


def mix(texts: Sequence[IterableDataset], rates: Sequence[float], seed: int) -> IterableDataset:
    """Draw from streams of text at the given rates until each was used up once; shorter ones start again meanwhile."""
    return interleave_datasets(list(texts), probabilities=list(rates), seed=seed, stopping_strategy="all_exhausted")


def mixing_rates(sizes: Sequence[int], cap: int | None = None, temperature: float = 1.0) -> list[float]:
    """Return each task's share of a mixture: sizes capped at `cap`, then r^(1/T), then normalized.

    Temperature 1 is proportional; a high one comes near equal shares (Raffel et al. 2020,
    arXiv 1910.10683, section 3.5.2).

    >>> mixing_rates([900, 100], cap=300)
    [0.75, 0.25]
    """
    if min(sizes, default=0) < 1 or temperature <= 0 or (cap is not None and cap < 1):
        raise ValueError(f"Mixing needs sizes, cap and temperature above 0, got {list(sizes)}, {cap}, {temperature}.")
    weights = [min(size, cap or size) ** (1 / temperature) for size in sizes]
    return [weight / sum(weights) for weight in weights]


def mixture(
    profile: Profile, examples: int, wordings: int | None = None, tasks: Sequence[str] = TASK_NAMES
) -> IterableDataset:
    """Mix the tasks' training text at the profile's rates, at most `examples` rows, small sets repeated.

    A row becomes text only when it is drawn. The stream ends early where each set was used up once.
    """
    rows = {task: task_rows(profile, task, "train") for task in tasks}
    rates = mixing_rates([len(r) for r in rows.values()], cap=profile.mix_cap, temperature=profile.mix_temperature)
    return _mixed(profile, rows, rates, wordings).take(examples)


def replay_mixture(profile: Profile, task: str, share: float, examples: int) -> IterableDataset:
    """Mix a task's training text with a `share` of what the base had seen, its tasks equally often (Robins 1995)."""
    rows = {name: task_rows(profile, name, "train") for name in (task, *SEEN)}
    return _mixed(profile, rows, [1 - share, *[share / len(SEEN)] * len(SEEN)]).take(examples)


def _mixed(
    profile: Profile, rows: dict[str, Dataset], rates: Sequence[float], wordings: int | None = None
) -> IterableDataset:
    return mix([as_text(r.to_iterable_dataset(), task, wordings) for task, r in rows.items()], rates, profile.seed)


def stored(stream: IterableDataset, folder: Path) -> Dataset:
    """Write a stream to disk as it comes, 1,000 rows at a time, and open it as a set with a length.

    Memory stays flat however long the stream is. The file is named after its contents: equal streams share one, and
    what is made from it is found again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{os.getpid()}.tmp"
    with ArrowWriter(path=str(temporary), features=stream.features) as writer:
        for batch in stream.iter(batch_size=1_000):
            writer.write_batch(batch)
        writer.finalize()
    with temporary.open("rb") as file:
        path = folder / f"{hashlib.file_digest(file, 'sha256').hexdigest()[:16]}.arrow"
    if path.exists():
        temporary.unlink()
    else:
        os.replace(temporary, path)
    return Dataset.from_file(str(path))


def tokenize(dataset: Dataset, tokenizer: Any, max_source: int, max_target: int) -> Dataset:
    """Tokenize ``source`` and ``target`` columns without padding: the collator pads each batch."""

    def convert(batch: dict[str, list[str]]) -> dict[str, list[list[int]]]:
        inputs = tokenizer(batch["source"], max_length=max_source, truncation=True)
        labels = tokenizer(text_target=batch["target"], max_length=max_target, truncation=True)
        return {"input_ids": inputs.input_ids, "attention_mask": inputs.attention_mask, "labels": labels.input_ids}

    return dataset.map(convert, batched=True, remove_columns=dataset.column_names)


def tokenized_data(
    profile: Profile, tasks: Sequence[str], train: Dataset | IterableDataset, tokenizer: Any
) -> tuple[Dataset, Dataset]:
    """Tokenize training text, a set or a stream, and the tasks' validation text."""
    longest = max(profile.max_target_tokens[task] for task in tasks)
    if isinstance(train, IterableDataset):
        train = stored(train, profile.run_dir / "mixtures")  # batches by length need a length of every example
    validation = concatenate_datasets([text_data(profile, task, "validation") for task in tasks])
    return (
        tokenize(train, tokenizer, profile.max_source_tokens, longest),
        tokenize(validation, tokenizer, profile.max_source_tokens, longest),
    )
