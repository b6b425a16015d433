"""What the set-up cell of every notebook calls: choose the profile, say so, make results repeatable."""

from __future__ import annotations

import logging
import os
import warnings

from .hub import pin
from .profiles import Profile, choose_profile
from .runs import prepared_data


def start() -> Profile:
    """Choose the profile, print which and why, go offline if it is embedded, and fix all seeds.

    Call it before anything imports transformers or datasets: they read the offline switch once.
    """
    profile, reason = choose_profile()
    if not profile.offline:
        profile = pin(profile)
    set_environment(profile)
    quiet()
    from transformers import set_seed

    set_seed(profile.seed)
    print(f"Profile {profile.name}: {profile.model_name} on {profile.data_label} data ({reason}).")
    print("To choose another, set COURSE_PROFILE=nano, small, base, large or xl before starting the kernel.")
    return profile


def set_environment(profile: Profile) -> None:
    """Set what the libraries read when they are imported: the network, caches and threads of their own."""
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
