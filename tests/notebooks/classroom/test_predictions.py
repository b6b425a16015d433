"""Guesses before the results: kept, corrected, shown beside what was measured, and never in the lesson's way."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from helpers.intervals import Figure
from notebooks.classroom.predictions import predict, predictions_file, reveal
from notebooks.running.notebooks import NOTEBOOKS, code_cells

TASKS = ("entities", "review_rating", "code_translation")
LOSSES = {"entities": 3.9, "review_rating": 2.7, "code_translation": 50.25}
FIGURE = Figure(0.169, 0.148, 0.19, 200)


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test starts without a prediction."""
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path))
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that was printed."""
    (line,) = capsys.readouterr().out.splitlines()
    return line


def test_without_an_answer_the_possible_ones_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    predict("06.1", ..., choices=TASKS)
    assert said(capsys) == (
        'Prediction 06.1: none yet. Replace the dots by one of "entities", "review_rating", "code_translation".'
    )
    predict("03.1", ..., between=(-0.5, 1))
    assert said(capsys) == "Prediction 03.1: none yet. Replace the dots by a number from -0.5 to 1."
    assert not predictions_file().exists()


def test_a_prediction_outlives_the_kernel_and_may_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    predict("06.1", "entities", choices=TASKS)
    assert said(capsys) == "Prediction 06.1: written down, entities. Run on and see."
    predict("03.1", 0.25, between=(0, 1))
    capsys.readouterr()
    predict("06.1", ..., choices=TASKS)  # what a new kernel finds: the dots, and the file
    assert said(capsys) == "Prediction 06.1 is still entities; put another in its place to change it."
    predict("06.1", " Review_Rating", choices=TASKS)
    assert said(capsys) == "Prediction 06.1: written down, review_rating (before: entities). Run on and see."
    assert json.loads(predictions_file().read_text()) == {"06.1": "review_rating", "03.1": 0.25}


def test_each_profile_has_its_own(monkeypatch: pytest.MonkeyPatch, runs: Path) -> None:
    assert predictions_file() == runs / "nano" / "your_predictions.json"
    sizes = runs / "half.json"
    sizes.write_text("{}")
    monkeypatch.setenv("COURSE_SIZES", str(sizes))
    assert predictions_file() == runs / "nano-half" / "your_predictions.json"


@pytest.mark.parametrize("answer", ["summaries", "", 3, None, ["entities"], True])
def test_an_unknown_choice_is_not_kept(answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    predict("06.1", "entities", choices=TASKS)
    capsys.readouterr()
    predict("06.1", answer, choices=TASKS)
    assert said(capsys).startswith(f'Prediction 06.1: {answer!r} is not possible here. Write one of "entities", ')
    assert "prediction   " not in repr(reveal("06.1", LOSSES)) and reveal("06.1", LOSSES).predicted == "entities"


@pytest.mark.parametrize("answer", [1.01, -0.01, math.nan, math.inf, "0.5", None, True, 2 + 1j])
def test_a_number_out_of_range_is_not_kept(answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    predict("03.1", answer, between=(0, 1))
    assert said(capsys) == f"Prediction 03.1: {answer!r} is not possible here. Write a number from 0 to 1."
    assert reveal("03.1", 0.5).predicted == "none"


@pytest.mark.parametrize("answer", [0, 1, 0.5, np.float64(0.5), np.int64(1), np.float32(0.5)])
def test_the_ends_and_the_numbers_of_numpy_are_accepted(answer: float) -> None:
    predict("03.1", answer, between=(0, 1))
    assert json.loads(predictions_file().read_text()) == {"03.1": float(answer)}


@pytest.mark.parametrize("answer", ["lead " * 600, ["lead"] * 3000, {"lead": "x" * 3000}])
def test_a_long_answer_gets_a_short_reply(answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    predict("01.1", answer, choices=("lead", "longest_turn"))
    told = said(capsys)
    assert len(told) < 300 and told.count("'") % 2 == 0
    assert told.endswith('is not possible here. Write one of "lead", "longest_turn".')


@pytest.mark.parametrize("answer", [..., "longest", "x" * 3000, ["lead"], 3.5, "lead"])
def test_what_may_be_predicted_is_told_in_chinese_whole(
    answer: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    predict("01.1", answer, choices=("lead", "longest_turn"))
    predict("01.2", answer, between=(0, 1))
    for told in capsys.readouterr().out.splitlines():
        assert not re.search(r"[A-Za-z]{2,}", re.sub(r"'[^']*'|\"[^\"]*\"|\blead\b", "", told)), told


@pytest.mark.parametrize("content", ["{", "[]", '{"06.1": [1]}', '{"06.1": NaN}', b"\xff\xfe"])
def test_a_damaged_file_is_named_and_left_alone(content: str | bytes, capsys: pytest.CaptureFixture[str]) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    predictions_file().parent.mkdir()
    predictions_file().write_bytes(raw)
    for answer in (..., "entities"):
        predict("06.1", answer, choices=TASKS)
        assert said(capsys) == (
            "your_predictions.json in nano/ cannot be read: delete the file to start your predictions anew."
        )
    assert predictions_file().read_bytes() == raw
    assert reveal("06.1", "entities").predicted == "none"


def test_a_folder_that_cannot_be_written_stops_nothing(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (runs / "nano").write_text("a file where the folder should be")
    predict("06.1", "entities", choices=TASKS)
    line = said(capsys)
    assert line.startswith("your_predictions.json ") and ":" in line


def test_numbers_are_compared_by_their_distance() -> None:
    predict("04.2", 0.9, between=(0, 2))
    assert reveal("04.2", 0.8412).verdict == "0.059 too high"
    assert reveal("04.2", np.float64(1.0)).verdict == "0.1 too low"
    assert reveal("04.2", 0.9).verdict == "right on it"
    assert repr(reveal("04.2", 0.8412)).splitlines() == [
        "Prediction 04.2",
        "  your prediction: 0.9",
        "  measured: 0.841",
        "  so: 0.059 too high",
    ]


@pytest.mark.parametrize(
    ("guess", "verdict"),
    [(0.15, "0.019 too low, inside"), (0.19, "0.021 too high, inside"), (0.3, "0.131 too high, outside")],
)
def test_a_figure_says_whether_its_interval_holds_the_guess(guess: float, verdict: str) -> None:
    predict("03.1", guess)
    assert reveal("03.1", FIGURE).verdict == f"{verdict} the 95 % interval"
    assert reveal("03.1", FIGURE).measured == str(FIGURE)


def test_a_choice_is_right_or_what_it_was() -> None:
    predict("09.2", "small", choices=("small", "base"))
    assert reveal("09.2", "small").verdict == "right"
    assert reveal("09.2", "base").verdict == "not small but base"


def test_a_contest_shows_all_and_the_place_of_the_guess() -> None:
    predict("06.1", "entities", choices=TASKS)
    shown = reveal("06.1", LOSSES)
    assert shown.measured == "code_translation (50.25), entities (3.9), review_rating (2.7)"
    assert shown.verdict == "entities came in place 2 of 3"
    assert reveal("06.1", LOSSES, smallest=True).verdict == "entities came in place 2 of 3"
    assert reveal("06.1", LOSSES | {"entities": 60}).verdict == "right"
    assert reveal("06.1", LOSSES | {"entities": -1}, smallest=True).verdict == "right"


def test_equal_values_share_a_place() -> None:
    predict("06.1", "entities", choices=TASKS)
    assert reveal("06.1", dict.fromkeys(TASKS, 0.0)).verdict == "right"
    assert reveal("06.1", {"entities": 1, "review_rating": 2, "code_translation": 2}).verdict.endswith("place 3 of 3")


@pytest.mark.parametrize("actual", [0.5, FIGURE, "entities", LOSSES])
def test_without_a_prediction_only_the_measured_is_shown(actual: object) -> None:
    shown = reveal("06.1", actual)
    assert (shown.predicted, shown.verdict) == ("none", "") and shown.measured
    assert "so" not in shown._rows


@pytest.mark.parametrize(
    "actual", [None, math.nan, Figure(math.nan, math.nan, math.nan, 0), {}, {"entities": math.nan}]
)
def test_what_a_run_cannot_measure_is_said(actual: object) -> None:
    predict("06.1", "entities", choices=TASKS)
    shown = reveal("06.1", actual)
    assert (shown.predicted, shown.measured, shown.verdict) == (
        "entities",
        "nothing: this run could not measure it",
        "",
    )


def test_a_guess_of_another_kind_is_shown_and_not_compared() -> None:
    predict("06.1", "entities", choices=TASKS)
    assert reveal("06.1", 0.5).verdict == "" and reveal("06.1", {"ratings": 1.0}).verdict == ""


def test_html_is_escaped() -> None:
    predictions_file().parent.mkdir()
    predictions_file().write_text('{"<b>": "<script>x</script>"}')
    shown = reveal("<b>", "<i>")._repr_html_()
    assert not any(tag in shown for tag in ("<script>", "<i>", "Prediction <b>"))
    assert "&lt;script&gt;x&lt;/script&gt;" in shown and "&lt;i&gt;" in shown


def calls(path: Path, name: str) -> list[tuple[str, str]]:
    """The keys that a notebook hands to `predict` or `reveal`, each with the source of its cell, in order."""
    notebook = nbformat.read(path, as_version=4)
    pattern = re.compile(rf'\b{name}\(\s*"([^"]+)"')
    return [(key, cell.source) for cell in code_cells(notebook) for key in pattern.findall(cell.source)]


@pytest.mark.parametrize("name", ["01", "02", "03", "04", "05", "06", "07", "09"])
def test_every_lesson_asks_before_it_shows(name: str) -> None:
    (path,) = NOTEBOOKS.glob(f"{name}_*.ipynb")
    asked, shown = (dict(calls(path, function)) for function in ("predict", "reveal"))
    assert list(asked) == [f"{name}.{number}" for number in range(1, len(asked) + 1)] and asked
    assert sorted(shown) == sorted(asked)
    sources = [cell.source for cell in code_cells(nbformat.read(path, as_version=4))]
    for key in asked:
        assert sources.index(asked[key]) < sources.index(shown[key]) - 1, f"{key}: no result between the two"


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_nobody_has_predicted_in_the_notebooks(path: Path) -> None:
    for key, source in calls(path, "predict"):
        assert re.search(rf'predict\(\s*"{key}", \.\.\.', source), f"{key} is answered"
