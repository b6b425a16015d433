"""FLAN's question in little: does a base that was taught more tasks follow instructions of kinds it was never taught?

The same weights are trained on three times, alike but for the number of tasks that the instructions come from: 3, 10
(the 3 among them) or all. Each then answers data/unseen_tasks, whose two categories none of them was taught. Wei et
al. 2022 (arXiv 2109.01652) found that more clusters of tasks help unseen ones, and that instruction tuning does not in
models of 8 billion parameters and fewer.

python -m data.pretraining.number_of_tasks --base FOLDER    # weights to go on from, with their tokenizer
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from data.generator.instructions import TRAINED, InstructionTask
from helpers.generation import generate_texts
from helpers.intervals import mean_of
from helpers.results import write_atomically
from helpers.scoring.choices import likeliest

from .examples import SEED, Example, instruction, repeat, spans
from .train import Maker, train

ROOT = Path(__file__).parents[2]
NUMBERS = (3, 10, len(TRAINED))
STEPS = 600
KINDS = {"instruction": 70, "spans": 20, "repeat": 10}  # shares, in percent
MAX_ANSWER = 24  # tokens
COLUMNS = ("tasks", "categories", "tokens", "measure", "n", "value", "low", "high")


def some_tasks(number: int) -> tuple[InstructionTask, ...]:
    """Draw the first `number` of all taught tasks in one random order, so that the smaller sets lie in the larger."""
    return tuple(random.Random(SEED).sample(TRAINED, len(TRAINED))[:number])


def maker(tasks: tuple[InstructionTask, ...]) -> Maker:
    """Return the function that makes example number i, its instructions drawn from `tasks`."""

    def make(i: int) -> Example:
        r = random.Random(f"{SEED}/tasks/{i}")
        kind = r.choices(list(KINDS), list(KINDS.values()))[0]
        if kind == "instruction":
            return instruction(r, "pretraining", tasks)
        return {"spans": spans, "repeat": repeat}[kind](r, "pretraining")

    return make


def measure(folder: Path, rows: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Score a model on the unseen tasks: each measure with 0 or 1 for every row."""
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    outputs = generate_texts(model, tokenizer, [row["prompt"] for row in rows], MAX_ANSWER, max_source_tokens=512)
    outputs = [output.strip() for output in outputs]
    likelier = likeliest(model, tokenizer, [row["prompt"] for row in rows], [row["choices"] for row in rows])
    return {
        "exact_match": [float(o == row["answer"]) for o, row in zip(outputs, rows, strict=True)],
        "one_of_the_choices": [float(o in row["choices"]) for o, row in zip(outputs, rows, strict=True)],
        "likelier_answer": [float(one == row["answer"]) for one, row in zip(likelier, rows, strict=True)],
    }


def lines(tasks: tuple[InstructionTask, ...], tokens: int, scores: dict[str, list[float]]) -> list[dict[str, Any]]:
    """One line of the table for each measure, with the 95 % interval over the rows."""
    known = {"tasks": len(tasks), "categories": len({task.category for task in tasks}), "tokens": tokens}
    table = []
    for name, values in scores.items():
        figure = mean_of(values).figure(SEED)
        ends = {end: f"{getattr(figure, end):.4f}" for end in ("value", "low", "high")}
        table.append(known | {"measure": name, "n": figure.n} | ends)
    return table


def main() -> None:
    """Train on for each number of tasks, measure, write data/unseen_tasks/number_of_tasks.csv."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, default=ROOT / "data" / "model", help="weights to go on from")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--work", type=Path, default=ROOT / "runs" / "number_of_tasks")
    parser.add_argument("--table", type=Path, default=ROOT / "data" / "unseen_tasks" / "number_of_tasks.csv")
    arguments = parser.parse_args()
    test = (ROOT / "data" / "unseen_tasks" / "test.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in test.splitlines()]
    table = lines((), 0, measure(arguments.base, rows))
    for number in NUMBERS:
        tasks, folder = some_tasks(number), arguments.work / str(number) / "model"
        if not folder.is_dir():
            shutil.copytree(arguments.base, folder, ignore=shutil.ignore_patterns("*.md", "*.csv"))
        print(f"{number} tasks: {', '.join(task.name for task in tasks[:10])}{' …' if number > 10 else ''}", flush=True)
        tokens = train(folder, folder.parent / "work", (arguments.steps,), maker(tasks), compiled=True)
        table += lines(tasks, tokens, measure(folder, rows))
    text = pd.DataFrame(table, columns=COLUMNS).to_csv(index=False, lineterminator="\n")
    write_atomically(arguments.table, text)
    print(text)


if __name__ == "__main__":
    main()
