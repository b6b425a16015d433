"""Jobs in processes of their own, with sizes so small that each ends in seconds: to kill, to repeat, to run at once."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from helpers.profiles import ROOT, TASK_NAMES

_RECIPE = {"examples": 32, "batch_size": 8, "evaluations": 2}
COURSE = {
    "counts": {task: {"train": 60, "validation": 16, "test": 20} for task in TASK_NAMES},
    **dict.fromkeys(("full", "lora_recipe", "multitask", "multitask_lora", "stage", "own"), _RECIPE),
    "lora": {"sweep": [2]},
    "curve": [8, 16],
    "curve_examples": 16,
    "curve_seen": [8],
    "side_rows": 4,
    "sweep_share": 1.0,
    "seeds": [18],
    "seeded_arms": ["full"],
    "orders": [["dialogue_summary", "entities"]],
    "replay": [0.0, 0.2],
    "replay_share": 1.0,
    "lengths": [0.5],
    "resamples": 200,
}
INTERVAL = 10  # optimizer steps between two checkpoints of a training that is to be killed
STEPS = 160


def training(steps: int = STEPS) -> dict[str, object]:
    """Sizes of a training of so many optimizer steps, with a checkpoint every `INTERVAL`."""
    recipe = {"examples": 4 * steps, "batch_size": 4, "evaluations": steps // INTERVAL}
    counts = {task: {"train": 200, "validation": 4, "test": 20} for task in TASK_NAMES}
    return COURSE | {"counts": counts, **dict.fromkeys(("full", "lora_recipe", "multitask"), recipe)}


@dataclass
class Place:
    """A folder for runs, a file of sizes, and the environment of jobs that use them."""

    folder: Path
    sizes: dict[str, object]
    threads: int = 2

    @property
    def run_dir(self) -> Path:
        """Where the jobs' runs and results are."""
        return self.folder / "runs" / "nano-small"

    def environment(self) -> dict[str, str]:
        """The environment of a job here."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "small.json"
        if not path.exists():
            path.write_text(json.dumps(self.sizes), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "RETRAIN", "HF_"))}
        kept |= {"COURSE_PROFILE": "nano", "COURSE_SIZES": str(path), "COURSE_RUNS": str(self.folder / "runs")}
        return kept | {"OMP_NUM_THREADS": str(self.threads), "PYTHONUNBUFFERED": "1"}

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start ``python ...`` in a process group of its own; what it says goes to ``said.txt``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "said.txt").open("a", encoding="utf-8") as said:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment(),
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )

    def run(self, *command: str) -> None:
        """Run ``python ...`` to its end. Raises `AssertionError` with its last words where it fails."""
        code = self.start(*command).wait()
        assert code == 0, f"{' '.join(command)[:200]} ended with {code}: {self.said()[-2000:]}"

    def said(self) -> str:
        """All that jobs here have said."""
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    def left_behind(self) -> list[str]:
        """What no job may leave in its runs folder: temporary files, and checkpoints of finished runs.

        The empty folder for checkpoints that `Seq2SeqTrainer` makes where it is built is none.
        """
        found = [path for path in self.run_dir.rglob("*") if path.name.endswith((".tmp", ".part", ".checkpoints"))]
        return [path.name for path in found if path.is_file() or any(path.iterdir())]

    def results(self) -> str:
        """The text of results.csv."""
        return (self.run_dir / "results.csv").read_text(encoding="utf-8")

    def finished(self, arm: str) -> Path:
        """The folder of an arm's one finished run."""
        (run,) = (path for path in (self.run_dir / "models").glob(f"{arm}-*") if path.suffix == "")
        return run

    def weights(self, arm: str) -> dict[str, str]:
        """The SHA-256 of an arm's weights, by file."""
        files = self.finished(arm).glob("*.safetensors")
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

    def history(self, arm: str) -> list[dict[str, float]]:
        """An arm's losses by step."""
        return json.loads((self.finished(arm) / "run.json").read_text(encoding="utf-8"))["history"]

    def processes(self) -> list[psutil.Process]:
        """Processes that still work here, kernels among them."""
        mine = str(self.folder / "runs")
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("COURSE_RUNS") == mine and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except psutil.Error:
                continue
        return found


def kill(process: subprocess.Popen[str]) -> None:
    """SIGKILL a job with all that it has started in its group, and wait."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
