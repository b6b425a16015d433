"""Settings of every test run: the nano profile, no network, unit tests before notebooks, the course's claims last."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

if workers := os.environ.get("PYTEST_XDIST_WORKER_COUNT"):  # read when torch is imported
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // int(workers))))

from helpers.profiles import ROOT, load_profile
from helpers.setup import set_environment

# Notebooks run with fewer side experiments; what the course claims is trained at its full size.
BRIEF = ROOT / "tests" / "brief.json"
LAST = "test_claims.py"  # reads what the notebooks trained


def pytest_configure() -> None:
    """Set the environment that tests and notebook kernels inherit."""
    os.environ.update(
        COURSE_PROFILE="nano",
        COURSE_STARTED=str(time.time()),  # RETRAIN=1 trains each run once per test run, not once per notebook
    )
    os.environ["COURSE_INSTALL"] = "0"  # a test run changes no environment
    for name in ("COURSE_JUDGE", "COURSE_LANGUAGE", "COURSE_SIZES"):
        os.environ.pop(name, None)
    if os.environ.get("COURSE_RUNS"):  # kernels work in notebooks/, where a relative folder is another one
        os.environ["COURSE_RUNS"] = str(Path(os.environ["COURSE_RUNS"]).absolute())
    set_environment(load_profile())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the notebooks after the unit tests and by number, as later ones read what earlier ones trained."""

    def place(item: pytest.Item) -> tuple[bool, bool, str]:
        notebook = item.path.suffix == ".ipynb"
        return item.path.name == LAST, notebook, item.path.name if notebook else ""

    items.sort(key=place)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give the notebooks' kernels, which inherit this environment, the brief sizes."""
    if item.path.suffix == ".ipynb":
        os.environ["COURSE_SIZES"] = str(BRIEF)
