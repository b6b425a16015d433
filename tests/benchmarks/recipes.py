"""A grid of learning rates for one arm, on validation rows: how the recipes in helpers/profiles.toml were chosen.

    python -m tests.benchmarks.recipes full --rates 1e-3 3e-3 6e-3
    python -m tests.benchmarks.recipes lora --rates 5e-3 1e-2 2e-2 --seeds 17 18 --examples 2400
    python -m tests.benchmarks.recipes full --rates 3e-4 1e-3 3e-3 --optimizer adamw --csv grid.csv

Each point is the course's own arm, trained by the course's own code with another rate, seed or number of examples
and asked about validation rows; test rows are not read. What was trained is kept in runs/recipes. `--csv` adds the
points to a table; that of 04_lora is tests/benchmarks/rates.csv, and its README names the commands.
"""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.arms import Arms
from helpers.data import TestSet, group_references, load_splits
from helpers.evaluation import predict
from helpers.intervals import Figure
from helpers.metrics import measure
from helpers.profiles import ROOT, Profile, Recipe, load_profile
from helpers.results import MAIN_METRIC
from helpers.running.digests import fingerprint
from helpers.tasks import TASKS

FIELDS = {"full": "full", "lora": "lora_recipe", "multitask": "multitask", "multitask_lora": "multitask_lora"}
SUMMARY_METRICS = ("rouge1", "unsupported_rate", "speakers_right")


def validation_set(profile: Profile, task: str, most: int) -> TestSet:
    """Return the first `most` different validation examples of a task, in the shape of a test set."""
    rows, references = group_references(load_splits(profile, task)["validation"], TASKS[task])
    return TestSet(f"{task}_validation", TASKS[task], rows[:most], references[:most])


def changed(profile: Profile, arm: str, **recipe: Any) -> Profile:
    """Return the profile with other numbers in the recipe of an arm."""
    name = FIELDS[arm]
    new = {key: value for key, value in recipe.items() if value is not None}
    return replace(profile, **{name: replace(getattr(profile, name), **new)})


def figures(profile: Profile, arm: str, seed: int, most: int) -> dict[str, Figure]:
    """Train an arm with a seed, and measure it on the validation rows of the tasks that it is trained on."""
    trained = replace(Arms(profile)[arm], other_seed=seed)
    found = {}
    for task in trained.tasks:
        test = validation_set(profile, task, most)
        texts = predict(trained, test).texts
        measured = measure(task, texts, test.references, test.sources)
        metrics = SUMMARY_METRICS if task == "dialogue_summary" else (MAIN_METRIC[task],)
        found |= {f"{task} {metric}": measured[metric].figure(profile.seed) for metric in metrics}
    loss = min(line["eval_loss"] for line in trained.run.read()["history"] if "eval_loss" in line)
    rows = sum(profile.counts[task].validation for task in trained.tasks)
    return found | {"all loss": Figure(loss, math.nan, math.nan, rows)}  # by which a checkpoint is chosen; no interval


def table(rows: Mapping[tuple[float, int], Mapping[str, Figure]]) -> pd.DataFrame:
    """Return one row for each rate and seed, one column for each metric, with intervals and n."""
    shown = {f"{rate:g}, seed {seed}": {name: str(f) for name, f in row.items()} for (rate, seed), row in rows.items()}
    return pd.DataFrame(shown).T


def lines(arm: str, profile: Profile, seed: int, row: Mapping[str, Figure]) -> pd.DataFrame:
    """Return a point of the grid as a table on disk has it: one line a task and metric."""
    recipe: Recipe = getattr(profile, FIELDS[arm])
    point = {"arm": arm, "optimizer": recipe.optimizer, "rate": recipe.learning_rate, "examples": recipe.examples}
    point |= {"batch_size": recipe.batch_size, "seed": seed, "base": fingerprint(profile.model)}
    names = [dict(zip(("task", "metric"), name.split(), strict=True)) for name in row]
    figures = [{"value": f.value, "low": f.low, "high": f.high, "n": f.n} for f in row.values()]
    return pd.DataFrame([point | n | f for n, f in zip(names, figures, strict=True)]).round(4)


def main() -> None:
    """Train every point of the grid, print the table after each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.recipes", description=__doc__.splitlines()[0])
    parser.add_argument("arm", choices=FIELDS)
    parser.add_argument("--rates", type=float, nargs="+", required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[17])
    parser.add_argument("--examples", type=int, help="training examples, where not the recipe's")
    parser.add_argument("--batch-size", type=int, help="examples a step, where not the recipe's")
    parser.add_argument("--evaluations", type=int, help="of the validation loss, where not the recipe's")
    parser.add_argument("--optimizer", choices=("adamw", "adafactor"), help="where not the recipe's")
    parser.add_argument("--csv", type=Path, help="a table to which the points are added")
    parser.add_argument("--most", type=int, default=200, help="validation examples of each task (%(default)s)")
    arguments = parser.parse_args()
    os.environ.setdefault("COURSE_RUNS", str(ROOT / "runs" / "recipes"))
    rows: dict[tuple[float, int], dict[str, Figure]] = {}
    for rate in arguments.rates:
        for seed in arguments.seeds:
            recipe = {"learning_rate": rate, "examples": arguments.examples, "batch_size": arguments.batch_size}
            recipe |= {"optimizer": arguments.optimizer, "evaluations": arguments.evaluations}
            profile = changed(load_profile("nano"), arguments.arm, **recipe)
            rows[rate, seed] = figures(profile, arguments.arm, seed, arguments.most)
            print(table(rows).to_string(), flush=True)
            if arguments.csv:
                new = lines(arguments.arm, profile, seed, rows[rate, seed])
                new.to_csv(arguments.csv, mode="a", header=not arguments.csv.exists(), index=False)


if __name__ == "__main__":
    main()
