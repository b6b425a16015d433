"""The evaluation as a whole: complete, and the same file whenever and in whatever order it runs."""

from __future__ import annotations

import shutil

from helpers.arms import Arms
from helpers.data import load_test
from helpers.evaluation import compare, evaluate_arm, evaluate_baselines
from helpers.profiles import TASK_NAMES, Profile
from helpers.results import ARMS, BASELINES, missing, read_results, scores
from helpers.scoring.probes import probe_all


def evaluate(profile: Profile, tasks: list[str], names: list[str]) -> bytes:
    """Evaluate everything in the given order and return results.csv."""
    arms = Arms(profile)
    for task in tasks:
        evaluate_baselines(profile, task)
        found = {name: evaluate_arm(arms[name], task) for name in names}
        compare(found["full"], found["zero_shot"])
    evaluate_arm(arms["full"], "dialogue_summary", "held-out 1")
    evaluate_arm(arms[f"full_seed_{profile.seeds[0]}"], "dialogue_summary")
    probe_all(profile, load_test(profile, "dialogue_summary"))
    return (profile.run_dir / "results.csv").read_bytes()


def test_evaluating_twice_gives_the_same_complete_file(tiny: Profile) -> None:
    tasks = [*TASK_NAMES, *tiny.extra_tests]
    arms = [name for name in ARMS if name not in BASELINES]
    first = evaluate(tiny, tasks, arms)
    table = read_results(tiny.run_dir / "results.csv")
    assert missing(scores(table, tiny.seed), tasks) == []
    assert not table.duplicated(["arm", "against", "task", "wording", "metric", "seed"]).any()

    assert evaluate(tiny, tasks, arms) == first  # over the old file
    (tiny.run_dir / "results.csv").unlink()
    shutil.rmtree(tiny.run_dir / "predictions")
    assert evaluate(tiny, tasks[::-1], arms[::-1]) == first  # from nothing, the other way round


def test_what_is_missing_is_named(tiny: Profile) -> None:
    evaluate_arm(Arms(tiny)["zero_shot"], "entities")
    table = scores(read_results(tiny.run_dir / "results.csv"), tiny.seed)
    gaps = missing(table, ["entities", "review_rating"])
    assert ("zero_shot", "review_rating") in gaps and ("full", "entities") in gaps
    assert ("zero_shot", "entities") not in gaps
