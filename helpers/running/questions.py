"""Questions of tasks that no mixture of the course holds: a base's other skills, each with a closed set of answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from datasets import Dataset

from helpers.profiles import Profile
from helpers.running.errors import CourseError
from helpers.running.hub import local_copy


class Question(NamedTuple):
    """A prompt, what may be answered, and which of that is right."""

    prompt: str
    choices: tuple[str, ...]
    answer: str


def _closed(text: str, choices: list[str], right: int) -> Question:
    options = "".join(f"\n- {choice}" for choice in choices)
    return Question(f"{text}\n\nOptions:{options}\n\nAnswer:", tuple(choices), choices[right])


# How a row of a public benchmark is asked: the columns are those of the hub's sets.
FORMS: dict[str, Callable[[Mapping[str, Any]], Question]] = {
    "boolq": lambda r: _closed(f"{r['passage']}\n\n{r['question']}?", ["no", "yes"], r["answer"]),
    "rte": lambda r: _closed(f"{r['sentence1']}\n\nDoes it follow: {r['sentence2']}", ["yes", "no"], r["label"]),
    "arc": lambda r: _closed(r["question"], r["choices"]["text"], r["choices"]["label"].index(r["answerKey"])),
    "mmlu": lambda r: _closed(r["question"], r["choices"], r["answer"]),
}


def load_questions(profile: Profile, name: str) -> list[Question]:
    """Draw as many of a skill's questions as the profile says. Raises `CourseError` for a column that is missing."""
    skill = profile.skills[name]
    path = Path(local_copy(skill.path, skill.revision, "dataset", file=skill.file)) / skill.file
    rows = (Dataset.from_parquet if path.suffix == ".parquet" else Dataset.from_json)(str(path))
    drawn = random.Random(profile.seed).sample(range(len(rows)), min(skill.rows, len(rows)))
    form = FORMS.get(name, lambda row: Question(row["prompt"], tuple(row["choices"]), row["answer"]))
    try:
        return [form(rows[i]) for i in drawn]
    except KeyError as error:
        raise CourseError(
            f"{skill.path}, {skill.file}: column {error} is missing (it has {', '.join(rows.column_names)}). Check the "
            "revision in helpers/profiles.toml."
        ) from error
