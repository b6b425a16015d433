"""Where a course was stopped, so that the next start with the same files goes on there."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.profiles import ROOT
from helpers.results import write_atomically

SETTINGS = ("RETRAIN", "COURSE_JUDGE")  # variables that change what notebooks do in one runs folder


def digest_of_files(notebooks: Iterable[Path], environment: Mapping[str, str]) -> str:
    """SHA-256 over what a course is made of: its notebooks, helpers, data and settings.

    Files count by name, size and time of their last change; any edit makes another course.
    """
    parts = ("helpers", "data", "notebooks/running", "notebooks/classroom")
    files = [*notebooks, *(path for part in parts for path in sorted((ROOT / part).rglob("*.*")))]
    if environment.get("COURSE_SIZES"):
        files.append(Path(environment["COURSE_SIZES"]))
    facts: list[object] = [[name, environment.get(name, "")] for name in SETTINGS]
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            known = file.stat()
            facts.append([str(file), known.st_size, known.st_mtime_ns])
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


class Bookmark:
    """The notebooks of a course that ran to their end, and when it was started; in a file until all have."""

    def __init__(self, path: Path, digest: str) -> None:
        """Open the file at `path`; it counts only where it is of the same `digest`."""
        self.path, self.digest = path, digest
        self.done: list[str] = []
        self.started = time.time()
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            if stored["digest"] == digest:
                self.done, self.started = [str(name) for name in stored["done"]], float(stored["started"])
        except (OSError, ValueError, LookupError, TypeError):
            pass  # there is none, or none that can be read: the course begins anew

    def add(self, *names: str) -> None:
        """Note that notebooks ran to their end."""
        self.done += names
        stored = {"digest": self.digest, "started": self.started, "done": self.done}
        write_atomically(self.path, json.dumps(stored, indent=1) + "\n")

    def remove(self) -> None:
        """All notebooks ran to their end."""
        self.path.unlink(missing_ok=True)
