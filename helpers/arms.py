"""The arms that the course compares: what each is trained on, its model, its predictions, its figures.

Notebooks 03 to 05 show the calls that train an arm, cell by cell. A later notebook that needs an arm
asks here for it: a finished run is loaded, a missing one is trained by the same settings.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from accelerate import PartialState
from accelerate.utils import gather_object
from datasets import Dataset, IterableDataset, concatenate_datasets
from peft import get_peft_model
from transformers import set_seed

from helpers.data import (
    TestSet,
    as_text,
    load_splits,
    load_test,
    mix,
    mixing_rates,
    stored,
    tokenize,
    training_rows,
)
from helpers.generation import generate_texts, report_progress
from helpers.intervals import Figure, Measured
from helpers.metrics import measure
from helpers.profiles import TASK_NAMES, Profile, Recipe
from helpers.results import is_first_process, record, write_atomically
from helpers.running.machine import device
from helpers.running.runs import Run, fingerprint, open_run
from helpers.scoring.dialogue import turns
from helpers.tasks import SEEN, TASKS, Task, capitalized, write_entities
from helpers.training import load_base, load_run, lora_config, make_trainer, train_and_save


@dataclass(frozen=True)
class Arm:
    """How an arm is trained: recipe, tasks, LoRA rank (None = all weights), and the arm it starts from."""

    name: str
    recipe: Recipe
    tasks: tuple[str, ...]
    rank: int | None = None
    parent: str | None = None
    limit: int | None = None  # different training examples, where fewer than the mixture has
    seed: int | None = None  # of the training, where it is not the profile's
    replay: float | None = None  # share of the examples that come from tasks which the base had seen
    wordings: int | None = None  # of the instruction, where fewer than the task has


@dataclass(frozen=True)
class Evaluation:
    """An arm's outputs on a test set, its metrics before resampling, and its figures."""

    test: TestSet
    predictions: list[str]
    measured: dict[str, Measured]
    figures: dict[str, Figure]


def arms(profile: Profile) -> dict[str, Arm]:
    """Every trained arm of the course by name: the main ones and those of each series of experiments."""
    listed = [
        Arm("full", profile.full, ("dialogue_summary",)),
        Arm("lora", profile.lora_recipe, ("dialogue_summary",), rank=profile.lora.rank),
        Arm("multitask", profile.multitask, TASK_NAMES),
        Arm("multitask_lora", profile.multitask_lora, TASK_NAMES, rank=profile.lora.rank),
    ]
    named = {arm.name: arm for arm in listed}
    for name in profile.seeded_arms:
        listed += [replace(named[name], name=f"{name}_seed_{seed}", seed=seed) for seed in profile.seeds]
    for number in range(1, len(profile.orders) + 1):
        listed += _sequence(profile, number)
    sweep = _short(profile.lora_recipe, profile.sweep_share)
    listed += [Arm(f"lora_rank_{rank}", sweep, ("dialogue_summary",), rank=rank) for rank in profile.lora.sweep]
    listed += [
        Arm(
            f"mix_{n}",
            replace(profile.multitask, examples=max(n, profile.curve_examples), evaluations=2),
            TASK_NAMES,
            limit=n,
        )
        for n in profile.curve
    ]
    listed += [
        replace(arm, name="one_wording", wordings=1) for arm in listed if arm.name == f"mix_{profile.wording_examples}"
    ]
    less = _short(profile.full, profile.replay_share)
    listed += [replace(named["full"], name=f"replay_{100 * x:g}", recipe=less, replay=x) for x in profile.replay]
    return {arm.name: arm for arm in listed}


def _short(recipe: Recipe, share: float) -> Recipe:
    return replace(recipe, examples=int(recipe.examples * share), evaluations=2)


def stage_name(profile: Profile, order: int, stage: int) -> str:
    """Name the arm after a stage of the sequence number `order`, both counted from 1.

    Sequences that begin alike share their first stages, and the first stage on dialogue summaries is the arm ``full``.
    """
    done = profile.orders[order - 1][:stage]
    first = next(number for number, tasks in enumerate(profile.orders, 1) if tasks[:stage] == done)
    if done == ("dialogue_summary",):
        return "full"
    return f"stage_{stage}" if first == 1 else f"order_{first}_stage_{stage}"


def _sequence(profile: Profile, order: int) -> list[Arm]:
    """The arms of one sequence, each starting from the one before; dialogue summaries take the recipe of ``full``."""
    names = [stage_name(profile, order, stage) for stage in range(1, len(profile.orders[order - 1]) + 1)]
    return [
        Arm(name, profile.full if task == "dialogue_summary" else profile.stage, (task,), parent=parent)
        for name, parent, task in zip(names, [None, *names], profile.orders[order - 1], strict=False)
        if name != "full"
    ]


def run_of(profile: Profile, name: str) -> Run:
    """Return the run folder of an arm, trained or not. Raises `ValueError` for an arm that there is not."""
    if name not in arms(profile):
        raise ValueError(f"{name!r} is no trained arm of the course: {', '.join(arms(profile))}.")
    arm = arms(profile)[name]
    more: dict[str, Any] = {}
    if arm.rank:
        more["lora"] = [arm.rank, profile.lora.alpha, *profile.lora.targets]
    if arm.parent:
        more["parent"] = run_of(profile, arm.parent).folder.name
    if len(arm.tasks) > 1:
        more["mixture"] = [profile.mix_temperature, profile.mix_cap, arm.limit]
    if arm.replay is not None:
        more["replay"] = arm.replay
    if arm.wordings:
        more["wordings"] = arm.wordings
    return open_run(profile, name, arm.recipe, arm.seed or profile.seed, _read_tasks(arm), **more)


def _read_tasks(arm: Arm) -> list[str]:
    return [*arm.tasks, *(SEEN if arm.replay is not None else ())]


def task_rows(profile: Profile, task: str, split: str) -> Dataset:
    """Return a task's training or validation rows as they are, in a fixed random order."""
    return training_rows(load_splits(profile, task), split, getattr(profile.counts[task], split), profile.seed)


def text_data(profile: Profile, task: str, split: str, wordings: int | None = None) -> Dataset:
    """Return a task's training or validation rows as ``source`` and ``target`` text."""
    return as_text(task_rows(profile, task, split), task, wordings)


def mixture(profile: Profile, examples: int, wordings: int | None = None) -> IterableDataset:
    """Mix all tasks' training text at the profile's rates, at most `examples` rows, small sets repeated.

    A row becomes text only when it is drawn. The stream ends early where each set was used up once.
    """
    rows = {task: task_rows(profile, task, "train") for task in TASK_NAMES}
    rates = mixing_rates([len(r) for r in rows.values()], cap=profile.mix_cap, temperature=profile.mix_temperature)
    return _mixed(profile, rows, rates, wordings).take(examples)


def replay_mixture(profile: Profile, task: str, share: float, examples: int) -> IterableDataset:
    """Mix a task's training text with a `share` of what the base had seen, its tasks equally often (Robins 1995)."""
    rows = {name: task_rows(profile, name, "train") for name in (task, *SEEN)}
    return _mixed(profile, rows, [1 - share, *[share / len(SEEN)] * len(SEEN)]).take(examples)


def _mixed(
    profile: Profile, rows: dict[str, Dataset], rates: Sequence[float], wordings: int | None = None
) -> IterableDataset:
    return mix([as_text(r.to_iterable_dataset(), task, wordings) for task, r in rows.items()], rates, profile.seed)


def tokenized_data(
    profile: Profile, tasks: Sequence[str], train: Dataset | IterableDataset, tokenizer: Any
) -> tuple[Dataset, Dataset]:
    """Tokenize training text, a set or a stream, and the tasks' validation text."""
    longest = max(profile.max_target_tokens[task] for task in tasks)
    if isinstance(train, IterableDataset):
        train = stored(train, profile.run_dir / "mixtures")  # batches by length need a length of every example
    validation = concatenate_datasets([text_data(profile, task, "validation") for task in tasks])
    return (
        tokenize(train, tokenizer, profile.max_source_tokens, longest),
        tokenize(validation, tokenizer, profile.max_source_tokens, longest),
    )


def processes() -> PartialState:
    """The processes of this job: one, or those that torchrun or Accelerate started."""
    return PartialState(cpu=device() == "cpu")


def train_arm(profile: Profile, name: str) -> Run:
    """Return an arm's finished run; train it first, and the arm it starts from, if there is none.

    Called by several processes at once, as `helpers.running.train` does, it trains on all of them.
    """
    run, arm = run_of(profile, name), arms(profile)[name]
    if not run.needs_training:
        return run
    print(f"Training {name}: {arm.recipe.steps} steps of {arm.recipe.batch_size * arm.recipe.accumulation} examples.")
    model, tokenizer = load_run(profile, train_arm(profile, arm.parent)) if arm.parent else load_base(profile)
    seed = arm.seed or profile.seed
    set_seed(seed)  # LoRA's matrices start random
    if arm.rank:
        model = get_peft_model(model, lora_config(profile.lora, arm.rank))
    with processes().main_process_first():  # which prepares the data; the others find them
        if len(arm.tasks) > 1:
            text = mixture(profile, min(arm.limit or arm.recipe.examples, arm.recipe.examples), arm.wordings)
        elif arm.replay is not None:
            text = replay_mixture(profile, arm.tasks[0], arm.replay, arm.recipe.examples)
        else:
            text = text_data(profile, arm.tasks[0], "train", arm.wordings)
        train, validation = tokenized_data(profile, arm.tasks, text, tokenizer)
    train_and_save(run, make_trainer(run, arm.recipe, seed, model, tokenizer, train, validation))
    return run


def run_behind(profile: Profile, name: str) -> Run | None:
    """Return the finished run behind an arm of the results (trained if need be); None where it is the base."""
    if name in ("zero_shot", "few_shot"):
        return None
    return train_arm(profile, stage_name(profile, 1, len(profile.orders[0])) if name == "sequential" else name)


def load_arm(profile: Profile, name: str) -> tuple[Any, Any]:
    """Return an arm's model and tokenizer, training it if need be; ``zero_shot`` and ``few_shot`` are the base."""
    run = run_behind(profile, name)
    return load_run(profile, run) if run else load_base(profile)


# --- outputs and figures -------------------------------------------------------------------------


def few_shot_prompt(
    profile: Profile,
    tokenizer: Any,
    spec: Task,
    row: dict[str, Any],
    shots: Sequence[dict[str, Any]],
    template: int = 0,
) -> str:
    """Put as many solved `shots` before the prompt as fit into ``profile.max_prompt_tokens``."""
    prompt = spec.prompt(row, template)
    for shot in shots:
        longer = f"{spec.prompt(shot, template)} {spec.target(shot)}\n\n{prompt}"
        if len(tokenizer(longer).input_ids) > profile.max_prompt_tokens:
            break
        prompt = longer
    return prompt


def shots_for(profile: Profile, task: str) -> list[dict[str, Any]]:
    """Draw the shots: short rows of the training split, never of the test split."""
    rows = list(training_rows(load_splits(profile, task), "train", 200, profile.seed))
    return sorted(rows, key=lambda row: len(TASKS[task].source(row)))[20 : 20 + profile.shots]


def _stored_texts(path: Path, model: list[str], number: int) -> list[str] | None:
    """Outputs of `model` that were stored, `number` of them; None where there are none, or the file is damaged."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        texts = stored["texts"] if stored["model"] == model else None
    except (OSError, ValueError, RecursionError, LookupError, TypeError):
        return None
    whole = isinstance(texts, list) and len(texts) == number and all(isinstance(text, str) for text in texts)
    return texts if whole else None


def predict(profile: Profile, name: str, test: TestSet, prompts: Sequence[str] | None = None) -> list[str]:
    """Return an arm's greedy outputs for a test set; kept on disk, so that they are generated once.

    The stored outputs belong to one model, one list of prompts and one set of lengths: any change to these generates
    anew, and the outputs of a model that was trained anew replace the old ones. Several processes generate a part
    each, and each gets all outputs, none twice.
    """
    prompts = list(prompts or test.prompts())
    longest = profile.max_target_tokens[test.task.name]
    limit = max(profile.max_source_tokens, profile.max_prompt_tokens)
    run = run_behind(profile, name)
    weights = run.weights if run else [fingerprint(profile.model), profile.model_revision or ""]
    key = hashlib.sha256(json.dumps([prompts, longest, limit]).encode()).hexdigest()[:16]
    path = profile.run_dir / "predictions" / f"{run.folder.name if run else 'base'}-{test.name}-{key}.json"
    if (kept := _stored_texts(path, weights, len(prompts))) is not None:
        return kept
    model, tokenizer = load_arm(profile, name)
    with processes().split_between_processes(prompts) as part:
        texts = generate_texts(
            model,
            tokenizer,
            part,
            longest,
            max_source_tokens=limit,
            tokens_per_batch=profile.tokens_per_batch,
            progress=report_progress(f"{name} on {test.name}") if is_first_process() else None,
        )
    texts = gather_object(texts)
    if is_first_process():
        write_atomically(path, json.dumps({"model": weights, "texts": texts}, ensure_ascii=False, indent=0))
    return texts


def evaluate_arm(profile: Profile, name: str, task: str, wording: str = "1") -> Evaluation:
    """Predict a task's test set with an arm, measure it, and record the figures in results.csv.

    `wording` is the number of the instruction among the task's templates, or ``held-out 1`` and so on. An arm trained
    with another seed is recorded under the name of the arm that it repeats.
    """
    test = load_test(profile, task)
    prompts = test.prompts(wording)
    if name == "few_shot":
        _, tokenizer = load_base(profile)
        shots = shots_for(profile, test.task.name)
        prompts = [few_shot_prompt(profile, tokenizer, test.task, row, shots) for row in test.rows]
    texts = predict(profile, name, test, prompts)
    measured = measure(task, texts, test.references, test.sources)
    seed = arms(profile)[name].seed if name in arms(profile) else None
    label = name.removesuffix(f"_seed_{seed}") if seed else name
    return Evaluation(test, texts, measured, record(profile, label, task, measured, wording, seed))


def evaluate_baselines(profile: Profile, task: str = "dialogue_summary") -> dict[str, Evaluation]:
    """Measure what needs no model, as the task allows, and record it.

    Summaries: the first two turns, the longest turn, and the references against each other. Code: the Java method as
    it is. Ratings: the most frequent rating of the training rows. Entities: each run of capitalized words as a person.
    """
    test = load_test(profile, task)
    evaluations = {}
    for name, texts in trivial_outputs(profile, test).items():
        measured = measure(task, texts, test.references, test.sources)
        evaluations[name] = Evaluation(test, texts, measured, record(profile, name, task, measured))
    if min(len(references) for references in test.references) > 1:
        measured = references_against_each_other(test)
        figures = record(profile, "reference_vs_reference", task, measured)
        first = [references[0] for references in test.references]
        evaluations["reference_vs_reference"] = Evaluation(test, first, measured, figures)
    return evaluations


def trivial_outputs(profile: Profile, test: TestSet) -> dict[str, list[str]]:
    """Return what one would answer to a test set without any model, by the name of the baseline."""
    if test.task.name.endswith("summary"):
        return {
            "lead": [" ".join(turns(source)[:2]) for source in test.sources],
            "longest_turn": [max(turns(source), key=len) for source in test.sources],
        }
    if test.task.name == "code_translation":
        return {"copy": list(test.sources)}
    if test.task.name == "review_rating":
        ratings = Counter(test.task.target(row) for row in task_rows(profile, "review_rating", "train"))
        return {"most_frequent": [ratings.most_common(1)[0][0]] * len(test.rows)}
    return {"capitalized": [write_entities([("PER", span) for span in capitalized(s)]) for s in test.sources]}


def references_against_each_other(test: TestSet) -> dict[str, Measured]:
    """Measure each human reference against the others of its dialogue, averaged: how well people agree.

    Each dialogue gives as many rounds as the one with the fewest references has.
    """
    rounds = []
    for i in range(min(len(references) for references in test.references)):
        written = [references[i] for references in test.references]
        others = [references[:i] + references[i + 1 :] for references in test.references]
        rounds.append(measure(test.name, written, others, test.sources))
    return {
        metric: replace(rounds[0][metric], statistics=sum(m[metric].statistics for m in rounds) / len(rounds))
        for metric in rounds[0]
    }


def figures_table(evaluations: dict[str, Evaluation], metrics: Sequence[str]) -> pd.DataFrame:
    """Show evaluations as text: one row an arm, one column a metric, with intervals and n."""
    return pd.DataFrame(
        {name: {metric: str(e.figures[metric]) for metric in metrics} for name, e in evaluations.items()}
    ).T
