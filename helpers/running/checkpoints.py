"""Checkpoints: sealed with checksums, resumed exactly, and a damaged one is passed over."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from accelerate import PartialState
from transformers import TrainerCallback

from helpers.running.language import tell
from helpers.running.seals import damage, seal


def step_of(checkpoint: Path) -> int:
    """The optimizer step in the name of a checkpoint's folder; -1 where it is no number."""
    step = checkpoint.name.removeprefix("checkpoint-")
    return int(step) if step.isdecimal() else -1


def newest_checkpoint(folder: Path, run: str, say: bool = True) -> Path | None:
    """Return the newest whole checkpoint of a run, None where there is none; each damaged one is named and passed over.

    A checkpoint counts only together with the best one up to it, which the training ends with.
    """
    for path in sorted(folder.glob("checkpoint-*"), key=step_of, reverse=True):
        problem = damage(path, run)
        if not problem:
            best = json.loads((path / "trainer_state.json").read_text(encoding="utf-8")).get("best_global_step")
            beside = folder / f"checkpoint-{best}"
            if best and beside != path and (found := damage(beside, run)):
                problem = f"the best model so far, {beside.name}, is damaged: {found}"
        if not problem:
            return path
        if say:
            tell(f"{run}: {path.name} is passed over: {problem}.", flush=True)
    return None


def clear(folder: Path, checkpoint: Path | None) -> None:
    """Delete what is newer than `checkpoint`, from which the training goes on: damaged, or not written to its end."""
    for path in folder.glob("checkpoint-*"):
        if checkpoint is None or step_of(path) > step_of(checkpoint):
            shutil.rmtree(path, ignore_errors=True)


def sharded() -> bool:
    """Whether Accelerate was asked to cut the model into shards, one a process (FSDP)."""
    return os.environ.get("ACCELERATE_USE_FSDP", "false").lower() == "true"


class Keeper(TrainerCallback):
    """Seals each checkpoint, makes every epoch's order depend on seed and epoch alone, and saves on Ctrl-C.

    Left to itself, `Trainer` shuffles by torch's global random numbers, which a resumed training does not have where
    an uninterrupted one has them; so the second epoch after a restart would come in another order.
    """

    def __init__(self, run: str, seconds: float = 0.0) -> None:
        """`seconds` were spent before the checkpoint from which the training goes on."""
        self.run, self.before = run, seconds
        self.began = time.monotonic()
        self.interrupted = False

    @property
    def seconds(self) -> float:
        """Seconds spent on this training, those before a restart included."""
        return self.before + time.monotonic() - self.began

    def attach(self, trainer: Any) -> None:
        """Join a trainer's callbacks.

        A training that goes on where an epoch begins loads the checkpoint's random numbers after `on_epoch_begin`, and
        would shuffle that epoch in another order; so the seed is set once more.
        """
        loads = trainer._load_rng_state

        def load(checkpoint: str | None) -> None:
            loads(checkpoint)
            if float(trainer.state.epoch or 0).is_integer():
                self.on_epoch_begin(trainer.args, trainer.state, trainer.control)

        trainer._load_rng_state = load
        trainer.add_callback(self)

    def on_epoch_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Let all processes shuffle alike, and a resumed training as the one that was never stopped."""
        torch.manual_seed(args.seed + int(state.epoch or 0))

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Save where Ctrl-C was pressed; log wherever a checkpoint is saved, so that no loss falls between two runs."""
        control.should_save = control.should_save or self.interrupted
        control.should_log = control.should_log or control.should_save

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Seal the checkpoint once all processes have written their part; stop here if asked to."""
        PartialState().wait_for_everyone()
        folder = Path(args.output_dir, f"checkpoint-{state.global_step}")
        if state.is_world_process_zero:
            seal(folder, self.run, seconds=self.seconds)
            # `Trainer` deletes the checkpoints that look oldest. By the clock a new one could, if the clock was set
            # back; so those that are there carry their step as their time.
            os.utime(folder, (state.global_step, state.global_step))
        if self.interrupted:
            tell(f"{self.run}: saved at step {state.global_step} of {state.max_steps}; run this again to go on.")
            raise KeyboardInterrupt

    def on_evaluate(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Make the checkpoint's folder where shards are about to be saved into it.

        `Trainer` takes a checkpoint for the best one only if its folder is there before its shards are.
        """
        if sharded():
            Path(args.output_dir, f"checkpoint-{state.global_step}").mkdir(parents=True, exist_ok=True)

    @contextmanager
    def catching_interrupts(self) -> Iterator[None]:
        """Turn the first Ctrl-C into a checkpoint after the running step; a second one stops at once."""
        if threading.current_thread() is not threading.main_thread():
            yield  # only the main thread may set handlers
            return

        def note(signum: int, frame: Any) -> None:
            if self.interrupted:
                raise KeyboardInterrupt
            self.interrupted = True
            tell(f"{self.run}: stopping after this step; once more stops at once, without saving.", flush=True)

        previous = signal.signal(signal.SIGINT, note)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, previous)
