"""A checkout or a runs folder that cannot be written: one sentence, and the course runs with its runs elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.profiles import ROOT
from helpers.running.errors import CourseError
from helpers.running.runs import check_writable
from tests.faults.jobs import COURSE


@pytest.fixture
def lock_up() -> Iterator[Callable[[Path], None]]:
    """A function that makes a folder read-only, for root too; the test is skipped where that cannot be done."""
    locked: list[Path] = []

    def lock(folder: Path) -> None:
        if os.geteuid():
            subprocess.run(["chmod", "-R", "a-w", folder], check=True)
            return
        if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode:
            pytest.skip("a read-only file system cannot be mounted here")
        locked.append(folder)
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)

    yield lock
    for folder in locked:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.fault("a folder for runs that cannot be written", "one sentence that says what to set")
def test_a_runs_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, lock_up: Callable[[Path], None]) -> None:
    folder = tmp_path / "runs"
    check_writable(folder / "nano")
    lock_up(folder)
    for place in (folder / "nano", folder / "small"):
        with pytest.raises(CourseError, match=r"cannot be written there \(.*\); name a folder of yours in COURSE_RUNS"):
            check_writable(place)
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="cannot be written there"):
        check_writable(tmp_path / "file" / "nano")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "nano", "runs"]


@pytest.mark.fault("a checkout that is read-only", "one sentence; with the runs elsewhere the course runs")
def test_a_read_only_checkout_runs_with_its_runs_elsewhere(tmp_path: Path, lock_up: Callable[[Path], None]) -> None:
    checkout, sizes = tmp_path / "checkout", tmp_path / "small.json"
    caches = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for part in ("helpers", "data", "notebooks"):
        shutil.copytree(ROOT / part, checkout / part, ignore=caches)
    for file in ("requirements.txt", "README.md"):
        shutil.copy(ROOT / file, checkout)
    sizes.write_text(json.dumps(COURSE))
    lock_up(checkout)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "HF_"))}
    environment = kept | {"COURSE_PROFILE": "nano", "COURSE_SIZES": str(sizes)}

    def course() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "notebooks.running.course", "--only", "01"]
        return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=300)

    refused = course()
    assert refused.returncode == 2 and refused.stderr.count("\n") == 1
    assert "cannot be written there" in refused.stderr and "COURSE_RUNS" in refused.stderr
    environment["COURSE_RUNS"] = str(tmp_path / "elsewhere")
    done = course()
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert (tmp_path / "elsewhere" / "nano-small" / "results.csv").is_file()
