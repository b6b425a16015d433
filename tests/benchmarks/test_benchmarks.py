"""The benchmarks run and say what they measured; how fast anything is, they are not asked here."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.data import load_test
from helpers.intervals import Figure
from helpers.planning import random_model, t5_config
from helpers.profiles import ROOT, Counts, Recipe, all_profiles
from helpers.running.errors import CourseError
from notebooks.classroom.board import validation_set
from notebooks.publishing.readme import replace_between
from tests.benchmarks import common, course_time, gpu, ladder, passing, recipes, scoring, speed


@pytest.fixture
def tiny_model(monkeypatch) -> None:
    """Every benchmark's model is a T5 of two layers, with nano's tokenizer; the matrix peak is not measured."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(ROOT / "data" / "model")

    def make(*_: object) -> tuple[object, object]:
        return random_model(t5_config(len(tokenizer), d_model=32, d_kv=8, d_ff=64, layers=2, heads=4)), tokenizer

    for module in (speed, ladder):
        monkeypatch.setattr(module, "make_model", make)
    monkeypatch.setattr(speed, "HELD_OUT", 8)
    monkeypatch.setattr("helpers.planning.matrix_peak", lambda: 1e12)
    for module in (speed, ladder):
        monkeypatch.setattr(module, "NEW_TOKENS", 4)


def speed_arguments(**changed: object) -> argparse.Namespace:
    given = {"shape": "nano", "examples": 16, "dialogues": 4, "lab_dialogues": 2, "batch": 8, "lora": False}
    return argparse.Namespace(**given | {"data": None, "tokenizer": None, "rounds": 1} | changed)


def test_both_recipes_measure_the_same_things(tiny_model) -> None:
    measured = {recipe: speed.run_one(recipe, speed_arguments()) for recipe in ("lab", "course")}
    assert list(measured["lab"]) == list(measured["course"])
    assert all(math.isfinite(value) and value >= 0 for one in measured.values() for value in one.values())
    measured["course / lab"] = speed.ratios(measured["course"], measured["lab"] | {"ROUGE-1, greedy": 0.0})
    assert math.isnan(measured["course / lab"]["ROUGE-1, greedy"])
    text = speed.report([(speed.conditions(speed_arguments()), measured)], "a machine")
    assert "| training (examples/s) |" in text and "a machine" in text and "n = 2" in text
    assert "the lab for the first 2 of them, its seconds scaled to all" in text


def test_too_few_rows_are_named(tiny_model) -> None:
    with pytest.raises(CourseError, match="too few for --examples 1000000"):
        speed.run_one("lab", speed_arguments(examples=1_000_000))


def test_rows_come_from_csv_and_jsonl(tmp_path) -> None:
    profile = all_profiles()["nano"]
    (tmp_path / "a.csv").write_text('dialogue,summary\n"A: hi\nB: hi",They greet.\n')
    assert common.read_rows(profile, str(tmp_path / "a.csv"))[0]["references"] == ["They greet."]
    row = {"dialogue": "A: hi", "summary1": "one", "summary2": "two", "summary3": "three"}
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n")
    (read,) = common.read_rows(profile, str(tmp_path / "b.jsonl"))
    assert read["summary"] == "one" and read["references"] == ["one", "two", "three"]
    (tmp_path / "c.jsonl").write_text('{"dialogue": "A: hi"}\n')
    with pytest.raises(CourseError, match="needs a dialogue and a summary"):
        common.read_rows(profile, str(tmp_path / "c.jsonl"))
    with pytest.raises(CourseError, match=".csv or .jsonl"):
        common.read_rows(profile, "d.txt")


def test_the_ladder_leads_from_the_lab_to_the_course() -> None:
    from helpers.profiles import Recipe
    from helpers.running.machine import use_bf16
    from helpers.training import trainer_settings

    rungs = ladder.rungs(16, compiled=True)
    first, *others = rungs
    assert first.name == "the lab" and first.training == ladder.Training()
    course = next(rung for rung in rungs if rung.name == "batch 16: the course")
    assert rungs.index(course) == 7 and {rung.before for rung in rungs[8:]} == {course.name}
    names = [rung.name for rung in rungs]
    for before, rung in zip(rungs, others, strict=False):
        base = rungs[names.index(rung.before)].training
        assert sum(a != b for a, b in zip(vars(base).values(), vars(rung.training).values(), strict=True)) == 1
        assert rung.before in (before.name, course.name)
    settings = trainer_settings(Recipe(1e-3, 16, 16), 0, ROOT)
    assert course.training.grouped == (settings["train_sampling_strategy"] == "group_by_length")
    assert course.training.bf16 and settings["bf16"] == use_bf16()


def test_the_ladder_trains_and_says_where_the_limit_is(tiny_model) -> None:
    model, tokenizer = ladder.make_model("nano")
    rows = common.read_rows(all_profiles()["nano"], None)[:16]
    features = ladder.features_of(rows, tokenizer)
    rungs = [rung for rung in ladder.rungs(8) if rung.name in ("the lab", "batch 8: the course")]
    rungs[1] = ladder.Rung(rungs[1].name, rungs[1].training, "the lab")
    rates = ladder.climb(model, features, rungs, rounds=1)
    assert all(rate > 0 for values in rates.values() for rate in values)
    assert ladder.training_table(rates, rungs, features).count("\n") == 3
    more = ladder.features_of(common.read_rows(all_profiles()["nano"], None)[:64], tokenizer)  # lengths to group by
    assert ladder.padding_share(more, rungs[1].training) < 0.3 < ladder.padding_share(more, rungs[0].training)
    shares = ladder.shares_of_a_step(model, features, rungs[1].training)
    assert sum(shares.values()) == pytest.approx(1) and shares["matrix products"] > 0
    assert f"limit of it is {max(shares, key=shares.get)} (" in ladder.limit_sentence("it", shares)
    shares = ladder.shares_of_generation(model, tokenizer, [row["dialogue"] for row in rows[:4]])
    assert sum(shares.values()) == pytest.approx(1) and shares["the encoder"] > 0 and shares["the decoder"] > 0


def test_without_a_gpu_nothing_is_claimed() -> None:
    text = (ROOT / "tests" / "benchmarks" / "README.md").read_text(encoding="utf-8")
    table = text.partition("<!-- gpu -->")[2].partition("<!-- end of gpu -->")[0]
    assert gpu.not_measured() in table or "Measured on" in table
    assert "| flan-t5-base's shape on a GPU | not measured | not measured |" in gpu.not_measured()


def test_the_arithmetic_gives_what_a_public_training_of_this_shape_reached() -> None:
    """nanoT5: T5-base on one A100, 512 + 114 tokens an example, about 143,000 tokens a second."""
    assert gpu.tokens_per_second("flan-t5-base", gpu.A100, 6.0) == pytest.approx(143_000, rel=0.1)


def test_what_no_time_was_left_for_is_said_to_be_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[str] = []

    def run(module: str, options: list[str]) -> dict[str, float]:
        began.append(options[1])
        clock[0] += 40
        names = ("peak", "examples/s", "tokens/s", "share", "memory", "epoch", "seconds", "by arithmetic", "expected")
        return dict.fromkeys(names, 2.0) if options[1] != "generation" else {"1 float32": 3.0}

    clock = [0.0]
    monkeypatch.setattr(gpu, "in_own_process", run)
    monkeypatch.setattr(gpu.time, "monotonic", lambda: clock[0])
    given = {"smoke": False, "shapes": ["flan-t5-small", "flan-t5-base"], "minutes": 3, "rank": None, "examples": 8}
    given |= {"summaries": 500, "new_tokens": 8, "batch": 4, "data": None, "tokenizer": None}
    table = gpu.measure_all(argparse.Namespace(**given))
    assert began == ["training", "training", "memory", "memory", "generation"]  # 160 s had passed before the last one
    assert "| flan-t5-small: training (tokens/s) | 2.00 | 2.00 |" in table
    assert "| flan-t5-small: 500 summaries, greedy, float32 (s) | 3.00 | – |" in table
    assert "| flan-t5-base: training (tokens/s) | not measured | not measured |" in table
    assert "| flan-t5-base: 500 summaries (s) | not measured | – |" in table


def test_random_rows_have_the_lengths_of_dialogsum() -> None:
    lengths = gpu.dialogsum_lengths(2_000)
    source, target = np.array(lengths).T
    assert np.median(source) == pytest.approx(gpu.SOURCE_TOKENS[3] + gpu.INSTRUCTION, rel=0.02)
    assert np.quantile(target, 0.9) == pytest.approx(gpu.TARGET_TOKENS[5], rel=0.02)
    assert np.corrcoef(np.log(source), np.log(target))[0, 1] == pytest.approx(gpu.CORRELATION, abs=0.06)
    rows = gpu.random_rows(lengths[:20], 100, 64, 16)
    assert [len(ids) for ids in rows["input_ids"]] == [min(s, 64) for s, _ in lengths[:20]]
    assert all(ids[-1] == 1 and max(ids) < 100 and len(ids) <= 16 for ids in rows["labels"])
    assert len(gpu.mixed_lengths(all_profiles()["base"], 50)) == 50


def test_a_table_goes_between_its_markers_or_nowhere(tmp_path) -> None:
    path = tmp_path / "README.md"
    path.write_text("a\n<!-- speed -->\nold\n<!-- end of speed -->\nb\n<!-- gpu -->\nkept\n<!-- end of gpu -->\n")
    replace_between(path, "speed", "| new |")
    text = path.read_text()
    assert text == "a\n<!-- speed -->\n| new |\n<!-- end of speed -->\nb\n<!-- gpu -->\nkept\n<!-- end of gpu -->\n"
    for broken in ("no markers", text + text, text.replace("<!-- end of speed -->", "")):
        path.write_text(broken)
        with pytest.raises(ValueError, match="README.md: the markers <!-- speed -->"):
            replace_between(path, "speed", "x")
        assert path.read_text() == broken


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("README.md", ("results", "seeds", "planted", "profiles")),
        ("tests/benchmarks/README.md", ("speed", "gpu", "ladder", "course-time")),
        ("notebooks/README.md", ("badges",)),
    ],
)
def test_every_published_table_has_its_place(tmp_path, file: str, names: tuple[str, ...]) -> None:
    path = tmp_path / "README.md"
    path.write_text((ROOT / file).read_text())
    for name in names:
        replace_between(path, name, "x")


def test_time_within_time_counts_once() -> None:
    timer = course_time.Timer(time.perf_counter())
    inner = timer.around("validation", lambda: time.sleep(0.05))
    timer.around("training", lambda: [inner(), inner()])()
    seconds = json.loads(timer.report())
    assert seconds["validation"] >= 0.1 and seconds["training"] < 0.05
    text = course_time.table({"00": seconds, "01": seconds})
    assert "| validation |" in text and "plots" not in text and text.splitlines()[-1].startswith("| all |")


def test_methods_and_class_methods_keep_working_under_the_timer() -> None:
    class Model:
        size = 2

        @classmethod
        def load(cls) -> int:
            return cls.size

        def grow(self, by: int) -> int:
            return self.size + by

    timer = course_time.Timer(time.perf_counter())
    timer.wrap("data", Model, "load", "grow")
    assert Model.load() == Model().load() == 2 and Model().grow(1) == 3


def test_the_timer_finds_what_the_helpers_call() -> None:
    """In a process of its own, as a notebook's kernel is: the timer stays around what it wraps."""
    source = (
        course_time.FIRST_CELL
        + """
from helpers.intervals import mean_of, paired_difference
from helpers.metrics import measure
measured = measure("dialogue_summary", ["Amy pays."], [["Amy will pay."]], ["Amy: I pay."])
difference = paired_difference(measured["rouge1"], mean_of([0.0]), 0)
"""
        + course_time.LAST_CELL
    )
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    seconds = json.loads(done.stdout.splitlines()[-1])
    assert all(seconds[kind] > 0 for kind in ("imports", "scoring", "intervals")) and seconds["training"] == 0


def test_scoring_is_that_of_the_library() -> None:
    assert scoring.compare(12, 1)["largest difference"] < 1e-9


def test_resampling_by_weights_gives_the_intervals_of_drawing_one_by_one() -> None:
    intervals = scoring.compare_intervals(40, 2_000, 1)
    assert intervals["metrics"] == 13 and 0 < intervals["largest difference"] < 0.15


@pytest.mark.parametrize(
    ("value", "text"), [(14.86, "14.9"), (0.06123, "0.0612"), (12345.6, "12,346"), (0, "0"), (math.nan, "–")]
)
def test_figures_are_never_powers_of_ten(value: float, text: str) -> None:
    assert common.digits(value) == text


def test_a_grid_changes_one_recipe_and_reads_validation_rows() -> None:
    nano = all_profiles()["nano"]
    new = recipes.changed(nano, "lora", learning_rate=0.5, examples=32, batch_size=None)
    assert (new.lora_recipe.learning_rate, new.lora_recipe.examples) == (0.5, 32)
    assert new.lora_recipe.batch_size == nano.lora_recipe.batch_size
    assert (new.full, new.multitask, new.counts) == (nano.full, nano.multitask, nano.counts)
    tests = set(load_test(nano, "dialogue_summary").sources)
    found = recipes.validation_set(nano, "dialogue_summary", 50)
    assert len(found.rows) == len(found.references) == 50 and not tests & set(found.sources)
    one = Figure(0.5, 0.4, 0.6, 50)
    shown = recipes.table({(3e-3, 17): {"dialogue_summary rouge1": one}, (1e-2, 18): {"dialogue_summary rouge1": one}})
    assert list(shown.index) == ["0.003, seed 17", "0.01, seed 18"]
    assert shown.loc["0.01, seed 18", "dialogue_summary rouge1"] == "0.500 [0.400, 0.600] (n = 50)"


def test_an_arm_trains_until_it_passes_or_its_recipe_ends(tmp_path: Path) -> None:
    nano = all_profiles()["nano"]
    counts = nano.counts | {"dialogue_summary": Counts(train=64, validation=16, test=8)}
    little = {"counts": counts, "max_target_tokens": nano.max_target_tokens | {"dialogue_summary": 4}}
    little = replace(nano, full=Recipe(1e-3, examples=24, batch_size=8), resamples=50, **little)
    rows = validation_set(little)
    steps = {value: passing.climb(little, "full", 2, value, rows, tmp_path) for value in (-1.0, 1.0)}
    assert [[step for step, *_ in points] for points in steps.values()] == [[2], [2, 3]]  # passed at once; never
    (_, first, _), (_, second, score) = steps[1.0]
    assert 0 < first < second and 0 <= score.value <= 1 and score.n == len(rows.rows)


def test_what_did_not_pass_says_so() -> None:
    low, high = Figure(0.30, 0.28, 0.32, 96), Figure(0.46, 0.44, 0.48, 96)
    passed = [[(50, 9.0, low), (100, seconds, high)] for seconds in (20.0, 24.0, 19.0)]
    assert passing.row("full", passed, 0.45) == ["full", "20.0", "100", "0.460 [0.440, 0.480]", "96"]
    assert passing.row("lora", [[(50, 9.0, low)]], 0.45)[1:4] == ["did not pass", "50 (all)", "0.300 at best"]


def test_a_point_of_the_grid_is_a_line_for_each_metric() -> None:
    nano, one = all_profiles()["nano"], Figure(0.25, 0.2, 0.3, 48)
    loss = Figure(3.1, math.nan, math.nan, 96)
    table = recipes.lines("lora", nano, 18, {"dialogue_summary rouge1": one, "all loss": loss})
    assert table.rate.eq(nano.lora_recipe.learning_rate).all() and table.seed.eq(18).all()
    assert table.task.tolist() == ["dialogue_summary", "all"] and table.n.tolist() == [48, 96]
    assert table.value.tolist() == [0.25, 3.1] and table.low.isna().tolist() == [False, True]


def test_the_published_grid_holds_the_rates_that_nano_takes() -> None:
    """What 04's grid tried by a recipe's own optimizer includes its rate; validation rows stand behind each value."""
    nano, grid = all_profiles()["nano"], pd.read_csv(ROOT / "tests" / "benchmarks" / "rates.csv")
    points = set(grid[["arm", "optimizer", "rate"]].itertuples(index=False, name=None))
    assert ("lora", "adamw", nano.lora_recipe.learning_rate) in points
    for arm in set(grid.arm):
        recipe = getattr(nano, recipes.FIELDS[arm])
        tried = {rate for one, optimizer, rate in points if (one, optimizer) == (arm, recipe.optimizer)}
        assert not tried or recipe.learning_rate in tried
    scores = grid[grid.metric != "loss"]
    assert not grid.duplicated(["arm", "optimizer", "rate", "seed", "task", "metric"]).any()
    assert (scores.low <= scores.value).all() and (scores.value <= scores.high).all() and (grid.n > 0).all()
