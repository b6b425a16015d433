"""The board of attempts: kept from kernel to kernel, read only where it is whole, and never of test rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.data import load_test
from helpers.intervals import Figure
from helpers.profiles import all_profiles
from helpers.running.errors import CourseError
from notebooks.classroom.board import COLUMNS, add_attempt, read_board, validation_set

SCORE = Figure(0.41, 0.38, 0.44, 96)
HEADER = ",".join(COLUMNS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.csv"


def test_attempts_stay_the_best_first_and_one_of_a_name(path: Path) -> None:
    assert read_board(path).empty
    add_attempt(path, "full", 6_400, 51.26, SCORE)
    add_attempt(path, "mine", 160, 2.0, Figure(0.2, 0.1, 0.3, 96))
    board = add_attempt(path, " mine ", 320, 3.14, Figure(0.45, 0.42, 0.47, 96))
    assert list(board.index) == ["mine", "full"] and board.equals(read_board(path))
    assert board.loc["mine"].tolist() == [320, 3.1, 0.45, 0.42, 0.47, 96]
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".tmp"] == []


@pytest.mark.parametrize(
    "row",
    [
        "mine,160,2.0,0.4",
        "mine,160,two,0.4,0.3,0.5,96",
        "mine,160,2.0,0.4,0.5,0.6,96",
        "mine,160,2.0,nan,0.3,0.5,96",
        "mine,160.5,2.0,0.4,0.3,0.5,96",
        "mine,-1,2.0,0.4,0.3,0.5,96",
        "mine,160,2.0,40,30,50,96",
        ",160,2.0,0.4,0.3,0.5,96",
        "=mine(),160,2.0,0.4,0.3,0.5,96",
        "full,160,2.0,0.4,0.3,0.5,96",
        "",
    ],
)
def test_a_bad_row_is_named_and_nothing_is_lost(path: Path, row: str) -> None:
    text = f"{HEADER}\nfull,6400,51.3,0.41,0.38,0.44,96\n{row}\n"
    path.write_text(text)
    for read in (read_board, lambda path: add_attempt(path, "next", 1, 1.0, SCORE)):
        with pytest.raises(
            CourseError, match="board.csv: row 3, .*delete the row: it is not a new name .*1[.]$"
        ) as caught:
            read(path)
        assert "\n" not in str(caught.value) and path.read_text() == text


def test_a_file_that_is_no_board_is_refused(path: Path) -> None:
    for content in (b"", b"arm,value\nfull,1\n", b"\xff\xfe\x00"):
        path.write_bytes(content)
        with pytest.raises(CourseError, match="the first row must be attempt,examples"):
            read_board(path)


@pytest.mark.parametrize(
    ("name", "score"), [("", SCORE), ("=1+1", SCORE), ("a, b", SCORE), ("mine", Figure(float("nan"), 0.1, 0.2, 96))]
)
def test_what_is_no_attempt_does_not_get_on_the_board(path: Path, name: str, score: Figure) -> None:
    with pytest.raises(CourseError, match="is not a new name without commas and six numbers"):
        add_attempt(path, name, 160, 2.0, score)
    assert not path.exists()


def test_the_rows_to_choose_by_are_no_test_rows() -> None:
    nano = all_profiles()["nano"]
    rows = validation_set(nano)
    assert len(rows.rows) == len(rows.references) == nano.counts["dialogue_summary"].validation
    assert not {*rows.sources} & {*load_test(nano, "dialogue_summary").sources}
