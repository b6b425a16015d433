"""What a finished run keeps: with COURSE_DROP=1 a side arm's weights go once it has answered every task."""

from __future__ import annotations

import pytest
from safetensors.torch import save_file
from torch import zeros

from helpers.arms import Arm, Arms
from helpers.data import load_test
from helpers.evaluation import evaluate_arm, predict
from helpers.profiles import TASK_NAMES, Profile, all_profiles
from helpers.results import read_results
from helpers.running.budget import disk
from helpers.running.errors import CourseError
from helpers.running.predictions import Texts, store_texts


def finished(arm: Arm, asked: tuple[str, ...] = TASK_NAMES) -> Arm:
    """Put a run of the arm in place, and its outputs for some tasks, as if it had been trained and asked."""
    run = arm.run
    run.temporary.mkdir(parents=True)
    save_file({"weight": zeros(2)}, run.temporary / "model.safetensors")
    run.finish(seconds=1.0)
    for task in asked:
        path = arm.profile.run_dir / "predictions" / f"{run.folder.name}-{task}-0123.json"
        store_texts(path, run.weights, Texts(["text"]))
    return arm


def holds(arm: Arm) -> bool:
    return (arm.run.folder / "model.safetensors").is_file()


@pytest.mark.parametrize("drop", ["1", "0"])
def test_weights_of_scored_side_arms_go_where_it_is_asked_for(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch, drop: str
) -> None:
    monkeypatch.setenv("COURSE_DROP", drop)
    arms = Arms(tiny)
    full, multitask, mix = (finished(arms[name]) for name in ("full", "multitask", "mix_8"))
    other = finished(arms["one_wording"], asked=TASK_NAMES[:2])
    assert holds(mix)  # 05 may still ask it in other wordings
    first, second, third = (finished(arm) for arm in arms.sequences[0][1:])
    assert [holds(arm) for arm in (full, multitask, other, second, third)] == [True, True, True, drop == "0", True]
    assert [holds(arm) for arm in (mix, first)] == [drop == "0"] * 2


def test_a_dropped_arm_keeps_its_figures_and_says_what_to_do_for_its_weights(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_DROP", "1")
    arms = Arms(tiny)
    mix = finished(arms["mix_8"])
    test = load_test(tiny, "dialogue_summary")
    with monkeypatch.context() as faked:
        faked.setattr("helpers.running.answers.kept", lambda key, load: ("model", "tokenizer"))
        faked.setattr("helpers.running.answers.generate_texts", lambda *_, **__: ["A parcel is late."] * len(test.rows))
        figures = evaluate_arm(mix, "dialogue_summary").figures
    weights = mix.run.weights
    finished(arms["replay_0"])
    assert not holds(mix) and not mix.run.needs_training and mix.run.weights == weights
    assert evaluate_arm(mix, "dialogue_summary").figures["rouge1"] == figures["rouge1"]
    assert "mix_8" in set(read_results(tiny.run_dir / "results.csv").arm)

    with pytest.raises(CourseError, match=r"mix_8-\w+ is damaged: its weights were deleted once .* train it anew"):
        predict(mix, load_test(tiny, "entities"))
    assert mix.run.needs_training  # so the same call again trains it


def test_less_disk_is_asked_for_where_weights_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    base = all_profiles()["base"]
    whole = disk(base)
    monkeypatch.setenv("COURSE_DROP", "1")
    assert disk(base)[0] == whole[0] and disk(base)[1] < 0.7 * whole[1]
