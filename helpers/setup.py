"""What the set-up cell of every notebook calls: choose the profile, say so, make results repeatable."""

from __future__ import annotations

import logging
import os
import warnings
from typing import TYPE_CHECKING

from helpers.running.runtime import ROOT, menus, prepare, settle

if TYPE_CHECKING:
    from helpers.profiles import Profile

__all__ = ["ROOT", "how_to_choose", "quiet", "set_environment", "start"]  # the set-up cell takes ROOT from here


def start() -> Profile:
    """Install what is missing, choose the profile, say which and why, go offline if it is embedded, and fix all seeds.

    Call it before anything imports transformers or datasets: they read the offline switch once. Raises `CourseError`
    where the kernel must be restarted first, before any model or data is downloaded, and where no runs can be written.
    """
    settle()
    prepare()
    from helpers.profiles import choose_profile
    from helpers.running.hub import pin  # these import what `prepare` may just have installed
    from helpers.running.runs import check_writable

    profile, reason = choose_profile()
    if not profile.offline:
        profile = pin(profile)
    check_writable(profile.run_dir)
    set_environment(profile)
    quiet()
    from transformers import set_seed

    set_seed(profile.seed)
    print(f"Profile {profile.name}: {profile.model_name} on {profile.data_label} data ({reason}).")
    print(how_to_choose(profile))
    return profile


def how_to_choose(profile: Profile) -> str:
    """Say how to run under another profile in this runtime, and where the GPU is that a larger one needs."""
    from helpers.profiles import gpu_memory

    if not menus().hosted:
        return "To choose another, set COURSE_PROFILE=nano, small, base, large or xl before starting the kernel."
    text = "To choose another, restart the kernel and run %env COURSE_PROFILE=small (or nano, base, large, xl) first."
    if profile.gpu_memory == 0 and gpu_memory() is None:
        text += f"\nAll but nano need a GPU: {menus().gpu}, then run the notebook from the top."
    return text


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

    warnings.filterwarnings("ignore", message=".*pin_memory.*")
    warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing.*")
    warnings.filterwarnings("ignore", message=".*tie_word_embeddings.*")
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    datasets.logging.set_verbosity_error()
    datasets.disable_progress_bars()
    logging.getLogger("accelerate").setLevel(logging.ERROR)
