"""Endless, seeded streams of rows per task, in the columns of the real data sets.

Row ``i`` of a stream depends on ``(seed, split, task, i)`` alone, so any part of a stream can be made
again without the rows before it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from . import everyday, messenger_life, messenger_plans, service_health, service_life, service_shop, service_travel
from .code import code_pair
from .core import Dialogue
from .entities import tagged_sentence
from .exchange import vary
from .reviews import review

_SERVICE_MODULES = (service_shop, service_travel, service_health, service_life)
SERVICE_FAMILIES = {name: family for module in _SERVICE_MODULES for name, family in module.FAMILIES.items()}
HELD_OUT_FAMILIES = {name: family for module in _SERVICE_MODULES for name, family in module.HELD_OUT.items()}
MESSENGER_FAMILIES = messenger_plans.FAMILIES | messenger_life.FAMILIES
HELD_OUT = "held_out"  # the split of families that no other split has
FINAL = "final"  # the split that notebook 07 alone opens, in a folder of its own
VARIED = 0.7  # of the rows have names, numbers, days and things exchanged for others from wide lists
# Shares of the rows that are made of dialogues written by hand. No other split has any.
WRITTEN = {"dialogue_summary": 0.4, "messenger_summary": 0.25}
WRITTEN_PARTS = {"train": everyday.TRAINING, "validation": everyday.VALIDATION}

_SERVICE = tuple(SERVICE_FAMILIES.values())
_HELD_OUT = tuple(HELD_OUT_FAMILIES.values())
_MESSENGER = tuple(MESSENGER_FAMILIES.values())


def _varied(r: random.Random, texts: list[str]) -> list[str]:
    """Exchange words in most texts, in what belongs together alike."""
    return vary(texts, r, r.uniform(0.4, 0.9)) if r.random() < VARIED else texts


def _written_row(r: random.Random, task: str, split: str) -> dict[str, Any] | None:
    """Draw a dialogue that was written by hand, where the split has a share of them and it is its turn."""
    part = WRITTEN_PARTS.get(split)
    if part is None or r.random() >= WRITTEN[task]:
        return None
    return r.choice(everyday.rows("counter" if task == "dialogue_summary" else "everyday", part))


def _service_row(r: random.Random, split: str, i: int) -> dict[str, Any]:
    if row := _written_row(r, "dialogue_summary", split):
        made = Dialogue(everyday.written(row["turns"]), tuple(r.sample(row["summaries"], 3)), row["topic"])
    else:
        made = r.choice(_HELD_OUT if split == HELD_OUT else _SERVICE)(r)
    text, *summaries = _varied(r, [made.text, *made.summaries])
    return {
        "id": f"{split}_{i}",
        "dialogue": text,
        "summary": summaries[0],
        "topic": made.topic,
        "summaries": tuple(summaries),
    }


def _messenger_row(r: random.Random, split: str, i: int) -> dict[str, Any]:
    if row := _written_row(r, "messenger_summary", split):
        dialogue, summary = everyday.written(row["turns"]), r.choice(row["summaries"])
    else:
        dialogue, summary = r.choice(_MESSENGER)(r)
    dialogue, summary = _varied(r, [dialogue, summary])
    return {"id": f"{split}_{i}", "dialogue": dialogue, "summary": summary}


def _review_row(r: random.Random, split: str, i: int) -> dict[str, Any]:
    text, label = review(r)
    return {"text": text, "label": label}


def _code_row(r: random.Random, split: str, i: int) -> dict[str, Any]:
    java, cs = code_pair(r)
    return {"id": i, "java": java, "cs": cs}


def _entity_row(r: random.Random, split: str, i: int) -> dict[str, Any]:
    tokens, tags = tagged_sentence(r)
    _, *tokens = _varied(r, [" ".join(tokens), *tokens])
    return {"id": i, "tokens": tokens, "ner_tags": tags}


_MAKERS = {
    "dialogue_summary": _service_row,
    "messenger_summary": _messenger_row,
    "review_rating": _review_row,
    "code_translation": _code_row,
    "entities": _entity_row,
}
TASK_NAMES = tuple(_MAKERS)


def make_row(task: str, split: str, i: int, seed: int) -> dict[str, Any]:
    """Make row `i` of a task's split. A test row of ``dialogue_summary`` carries three ``summaries``."""
    return _MAKERS[task](random.Random(f"{seed}/{split}/{task}/{i}"), split, i)


def rows(task: str, split: str, seed: int, start: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the endless stream of a task's rows from number `start` on."""
    i = start
    while True:
        yield make_row(task, split, i, seed)
        i += 1
