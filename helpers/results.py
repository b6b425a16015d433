"""results.csv: one row a figure, replaced whole, always in the same order."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from helpers.intervals import Figure, Measured, paired_difference
from helpers.profiles import Profile
from helpers.running.errors import CourseError
from helpers.running.locks import locked
from helpers.running.outdated import set_aside
from helpers.running.processes import is_first_process
from helpers.scoring.definitions import current, definition

COLUMNS = [
    "arm",
    "against",  # of a difference: the arm that is subtracted, on the same examples
    "task",
    "wording",  # of the instruction: its number among the task's templates, or "held-out 1"
    "metric",
    "n",
    "value",
    "low",
    "high",
    "p",  # of a difference
    "seed",  # of the training
    "model",  # the base and its version, then the runs whose weights made the outputs
    "data",  # the rows and their version, then that of the texts that they become
    "precision",  # in which the outputs were generated; empty where no model was asked
    "definition",  # of the metric, its number; see scoring/definitions.py
]
FLOATS = ["value", "low", "high", "p"]
LARGEST = 20_000_000  # bytes; a whole course writes a hundredth of it
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of one (OWASP, CSV injection)
KEY = ["arm", "against", "task", "wording", "metric", "seed"]
ORDER = ["task", "arm", "against", "wording", "metric", "seed"]
TRIVIAL = ["lead", "longest_turn", "constant", "nearest", "copy", "most_frequent", "capitalized"]
BASELINES = [*TRIVIAL, "reference_vs_reference"]
PLANTED = ["planted_speakers", "planted_negation", "planted_number"]  # errors in the references, see probes.py
ARMS = [*BASELINES, "zero_shot", "few_shot", "full", "lora", "multitask", "multitask_lora", "sequential"]
METRICS = """rouge1 rouge2 rougeL rougeLsum rouge1_best rouge2_best rougeL_best rougeLsum_best length_ratio accuracy mae
bleu exact_match entity_f1 unsupported_rate speaker_f1 speakers_right well_formed""".split()
MAIN_METRIC = {
    "dialogue_summary": "rouge1",
    "dialogue_summary_held_out": "rouge1",
    "dialogue_summary_handwritten": "rouge1",
    "dialogue_summary_final": "rouge1",
    "messenger_summary": "rouge1",
    "review_rating": "accuracy",
    "code_translation": "bleu",
    "entities": "entity_f1",
}
TASKS = list(MAIN_METRIC)
LOWER_IS_BETTER = {"mae", "unsupported_rate"}


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
    """Read results.csv; an empty table with the right columns where there is none yet.

    Figures of another definition than today's are left out, and a sentence says so. A file that does not name any
    holds first ones. Raises `CourseError` that names row, column and value where the file is not what the course wrote.
    """
    if not path.is_file():
        return pd.DataFrame(columns=COLUMNS)
    if path.stat().st_size > LARGEST:
        raise _refused(path, f"it has more than {LARGEST:,} bytes")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except (ValueError, csv.Error) as error:
        raise _refused(path, f"it is no table in UTF-8 ({error})") from error
    later = [""] * (len(COLUMNS) - len(header))  # what an older course did not write yet: definition, precision
    if header != COLUMNS[: len(header)] or len(later) > 2:
        raise _refused(path, f"its columns are {', '.join(header)[:300]} but must be {', '.join(COLUMNS)}")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise _refused(path, f"row {number} has {len(row)} cells instead of {len(header)}")
    table = pd.DataFrame([[*row, *later] for row in rows], columns=COLUMNS, dtype=str)
    for name in ("n", "seed", *FLOATS):
        numbers = pd.to_numeric(table[name], errors="coerce").astype(float)
        bad = numbers.isna() & ~(table[name].isin(["", "nan"]) if name in FLOATS else False)
        if name not in FLOATS:
            bad |= numbers.mod(1).ne(0) | numbers.abs().gt(2**53)
        _refuse_cells(path, table[name], bad, "is no number")
        table[name] = numbers if name in FLOATS else numbers.astype(int)
    for name in table.columns.difference(["n", "seed", *FLOATS]):
        _refuse_cells(path, table[name], table[name].str.startswith(FORMULA), "would run as a formula")
    return current(table, path.name)


def _refuse_cells(path: Path, column: pd.Series, bad: pd.Series, problem: str) -> None:
    """Raise `CourseError` that names the first of the `bad` cells of a column, where there is one."""
    if bad.any():
        row = int(bad.to_numpy().argmax())
        raise _refused(path, f"row {row + 2}, column {column.name}: {column[row][:80]!r} {problem}")


def _refused(path: Path, problem: str) -> CourseError:
    return CourseError(f"{path.name}: {problem}; move or delete {path} and run the course again.")


def record(
    profile: Profile,
    arm: str,
    task: str,
    measured: Mapping[str, Measured],
    wording: str = "1",
    seed: int | None = None,
    precision: str = "",
    run: str = "",
) -> dict[str, Figure]:
    """Compute each metric's figure, put it into results.csv (replacing an older one) and return it.

    `seed` is that of the training, where it is not the profile's, `run` its `Run.label`. Among several processes only
    the first one writes.
    """
    figures = {metric: m.figure(profile.seed, profile.resamples) for metric, m in measured.items()}
    what = {"arm": arm, "task": task, "wording": wording, "seed": seed or profile.seed, "precision": precision}
    write_figures(profile, figures, what | ({"model": f"{profile.model_label} {run}"} if run else {}))
    return figures


def record_difference(
    profile: Profile,
    arm: str,
    against: str,
    task: str,
    one: Mapping[str, Measured],
    other: Mapping[str, Measured],
    wording: str = "1",
    precision: str = "",
    runs: str = "",
) -> dict[str, Figure]:
    """Compute arm minus `against` for each metric, put it into results.csv with both their `runs`, and return it."""
    figures = {metric: paired_difference(one[metric], other[metric], profile.seed, profile.resamples) for metric in one}
    if arm != against:
        what = {"arm": arm, "against": against, "task": task, "wording": wording, "precision": precision}
        write_figures(profile, figures, what | ({"model": f"{profile.model_label} {runs}"} if runs else {}))
    return figures


def write_figures(profile: Profile, figures: Mapping[str, Figure], what: Mapping[str, str | int]) -> None:
    """Put figures into results.csv; `what` holds the other columns of `KEY`, where they are not the usual ones."""
    if what["task"] not in TASKS:
        raise ValueError(f"{what['task']!r} is no task of the course: {', '.join(TASKS)}.")
    if not is_first_process():
        return
    common = {"against": "", "wording": "1", "seed": profile.seed, "data": profile.source_label(str(what["task"]))}
    untrained = str(what["arm"]).startswith((*BASELINES, *PLANTED))
    common |= {"precision": "", "model": "none" if untrained else profile.model_label, **what}
    for column, value in common.items():
        if isinstance(value, str) and value.startswith(FORMULA):
            raise CourseError(f"{column} = {value!r} cannot be recorded: a spreadsheet would run it; rename it.")
    rows = [common | {"metric": metric, "definition": definition(metric), **vars(f)} for metric, f in figures.items()]
    path = profile.run_dir / "results.csv"
    fresh = pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(FLOATS, float))
    fresh[FLOATS[:-1]] = fresh[FLOATS[:-1]].round(6)
    with locked(path):  # several notebooks may write at once
        old = set_aside(profile, read_results(path), fresh, path)
        table = fresh if old.empty else pd.concat([old, fresh]).drop_duplicates(KEY, keep="last")
        write_atomically(path, table.sort_values(ORDER, key=_order, kind="stable").to_csv(index=False))


def _order(column: pd.Series) -> pd.Series:
    """Sort keys: names in the order of the lists above, others after them by name."""
    known = {"task": TASKS, "arm": ARMS, "metric": METRICS}.get(column.name, [])
    places = {name: f"{i:03}" for i, name in enumerate(known)}
    return column.map(lambda name: places.get(name, f"~{name}"))


def scores(results: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Keep the scores of the main arms: no differences, the first wording, one seed of training."""
    plain = (results.against == "") & (results.wording == "1") & (results.seed == seed)
    return results[plain & results.arm.isin(ARMS)]


def missing(table: pd.DataFrame, tasks: Collection[str]) -> list[tuple[str, str]]:
    """List the (arm, task) pairs of `scores` that lack a metric which another arm has there; empty when complete."""
    trained = table[~table.arm.isin(BASELINES)]
    wanted = {task: set(trained[trained.task == task].metric) for task in tasks}
    found = {pair: set(rows.metric) for pair, rows in trained.groupby(["arm", "task"])}
    return [
        (arm, task)
        for arm in ARMS
        if arm not in BASELINES
        for task in tasks
        if not wanted[task] or not wanted[task] <= found.get((arm, task), set())
    ]


def table_of(results: pd.DataFrame, metric_of: Mapping[str, str] = MAIN_METRIC) -> pd.DataFrame:
    """Pivot `scores` to one row an arm and one column a task: ``0.512 [0.49, 0.53]`` of each task's main metric."""
    kept = results[[metric_of.get(task) == metric for task, metric in zip(results.task, results.metric, strict=True)]]
    shown = kept.assign(
        shown=[f"{v:.3f} [{lo:.3f}, {hi:.3f}]" for v, lo, hi in zip(kept.value, kept.low, kept.high, strict=True)],
        column=[f"{task} ({metric})" for task, metric in zip(kept.task, kept.metric, strict=True)],
    )
    pivot = shown.pivot(index="arm", columns="column", values="shown")
    columns = [f"{task} ({metric})" for task, metric in metric_of.items()]
    return pivot.reindex([arm for arm in ARMS if arm in pivot.index])[[c for c in columns if c in pivot]].fillna("–")
