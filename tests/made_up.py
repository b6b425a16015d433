"""What tests of running and of publishing share: a course of a few lines, what its cells printed, and patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import nbformat
import pytest

from notebooks.running.notebooks import code_cells


@pytest.fixture
def made_up(tmp_path: Path) -> SimpleNamespace:
    """What the runner asks of a profile, with its runs in ``tmp_path``."""
    return SimpleNamespace(name="nano", minutes={"00_one": 0.5, "01_two": 2}, run_dir=tmp_path / "runs" / "nano")


@pytest.fixture
def main_of(
    made_up: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[ModuleType], Callable[..., int]]:
    """From a module to its `main`, with the made-up profile and the notebooks of ``tmp_path``."""

    def make(module: ModuleType) -> Callable[..., int]:
        monkeypatch.setattr(module, "load_profile", lambda: made_up)
        monkeypatch.chdir(tmp_path)
        return lambda *arguments: module.main(arguments, tmp_path / "notebooks")

    return make


def cells_of(path: Path) -> list[nbformat.NotebookNode]:
    """The code cells of the notebook at `path`."""
    return code_cells(nbformat.read(path, as_version=4))


def printed(cell: nbformat.NotebookNode) -> str:
    """All text that a cell printed."""
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until a condition holds; fail where it never does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
