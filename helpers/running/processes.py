"""The processes of this job: one, or those that torchrun or Accelerate started."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.profiles import Profile, all_profiles
from helpers.running.gpus import count_given
from helpers.running.machine import device

if TYPE_CHECKING:
    from accelerate import PartialState

COMMITS = "revisions.json"  # remembers the hub's commits beside the runs that were made with them


def processes() -> PartialState:
    """What Accelerate knows of the processes of this job."""
    from accelerate import PartialState

    return PartialState(cpu=device() == "cpu")


def is_first_process() -> bool:
    """Whether this is the only process of its job or the first of several: the one that writes results."""
    return os.environ.get("RANK", "0") == "0"  # set by torchrun and accelerate launch


def apart(profile: Profile) -> tuple[str, int, dict[str, str]]:
    """(arm, processes, more of the environment) to compare one process with several: one a GPU, or two on the CPU.

    Two processes cannot share a GPU: where there is one, both trainings need the CPU, and nano, which it can train.
    The GPUs are those that a job is given, of which this process may see one alone.
    """
    gpus = count_given()
    place = {"COURSE_PROFILE": "nano", "CUDA_VISIBLE_DEVICES": "-1"} if gpus == 1 else {}
    return f"mix_{(all_profiles()['nano'] if place else profile).curve[0]}", max(2, gpus), place


def keeping_runs_in(folder: str, profile: Profile) -> dict[str, str]:
    """What moves the runs of a new process to `folder`; it starts from the commits that this one pinned."""
    place, pinned = Path(folder) / profile.run_dir.name, profile.run_dir / COMMITS
    if pinned.exists():
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(pinned, place)
    return {"COURSE_RUNS": folder}
