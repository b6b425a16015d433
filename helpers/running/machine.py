"""The machine that a run has: where models run, in which precision, and how much memory there is."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

GIGABYTE = 1024**3


def device() -> str:
    """Where models run: ``cuda`` if there is a GPU, else ``cpu``."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def gpu_memory() -> float | None:
    """Memory of the first CUDA GPU in GiB; None where there is none."""
    import torch

    return torch.cuda.get_device_properties(0).total_memory / GIGABYTE if torch.cuda.is_available() else None


def main_memory() -> float:
    """Main memory of this machine in GiB."""
    import psutil

    return psutil.virtual_memory().total / GIGABYTE


def free_space(folder: Path) -> int:
    """Free bytes on the disk of a folder that need not exist yet."""
    folder = folder.absolute()
    return shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free


def peak_memory() -> float:
    """Peak memory in GiB: of the GPU since the last reset, else of this process since it began."""
    import torch

    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / GIGABYTE
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset / GIGABYTE
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / GIGABYTE


def attention() -> str:
    """Name the attention that trains fastest here.

    T5 adds a learned bias to its attention scores. On a CPU the plain computation is faster with it, by a third
    or so in training, than the fused one.
    """
    return "sdpa" if device() == "cuda" else "eager"


def use_bf16() -> bool:
    """Whether this machine's hardware computes in bfloat16. The other choice is float32.

    Never float16: T5's activations overflow in it.
    """
    import torch

    if torch.cuda.is_available():
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)())


def precision() -> str:
    """The precision in which texts are generated: ``tfloat32`` on GPUs that have it, else ``float32``.

    Weights and sums are float32 in both; products are rounded to 10 binary digits in tfloat32. Both give nearly always
    the same texts, bfloat16 with its 7 digits does not, and T4 and older GPUs know neither.
    """
    import torch

    fast = torch.cuda.is_available() and torch.cuda.get_device_capability()[0] >= 8
    return "tfloat32" if fast and torch.get_float32_matmul_precision() == "high" else "float32"


def use_tensor_cores() -> None:
    """Let a GPU compute float32 products in tfloat32 where it can: several times as fast, and no other choice later."""
    import torch

    if torch.cuda.is_available():
        torch.set_float32_matmul_precision("high")


def grow_in_place() -> None:
    """Let torch's blocks of GPU memory grow, so that batches of many lengths leave no holes; before CUDA is used.

    On Linux alone: elsewhere torch does not know it, and says so at each start.
    """
    if sys.platform == "linux":
        os.environ.setdefault("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True")
