"""What a command writes: the columns of a text, and signs that the encoding lacks."""

from __future__ import annotations

import io
import sys

import pytest

from notebooks.running.columns import columns, cut, padded
from notebooks.running.errors import exit_code


@pytest.mark.parametrize(
    ("text", "wide"),
    [("", 0), ("step 3", 6), ("第 3 步，完", 11), ("“…”", 3), ("e\u0301\u200b", 1), ("한ｗ", 4)],
)
def test_a_chinese_sign_takes_two_columns(text: str, wide: int) -> None:
    assert columns(text) == wide
    assert columns(padded(text, 12)) == 12


@pytest.mark.parametrize(
    ("text", "width", "left"),
    [("abc", 2, "ab"), ("abc", 9, "abc"), ("训练中", 4, "训练"), ("训练中", 5, "训练"), ("a训", 2, "a"), ("训", 0, "")],
)
def test_a_text_is_cut_by_columns(text: str, width: int, left: str) -> None:
    assert cut(text, width) == left


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_the_encoding_lacks_is_written_as_an_escape(
    encoding: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding, newline="\n"))
    assert exit_code(lambda: "Stopped.") == 0
    sys.stdout.flush()
    written = sys.stdout.buffer.getvalue().decode("utf-8")
    assert written == ("已停止。\n" if encoding == "utf-8" else "\\u5df2\\u505c\\u6b62\\u3002\n")
    said = capsys.readouterr().err
    assert said.count("PYTHONIOENCODING=utf-8") == (encoding != "utf-8") and encoding in f"{said} utf-8"


def test_english_needs_no_hint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "en")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))
    assert exit_code(lambda: "choose Runtime → Restart") == 0
    sys.stdout.flush()
    assert b"\\u2192" in sys.stdout.buffer.getvalue() and capsys.readouterr().err == ""
