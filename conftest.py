"""Settings of every test run: the nano profile, no network, unit tests before notebooks."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from helpers.profiles import load_profile
from helpers.setup import set_environment


def pytest_configure() -> None:
    """Set the environment that tests and notebook kernels inherit."""
    os.environ.update(
        COURSE_PROFILE="nano",
        COURSE_STARTED=str(time.time()),  # RETRAIN=1 trains each run once per test run, not once per notebook
    )
    os.environ["COURSE_INSTALL"] = "0"  # a test run changes no environment
    os.environ.pop("COURSE_NLI", None)
    if os.environ.get("COURSE_RUNS"):  # kernels work in notebooks/, where a relative folder is another one
        os.environ["COURSE_RUNS"] = str(Path(os.environ["COURSE_RUNS"]).absolute())
    set_environment(load_profile())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the notebooks last, in the order of their numbers: later ones read what earlier ones trained."""
    items.sort(key=lambda item: (item.path.suffix == ".ipynb", item.path.name if item.path.suffix == ".ipynb" else ""))
