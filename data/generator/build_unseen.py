"""Write the unseen tasks' examples into data/unseen_tasks/, byte for byte the same from the same seed and texts.

python -m data.generator.build_unseen            # write both splits
python -m data.generator.build_unseen --check    # write nothing; fail if a file on disk differs
python -m data.generator.build_unseen --table    # print the table of all tasks
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

from . import instructions
from .build import write_files

FOLDER = Path(__file__).parents[1] / "unseen_tasks"
SEED = 2022
SIZES = {"validation": 150, "test": 400}
MAX_WORDS = 380


def rows_of(task: instructions.InstructionTask, count: int, split: str) -> list[dict[str, Any]]:
    """Make `count` rows of one task, no prompt twice, each place among the choices right equally often."""
    r = random.Random(f"{SEED}/{split}/{task.name}")
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    while len(rows) < count:
        drawn = instructions.draw(r, tasks=[task], split=f"unseen-{split}")
        if drawn.choices is None:
            raise ValueError(f"{task.name}: an unseen task needs choices")
        right = drawn.choices.index(drawn.answer) == len(rows) % len(drawn.choices)
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


def make_split(split: str) -> bytes:
    """Make one split as JSON lines, its tasks mixed."""
    share, rest = divmod(SIZES[split], len(instructions.UNSEEN))
    rows = [
        row for number, task in enumerate(instructions.UNSEEN) for row in rows_of(task, share + (number < rest), split)
    ]
    random.Random(f"{SEED}/{split}").shuffle(rows)
    numbered = ({"id": f"{split}_{number}"} | row for number, row in enumerate(rows))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in numbered).encode()


def main() -> int:
    """Write or check; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the examples of the unseen tasks.")
    parser.add_argument("--check", action="store_true", help="compare with the files on disk, write nothing")
    parser.add_argument("--table", action="store_true", help="print the table of all instruction tasks, write nothing")
    arguments = parser.parse_args()
    if arguments.table:
        print(instructions.task_table())
        return 0
    files = {FOLDER / f"{split}.jsonl": make_split(split) for split in SIZES}
    return write_files(files, check=arguments.check)


if __name__ == "__main__":
    sys.exit(main())
