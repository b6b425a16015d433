"""Seconds of training until an arm's ROUGE-1 on validation rows passes a value, arms side by side.

    python -m tests.benchmarks.passing                           # full, .45, nano
    python -m tests.benchmarks.passing full lora --value 0.4 --every 25

Each arm is trained by the course's own recipe, code and seed. Every so many steps the clock stops, the model writes the
validation rows, and their ROUGE-1 is measured; checkpoints and the validation loss are left out. What counts is the
first point that passes, and its interval stands beside it, as one point alone can be luck. No test row is read. The
arms train in turns, `--rounds` times, and the median of the seconds is shown.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from helpers.arms import Arms
from helpers.data import TestSet
from helpers.generation import generate_texts
from helpers.intervals import Figure
from helpers.metrics import measure
from helpers.profiles import Profile, load_profile
from notebooks.classroom.board import validation_set
from tests.benchmarks.common import machine, markdown

ARMS = ("full", "lora")
Point = tuple[int, float, Figure]  # step, seconds of training, ROUGE-1


@dataclass
class Watch(TrainerCallback):
    """Measures ROUGE-1 every so many steps, with the clock stopped, and ends the training once `value` is passed."""

    every: int
    value: float
    rouge1: Callable[[Any], Figure]

    def __post_init__(self) -> None:
        """No point so far."""
        self.points: list[Point] = []
        self.seconds = self.began = 0.0

    def on_train_begin(self, *_: Any, **__: Any) -> None:
        """Start the clock."""
        self.began = time.perf_counter()

    def on_step_end(self, args: Any, state: Any, control: Any, model: Any = None, **_: Any) -> None:
        """Stop the clock and measure where a point is due; always at the last step."""
        if state.global_step % self.every and state.global_step < state.max_steps:
            return
        self.seconds += time.perf_counter() - self.began
        self.points.append((state.global_step, self.seconds, self.rouge1(model)))
        model.train()
        control.should_training_stop |= self.points[-1][2].value > self.value
        self.began = time.perf_counter()


def climb(profile: Profile, name: str, every: int, value: float, rows: TestSet, folder: Path) -> list[Point]:
    """Train an arm as the course does, anew, until it passes `value` or its recipe ends; return its points."""
    from peft import get_peft_model
    from transformers import PrinterCallback, set_seed

    from helpers.data import tokenized_data
    from helpers.running.runs import Run
    from helpers.running.trainer import share_evenly
    from helpers.training import Progress, load_base, lora_config, make_trainer

    arm = Arms(profile)[name]
    model, tokenizer = load_base(profile)
    set_seed(arm.seed)
    if arm.rank:
        model = get_peft_model(model, lora_config(profile.lora, arm.rank))
    train, validation = tokenized_data(profile, arm.tasks, arm.text(), tokenizer)
    longest = profile.max_target_tokens["dialogue_summary"]

    def rouge1(model: Any) -> Figure:
        limits = {"max_source_tokens": profile.max_source_tokens, "tokens_per_batch": profile.tokens_per_batch}
        texts = generate_texts(model, tokenizer, rows.prompts(), longest, **limits)
        measured = measure("dialogue_summary", texts, rows.references, rows.sources)
        return measured["rouge1"].figure(profile.seed, profile.resamples)

    trainer = make_trainer(Run(name, folder / name, {}), arm.recipe, arm.seed, model, tokenizer, train, validation)
    trainer.args.eval_strategy = trainer.args.save_strategy = "no"
    trainer.args.load_best_model_at_end = False
    for callback in (Progress, PrinterCallback):
        trainer.pop_callback(callback)
    watch = Watch(every, value, rouge1)
    trainer.add_callback(watch)
    share_evenly(trainer)
    trainer.train()
    return watch.points


def row(name: str, runs: Sequence[Sequence[Point]], value: float) -> list[str]:
    """One line of the table: where the arm passed, its score there and its best, the median seconds of the rounds."""
    step, _, score = runs[0][-1]
    best = max(point[2].value for point in runs[0])
    if score.value <= value:
        return [name, "did not pass", f"{step:,} (all)", f"{best:.3f} at best", f"{score.n}"]
    seconds = statistics.median(points[-1][1] for points in runs)
    return [name, f"{seconds:.1f}", f"{step:,}", f"{score.value:.3f} [{score.low:.3f}, {score.high:.3f}]", f"{score.n}"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the arms in turns and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.passing", description=__doc__.splitlines()[0])
    parser.add_argument("arms", nargs="*", default=["full"], help="full, lora (default: full)")
    parser.add_argument("--value", type=float, default=0.45, help="ROUGE-1 to pass (%(default)s)")
    parser.add_argument("--every", type=int, default=50, help="steps between two measurements (%(default)s)")
    parser.add_argument("--rounds", type=int, default=1, help="trainings of each arm, in turns (%(default)s)")
    options = parser.parse_args(arguments)
    if unknown := set(options.arms) - set(ARMS):
        parser.error(f"{', '.join(sorted(unknown))}: choose among {', '.join(ARMS)}")
    profile = load_profile()
    rows = validation_set(profile)
    runs: dict[str, list[list[Point]]] = {name: [] for name in options.arms}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            for name in options.arms:
                runs[name].append(climb(profile, name, options.every, options.value, rows, Path(folder)))
                for step, seconds, score in runs[name][-1]:
                    print(f"{name}: step {step:,}, {seconds:.1f} s, ROUGE-1 {score}", flush=True)
    header = ["arm", f"seconds to ROUGE-1 above {options.value:g}", "step", "ROUGE-1", "n"]
    print(f"\nMeasured on {machine()}, profile {profile.name}, validation rows, one seed.\n")
    print(markdown(header, [row(name, runs[name], options.value) for name in options.arms]))


if __name__ == "__main__":
    main()
