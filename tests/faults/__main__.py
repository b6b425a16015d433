"""All faults, one part after the other: ``python -m tests.faults``, or ``--only inputs,kills`` for some.

When all of them were tried and nothing was lost, their rows in the table of tests/README.md are written anew. All parts
take about an hour on two cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from helpers.profiles import ROOT
from helpers.running.machine import use_bf16
from notebooks.publishing.readme import replace_between

from . import Fault
from . import fuzz as fuzzing
from .inputs import READERS, try_all
from .kills import kill_course, kill_training
from .large import LARGE, MOST_MEMORY, try_large
from .marked import run_marked
from .wide import at_once, repeat, soak

README = ROOT / "tests" / "README.md"
KILLS, COURSE_KILLS, CHANGES, FUZZ_SECONDS, ROUNDS = 20, 5, 400, 60, 5
SEED = 17


class Lost(Exception):
    """Something was lost, or ended otherwise than it should."""


def _demand(wrong: list[str]) -> None:
    if wrong:
        raise Lost("; ".join(wrong[:10]))


def inputs(folder: Path) -> Iterator[Fault]:
    """Malformed files, small and large."""
    tried, found, wrong = try_all(folder, CHANGES, SEED)
    _demand(wrong)
    outcome = f"{found['refused']:,} refused in one sentence that names the file, {found['read']:,} read"
    yield Fault(f"malformed files for {len(READERS)} readers, by hand and by chance", tried, outcome)
    slowest = largest = 0.0
    for name in LARGE:
        came = try_large(name, folder)
        slowest, largest = max(slowest, came["seconds"]), max(largest, came["memory"])
        if came["seconds"] > 10 or came["memory"] > MOST_MEMORY or str(came["said"]).startswith("ended with"):
            raise Lost(f"{name}: {came}")
    outcome = f"refused; the slowest took {slowest:.0f} s, the largest {largest / 1e6:,.0f} MB"
    yield Fault("files of 100 MB, or that unpack to more", len(LARGE), outcome)


def fuzz(folder: Path) -> Iterator[Fault]:
    """Readers fuzzed by atheris."""
    total = 0
    for reader in READERS:
        tried, wrong = fuzzing.fuzz_apart(reader.name, FUZZ_SECONDS)
        _demand([wrong] if wrong else [] if tried else [f"{reader.name}: nothing was tried"])
        total += tried
    yield Fault(f"inputs that atheris found for {len(READERS)} readers", total, "read, or refused in one sentence")


def kills(folder: Path) -> Iterator[Fault]:
    """Trainings killed at random moments."""
    for arm in ("full", "lora", "multitask"):
        most, wrong = kill_training(arm, KILLS, SEED, folder)
        _demand(wrong)
        outcome = "same weights and results, byte for byte, as without kills"
        yield Fault(f"SIGKILL of a training, {arm}", KILLS, outcome, f"at most {most} steps, trained again")


def course(folder: Path) -> Iterator[Fault]:
    """The course killed at random moments."""
    _demand(kill_course(COURSE_KILLS, SEED, folder))
    yield Fault("SIGKILL of `make course`", COURSE_KILLS, "same results.csv, no process left behind")


def wide(folder: Path) -> Iterator[Fault]:
    """Long, wide, and again."""
    for precision in ["float32", "bfloat16"] if use_bf16() else ["float32"]:
        apart, wrong = repeat(folder, precision)
        _demand(wrong)
        outcome = f"same bytes; on one thread each validation loss within {apart:.1g} nats of two threads"
        yield Fault(f"the same training again, and on one thread, in {precision}", 3, outcome)
    _demand(at_once(folder))
    yield Fault("eight notebooks at once on one runs folder", 8, "same results.csv as one after the other")
    held, wrong = soak(ROUNDS, folder)
    _demand(wrong)
    sizes = f"{held[-1]['memory'] / 1e6:,.0f} MB of memory, {held[-1]['disk'] / 1e6:,.0f} MB of disk"
    what = "the course in one process tree, all trained anew each time"
    yield Fault(what, ROUNDS, f"no growth: {sizes} after the last")


def tests(folder: Path) -> Iterator[Fault]:
    """The tests that do harm one by one."""
    faults, wrong = run_marked(folder)
    _demand(wrong)
    yield from faults


PARTS: dict[str, Callable[[Path], Iterator[Fault]]] = {
    "kills": kills,
    "course": course,
    "inputs": inputs,
    "fuzz": fuzz,
    "wide": wide,
    "tests": tests,
}


HEADER = ["| part | fault | times | what came of it | lost |", "|---|---|---:|---|---|"]


def table(faults: dict[str, list[Fault]], before: str) -> str:
    """The table of tests/README.md, `before` with the rows of the parts in `faults` written anew."""
    rows = [row for row in before.splitlines() if row.startswith("| ")]
    kept = {part: [row for row in rows if row.startswith(f"| {part} |")] for part in PARTS}
    kept |= {part: [fault.row(part) for fault in found] for part, found in faults.items()}
    return "\n".join(HEADER + sum(kept.values(), []))


def main() -> int:
    """Try the faults and say what came of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Do harm, and see what is lost.")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    names = [name for name in parser.parse_args().only.split(",") if name]
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; choose of {', '.join(PARTS)}")
    faults, began = {}, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names, 1):
            print(f"[{number}/{len(names)}] {name}, {time.monotonic() - began:.0f} s so far", flush=True)
            place = Path(folder, name)
            place.mkdir()
            faults[name] = []
            try:
                for fault in PARTS[name](place):
                    faults[name].append(fault)
                    print(f"    {fault.what}: {fault.times:,} times; {fault.outcome}; lost: {fault.lost}", flush=True)
            except (Lost, AssertionError) as error:
                print(f"{name}: {error}", file=sys.stderr)
                return 1
    replace_between(README, "faults", table(faults, README.read_text(encoding="utf-8")))
    print("tests/README.md has the table.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
