"""results.csv never shows figures of another base, other rows, other templates or an older run beside new ones."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers import tasks
from helpers.arms import Arms
from helpers.evaluation import compare, evaluate_arm
from helpers.intervals import mean_of
from helpers.profiles import Profile, Source
from helpers.results import read_results, record, record_difference, scores, table_of
from helpers.running.outdated import outdated
from helpers.tasks import TASKS

HALF, ONE = {"accuracy": mean_of([0.0, 1.0])}, {"accuracy": mean_of([1.0, 1.0])}


def table(profile: Profile, name: str = "results") -> pd.DataFrame:
    return read_results(profile.run_dir / f"{name}.csv")


def other_base(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Profile:
    return replace(profile, model_revision="another")


def other_rows(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Profile:
    return replace(profile, data=profile.data | {"review_rating": Source(profile.data["entities"].path)})


def other_template(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Profile:
    spec = TASKS["review_rating"]
    monkeypatch.setitem(TASKS, spec.name, replace(spec, held_out=("{source} Stars?",)))
    return profile


def other_text(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Profile:
    monkeypatch.setattr(tasks, "_clean", str.upper)
    return profile


@pytest.mark.parametrize("change", [other_base, other_rows, other_template, other_text])
def test_figures_of_before_a_change_do_not_stand_beside_those_after_it(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change
) -> None:
    """What the table of 07 would show: two arms, one of them measured again since."""
    for arm in ("zero_shot", "full"):
        record(tiny, arm, "review_rating", HALF)
    record_difference(tiny, "full", "zero_shot", "review_rating", ONE, HALF)
    assert list(table_of(scores(table(tiny), tiny.seed)).index) == ["zero_shot", "full"]
    now = change(tiny, monkeypatch)
    assert outdated(now, table(now)).all()
    record(now, "full", "review_rating", ONE)
    said = "results.csv: 3 figures are of another base, other rows or templates, or an older run; they stand in "
    assert said in capsys.readouterr().out and not outdated(now, table(now)).any()
    assert list(table_of(scores(table(now), now.seed)).index) == ["full"] and table(now).value.tolist() == [1.0]
    assert table(now, "results_older").value.tolist() == [0.5, 0.5, 0.5]
    record(now, "zero_shot", "review_rating", ONE)
    assert len(table(now)) == 2 and capsys.readouterr().out == ""


def test_another_run_of_an_arm_takes_all_figures_of_the_older_one_with_it(tiny: Profile) -> None:
    for task in ("review_rating", "entities"):
        record(tiny, "full", task, HALF, run="full-1.a")
        record(tiny, "full", task, HALF, seed=18, run="full_seed_18-1.a")
        record(tiny, "lora", task, HALF, run="lora-1.a")
        record_difference(tiny, "lora", "full", task, ONE, HALF, runs="lora-1.a full-1.a")
        record_difference(tiny, "lora", "zero_shot", task, ONE, HALF, runs="lora-1.a -")
    record(tiny, "full", "entities", ONE, run="full-1.a")  # measured once more
    assert len(table(tiny)) == 10
    record(tiny, "full", "entities", ONE, run="full-1.b")  # the same settings, other weights, as on a GPU
    left = {(row.arm, row.against, row.task, row.seed) for row in table(tiny).itertuples()}
    assert left == {
        ("full", "", "entities", 17),
        *(("full", "", task, 18) for task in ("review_rating", "entities")),
        *(("lora", against, task, 17) for task in ("review_rating", "entities") for against in ("", "zero_shot")),
    }
    assert set(table(tiny, "results_older").model.str.split(" ").str[1]) == {"full-1.a", "lora-1.a"}


def test_a_row_says_which_weights_it_comes_from(tiny: Profile) -> None:
    arms = Arms(tiny)
    base, lora = (evaluate_arm(arms[name], "entities") for name in ("zero_shot", "lora"))
    compare(lora, base), compare(base, lora)
    run = arms["lora"].run
    assert run.label.startswith(f"{run.folder.name}.") and len(run.label.rpartition(".")[2]) == 6
    found = {(row.arm, row.against): row.model.split(" ")[1:] for row in table(tiny).itertuples()}
    assert found == {
        ("zero_shot", ""): [],
        ("lora", ""): [run.label],
        ("lora", "zero_shot"): [run.label, "-"],
        ("zero_shot", "lora"): ["-", run.label],
    }
    assert set(table(tiny).model.str.split(" ").str[0]) == {tiny.model_label}
