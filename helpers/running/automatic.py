"""Which profile suits the GPU at hand: a probe of its speed, and the largest course that it runs in two hours."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.planning import matrix_peak
from helpers.running.budget import LIMIT, Speed, disk, fits, minutes, plannable
from helpers.running.errors import CourseError
from helpers.running.machine import GIGABYTE, device, free_space, gpu_memory, use_bf16
from helpers.running.runtime import ROOT

if TYPE_CHECKING:
    from helpers.profiles import Profile

CHOICES = ("xl", "large", "base", "small")  # by auto, the largest first
# Of a large product's rate, what a training sustains; of one launch's cost, what it comes to within a model. Assumed.
SHARE, PYTHON = {"bfloat16": 0.3, "float32": 0.75}, 2.0


@cache
def gpu_here() -> Speed | None:
    """Speed of this process's GPU, probed once a machine and then remembered beside the runs; None without a GPU."""
    memory = gpu_memory()
    if memory is None or device() == "cpu":
        return None
    import torch

    name = torch.cuda.get_device_name(0)
    path = Path(os.environ.get("COURSE_RUNS") or ROOT / "runs") / "speed.json"
    key = f"{name}, torch {torch.__version__}"
    with suppress(OSError, ValueError, TypeError, KeyError):
        known = Speed(**json.loads(path.read_text(encoding="utf-8"))[key])
        if min(known.rate, known.launch, known.memory) > 0:
            return known
    speed = Speed(name, SHARE["bfloat16" if use_bf16() else "float32"] * matrix_peak(), launch_cost(), memory, "probed")
    torch.cuda.empty_cache()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({key: asdict(speed)}, indent=1), encoding="utf-8")
    return speed


def launch_cost(times: int = 2_000) -> float:
    """Seconds that one small operation costs from Python to the device and back, on average."""
    import torch

    x = torch.zeros(1, device=device())
    best = float("inf")
    for _ in range(3):
        x.item()  # waits for all that was launched
        began = time.perf_counter()
        for _ in range(times):
            x.add_(1)
        x.item()
        best = min(best, (time.perf_counter() - began) / times)
    return PYTHON * best


def automatic(profiles: Mapping[str, Profile]) -> tuple[str, str]:
    """(name, why) of the largest profile that fits this GPU and whose whole course fits two hours on it; else nano."""
    speed = gpu_here()
    if speed is None:
        return "nano", "no CUDA GPU here"
    reasons = []
    for name in CHOICES:
        profile = profiles[name]
        if speed.memory < profile.gpu_memory:
            reasons.append(f"{name} needs {profile.gpu_memory:.1f} GiB")
            continue
        here = minutes(profile, speed, tuple(profile.minutes))
        if fits(here):
            why = f"the largest whose whole course fits {LIMIT:.0f} minutes on this {speed.name}"
            return name, f"{why}{f'; {reasons[-1]}' if reasons else ''}"
        reasons.append(f"{name} takes {sum(here.values()):.0f} minutes")
    return "nano", f"on this {speed.name} with {speed.memory:.1f} GiB {reasons[-1]}"


def check_disk(profile: Profile) -> str:
    """Say where the runs' disk cannot hold the whole course of a hub profile; nothing where it can.

    What the folder of runs holds already counts. Raises `CourseError` where not even one training fits.
    """
    if not plannable(profile):
        return ""
    one, whole = disk(profile)
    free = free_space(profile.run_dir)
    have = sum(file.stat().st_size for file in profile.run_dir.rglob("*") if file.is_file())
    has = f"in {profile.run_dir}, on whose disk {free / GIGABYTE:.1f} GiB are free"
    ways = "name a folder on a larger disk in COURSE_RUNS, or choose a smaller profile with COURSE_PROFILE"
    if free < one:
        raise CourseError(
            f"Profile {profile.name}: one training needs {one / GIGABYTE:.1f} GiB {has}: free some space, {ways}."
        )
    if free + have < whole:
        return f"The whole course needs about {whole / GIGABYTE:.0f} GiB {has}. To run all: COURSE_DROP=1, {ways}."
    return ""


def minutes_here(profile: Profile) -> dict[str, float] | None:
    """Minutes of each notebook under a hub profile on this GPU; None without a GPU, or for nano."""
    speed = gpu_here() if plannable(profile) else None
    return None if speed is None else minutes(profile, speed, tuple(profile.minutes))


def told(profile: Profile) -> str:
    """Say the minutes of each notebook on this GPU, and how they are known; nothing where there is none to speak of."""
    here = minutes_here(profile) or {}
    each = ", ".join(f"{name[:2]} {round(value)}" for name, value in here.items())
    known = f"in all {sum(here.values()):.0f} (computed from a probe of its speed, never measured)"
    return f"Minutes by notebook on this GPU, about: {each}; {known}." if here else ""
