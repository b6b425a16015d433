"""The hand-written texts of data/everyday: who may see which row.

A row belongs to one part, by its place in its file: of each ten, eight are for training, one is for validation, and
one for the unseen tasks. A file is only ever added to at its end, so that each row keeps its part.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "everyday"
FILES = {"everyday": "everyday_*.jsonl", "counter": "service_*.jsonl", "passage": "passages.jsonl"}
TRAINING, VALIDATION = "training", "validation"
UNSEEN_SPLITS = ("unseen-validation", "unseen-test")


def part_of(index: int) -> str:
    """Say which part row `index` of a file belongs to."""
    if index % 10 < 9:
        return VALIDATION if index % 10 == 8 else TRAINING
    return UNSEEN_SPLITS[0] if index // 10 % 3 == 0 else UNSEEN_SPLITS[1]


@functools.cache
def rows(kind: str, part: str) -> tuple[dict[str, Any], ...]:
    """Read the rows of a kind that belong to a part, file by file."""
    return tuple(
        json.loads(line)
        for path in sorted(FOLDER.glob(FILES[kind]))
        for index, line in enumerate(path.read_text(encoding="utf-8").splitlines())
        if part_of(index) == part
    )


@functools.cache
def words() -> dict[str, list]:
    """Read the word lists: category -> words."""
    return json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))


def written(turns: Any) -> str:
    """Write turns, pairs of speaker and text, as a dialogue, one a line."""
    return "\n".join(f"{who}: {said}" for who, said in turns)
