"""A short share of `make faults`: malformed files, changed folders, large files, and a training that is killed."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.arms import Arms
from helpers.profiles import ROOT, Profile, Recipe, all_profiles, load_profile
from helpers.results import COLUMNS, read_results
from helpers.running.errors import CourseError
from helpers.running.sizes import resize
from helpers.training import load_run
from tests.faults import Fault, inputs
from tests.faults.__main__ import HEADER, PARTS, README, table
from tests.faults.kills import kill_training
from tests.faults.large import MOST_MEMORY, try_large


def test_malformed_files_are_read_or_refused_in_one_sentence(tmp_path: Path) -> None:
    tried, found, wrong = inputs.try_all(tmp_path, number=40, seed=1)
    assert wrong == [] and sum(found.values()) == tried >= 500
    assert min(found.values()) > 50  # neither everything is refused nor everything taken


@pytest.mark.parametrize("name", ["breaks.csv", "numbers.json", "rows.xlsx", "dictionary.parquet"])
def test_a_huge_file_needs_little_time_and_memory(name: str, tmp_path: Path) -> None:
    came = try_large(name, tmp_path)
    assert name in str(came["said"]) and came["memory"] < MOST_MEMORY and came["seconds"] < 30


def test_an_adapter_with_any_change_is_refused(tiny: Profile, tmp_path: Path) -> None:
    short = replace(tiny, lora_recipe=Recipe(1e-3, 8, 4, evaluations=1))
    run = Arms(short)["lora"].train()
    load_run(short, run)

    def load(folder: Path) -> None:
        load_run(short, replace(run, folder=folder))

    assert inputs.try_folders(run.folder, load, tmp_path / "copies", number=60, seed=1) == []


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("x" * 30 + "\n", "its columns are"),
        ("1,2\n", "row 3 has 2 cells instead of 15"),
        (",".join(["full"] * 15) + "\n", "row 3, column n: 'full' is no number"),
        ('"full,\n', "it is no table in UTF-8"),
    ],
)
def test_broken_results_name_row_column_and_value(tmp_path: Path, broken: str, says: str) -> None:
    path, good = tmp_path / "results.csv", inputs.good_results().decode()
    header, first, *_ = good.splitlines(keepends=True)
    path.write_text(broken if "columns" in says else header + first + broken)
    with pytest.raises(CourseError, match=says):
        read_results(path)
    path.write_text(good)
    assert list(read_results(path).columns) == COLUMNS


@pytest.mark.parametrize(
    ("sizes", "says"),
    [
        ('{"name": "../../elsewhere"}', "name' is unknown"),
        ('{"curve": ["a"]}', r"curve\[0\] = 'a' must be like 100"),
        ('{"full": {"examples": 640.5}}', f"full.examples = 640.5 must be like {all_profiles()['nano'].full.examples}"),
        ('{"shots": 1e400}', "shots = inf must be like 2"),
        ('{"full": {"learning_rate": NaN}}', "full.learning_rate = nan must be a number below"),
        ('{"shots": 100000000000}', "must be a number below"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_bad_sizes_name_the_field_and_the_value(tmp_path: Path, sizes: str, says: str) -> None:
    path = tmp_path / "sizes.json"
    path.write_text(sizes)
    with pytest.raises(CourseError, match=says):
        resize(load_profile("nano"), path)


def test_the_table_has_every_part_and_every_marked_test() -> None:
    rows = [row.strip("| ").split(" | ") for row in README.read_text(encoding="utf-8").splitlines()]
    tried = {(row[0], row[1]): row for row in rows if row[0] in PARTS}
    assert {part for part, _ in tried} == set(PARTS)
    assert all(int(row[2].replace(",", "")) > 0 for row in tried.values())
    assert {row[4] for row in tried.values() if row[0] != "kills"} == {"nothing"}
    marks = [
        ast.literal_eval(mark.args[0])
        for file in (ROOT / "tests").rglob("test_*.py")
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for mark in function.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault"
    ]
    assert len(marks) > 30 and set(marks) == {what for part, what in tried if part == "tests"}


def test_a_part_that_was_tried_again_replaces_its_own_rows_alone() -> None:
    before = table({"kills": [Fault("a", 1, "b")], "wide": [Fault("c", 2, "d")]}, "Nothing yet.")
    after = table({"wide": [Fault("e", 3_000, "f", "g")]}, before)
    assert after.splitlines() == [*HEADER, "| kills | a | 1 | b | nothing |", "| wide | e | 3,000 | f | g |"]


def test_a_training_that_is_killed_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    _, wrong = kill_training("lora", times=1, seed=3, folder=tmp_path, steps=50)
    assert wrong == []
