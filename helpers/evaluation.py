"""How an arm is scored: its outputs on a test set, their metrics, and the figures in results.csv."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from helpers.arms import Arm
from helpers.data import TestSet, load_splits, load_test, task_rows, training_rows
from helpers.intervals import Figure, Measured, mean_of
from helpers.metrics import measure
from helpers.profiles import Profile
from helpers.results import record, record_difference
from helpers.running.answers import answers
from helpers.running.predictions import Texts
from helpers.scoring.dialogue import turns
from helpers.scoring.trivial import from_training_rows
from helpers.tasks import TASKS, Row, Task, capitalized, write_entities
from helpers.training import load_tokenizer


@dataclass(frozen=True)
class Evaluation:
    """Outputs on a test set, their metrics before resampling, and the figures, as results.csv names them."""

    profile: Profile = field(repr=False)
    arm: str
    wording: str
    test: TestSet
    predictions: list[str]
    measured: dict[str, Measured]
    figures: dict[str, Figure]
    precision: str = ""  # in which the outputs were generated
    run: str = ""  # its label, where the arm is trained


def evaluate_arm(arm: Arm, task: str, wording: str = "1") -> Evaluation:
    """Let an arm answer a task's test set, measure its answers, and record the figures in results.csv.

    The arm is trained first if need be. `wording` is the number of the instruction among the task's templates, or
    ``held-out 1`` and so on.
    """
    test = load_test(arm.profile, task)
    prompts = few_shot_prompts(arm, test) if arm.shots else test.prompts(wording)
    made = predict(arm, test, prompts)
    return _evaluated(arm.profile, arm.label, test, made, wording, arm.seed, arm.run.label if arm.recipe else "")


def _evaluated(
    profile: Profile, name: str, test: TestSet, made: Texts, wording: str = "1", seed: int | None = None, run: str = ""
) -> Evaluation:
    """Measure texts and record their figures under `name`."""
    measured = measure(test.name, made.texts, test.references, test.sources)
    figures = record(profile, name, test.name, measured, wording, seed, made.precision, run)
    return Evaluation(profile, name, wording, test, made.texts, measured, figures, made.precision, run)


def compare(one: Evaluation, other: Evaluation) -> dict[str, Figure]:
    """Return `one` minus `other` on the same examples, by metric, and record it in results.csv."""
    both = " and ".join(sorted({one.precision, other.precision} - {""}))
    arms, measured = (one.arm, other.arm), (one.measured, other.measured)
    runs = f"{one.run or '-'} {other.run or '-'}"
    return record_difference(one.profile, *arms, one.test.name, *measured, one.wording, both, runs)


def figures_table(evaluations: Mapping[str, Evaluation], metrics: Sequence[str]) -> pd.DataFrame:
    """Show evaluations as text: one row an arm, one column a metric, with intervals and n."""
    return pd.DataFrame(
        {name: {metric: str(e.figures[metric]) for metric in metrics} for name, e in evaluations.items()}
    ).T


# --- an arm's outputs ----------------------------------------------------------------------------


def predict(arm: Arm, test: TestSet, prompts: Sequence[str] | None = None) -> Texts:
    """Return an arm's greedy outputs for a test set; kept on disk, so that they are generated once."""
    longest = arm.profile.max_target_tokens[test.task.name]
    return answers(arm, test.name, list(prompts or test.prompts()), longest)


def ranked(arm: Arm, task: str) -> Measured:
    """Measure how often an arm finds the right answer of a closed task, as review ratings are, the likeliest of all.

    Beside the score of what it writes, this says whether the skill is lost or only the form of the answer. Raises
    `ValueError` for a task whose answers are not a closed set.
    """
    test = load_test(arm.profile, task)
    if not test.task.choices:
        raise ValueError(f"{task} has no closed set of answers to rank.")
    found = answers(arm, task, test.prompts(), 0, [test.task.choices] * len(test.rows)).texts
    return mean_of([float(text in right) for text, right in zip(found, test.references, strict=True)])


def few_shot_prompts(arm: Arm, test: TestSet) -> list[str]:
    """Return the prompts of a test set, each with as many of the arm's shots as fit before it."""
    tokenizer = load_tokenizer(arm.profile)
    shots = shots_for(arm.profile, test.task.name)
    return [few_shot_prompt(arm.profile, tokenizer, test.task, row, shots) for row in test.rows]


def few_shot_prompt(
    profile: Profile, tokenizer: Any, spec: Task, row: Row, shots: Sequence[Row], template: int = 0
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


# --- what needs no model -------------------------------------------------------------------------


def evaluate_baselines(profile: Profile, task: str = "dialogue_summary") -> dict[str, Evaluation]:
    """Measure what needs no model, as the task allows, and record it.

    Summaries: the first two turns, the longest turn, the one training summary that suits the validation dialogues best,
    the summary of the nearest training dialogue, and the references against each other. Code: the Java method as
    it is. Ratings: the most frequent rating of the training rows. Entities: each run of capitalized words as a person.
    """
    test = load_test(profile, task)
    evaluations = {
        name: _evaluated(profile, name, test, Texts(texts)) for name, texts in trivial_outputs(profile, test).items()
    }
    if min(len(references) for references in test.references) > 1:
        name, measured = "reference_vs_reference", references_against_each_other(test)
        first = [references[0] for references in test.references]
        figures = record(profile, name, task, measured)
        evaluations[name] = Evaluation(profile, name, "1", test, first, measured, figures)
    return evaluations


def trivial_outputs(profile: Profile, test: TestSet) -> dict[str, list[str]]:
    """Return what one would answer to a test set without any model, by the name of the baseline."""
    if test.task.name.endswith("summary"):
        return {
            "lead": [" ".join(turns(source)[:2]) for source in test.sources],
            "longest_turn": [max(turns(source), key=len) for source in test.sources],
            **from_training_rows(profile, test),
        }
    if test.task.name == "code_translation":
        return {"copy": list(test.sources)}
    if test.task.name == "review_rating":
        ratings = Counter(test.task.target(row) for row in task_rows(profile, "review_rating", "train"))
        return {"most_frequent": [ratings.most_common(1)[0][0]] * len(test.rows)}
    return {"capitalized": [write_entities([("PER", span) for span in capitalized(s)]) for s in test.sources]}


def references_against_each_other(test: TestSet) -> dict[str, Measured]:
    """Measure each reference against the others of its dialogue, averaged: how well they agree.

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
