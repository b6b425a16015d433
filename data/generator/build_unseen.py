"""Write questions of tasks that the course does not train, byte for byte the same from the same seed and texts.

data/unseen_tasks/ holds tasks that the base was never taught, data/other_skills/ closed ones that it was taught and
that no mixture of the course holds.

python -m data.generator.build_unseen            # write all splits
python -m data.generator.build_unseen --check    # write nothing; fail if a file on disk differs
python -m data.generator.build_unseen --table    # print the table of all tasks
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import instructions
from .build import write_files

FOLDER = Path(__file__).parents[1] / "unseen_tasks"
OTHER = FOLDER.with_name("other_skills")
SEED = 2022
SIZES = {"validation": 150, "test": 400}
OTHER_SIZE = 208
# Closed tasks that the base was taught and that are no relative of what the course trains: no ratings, names or code.
OTHER_TASKS = tuple(
    instructions.TASKS[name]
    for name in (
        "who_says", "who_begins", "who_ends", "first_question", "count_speakers", "said_first", "who_reported",
        "gap_with_choices", "do_they_agree", "accept_or_refuse", "odd_one_out", "category_of", "starts_with",
    )
)  # fmt: skip
MAX_WORDS = 380


def rows_of(task: instructions.InstructionTask, count: int, split: str) -> list[dict[str, Any]]:
    """Make `count` rows of one task, no text twice with one answer, each place among the choices right equally often.

    A taught task whose choices change from row to row, as the names of speakers do, keeps the place that it drew.
    """
    placed = bool(task.choices) or task in instructions.UNSEEN
    r = random.Random(f"{SEED}/{split}/{task.name}")
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    while len(rows) < count:
        drawn = instructions.draw(r, tasks=[task], split=f"unseen-{split}")
        if drawn.choices is None:
            raise ValueError(f"{task.name}: a task of these sets needs choices")
        right = not placed or drawn.choices.index(drawn.answer) == len(rows) % len(drawn.choices)
        key = drawn.text.body + drawn.answer if drawn.text.body else drawn.prompt
        if not right or key in seen or len(drawn.prompt.split()) >= MAX_WORDS:
            continue
        seen.add(key)
        rows.append(
            {
                "task": task.name,
                "category": task.category,
                "prompt": drawn.prompt,
                "answer": drawn.answer,
                "choices": list(drawn.choices),
            }
        )
    return rows


def make_split(
    split: str, tasks: Sequence[instructions.InstructionTask] = instructions.UNSEEN, size: int | None = None
) -> bytes:
    """Make one split as JSON lines, its tasks mixed; by default of the unseen tasks."""
    share, rest = divmod(size or SIZES[split], len(tasks))
    rows = [row for number, task in enumerate(tasks) for row in rows_of(task, share + (number < rest), split)]
    random.Random(f"{SEED}/{split}").shuffle(rows)
    numbered = ({"id": f"{split}_{number}"} | row for number, row in enumerate(rows))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in numbered).encode()


def main() -> int:
    """Write or check; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the questions of tasks that the course does not train.")
    parser.add_argument("--check", action="store_true", help="compare with the files on disk, write nothing")
    parser.add_argument("--table", action="store_true", help="print the table of all instruction tasks, write nothing")
    arguments = parser.parse_args()
    if arguments.table:
        print(instructions.task_table())
        return 0
    files = {FOLDER / f"{split}.jsonl": make_split(split) for split in SIZES}
    files[OTHER / "test.jsonl"] = make_split("test", OTHER_TASKS, OTHER_SIZE)
    return write_files(files, check=arguments.check)


if __name__ == "__main__":
    sys.exit(main())
