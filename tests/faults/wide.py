"""Long and wide: the course several times in a row, eight notebooks at once, one seed again and on other threads."""

from __future__ import annotations

import json
from pathlib import Path

from .jobs import COURSE, Place, training

SOAK = """
import gc, json, os, sys
from pathlib import Path
import psutil
from notebooks.running import course
me, runs, rounds = psutil.Process(), Path(os.environ["COURSE_RUNS"]), []
os.environ["RETRAIN"] = "1"
for number in range(int(sys.argv[1])):
    if code := course.main([]):
        sys.exit(code)
    gc.collect()
    files = [path for path in runs.rglob("*") if path.is_file()]
    rounds.append({
        "memory": me.memory_info().rss, "disk": sum(path.stat().st_size for path in files), "files": len(files),
        "open": me.num_fds(), "threads": me.num_threads(), "children": len(me.children(recursive=True)),
    })
    Path(sys.argv[2]).write_text(json.dumps(rounds))
"""
GROWTH = 0.05  # of memory and disk that counts as none: of allocators and of timings in text
NOTEBOOKS = ("00", "01", "02", "03", "04", "05", "06", "07")
# Largest difference of a validation loss between one thread and two, in nats per token: 160 steps carry rounding on.
TOLERANCE = {"float32": 0.002, "bfloat16": 0.06}
TRAINEE = """
import sys
from helpers import training
from helpers.running import train
training.use_bf16 = lambda: sys.argv[1] == "bfloat16"
sys.exit(train.main(sys.argv[2:]))
"""


def soak(rounds: int, folder: Path) -> tuple[list[dict[str, int]], list[str]]:
    """(what each round held, what grew) when the course runs `rounds` times in one process tree.

    Every round trains everything anew.
    """
    place, file = Place(folder / "soak", COURSE), folder / "soak.json"
    place.run("-c", SOAK, str(rounds), str(file))
    held = json.loads(file.read_text())
    first, last = held[1 if rounds > 2 else 0], held[-1]
    wrong = [
        f"{what} grew from {first[what]:,} to {last[what]:,}"
        for what in ("memory", "disk", "files", "open", "threads")
        if last[what] > first[what] * (1 + GROWTH)
    ]
    return held, wrong + [f"{one['children']} processes were left behind" for one in held if one["children"]]


def at_once(folder: Path) -> list[str]:
    """What went wrong when eight notebooks that share one runs folder start together, against one after the other."""
    together, alone = Place(folder / "at-once", COURSE, threads=1), Place(folder / "in-order", COURSE, threads=1)
    jobs = {number: together.start("-m", "notebooks.running.course", "--only", number) for number in NOTEBOOKS}
    codes = {number: job.wait() for number, job in jobs.items()}
    wrong = [f"notebook {number} ended with {code}" for number, code in codes.items() if code]
    if wrong:
        return [*wrong, together.said()[-1000:]]
    alone.run("-m", "notebooks.running.course", "--only", ",".join(NOTEBOOKS))
    if together.results() != alone.results():
        wrong.append("other results than one after the other")
    return wrong + [f"{name} was left behind" for name in together.left_behind()]


def repeat(folder: Path, precision: str, arm: str = "full") -> tuple[float, list[str]]:
    """(largest difference of a validation loss between one thread and two, what differed where nothing may)."""
    first, again = (Place(folder / f"repeat-{precision}-{name}", training()) for name in ("first", "again"))
    single = Place(folder / f"repeat-{precision}-single", training(), threads=1)
    for place in (first, again, single):
        place.run("-c", TRAINEE, precision, "--arm", arm, "--evaluate", "--tasks", "dialogue_summary")
    wrong = []
    if first.weights(arm) != again.weights(arm) or first.results() != again.results():
        wrong.append(f"the same seed on the same machine gave other weights or results in {precision}")
    pairs = zip(first.history(arm), single.history(arm), strict=True)
    apart = max(abs(one["eval_loss"] - other["eval_loss"]) for one, other in pairs if "eval_loss" in one)
    if apart > TOLERANCE[precision]:
        wrong.append(f"one thread and two are {apart:.4f} nats apart in {precision}")
    return apart, wrong
