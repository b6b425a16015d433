"""How long the rest takes, and the lines that say so."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from made_up import wait_for

from notebooks.running import progress
from notebooks.running.columns import columns


@pytest.mark.parametrize(
    ("expected", "elapsed", "text"),
    [
        ([60, 120], 0, "about 3 min left"),
        ([60, 120], 30, "about 2 min left"),
        ([60, 6000], 60, "about 1 h 40 min left"),
        ([20], 10, "about half a minute left"),
        ([60, 120], 61, "at least 2 min left"),
        ([60, None], 0, "at least 1 min left"),
        ([None, 60], 0, "at least 1 min left"),
        ([60], 61, "longer than estimated"),
        ([None], 5, "time left unknown"),
    ],
)
def test_time_left_is_honest(expected: list[float | None], elapsed: float, text: str) -> None:
    assert progress.time_left(expected, elapsed) == text


def test_measured_times_come_before_the_profiles(tmp_path: Path) -> None:
    path = tmp_path / "timings.json"
    assert progress.read_timings(path) == {}
    path.write_text("[1]")
    assert progress.read_timings(path) == {}
    path.write_text('{"a": 5}')
    assert progress.expected_seconds(["a", "b", "c"], progress.read_timings(path), {"a": 1, "b": 2}) == [5, 120, None]


def test_a_terminal_shows_one_line_that_is_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    with progress.Progress(["00_one", "01_two"], [60, 120], stream) as shown:
        shown.notebook_starts(cells=4)
        shown.cell_starts(3)
        shown.notebook_ends()
    lines = stream.getvalue().split("\r\x1b[K")
    assert "[1/2] 00_one  cell 3/4  0:00 so far, about 3 min left"[:49] in lines
    assert lines[-2:] == ["[1/2] 00_one done in 0:00\n", ""]
    assert stream.getvalue().count("\n") == 1


def test_a_line_of_chinese_is_cut_where_the_terminal_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    with progress.Progress(["00_one", "01_two"], [60, 120], stream) as shown:
        shown.notebook_starts(cells=4)
        shown.cell_starts(3)
        shown.notebook_ends()
    *rewritten, lasting, _ = stream.getvalue().split("\r\x1b[K")
    assert "单元格" in stream.getvalue() and lasting.endswith("\n")
    assert max(map(columns, rewritten)) in (38, 39)


def test_without_a_terminal_a_line_comes_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "HEARTBEAT", 0.02)
    stream = io.StringIO()
    with progress.Progress(["00_one"], [60], stream) as shown:
        shown.notebook_starts(cells=4)
        shown.cell_starts(3)
        wait_for(lambda: "cell 3/4" in stream.getvalue(), 10)
        shown.notebook_ends()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "[1/1] 00_one starts, about 1 min left"
    assert lines[-1] == "[1/1] 00_one done in 0:00"
    assert "\r" not in stream.getvalue()
