"""Before torch starts its GPU: what the driver lists, one GPU for this process, and the CPU where torch has no kernels.

This asks the driver's own tool, as a choice of GPUs counts only until torch has looked at one.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

VISIBLE = "CUDA_VISIBLE_DEVICES"
BEFORE = "COURSE_VISIBLE_GPUS"  # what VISIBLE was before this process took one; a job of several gets it back
# CUDA 12.6 is built up to torch 2.14 and Hopper (9.0), Blackwell (10.0, 12.0) needs CUDA 13: issues 190355, 190385 of
# pytorch/pytorch. Lowest drivers on Linux: docs.nvidia.com/deploy/cuda-compatibility, table 1 of minor versions.
INSTALL = "pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/{}"
LOWEST_DRIVER = {"11": 450, "12": 525, "13": 580}


@dataclass(frozen=True)
class Card:
    """A GPU as its driver lists it; `capability` is the generation of its instructions, 7.5 for a T4."""

    uuid: str
    name: str
    capability: tuple[int, int]
    driver: str


def cards() -> list[Card]:
    """List this machine's NVIDIA GPUs; none where there is no driver, or it does not answer."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    command = [tool, "--query-gpu=uuid,name,compute_cap,driver_version", "--format=csv,noheader"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    rows = re.findall(r"^ *([^,\n]+), *([^,\n]+), *(\d+)\.(\d+), *([^,\s]+) *$", done.stdout, re.MULTILINE)
    return [Card(uuid, name, (int(major), int(minor)), driver) for uuid, name, major, minor, driver in rows]


def has_kernels(capability: tuple[int, int], built_for: Sequence[str]) -> bool:
    """Whether a torch built for such architectures, as `torch.cuda.get_arch_list` names them, runs on a GPU.

    ``sm_75`` runs on its own generation from 7.5 on, ``compute_75`` is translated for any later one.

    >>> has_kernels((6, 0), ["sm_70", "sm_75", "sm_90"]), has_kernels((8, 9), ["sm_75", "sm_86"])
    (False, True)
    """
    for name in built_for:
        kind, _, digits = name.partition("_")
        digits = digits.rstrip("af")  # sm_90a: for that very generation, features included
        if not digits.isdigit():
            continue
        major, minor = int(digits[:-1]), int(digits[-1])
        if capability[0] == major and capability[1] >= minor or kind == "compute" and capability >= (major, minor):
            return True
    return False


def settle_gpus() -> Iterator[str]:
    """Leave this process one GPU that its torch can use, or none; yield a sentence for whatever is not as expected.

    Call it before torch has looked at a GPU. One of several processes of a job is left alone: each has its own. Two
    visible GPUs would otherwise share every batch without being asked, which doubles batch, examples and gradient.
    """
    found = visible(cards(), os.environ.get(VISIBLE))
    if not found or "LOCAL_RANK" in os.environ:
        return
    built_for = architectures()
    usable = [card for card in found if not built_for or has_kernels(card.capability, built_for)]
    if not usable:
        os.environ[VISIBLE] = "-1"
    elif len(found) > 1:
        os.environ.setdefault(BEFORE, os.environ.get(VISIBLE, "all"))
        os.environ[VISIBLE] = usable[0].uuid
        yield (
            f"{len(found)} GPUs are here and one process uses one: {usable[0].name}. `python -m helpers.running.train "
            f"--processes {len(found)}` uses all (notebook 09)."
        )
    if reason := why_not((usable or found)[0], built_for):
        yield reason


def visible(found: Sequence[Card], value: str | None) -> list[Card]:
    """Those of the cards that a value of ``CUDA_VISIBLE_DEVICES``, numbers or UUIDs, lets a process see."""
    if value is None:
        return list(found)
    chosen = []
    for part in (part.strip() for part in value.split(",")):
        named = part.startswith("GPU-")
        match = [c for i, c in enumerate(found) if str(i) == part or named and c.uuid.startswith(part)]
        if not match:
            break  # as CUDA reads it: what follows a name that it does not know is not seen either
        chosen += match[:1]
    return chosen


def give_back_gpus() -> None:
    """Let the processes that this one starts see all GPUs that it was given."""
    before = os.environ.pop(BEFORE, None)
    if before == "all":
        os.environ.pop(VISIBLE, None)
    elif before is not None:
        os.environ[VISIBLE] = before


def count_given() -> int:
    """Number of GPUs that a job of several processes gets: all that this one was given, before it took one of them."""
    import torch

    before = os.environ.get(BEFORE)
    return len(visible(cards(), None if before == "all" else before)) if before else torch.cuda.device_count()


def architectures() -> list[str]:
    """What torch was built for, asked without starting CUDA; an empty list for a torch without CUDA."""
    import torch

    name = "PYTORCH_NVML_BASED_CUDA_CHECK"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        return torch.cuda.get_arch_list()
    finally:
        del os.environ[name]
        os.environ.update({} if before is None else {name: before})


def why_not(card: Card, built_for: Sequence[str]) -> str | None:
    """Say why torch cannot use a GPU that the driver lists, and the line that mends it; None where it can.

    It may be too old, or too new, for the installed torch; or torch may be of another kind than the driver asks for.
    """
    import torch

    if built_for and not has_kernels(card.capability, built_for):
        number = f"{card.capability[0]}.{card.capability[1]}"
        return (
            f"{card.name} (compute capability {number}) is not used: torch {torch.__version__} has no kernels for it, "
            f"only for {', '.join(built_for)}. The course runs on the CPU; choose another GPU (on Kaggle: GPU T4 x2)."
        )
    if torch.cuda.is_available():
        return None
    built, older = torch.version.cuda, card.capability < (10, 0)
    said, install = f"{card.name} is not used: torch {torch.__version__}", INSTALL.format("cu126" if older else "cu130")
    if built is None:
        return f"{said} is built for the CPU alone. Mend it with `{install}`, then restart the kernel."
    lowest, driver = LOWEST_DRIVER.get(built.split(".")[0]), card.driver.split(".")[0]
    if lowest and driver.isdigit() and int(driver) < lowest:
        return (
            f"{said} is built for CUDA {built} and needs driver {lowest}; {card.driver} is here. Update the driver"
            f"{f', or take an older CUDA with `{install}`' * older}, then restart the kernel."
        )
    return f"{said} finds no GPU that it can start; restart the machine."


def apple_silicon() -> bool:
    """Whether this is a Mac with a GPU of its own, which the course leaves alone."""
    return sys.platform == "darwin" and platform.machine() == "arm64"
