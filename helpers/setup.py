"""What opens every notebook: choose the profile, say so, make results repeatable; and a check of the machine.

This is imported before anything is installed, so it imports at its top only what every Jupyter kernel has.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.running.gpus import apple_silicon, settle_gpus
from helpers.running.language import tell, translated
from helpers.running.machine import GIGABYTE, free_space, gpu_memory, main_memory, use_bf16
from helpers.running.runtime import (
    ROOT,
    check_language,
    installed,
    kernel_requirements,
    menus,
    met,
    prepare,
    requirements,
    settle,
)

if TYPE_CHECKING:
    from helpers.profiles import Profile

__all__ = ["ROOT", "how_to_choose", "quiet", "set_environment", "start"]  # the set-up cell takes ROOT from here


def start() -> Profile:
    """Install what is missing, choose the profile, say which and why, go offline if it is embedded, and fix all seeds.

    Call it before anything imports transformers or datasets: they read the offline switch once. Raises `CourseError`
    where the kernel must be restarted first, before any model or data is downloaded, and where no runs can be written.
    """
    check_language()
    settle()
    prepare()
    for line in settle_gpus():
        tell(line)
    from helpers.profiles import choose_profile
    from helpers.running.automatic import check_disk, told
    from helpers.running.hub import pin  # these import what `prepare` may just have installed
    from helpers.running.machine import grow_in_place, use_tensor_cores
    from helpers.running.runs import check_writable
    from helpers.running.runtime import where_runs_lie

    grow_in_place()
    use_tensor_cores()
    profile, reason = choose_profile()
    check_writable(profile.run_dir)
    short = check_disk(profile)
    if not profile.offline:
        profile = pin(profile)
    set_environment(profile)
    quiet()
    from transformers import set_seed

    set_seed(profile.seed)
    tell(f"Profile {profile.name}: {profile.model_name} on {profile.data_label} data ({reason}).")
    for line in (told(profile), where_runs_lie(profile.run_dir), short, *how_to_choose(profile).splitlines()):
        if line:
            tell(line)
    return profile


def how_to_choose(profile: Profile) -> str:
    """Say how to run under another profile in this runtime, and where the GPU is that a larger one needs."""
    if not menus().hosted:
        text = "To choose another, set COURSE_PROFILE=nano, small, base, large or xl before starting the kernel."
        return text + ("\nOn Apple Silicon the course runs nano, on the CPU." if apple_silicon() else "")
    text = "To choose another, restart the kernel and run %env COURSE_PROFILE=small (or nano, base, large, xl) first."
    needed = f"\nAll but nano need a GPU: {menus().gpu}, then run the notebook from the top."
    return text + (needed if profile.gpu_memory == 0 and gpu_memory() is None else "")


def set_environment(profile: Profile) -> None:
    """Set what the libraries read when they are imported: the network, caches and threads of their own."""
    from helpers.running.runs import prepared_data

    if profile.offline:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["HF_DATASETS_CACHE"] = str(prepared_data(profile))
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def quiet() -> None:
    """Hide library messages that say nothing about the course; errors still show."""
    import datasets
    import transformers

    for name in ("pin_memory", "is_gradient_checkpointing", "tie_word_embeddings"):
        warnings.filterwarnings("ignore", message=f".*{name}.*")
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    datasets.logging.set_verbosity_error()
    datasets.disable_progress_bars()
    logging.getLogger("accelerate").setLevel(logging.ERROR)


def check_environment(profile: Profile) -> Iterator[str]:
    """Yield one line per check of this machine, ``OK`` or ``FAIL``, with what was found and what to do."""
    from helpers.running.budget import disk, plannable

    python = sys.version_info
    known = (3, 11) <= python[:2] <= (3, 13)
    yield _line(known, f"Python {python.major}.{python.minor}", "use Python 3.11, 3.12 or 3.13")
    for requirement in kernel_requirements() if menus().hosted else requirements():
        version, install = installed(requirement.name), "pip install -r requirements.txt"
        needs = f"needs {requirement.specifier}: {install}, then restart the kernel" if version else f"run: {install}"
        yield _line(met(requirement, version), f"{requirement.name} {version or 'is missing'}", needs)
    gpu = gpu_memory()
    yield _line(
        not profile.gpu_memory or (gpu or 0) >= profile.gpu_memory,
        "no CUDA GPU" if gpu is None else f"CUDA GPU with {int(10 * gpu) / 10} GiB",
        f"profile {profile.name} needs {profile.gpu_memory:.1f} GiB: {menus().gpu}, or set COURSE_PROFILE=nano",
    )
    yield _line(True, f"precision {'bfloat16' if use_bf16() else 'float32'}", "")
    memory = main_memory()
    yield _line(
        memory >= profile.memory,
        f"{memory:.1f} GiB of memory",
        f"profile {profile.name} needs {profile.memory:.1f} GiB: close other programs or choose a smaller profile",
    )
    free, needed = free_space(profile.run_dir) / GIGABYTE, disk(profile)[1] / GIGABYTE if plannable(profile) else 2
    yield _line(
        free >= needed,
        f"{free:.1f} GiB free on the disk of the runs",
        f"the whole course needs {needed:.0f} GiB: free some space, or name a folder on a larger disk in COURSE_RUNS",
    )


def _line(ok: bool, found: str, remedy: str) -> str:
    return f"OK    {translated(found)}" if ok else f"FAIL  {translated(found)}: {translated(remedy)}"
