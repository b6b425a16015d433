"""What keeps a training going: batches shared evenly, restarts, a batch too large for the GPU, a full disk, its record.

`helpers.training.train_and_save` puts these together; no lesson needs to know them.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import Seq2SeqTrainer

from helpers.running.checkpoints import Keeper, clear, newest_checkpoint, sharded
from helpers.running.errors import CourseError
from helpers.running.machine import peak_memory
from helpers.running.runs import Run
from helpers.running.seals import read_manifest

LOGGED = ("loss", "eval_loss", "learning_rate")


def share_evenly(trainer: Seq2SeqTrainer) -> None:
    """Leave out incomplete batches, of an epoch and of the validation rows: several processes cannot share them.

    One process leaves them out as well, so that the training is the same on any number of them. Raises `CourseError`
    where the processes cannot share the model as asked, or not every batch evenly.
    """
    processes, args = trainer.args.world_size, trainer.args
    if sharded() and not trainer.is_fsdp_enabled:
        raise CourseError(
            "Accelerate shards a model over several GPUs and this job has none, or one: choose another configuration "
            "in helpers/running/accelerate/."
        )
    if trainer.is_fsdp_enabled and trainer.optimizer_cls_and_kwargs:
        raise CourseError(
            "Adafactor takes means over whole matrices, which shards of a model do not have: give the recipe "
            'optimizer = "adamw" and a rate for it, in helpers/profiles.toml or COURSE_SIZES.'
        )
    # The settings split batches, so these are the sizes of all processes together.
    shares = (
        ("training", len(trainer.train_dataset), args.per_device_train_batch_size),
        ("validation", len(trainer.eval_dataset), args.per_device_eval_batch_size),
    )
    for kind, rows, batch in shares:
        if processes > 1 and (batch % processes or rows < batch):
            raise CourseError(
                f"{processes} processes cannot share {rows} {kind} rows evenly in batches of {batch}: choose a number "
                f"of processes that divides {batch}, or other sizes in COURSE_SIZES."
            )
    args.dataloader_drop_last = all(rows >= batch for _, rows, batch in shares)


def train(run: Run, trainer: Seq2SeqTrainer) -> Keeper:
    """Train to the end, in smaller parts where the GPU's memory asks for it; a full disk is said in one sentence."""
    first = trainer.is_world_process_zero()
    checkpoint = newest_checkpoint(run.checkpoints, run.folder.name, say=first)
    trainer.accelerator.wait_for_everyone()  # before one of them deletes what others still look at
    if first:
        clear(run.checkpoints, checkpoint)
        if checkpoint:
            print(f"{run.arm}: going on from {checkpoint.name}", flush=True)
    trainer.accelerator.wait_for_everyone()
    keeper = Keeper(run.folder.name, read_manifest(checkpoint).get("seconds", 0.0) if checkpoint else 0.0)
    keeper.attach(trainer)
    if trainer.args.world_size == 1:
        trainer.training_step = InParts(trainer, run.arm)
    try:
        with keeper.catching_interrupts():
            trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    except (OSError, RuntimeError, SafetensorError) as error:
        free = shutil.disk_usage(run.checkpoints if run.checkpoints.exists() else Path.cwd()).free
        if not is_disk_full(error, free):
            raise
        clear(run.checkpoints, newest_checkpoint(run.checkpoints, run.folder.name, say=False))
        raise CourseError(
            f"{run.arm}: the disk is full, only {free / 1e6:,.0f} MB are free in {run.checkpoints.parent}. Free some "
            "space, then run this again: it goes on from the checkpoint before."
        ) from error
    return keeper


def is_disk_full(error: Exception, free: int) -> bool:
    """Whether an error that came while saving says that the disk is full; `free` is its free space in bytes.

    torch and safetensors raise errors of their own, which tell it in words or not at all.
    """
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    words = str(error)
    return "No space left" in words or ("PytorchStreamWriter" in words and free < 100_000_000)


class InParts:
    """`Trainer.training_step` that halves a batch which does not fit into the GPU's memory, and goes on.

    The parts' gradients add up to the batch's, as `token_mean` divides by the tokens of the whole step: neither the
    effective batch nor what is learned changes, only the time. Where memory runs out in the middle of a step, the
    step's gradients are dropped and its batches so far are done again.
    """

    def __init__(self, trainer: Seq2SeqTrainer, label: str) -> None:
        self.trainer, self.label = trainer, label
        self.step = trainer.training_step
        self.parts = 1
        self.seen: list[dict[str, torch.Tensor]] = []  # batches of this optimizer step so far

    def __call__(self, model: Any, inputs: dict[str, torch.Tensor], num_items_in_batch: Any = None) -> torch.Tensor:
        """Compute the gradients of a batch of tensors of shape (rows, tokens) and return its share of the loss."""
        self.seen.append(inputs)
        rows, redo = len(inputs["input_ids"]), [inputs]
        while True:
            try:
                losses = [self._of(model, batch, num_items_in_batch) for batch in redo]
                break
            except torch.OutOfMemoryError as error:
                if self.parts >= rows:
                    raise CourseError(
                        f"{self.label}: the GPU's memory does not hold a single example; choose a smaller profile with "
                        "COURSE_PROFILE, or close what else uses the GPU."
                    ) from error
                self.parts *= 2
                redo = list(self.seen)
            model.zero_grad()
            torch.cuda.empty_cache()
            print(
                f"{self.label}: out of GPU memory, so each batch of {rows} is computed in {self.parts} parts from here "
                "on; what is learned stays the same.",
                flush=True,
            )
        if self.trainer.accelerator.sync_gradients:
            self.seen.clear()
        return losses[-1]

    def _of(self, model: Any, inputs: dict[str, torch.Tensor], num_items_in_batch: Any) -> torch.Tensor:
        size = -(-len(inputs["input_ids"]) // self.parts)
        pieces = zip(*(tensor.split(size) for tensor in inputs.values()), strict=True)
        return sum(self.step(model, dict(zip(inputs, piece, strict=True)), num_items_in_batch) for piece in pieces)


def save(run: Run, trainer: Seq2SeqTrainer, weights: dict[str, torch.Tensor], **facts: Any) -> None:
    """Put the model and its record in place."""
    run.clear_temporary()
    model = trainer.accelerator.unwrap_model(trainer.model)
    model.save_pretrained(run.temporary, state_dict=without_ties(model, weights))
    trainer.processing_class.save_pretrained(run.temporary)
    run.finish(
        history=history(trainer.state.log_history),
        peak_memory=peak_memory(),
        best_step=trainer.state.best_global_step,
        processes=trainer.args.world_size,
        **facts,
    )


def history(log: list[dict[str, Any]]) -> list[dict[str, float]]:
    """Losses and learning rates by step, from `Trainer`'s log, which outlives a restart."""
    kept = [{key: entry[key] for key in ("step", *LOGGED) if key in entry} for entry in log]
    return [entry for entry in kept if len(entry) > 1]


def without_ties(model: Any, weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Leave out the copies of weights that are tied to others, as T5's embeddings in encoder and decoder are."""
    ties = getattr(model, "all_tied_weights_keys", None) or {}
    copies = {
        name
        for name, origin in ties.items()
        if {name, origin} <= weights.keys() and weights[name].equal(weights[origin])
    }
    return {name: weight for name, weight in weights.items() if name not in copies}
