"""What an instruction task is: its wordings, the function that makes its items, and small helpers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .texts import Text


class Item(NamedTuple):
    """One exercise: the fields of the wording, the answer and, for a closed question, what may be answered."""

    fields: dict[str, str]
    answer: str
    choices: tuple[str, ...] | None = None


Maker = Callable[[random.Random, Text], Item | None]


@dataclass(frozen=True)
class InstructionTask:
    """One kind of exercise.

    ``make`` returns None where a text does not allow the exercise. ``kinds`` are the kinds of text it is made over
    (see `texts.KINDS`), ``choices`` the possible answers where they are always the same, ``span`` says that the answer
    stands in the prompt word for word, ``share`` is how often it is drawn against the other tasks.
    """

    name: str
    category: str
    kinds: tuple[str, ...]
    wordings: tuple[str, ...]
    make: Maker
    choices: tuple[str, ...] | None = None
    span: bool = False
    share: float = 1.0


class Drawn(NamedTuple):
    """One example with all that a test or a data set wants to know of it."""

    prompt: str
    answer: str
    task: InstructionTask
    choices: tuple[str, ...] | None
    text: Text


def around(*phrases: str, label: str = "Text") -> tuple[str, ...]:
    """Put each phrase before and after the text; the first also in a form with labels.

    >>> around("Who speaks?")
    ('Who speaks?\\n\\n{source}', '{source}\\n\\nWho speaks?', 'Text: {source}\\nWho speaks?\\nAnswer:')
    """
    both = [wording for p in phrases for wording in (f"{p}\n\n{{source}}", f"{{source}}\n\n{p}")]
    return (*both, f"{label}: {{source}}\n{phrases[0]}\nAnswer:")


def near(*phrases: str, label: str = "Sentence") -> tuple[str, ...]:
    """Do as `around` does for a source of one line, with single line breaks."""
    both = [wording for p in phrases for wording in (f"{p}\n{{source}}", f"{{source}}\n{p}")]
    return (*both, f"{label}: {{source}}\n{phrases[0]}\nAnswer:")


def either(choices: Sequence[str]) -> str:
    """Name the choices in a sentence: ``a, b or c``."""
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def fill(r: random.Random, task: InstructionTask, text: Text, item: Item) -> Drawn:
    """Put an item into one of the wordings of its task; choices are shown in any order."""
    fields = {"source": text.body} | item.fields
    choices = item.choices or task.choices
    if choices:
        shown = r.sample(choices, len(choices))
        fields |= {"choices": either(shown), "options": "\n".join(f"- {choice}" for choice in shown)}
    return Drawn(r.choice(task.wordings).format_map(fields), item.answer, task, choices, text)


def table_of(tasks: Sequence[InstructionTask]) -> list[tuple[str, str, int, float]]:
    """Return (category, task, wordings, share of the examples) for each task."""
    total = sum(task.share for task in tasks)
    return [(task.category, task.name, len(task.wordings), task.share / total) for task in tasks]
