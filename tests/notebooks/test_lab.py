"""As a new user would: JupyterLab in a real browser, 01 opened, all cells run, an exercise answered wrong and right."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from browser import Watched
from nbformat import NotebookNode

from helpers.profiles import ROOT

NAME = "01_zero_shot"
LESSON = ROOT / "notebooks" / f"{NAME}.ipynb"
SOLUTIONS = ROOT / "notebooks" / "solutions" / f"{NAME}.ipynb"
SIZES = {"counts": {"dialogue_summary": {"test": 12}}, "resamples": 200}
SETTINGS = {  # no question about news at the first start, and every cell in the page, also those out of sight
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
START, RUN = 90.0, 240.0  # seconds that JupyterLab and a notebook may take on a busy machine


def tagged(notebook: NotebookNode, tag: str, after: int = 0) -> int:
    """Place of the first code cell with a tag, from the cell number `after` on."""
    cells = enumerate(notebook.cells)
    return next(
        i for i, cell in cells if i >= after and cell.cell_type == "code" and tag in cell.metadata.get("tags", ())
    )


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder that looks like a fresh clone: the lesson without outputs, helpers and data as they are."""
    folder = tmp_path / "course"
    (folder / "notebooks").mkdir(parents=True)
    for name in ("helpers", "data", "requirements.txt"):
        (folder / name).symlink_to(ROOT / name)
    notebook = nbformat.read(LESSON, as_version=nbformat.NO_CONVERT)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, folder / "notebooks" / LESSON.name)
    return folder


@pytest.fixture
def lab(chromium: Any, course: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """JupyterLab on this machine, with settings and runs of its own: its address and its token."""
    for name, values in SETTINGS.items():
        path = tmp_path / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    (tmp_path / "few.json").write_text(json.dumps(SIZES))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    environment = os.environ | {
        "COURSE_PROFILE": "nano",
        "COURSE_RUNS": str(tmp_path / "runs"),
        "COURSE_SIZES": str(tmp_path / "few.json"),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={course}"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += [f"--IdentityProvider.token={token}"]
    log = tmp_path / "lab.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=course, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for(server, f"{address}api/status?token={token}", log)
        yield address, token
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_for(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return once the server answers; fail with the end of its log where it does not."""
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-2000:]}")


def run_all(page: Any, cells: int) -> None:
    """Run all `cells` by the menu and wait until each code cell has a number in its prompt, and none a star.

    The menu is there before the notebook and its kernel are; what it runs then is lost.
    """
    page.wait_for_function(
        "n => document.querySelectorAll('.jp-Notebook-cell').length === n", arg=cells, timeout=START * 1_000
    )
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for(timeout=START * 1_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".every(prompt => /\\[\\d+\\]/.test(prompt.textContent))",
        timeout=RUN * 1_000,
    )


def errors(page: Any) -> list[str]:
    """What the notebook shows as errors."""
    return page.locator('.jp-OutputArea [data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()


def answer(page: Any, cell: Any, source: str, sign: str) -> str:
    """Replace a cell's source as a learner does, run it, and return its output once it shows `sign`."""
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(source)
    page.keyboard.press("ControlOrMeta+Enter")
    verdict = cell.locator(".jp-OutputArea-output", has_text=sign).last
    verdict.wait_for(timeout=RUN * 1_000)
    return verdict.inner_text()


def test_a_new_user_opens_01_runs_all_and_answers_an_exercise(
    chromium: Any, lab: tuple[str, str], tmp_path: Path
) -> None:
    address, token = lab
    lesson, solutions = (nbformat.read(path, as_version=nbformat.NO_CONVERT) for path in (LESSON, SOLUTIONS))
    place, solved = tagged(lesson, "exercise"), tagged(solutions, "solution")
    right, wrong = solutions.cells[solved], solutions.cells[tagged(solutions, "wrong-answer", solved)]
    assert right.id == lesson.cells[place].id
    with Watched(chromium, address, 1400, 900) as watched:
        page = watched.open(f"lab/tree/notebooks/{LESSON.name}?token={token}")
        cell = page.locator(".jp-Notebook-cell").nth(place)
        run_all(page, len(lesson.cells))
        assert errors(page) == []
        page.screenshot(path=tmp_path / "run.png")
        assert "○" in cell.inner_text() and "✓" not in cell.inner_text()
        assert "✗" in answer(page, cell, wrong.source, "✗")
        page.screenshot(path=tmp_path / "wrong.png")
        assert "✓" in answer(page, cell, right.source, "✓")
        assert "✗" not in cell.inner_text() and errors(page) == []
        page.screenshot(path=tmp_path / "right.png")
        assert [problem for problem in watched.problems if problem.startswith("asks for")] == []
