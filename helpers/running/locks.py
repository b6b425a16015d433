"""One writer at a time: notebooks and jobs that share a runs folder wait for each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from helpers.running.language import tell


@contextmanager
def locked(path: Path, what: str = "") -> Iterator[None]:
    """Hold the lock of the file or folder at `path`; say `what` once where another one holds it, and wait.

    The operating system gives the lock free when its holder ends, however it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        held = lock.acquire(timeout=1)
    except Timeout:
        if what:
            tell(f"{what}; waiting until it is done.", flush=True)
        held = lock.acquire()
    with held:
        yield
