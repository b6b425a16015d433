"""SIGKILL at random moments of trainings and of the course: the next start goes on, and ends as if nothing had been."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

from helpers.running.checkpoints import newest_checkpoint, step_of

from .jobs import INTERVAL, STEPS, Place, kill, training

# Trains as `python -m helpers.running.train` does, and notes each optimizer step in a file.
TRAINEE = """
import sys
from pathlib import Path
from helpers.running import checkpoints, train
ends, steps = checkpoints.Keeper.on_step_end, Path(sys.argv.pop(1))
def on_step_end(self, args, state, control, **kwargs):
    ends(self, args, state, control, **kwargs)
    with steps.open("a") as file:
        file.write(f"{state.global_step}\\n")
checkpoints.Keeper.on_step_end = on_step_end
sys.exit(train.main())
"""
EARLY = 0.2  # share of kills that may come before the training begins
SECONDS = 8.0  # within which an early kill comes
AHEAD = 2 * INTERVAL  # new optimizer steps within which any other kill comes


def noted_steps(file: Path) -> list[int]:
    """The optimizer steps that the trainings noted, one after the other."""
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def newest_step(place: Place, arm: str) -> int:
    """The optimizer step of the newest whole checkpoint of an arm; 0 where there is none."""
    for checkpoints in (place.run_dir / "models").glob(f"{arm}-*.checkpoints"):
        if kept := newest_checkpoint(checkpoints, checkpoints.name.removesuffix(".checkpoints"), say=False):
            return step_of(kept)
    return 0


def kill_training(arm: str, times: int, seed: int, folder: Path, steps: int = STEPS) -> tuple[int, list[str]]:
    """(most optimizer steps lost by a kill, what went wrong) of `times` kills of one arm's training."""
    sizes = training(steps)
    whole, broken = Place(folder / f"{arm}-whole", sizes), Place(folder / f"{arm}-killed", sizes)
    measured = ("--evaluate", "--tasks", "dialogue_summary")
    whole.run("-m", "helpers.running.train", "--arm", arm, *measured)
    rng, noted, most, wrong = random.Random(seed), broken.folder / "steps.txt", 0, []
    for number in range(times):
        early, wanted = rng.random() < EARLY, len(noted_steps(noted)) + rng.randint(1, AHEAD)
        process = broken.start("-c", TRAINEE, str(noted), "--arm", arm)
        while not early and process.poll() is None and len(noted_steps(noted)) < wanted:
            time.sleep(0.01)
        time.sleep(rng.uniform(0, SECONDS if early else 0.2))
        if process.poll() is not None:
            wrong.append(f"{arm}: the training had ended before kill {number}: {broken.said()[-300:]}")
            break
        kill(process)
        lost = noted_steps(noted)[-1] - newest_step(broken, arm) if noted_steps(noted) else 0
        most = max(most, lost)
        if lost > INTERVAL:
            wrong.append(f"{arm}: kill {number} lost {lost} steps")
    broken.run("-m", "helpers.running.train", "--arm", arm, *measured)
    if broken.weights(arm) != whole.weights(arm):
        wrong.append(f"{arm}: other weights than without kills")
    if broken.results() != whole.results():
        wrong.append(f"{arm}: other results than without kills")
    wrong += [f"{arm}: {name} was left behind" for name in broken.left_behind()]
    return most, wrong


def kill_course(times: int, seed: int, folder: Path, notebooks: str = "03,04") -> list[str]:
    """What went wrong with `times` kills of `make course`, each at a random moment, and a last start."""
    whole, broken = Place(folder / "course-whole", training()), Place(folder / "course-killed", training())
    command = ("-m", "notebooks.running.course", "--only", notebooks)
    began = time.monotonic()
    whole.run(*command)
    seconds, rng, wrong = time.monotonic() - began, random.Random(seed), []
    for number in range(times):
        process = broken.start(*command)
        time.sleep(rng.uniform(0.1, 0.6) * seconds)
        kill(process)
        patience = time.monotonic() + 30
        while broken.processes() and time.monotonic() < patience:
            time.sleep(0.2)  # kernels notice within seconds that their parent is gone
        wrong += [f"kill {number} left process {one.pid} behind" for one in broken.processes()]
    broken.run(*command)
    if broken.results() != whole.results():
        wrong.append("other results than without kills")
    timings = json.loads((broken.run_dir / "timings.json").read_text(encoding="utf-8"))
    if len(timings) != len(notebooks.split(",")):
        wrong.append(f"only {', '.join(timings)} came to their end")
    return wrong + [f"{name} was left behind" for name in broken.left_behind()]
