"""Notebooks made up for the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook


@pytest.fixture
def add_notebook(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a notebook with the given code cells into ``tmp_path/notebooks``."""

    def add(name: str, *sources: str) -> Path:
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), path)
        return path

    return add
