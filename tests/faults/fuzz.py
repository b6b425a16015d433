"""Coverage-guided fuzzing of the readers by atheris: ``python -m tests.faults.fuzz chats.json 60 FOLDER`` fuzzes one.

atheris looks which branches an input reaches, and changes inputs that reach new ones further.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers.profiles import ROOT

MEMORY = 2_048  # MB of the whole process, imports included, beyond which libFuzzer stops it


def fuzz(name: str, seconds: int, folder: Path) -> None:
    """Fuzz the reader `name` in this process, which ends with it: with code 0 where nothing was found.

    Inputs that reach something new, and the one that broke it, lie in `folder`.
    """
    import atheris

    with atheris.instrument_imports(include=["helpers.own_data", "helpers.results", "helpers.running.sizes"]):
        from . import inputs

    reader = next(reader for reader in inputs.READERS if reader.name == name)
    corpus, place = folder / "corpus", folder / "read"
    corpus.mkdir()
    place.mkdir()
    (corpus / "whole").write_bytes(reader.whole)
    for number, (_, kind, content) in enumerate(inputs.by_hand()):
        if name.endswith(kind) and len(content) < 10_000:
            (corpus / str(number)).write_bytes(content)

    def one(data: bytes) -> None:
        found = inputs.try_content(reader, data, place)
        if found not in ("read", "refused"):
            raise AssertionError(f"{name}: {found}; the input is {data[:500]!r}")

    options = [f"-max_total_time={seconds}", "-timeout=10", f"-rss_limit_mb={MEMORY}", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], str(corpus), *options, "-seed=1", "-max_len=20000", "-print_final_stats=1"], one)
    atheris.Fuzz()


def fuzz_apart(name: str, seconds: int) -> tuple[int, str]:
    """(inputs tried, what went wrong, if anything did) by fuzzing a reader in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.faults.fuzz", name, str(seconds), folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    tried = re.search(r"stat::number_of_executed_units:\s+(\d+)", done.stderr)
    wrong = "" if done.returncode == 0 else f"{name}: ended with {done.returncode}: {done.stderr[-1500:]}"
    return int(tried[1]) if tried else 0, wrong


if __name__ == "__main__":
    fuzz(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
