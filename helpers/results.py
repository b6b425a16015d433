"""results.csv: one row a figure, replaced whole, always in the same order."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from .metrics import Figure, Measured
from .profiles import Profile

COLUMNS = ["arm", "task", "metric", "n", "value", "low", "high", "seed", "model", "data"]
BASELINES = ["lead", "longest_turn", "reference_vs_reference"]
ARMS = [*BASELINES, "zero_shot", "few_shot", "full", "lora", "multitask", "multitask_lora", "sequential"]
TASKS = [
    "dialogue_summary",
    "dialogue_summary_handwritten",
    "messenger_summary",
    "review_rating",
    "code_translation",
    "entities",
]
METRICS = [
    "rouge1",
    "rouge2",
    "rougeL",
    "rougeLsum",
    "accuracy",
    "exact_match",
    "bleu",
    "entity_f1",
    "unsupported_rate",
    "well_formed",
]
MAIN_METRIC = {
    "dialogue_summary": "rouge1",
    "dialogue_summary_handwritten": "rouge1",
    "messenger_summary": "rouge1",
    "review_rating": "accuracy",
    "code_translation": "bleu",
    "entities": "entity_f1",
}
_KEY = ["arm", "task", "metric", "seed"]


def write_atomically(path: Path, content: str) -> None:
    """Replace the file at `path` by `content` in one step; a reader sees the old file or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_results(path: Path) -> pd.DataFrame:
    """Read results.csv; an empty table with the right columns where there is none yet."""
    if not path.is_file():
        return pd.DataFrame(columns=COLUMNS)
    table = pd.read_csv(path)
    if list(table.columns) != COLUMNS:
        raise ValueError(
            f"{path.name}: columns are {', '.join(table.columns)} but must be {', '.join(COLUMNS)}; "
            "delete the file and run the course again."
        )
    return table


def is_first_process() -> bool:
    """Whether this is the only process of its job or the first of several: the one that writes results."""
    return os.environ.get("RANK", "0") == "0"  # set by torchrun and accelerate launch


def record(profile: Profile, arm: str, task: str, measured: Mapping[str, Measured]) -> dict[str, Figure]:
    """Compute each metric's figure, put it into results.csv (replacing an older one) and return it.

    Among several processes only the first one writes.
    """
    for known, value, kind in ((ARMS, arm, "arm"), (TASKS, task, "task")):
        if value not in known:
            raise ValueError(f"{value!r} is no {kind} of the course: {', '.join(known)}.")
    figures = {metric: m.figure(profile.seed, profile.resamples) for metric, m in measured.items()}
    if not is_first_process():
        return figures
    model = profile.model_name if profile.model_revision is None else f"{profile.model}@{profile.model_revision}"
    rows = [
        [
            arm,
            task,
            metric,
            f.n,
            round(f.value, 6),
            round(f.low, 6),
            round(f.high, 6),
            profile.seed,
            "none" if arm in BASELINES else model,
            profile.source_label(task),
        ]
        for metric, f in figures.items()
    ]
    path = profile.run_dir / "results.csv"
    fresh = pd.DataFrame(rows, columns=COLUMNS)
    old = read_results(path)
    table = fresh if old.empty else pd.concat([old, fresh]).drop_duplicates(_KEY, keep="last")
    order = {name: i for i, name in enumerate([*ARMS, *TASKS, *METRICS])}
    table = table.sort_values(["task", "arm", "metric"], key=lambda column: column.map(order), kind="stable")
    write_atomically(path, table.to_csv(index=False))
    return figures


def table_of(results: pd.DataFrame, metric_of: Mapping[str, str] = MAIN_METRIC) -> pd.DataFrame:
    """Pivot results to one row an arm and one column a task: ``0.512 [0.49, 0.53]`` of each task's main metric."""
    kept = results[[metric_of.get(task) == metric for task, metric in zip(results.task, results.metric, strict=True)]]
    shown = kept.assign(
        shown=[f"{v:.3f} [{lo:.3f}, {hi:.3f}]" for v, lo, hi in zip(kept.value, kept.low, kept.high, strict=True)],
        column=[f"{task} ({metric})" for task, metric in zip(kept.task, kept.metric, strict=True)],
    )
    pivot = shown.pivot(index="arm", columns="column", values="shown")
    columns = [f"{task} ({metric})" for task, metric in metric_of.items()]
    return pivot.reindex([arm for arm in ARMS if arm in pivot.index])[[c for c in columns if c in pivot]].fillna("–")
