"""Model cards: what each trained arm is, what it was trained on, what was measured, and what it is not for.

A card is the README.md of a run's folder, Markdown with YAML metadata as the Hugging Face hub reads it. What it says
stands in `TEMPLATE`; here its facts are gathered: every figure comes from results.csv and every other fact from the
run's own record. Nothing is trained, loaded or downloaded.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from huggingface_hub import EvalResult, ModelCardData

from helpers.arms import Arm, Arms
from helpers.data import FINAL
from helpers.profiles import Profile, Recipe
from helpers.results import LOWER_IS_BETTER, MAIN_METRIC, read_results, write_atomically
from helpers.running.card_parts import PERMISSIVE, base_fields, base_licence, conditions, filled, licence_fields
from helpers.running.errors import CourseError
from helpers.running.outdated import outdated
from helpers.tasks import SEEN, TASKS, Row
from helpers.training import lora_config

TEMPLATE = Path(__file__).with_name("card_template.md")
TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
HUB_TASKS: dict[str, str] = TABLES["hub_tasks"]
EXAMPLES: dict[str, Row] = TABLES["examples"]


def write_cards(profile: Profile) -> list[Path]:
    """Write README.md into the run folder of every arm that has a finished run; return the paths in arms' order.

    An older card, or the empty one that peft leaves beside an adapter, is replaced in one step. Arms without a
    finished run are passed over: nothing is trained.
    """
    paths = []
    for arm in Arms(profile).trained:
        if arm.run.record_file.is_file():
            paths.append(arm.run.folder / "README.md")
            write_atomically(paths[-1], card(arm))
    return paths


def card(arm: Arm) -> str:
    """Return the model card of a trained arm: YAML metadata between ``---`` lines, then Markdown.

    The same run and results give the same text. Raises `ValueError` for an arm that is not trained
    (``zero_shot`` and ``few_shot`` are not) and `CourseError` where the arm has no finished run.
    """
    profile, run = arm.profile, arm.run
    if not run.record_file.is_file():
        how = f"python -m helpers.running.train --arm {arm.name}"
        raise CourseError(f"{arm.name} has no finished run with these settings: train it with {how}.")
    scores, differences = _measured(arm)
    before, data = [one.name for one in _lineage(arm)[:-1]], _data(arm)
    facts = {"name": arm.name, "profile": profile, "arm": arm, "before": before, "data": data}
    facts |= {"scores": list(scores.itertuples()), "differences": list(differences.itertuples())}
    licensed = list({(one["name"], one["licence"]): one for one in data}.values())
    facts |= {**_training(arm), **_limits(profile, scores), "base_licence": base_licence(profile), "licensed": licensed}
    return filled(TEMPLATE, _metadata(arm, scores), **facts)


def section(text: str, title: str) -> str:
    """Return the part of a card below the second-level heading `title`, with it. Raises `ValueError` without one."""
    for part in text.split("\n## ")[1:]:
        if part.splitlines()[0] == title:
            return f"## {part.strip()}\n"
    raise ValueError(f"The card has no section {title!r}.")


# --- what was measured ---------------------------------------------------------------------------


def _measured(arm: Arm) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of results.csv about a trained arm: its scores, and the differences in which it takes part.

    An arm of another seed is recorded under the name of the arm that it repeats, the last stage of the first sequence
    as ``sequential`` too.
    """
    known = [(arm.name, arm.profile.seed), (arm.label, arm.seed)]
    if arm == Arms(arm.profile).sequences[0][-1]:
        known.append(("sequential", arm.profile.seed))
    table = _current_results(arm.profile)
    table = table[~table.model.str.contains(" ") | table.model.str.contains(f" {arm.run.folder.name}.", regex=False)]
    one, other = (pd.MultiIndex.from_frame(table[[side, "seed"]]).isin(known) for side in ("arm", "against"))
    difference = table.against != ""
    return table[one & ~difference].drop_duplicates(["task", "wording", "metric"]), table[(one | other) & difference]


def _current_results(profile: Profile) -> pd.DataFrame:
    """The rows of results.csv that are of this base, or of none, and of these data."""
    table = read_results(profile.run_dir / "results.csv")
    return table[~outdated(profile, table)]


def _main_scores(scores: pd.DataFrame) -> dict[str, Any]:
    """The row of each task's main metric in the first wording, by task, in the course's order."""
    rows = {(row.task, row.metric): row for row in scores[scores.wording == "1"].itertuples()}
    return {task: rows[task, metric] for task, metric in MAIN_METRIC.items() if (task, metric) in rows}


def _metadata(arm: Arm, scores: pd.DataFrame) -> ModelCardData:
    """What the hub reads: licence, base, data sets, and the scores in the first wording, without intervals.

    Ids of models and data sets appear only where they are the hub's: a folder's name would point to a stranger's.
    """
    profile, data, base = arm.profile, _data(arm), base_licence(arm.profile)
    paths = [profile.data[one["task"]].path for one in data]
    results = [_eval_result(profile, row) for row in _known(scores)]
    return ModelCardData(
        language="en",
        **licence_fields(base, [one["licence"] for one in data], f"{PERMISSIVE.get(base, 'base')}-and-data-set-terms"),
        library_name="peft" if arm.rank else "transformers",
        pipeline_tag="summarization" if {HUB_TASKS[task] for task in arm.tasks} == {"summarization"} else None,
        **base_fields(profile, adapter=bool(arm.rank)),
        datasets=list(dict.fromkeys(path for path in paths if not Path(path).exists())) or None,
        tags=[*(["lora"] if arm.rank else []), *arm.tasks],
        model_name=f"{profile.name}-{arm.name}" if results else None,
        eval_results=results or None,
    )


def _known(scores: pd.DataFrame) -> Iterable[Any]:
    return scores[(scores.wording == "1") & scores.value.notna()].itertuples()


def _eval_result(profile: Profile, row: Any) -> EvalResult:
    task = "dialogue_summary" if row.task.startswith("dialogue_summary") else row.task
    source, split = profile.source(row.task), {FINAL: "final", **profile.extra_tests}.get(row.task, "test")
    path = f"local-{Path(source.path).name}" if Path(source.path).exists() else source.path
    kind = "rouge" if row.metric.startswith("rouge") else row.metric.removeprefix("entity_")
    about = {"task_name": row.task, "dataset_split": split, "dataset_revision": source.revision}
    measured = {"metric_type": kind, "metric_name": row.metric, "metric_value": float(row.value)}
    return EvalResult(HUB_TASKS[task], path, profile.source_name(row.task), **about, **measured)


# --- facts for the template ----------------------------------------------------------------------


def _lineage(arm: Arm) -> list[Arm]:
    """The arms that the training went through, the first one first and `arm` last."""
    return [*(_lineage(arm.parent) if arm.parent else []), arm]


def _data(arm: Arm) -> list[dict[str, Any]]:
    """What an arm and the arms before it were trained on: the sets, how much of them was drawn, and on which terms."""
    found = []
    for one in _lineage(arm):
        for task, (contents, revision, train, validation, _) in one.run.settings["data"].items():
            source, title = arm.profile.data[task], " ".join(arm.profile.source_name(task).split())
            version = revision or (contents if contents != source.path else "")
            drawn = {"arm": one.name, "task": task, "version": version, "train": train, "validation": validation}
            found.append({**drawn, "name": title, "licence": source.licence, "asks": conditions(source.licence)})
    return found


def _training(arm: Arm) -> dict[str, Any]:
    """What the run's record and the profile say of the training, and an example for the code that loads it."""
    profile, run, record = arm.profile, arm.run, arm.run.read()
    return {
        "titles": [TASKS[task].title.lower() for task in arm.tasks],
        "version": profile.model_revision or run.settings["model"],
        "on_hub": not Path(profile.model).exists(),
        "base_path": _base_path(arm),
        "prompt": TASKS[arm.tasks[0]].prompt(EXAMPLES[arm.tasks[0]]),
        "record": record,
        "recorded": lambda key, form: "not recorded" if record.get(key) is None else format(record[key], form),
        "recipe": Recipe(**record["settings"]["recipe"]),
        "lora_alpha": lora_config(profile.lora, arm.rank).lora_alpha if arm.rank else None,
        "seen_tasks": SEEN,
    }


def _base_path(arm: Arm) -> str:
    """The base as the code in a card names it: its hub id, or its folder as seen from the run's folder."""
    profile = arm.profile
    if not Path(profile.model).exists():
        return profile.model
    try:
        return Path(os.path.relpath(Path(profile.model).resolve(), arm.run.folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return profile.model_name


def _limits(profile: Profile, scores: pd.DataFrame) -> dict[str, Any]:
    """What the arm does worse than the base, what it was not measured on, what it invents and whom it confuses."""
    table = _current_results(profile)
    untrained = (table.arm == "zero_shot") & (table.against == "") & (table.seed == profile.seed)
    base, own = _main_scores(table[untrained]), _main_scores(scores)
    both = {task: (own[task], base[task]) for task in own if task in base}
    return {
        "compared": both,
        "forgotten": [(here, before) for here, before in both.values() if here.value < before.value],
        "seen": [*SEEN, *(profile.extra_tests if TASKS["dialogue_summary"].seen else ())],
        "unknown": [task for task in MAIN_METRIC if task in {*profile.data, *profile.extra_tests} and task not in both],
        "inventions": [row for row in _known(scores) if row.metric == "unsupported_rate" and row.value > 0],
        "speakers": [row for row in _known(scores) if row.metric == "speakers_right"],
        "lower_is_better": sorted(LOWER_IS_BETTER),
    }
