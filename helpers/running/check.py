"""Checks the machine line by line: OK, or FAIL and what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

from packaging.requirements import Requirement

from helpers.profiles import GIGABYTE, ROOT, Profile, gpu_memory, main_memory, use_bf16
from helpers.running.runtime import installed, kernel_requirements, menus, requirements


def check_environment(profile: Profile) -> Iterator[str]:
    """Yield one line per check, ``OK`` or ``FAIL``, with what was found and what to do."""
    version = sys.version_info
    yield _line(
        (3, 11) <= version[:2] <= (3, 13), f"Python {version.major}.{version.minor}", "use Python 3.11, 3.12 or 3.13"
    )
    for requirement in kernel_requirements() if menus().hosted else requirements():
        yield _package_line(requirement)
    gpu = gpu_memory()
    yield _line(
        not profile.gpu_memory or (gpu or 0) >= profile.gpu_memory,
        "no CUDA GPU" if gpu is None else f"CUDA GPU with {gpu:.0f} GiB",
        f"profile {profile.name} needs {profile.gpu_memory:.0f} GiB: {menus().gpu}, or set COURSE_PROFILE=nano",
    )
    yield _line(True, f"precision {'bfloat16' if use_bf16() else 'float32'}", "")
    memory = main_memory()
    yield _line(
        memory >= profile.memory,
        f"{memory:.0f} GiB of memory",
        f"profile {profile.name} needs {profile.memory:.0f} GiB: close other programs or choose a smaller profile",
    )
    free = shutil.disk_usage(ROOT).free / GIGABYTE
    needed = 2 if profile.offline else 30
    yield _line(free >= needed, f"{free:.0f} GiB free on disk", f"free {needed} GiB for models and runs")


def _package_line(requirement: Requirement) -> str:
    version = installed(requirement.name)
    if version is None:
        return _line(False, f"{requirement.name} is missing", "run: pip install -r requirements.txt")
    fits = requirement.specifier.contains(version, prereleases=True)
    return _line(
        fits,
        f"{requirement.name} {version}",
        f"needs {requirement.specifier}: pip install -r requirements.txt, then restart the kernel",
    )


def _line(ok: bool, found: str, remedy: str) -> str:
    return f"OK    {found}" if ok else f"FAIL  {found}: {remedy}"
