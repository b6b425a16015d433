"""Notebooks made up for the tests, and a profile that trains in seconds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from browser import chromium  # noqa: F401, a fixture for tests of pages
from made_up import made_up, main_of  # noqa: F401, fixtures of a made-up course
from nbformat.v4 import new_code_cell, new_notebook
from told import NOT_TRANSLATED

from helpers.profiles import TASK_NAMES, Counts, Profile, Recipe, load_profile
from helpers.running.language import translated
from notebooks.solutions import checks

SENTENCE_LEFT = re.compile(r"(?:[A-Za-z’-]+[ ,:;]+){3,}[A-Za-z]{2,}")


@pytest.fixture(scope="session")
def tiny_profile() -> Profile:
    """The nano profile with so few rows and steps that training takes seconds."""
    recipe = Recipe(1e-3, 16, 4, evaluations=2)
    return replace(
        load_profile("nano"),
        full=recipe,
        lora_recipe=recipe,
        multitask=recipe,
        multitask_lora=recipe,
        stage=recipe,
        own=recipe,
        counts={task: Counts(24, 4, 4, 4) for task in TASK_NAMES},
        curve=(4, 8),
        curve_examples=8,
        curve_seen=(4,),
        side_rows=4,
        resamples=50,
    )


@pytest.fixture
def tiny(tiny_profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """The tiny profile, its runs in a folder of its own."""
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path))
    return tiny_profile


@pytest.fixture
def add_notebook(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a notebook with the given code cells into ``tmp_path/notebooks``."""

    def add(name: str, *sources: str) -> Path:
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), path)
        return path

    return add


@pytest.fixture
def told_in_chinese_too(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What checks say in the test has a translation without a piece of an English sentence in it."""
    said = []
    monkeypatch.setattr(checks, "translated", lambda message: said.append(message) or translated(message))
    yield
    left = {message: SENTENCE_LEFT.findall(NOT_TRANSLATED.sub("…", translated(message, "zh"))) for message in said}
    assert {message: pieces for message, pieces in left.items() if pieces} == {}
