"""The tests that do harm one by one, those marked ``fault(what, outcome)``: ``python -m tests.faults.marked FILE``.

Counts the passed cases of each kind into FILE, as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.profiles import ROOT

from . import Fault


class Counter:
    """A plugin of pytest that notes what became of each marked case."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], dict[str, int]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Count a case where its body has ended, or was not come to."""
        report = yield
        mark = item.get_closest_marker("fault")
        if mark and (report.when == "call" or not report.passed):
            counts = self.found.setdefault(mark.args, {})
            counts[report.outcome] = counts.get(report.outcome, 0) + 1
        return report


def run_marked(folder: Path) -> tuple[list[Fault], list[str]]:
    """(a row for each kind of harm, what failed or could not be tried here) of the marked tests, in a process apart."""
    file = folder / "marked.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.marked", str(file)], cwd=ROOT, capture_output=True, text=True
    )
    if not file.exists():
        return [], [f"the marked tests ended with {done.returncode}: {done.stdout[-1000:]}{done.stderr[-1000:]}"]
    rows, wrong = [], []
    for what, outcome, counts in json.loads(file.read_text()):
        rows.append(Fault(what, counts.get("passed", 0), outcome))
        wrong += [f"{what}: {number} {how}" for how, number in counts.items() if how != "passed"]
    return rows, wrong if wrong or done.returncode == 0 else [f"pytest ended with {done.returncode}"]


if __name__ == "__main__":
    counter = Counter()
    code = pytest.main(["tests", "-m", "fault", "-q", "-p", "no:cacheprovider"], plugins=[counter])
    Path(sys.argv[1]).write_text(json.dumps([[*what, counts] for what, counts in counter.found.items()]))
    sys.exit(code)
