"""results.csv: a row per figure, replaced and not repeated, and always the same bytes for the same figures."""

from __future__ import annotations

import csv
import itertools
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers import results
from helpers.intervals import mean_of, mean_of_known
from helpers.profiles import Profile
from helpers.running.errors import CourseError

ONE, OTHER = [1.0, 0.5, 1.0, 0.0], [0.0, 0.5, 0.5, 0.0]


def table(profile: Profile) -> pd.DataFrame:
    return results.read_results(profile.run_dir / "results.csv")


def test_results_are_replaced_not_repeated(tiny: Profile) -> None:
    for values in ([0.0, 1.0], [1.0, 1.0]):
        results.record(tiny, "full", "review_rating", {"accuracy": mean_of(values)})
    (row,) = table(tiny).to_dict("records")
    assert (row["value"], row["n"], row["seed"]) == (1.0, 2, tiny.seed) and row["data"].startswith("data/reviews@")
    assert (row["against"], row["wording"], row["model"]) == ("", "1", tiny.model_label) and math.isnan(row["p"])
    assert not list(tiny.run_dir.glob("*.tmp"))


def test_wordings_and_seeds_have_rows_of_their_own(tiny: Profile) -> None:
    measured = {"accuracy": mean_of(ONE)}
    results.record(tiny, "full", "review_rating", measured)
    results.record(tiny, "full", "review_rating", measured, wording="2")
    results.record(tiny, "full", "review_rating", measured, wording="held-out 1")
    results.record(tiny, "full", "review_rating", measured, seed=18)
    results.record(tiny, "mix_400", "review_rating", measured)
    read = table(tiny)
    assert list(zip(read.arm, read.wording, read.seed, strict=True)) == [
        ("full", "1", 17),
        ("full", "1", 18),
        ("full", "2", 17),
        ("full", "held-out 1", 17),
        ("mix_400", "1", 17),
    ]
    assert list(results.scores(read, 17).arm) == ["full"]


def test_a_difference_says_against_what(tiny: Profile) -> None:
    one = {"rouge1": mean_of(ONE), "speaker_f1": mean_of_known([None, 1.0, None, 0.5])}
    other = {"rouge1": mean_of(OTHER), "speaker_f1": mean_of_known([None, 0.5, None, 0.5])}
    figures = results.record_difference(tiny, "lora", "full", "dialogue_summary", one, other)
    rouge, speakers = table(tiny).to_dict("records")
    assert (rouge["arm"], rouge["against"], rouge["metric"], rouge["n"]) == ("lora", "full", "rouge1", 4)
    assert rouge["value"] == 0.375 == figures["rouge1"].value and rouge["p"] == pytest.approx(figures["rouge1"].p)
    assert (speakers["metric"], speakers["n"], speakers["value"]) == ("speaker_f1", 2, 0.25)
    assert results.scores(table(tiny), tiny.seed).empty


def test_an_arm_against_itself_is_no_row(tiny: Profile) -> None:
    one = {"rouge1": mean_of(ONE)}
    assert results.record_difference(tiny, "full", "full", "dialogue_summary", one, one)["rouge1"].p == 1
    assert not (tiny.run_dir / "results.csv").exists()


def test_a_figure_of_nothing_survives_a_round_trip(tiny: Profile) -> None:
    """Where no output names a speaker there is nothing to measure: n = 0, and NaN and not 0 for the rest."""
    nothing = {"speaker_f1": mean_of_known([None, None]), "rouge1": mean_of([0.5, 0.5])}
    results.record(tiny, "full", "dialogue_summary", nothing)
    results.record_difference(tiny, "lora", "full", "dialogue_summary", nothing, nothing)
    before = (tiny.run_dir / "results.csv").read_bytes()
    rows = table(tiny)[lambda read: read.metric == "speaker_f1"]
    assert list(rows.n) == [0, 0] and rows[["value", "low", "high", "p"]].isna().all(axis=None)
    results.record(tiny, "full", "dialogue_summary", nothing)
    assert (tiny.run_dir / "results.csv").read_bytes() == before


def test_the_same_figures_give_the_same_bytes_in_any_order(tiny: Profile) -> None:
    made = []
    figures = list(itertools.product(("lead", "full", "zero_shot", "another"), ("entities", "review_rating")))
    for order in (figures, figures[::-1], figures[3:] + figures[:3] + figures):
        (tiny.run_dir / "results.csv").unlink(missing_ok=True)
        for arm, task in order:
            metrics = {"well_formed": mean_of(np.arange(len(arm)) % 2), "mae": mean_of([1.0 / 3])}
            results.record(tiny, arm, task, metrics if order is figures else dict(reversed(metrics.items())))
        made.append((tiny.run_dir / "results.csv").read_bytes())
    assert made[0] == made[1] == made[2] and b"\r" not in made[0]
    read = table(tiny)
    assert list(dict.fromkeys(read.task)) == ["review_rating", "entities"]
    assert list(dict.fromkeys(read.arm)) == ["lead", "zero_shot", "full", "another"]
    assert list(read.metric[:2]) == ["mae", "well_formed"] and read.value[0] == 0.333333


def test_what_needs_no_model_names_none(tiny: Profile) -> None:
    for arm in ("lead", "planted_number", "few_shot"):
        results.record(tiny, arm, "dialogue_summary", {"rouge1": mean_of(ONE)})
    assert dict(zip(table(tiny).arm, table(tiny).model, strict=True)) == {
        "lead": "none",
        "planted_number": "none",
        "few_shot": tiny.model_label,
    }


def test_only_the_first_of_several_processes_writes(tiny: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANK", "1")
    figures = results.record(tiny, "full", "entities", {"entity_f1": mean_of(ONE)})
    assert figures["entity_f1"].value == 0.625 and not (tiny.run_dir / "results.csv").exists()


def test_unknown_tasks_and_broken_results_are_named(tiny: Profile) -> None:
    with pytest.raises(ValueError, match="'entity' is no task"):
        results.record(tiny, "full", "entity", {"entity_f1": mean_of(ONE)})
    path = tiny.run_dir / "results.csv"
    path.parent.mkdir(parents=True)
    pd.DataFrame({"arm": ["full"]}).to_csv(path, index=False)
    with pytest.raises(CourseError, match="columns are arm"):
        results.read_results(path)


@pytest.mark.fault("formulas in results.csv, read or about to be written", "refused, row and value named")
@pytest.mark.parametrize("mark", results.FORMULA)
def test_what_a_spreadsheet_would_run_is_neither_written_nor_read(tiny: Profile, mark: str) -> None:
    harmful = f"{mark}HYPERLINK(1)"
    with pytest.raises(CourseError, match="model = .* a spreadsheet would run it"):
        results.record(replace(tiny, model=harmful), "full", "entities", {"entity_f1": mean_of(ONE)})
    results.record(tiny, "full", "entities", {"entity_f1": mean_of(ONE)})
    path = tiny.run_dir / "results.csv"
    table(tiny).assign(model=harmful).to_csv(path, index=False, quoting=csv.QUOTE_ALL)
    with pytest.raises(CourseError, match="row 2, column model: .* would run as a formula"):
        table(tiny)


def test_the_precision_of_the_outputs_stands_beside_the_figures_and_an_older_file_has_none(tiny: Profile) -> None:
    results.record(tiny, "full", "entities", {"entity_f1": mean_of(ONE)}, precision="tfloat32")
    results.record(tiny, "capitalized", "entities", {"entity_f1": mean_of(ONE)})
    both = {"entity_f1": mean_of(ONE)}
    results.record_difference(tiny, "lora", "full", "entities", both, both, precision="float32 and tfloat32")
    found = table(tiny).set_index("arm").precision
    assert found.to_dict() == {"full": "tfloat32", "capitalized": "", "lora": "float32 and tfloat32"}
    path = tiny.run_dir / "results.csv"
    table(tiny).drop(columns=["precision", "definition"]).to_csv(path, index=False)
    assert set(table(tiny).precision) == {""}
    results.record(tiny, "full", "entities", {"entity_f1": mean_of(ONE)}, precision="float32")
    assert table(tiny).set_index("arm").precision["full"] == "float32" and len(table(tiny)) == 3


def test_without_a_file_there_are_no_results_yet(tiny: Profile) -> None:
    assert list(table(tiny).columns) == results.COLUMNS and table(tiny).empty


@pytest.mark.fault("a write of results.csv that is interrupted", "the old file, whole")
def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch) -> None:
    path = tmp_path / "results.csv"
    results.write_atomically(path, "old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        results.write_atomically(path, "new")
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_what_is_missing_is_named(tiny: Profile) -> None:
    """An arm is complete when it has, for each task, every metric that another trained arm has there."""
    tasks = ("entities", "review_rating")
    everything = [(arm, task) for arm in results.ARMS if arm not in results.BASELINES for task in tasks]
    assert results.missing(results.scores(table(tiny), tiny.seed), tasks) == everything
    for arm, task in everything:
        results.record(tiny, arm, task, {"well_formed": mean_of(ONE)})
    results.record(tiny, "lead", "entities", {"rouge1": mean_of(ONE)})
    assert results.missing(results.scores(table(tiny), tiny.seed), tasks) == []
    results.record(tiny, "full", "entities", {"entity_f1": mean_of(ONE)})
    lacking = results.missing(results.scores(table(tiny), tiny.seed), tasks)
    assert lacking == [(arm, task) for arm, task in everything if task == "entities" and arm != "full"]
    assert results.missing(results.scores(table(tiny), 18), ["entities"]) == [
        pair for pair in everything if pair[1] == "entities"
    ]


def test_the_table_has_each_tasks_main_metric(tiny: Profile) -> None:
    results.record(tiny, "full", "entities", {"entity_f1": mean_of([0.5]), "well_formed": mean_of([1.0])})
    results.record(tiny, "lead", "dialogue_summary", {"rouge1": mean_of([0.25])})
    shown = results.table_of(table(tiny))
    assert list(shown.index) == ["lead", "full"]
    assert list(shown.columns) == ["dialogue_summary (rouge1)", "entities (entity_f1)"]
    assert list(shown.loc["full"]) == ["–", "0.500 [0.500, 0.500]"]
