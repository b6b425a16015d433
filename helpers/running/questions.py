"""Questions of tasks that no mixture of the course holds: a base's other skills, each with a closed set of answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets import load_dataset

from helpers.profiles import Profile
from helpers.running.errors import CourseError
from helpers.running.hub import local_copy

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """A prompt, what may be answered, and which of that is right."""

    prompt: str
    choices: tuple[str, ...]
    answer: str


def _closed(text: str, choices: list[str], right: int) -> Question:
    options = "\n".join(f"- {choice}" for choice in choices)
    return Question(f"{text}\n\nOptions:\n{options}\n\nAnswer:", tuple(choices), choices[right])


def _arc(row: Row) -> Question:
    return _closed(row["question"], row["choices"]["text"], row["choices"]["label"].index(row["answerKey"]))


# How a row of a public benchmark is asked: the columns are those of the hub's sets.
FORMS: dict[str, Callable[[Row], Question]] = {
    "boolq": lambda row: _closed(f"{row['passage']}\n\n{row['question']}?", ["no", "yes"], int(row["answer"])),
    "rte": lambda row: _closed(
        f'{row["sentence1"]}\n\nDoes it follow that "{row["sentence2"]}"?', ["yes", "no"], row["label"]
    ),
    "arc": _arc,
    "mmlu": lambda row: _closed(row["question"], row["choices"], row["answer"]),
}


def load_questions(profile: Profile, name: str) -> list[Question]:
    """Draw a skill's questions, as many as the profile says, always the same ones.

    Raises `CourseError` for a file without the columns that its form needs.
    """
    skill = profile.skills[name]
    path = Path(local_copy(skill.path, skill.revision, "dataset", skill.file)) / skill.file
    kind = "parquet" if path.suffix == ".parquet" else "json"
    rows = load_dataset(kind, data_files=str(path), split="train")
    drawn = random.Random(profile.seed).sample(range(len(rows)), min(skill.rows, len(rows)))
    form = FORMS.get(name, lambda row: Question(row["prompt"], tuple(row["choices"]), row["answer"]))
    try:
        return [form(rows[i]) for i in drawn]
    except KeyError as error:
        raise CourseError(
            f"{skill.path}, {skill.file}: column {error} is missing (it has {', '.join(rows.column_names)}). Check the "
            "revision in helpers/profiles.toml."
        ) from error
