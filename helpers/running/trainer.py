"""What keeps a training going: batches shared evenly, restarts, a batch too large for the GPU, a full disk, its record.

`helpers.training.train_and_save` puts these together; no lesson needs to know them.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import Seq2SeqTrainer

from helpers.running.checkpoints import Keeper, clear, newest_checkpoint, sharded
from helpers.running.digests import digest_of
from helpers.running.errors import CourseError
from helpers.running.language import tell
from helpers.running.machine import device, peak_memory
from helpers.running.memory import check_divisible, say_parts
from helpers.running.runs import Run
from helpers.running.seals import read_manifest

LOGGED = ("loss", "eval_loss", "learning_rate")
ASKED = (
    "max_steps",
    "learning_rate",
    "per_device_train_batch_size",
    "gradient_accumulation_steps",
    "lr_scheduler_type",
    "warmup_steps",
    "weight_decay",
    "label_smoothing_factor",
    "max_grad_norm",
    "seed",
)


def share_evenly(trainer: Seq2SeqTrainer) -> None:
    """Leave out incomplete batches, of an epoch and of the validation rows: several processes cannot share them.

    One process leaves them out as well, so that the training is the same on any number of them. Raises `CourseError`
    where the processes cannot share the model as asked, or not every batch evenly.
    """
    processes, args = trainer.args.world_size, trainer.args
    if args.n_gpu > 1:
        raise CourseError(
            f"This process sees {args.n_gpu} GPUs and would share each batch among them, which changes what is "
            "learned: restart the kernel and run the set-up cell first, it chooses one."
        )
    if sharded() and not trainer.is_fsdp_enabled:
        why = "Accelerate shards a model over several GPUs and this job has none, or one"
        raise CourseError(f"{why}: choose another configuration in helpers/running/accelerate/.")
    if trainer.is_fsdp_enabled and trainer.optimizer_cls_and_kwargs:
        raise CourseError(
            "Adafactor takes means over whole matrices, which shards of a model do not have: give the recipe "
            'optimizer = "adamw" and a rate for it, in helpers/profiles.toml or COURSE_SIZES.'
        )
    # The settings split batches, so these are the sizes of all processes together.
    shares = (
        ("rows for training", len(trainer.train_dataset), args.per_device_train_batch_size),
        ("rows for validation", len(trainer.eval_dataset), args.per_device_eval_batch_size),
    )
    for kind, rows, batch in shares:
        if processes > 1 and (batch % processes or rows < batch):
            raise CourseError(
                f"{processes} processes cannot share {rows} {kind} evenly in batches of {batch}: choose a number "
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
        if others := run.passed_over():
            tell(others, flush=True)
        if checkpoint:
            tell(f"{run.arm}: going on from {checkpoint.name}", flush=True)
    trainer.accelerator.wait_for_everyone()
    keeper = Keeper(run.folder.name, read_manifest(checkpoint).get("seconds", 0.0) if checkpoint else 0.0)
    keeper.attach(trainer)
    if trainer.args.world_size == 1:
        trainer.training_step = InParts(trainer, run.arm)
        trainer.prediction_step = EvaluationInParts(trainer, run.arm)
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


def asked(trainer: Seq2SeqTrainer) -> dict[str, Any]:
    """What a training cell itself decides, beside the recipe that names its run: settings, optimizer, rows."""
    rows, (kind, options) = trainer.train_dataset, trainer.optimizer_cls_and_kwargs or (None, {})
    return {
        **{name: getattr(trainer.args, name) for name in ASKED},
        "optimizer": f"{kind.__name__} {options}" if kind else str(trainer.args.optim),
        "training_rows": len(rows),
        "texts": digest_of([rows[place] for place in (0, len(rows) // 2, len(rows) - 1)], 6),
        "validation_rows": len(trainer.eval_dataset),
    }


def otherwise(run: Run, wanted: dict[str, Any], say: bool) -> bool:
    """Whether ``RETRAIN=1`` asks to train a finished run as its cell has been edited; without, what differs is said."""
    record, wanted = run.read(), json.loads(json.dumps(wanted))
    had = record | record.get("asked", {})
    other = [f"{key} {had[key]} ({wanted[key]})" for key in wanted if key in had and had[key] != wanted[key]]
    again = bool(other) and os.environ.get("RETRAIN") == "1"
    if other and not again and say:
        tell(
            f"{run.arm}: the finished run was trained with other settings than this cell now has (in brackets): "
            f"{', '.join(other)}. It is used as it is; RETRAIN=1 trains it anew in its place, and a size in "
            "COURSE_SIZES makes a run beside it.",
            flush=True,
        )
    return again


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
                check_divisible(rows, self.parts, self.label, error)
                self.parts *= 2
                redo = list(self.seen)
            model.zero_grad()
            say_parts(self.label, f"each batch of {rows}", self.parts, "what is learned stays the same")
        if self.trainer.accelerator.sync_gradients:
            self.seen.clear()
        return losses[-1]

    def _of(self, model: Any, inputs: dict[str, torch.Tensor], num_items_in_batch: Any) -> torch.Tensor:
        pieces = pieces_of(inputs, self.parts)
        return sum(self.step(model, piece, num_items_in_batch) for piece in pieces)


class EvaluationInParts:
    """`Trainer.prediction_step` that computes a batch's validation loss in parts, and the same loss.

    A validation batch has twice the rows of a training batch. On a GPU it is computed in two halves, so that it never
    needs more memory than the training, and in smaller parts where memory runs out all the same.
    """

    def __init__(self, trainer: Seq2SeqTrainer, label: str) -> None:
        self.label, self.step = label, trainer.prediction_step
        self.parts = 2 if device() == "cuda" else 1

    def __call__(self, model: Any, inputs: dict[str, torch.Tensor], *more: Any, **named: Any) -> tuple[Any, Any, Any]:
        """Return (loss, None, None) of a batch of tensors of shape (rows, tokens): the course asks for no logits."""
        rows = len(inputs["input_ids"])
        while True:
            try:
                return self._of(model, inputs, *more, **named)
            except torch.OutOfMemoryError as error:
                check_divisible(rows, self.parts, self.label, error)
            self.parts *= 2
            say_parts(self.label, f"each validation batch of {rows}", self.parts, "the loss stays the same")

    def _of(self, model: Any, inputs: dict[str, torch.Tensor], *more: Any, **named: Any) -> tuple[Any, Any, Any]:
        if self.parts == 1:
            return self.step(model, inputs, *more, **named)
        tokens, total = [], 0.0
        for piece in pieces_of(inputs, self.parts):
            tokens.append((piece["labels"] != -100).sum())
            total += self.step(model, piece, *more, **named)[0] * tokens[-1].to(device())
        return total / sum(tokens).to(device()), None, None


def pieces_of(inputs: dict[str, torch.Tensor], parts: int) -> list[dict[str, torch.Tensor]]:
    """Cut the tensors of a batch, each of shape (rows, tokens), into so many parts, or as many as it has rows."""
    size = -(-len(inputs["input_ids"]) // parts)
    pieces = zip(*(tensor.split(size) for tensor in inputs.values()), strict=True)
    return [dict(zip(inputs, piece, strict=True)) for piece in pieces]


def save(run: Run, trainer: Seq2SeqTrainer, weights: dict[str, torch.Tensor], **facts: Any) -> None:
    """Put the model and its record in place."""
    shutil.rmtree(run.temporary, ignore_errors=True)
    model = trainer.accelerator.unwrap_model(trainer.model)
    for config in getattr(model, "peft_config", {}).values():  # or an adapter would name no commit of its base
        config.revision = run.settings["revision"]
    model.save_pretrained(run.temporary, state_dict=without_ties(model, weights))
    trainer.processing_class.save_pretrained(run.temporary)
    run.finish(
        history=history(trainer.state.log_history),
        peak_memory=peak_memory(),
        best_step=trainer.state.best_global_step,
        processes=trainer.args.world_size,
        precision="bfloat16" if trainer.args.bf16 else "float32",
        versions={name: version(name) for name in ("torch", "transformers", "peft", "datasets")},
        **facts,
    )


def give_up(trainer: Seq2SeqTrainer) -> None:
    """Free a trainer's model, gradients and optimizer, whoever still refers to them: 16 bytes for each trained weight.

    The optimizer is emptied and the model's weights become tensors without contents (torch's meta device). A sharded
    model is left to its job, which ends with the training.
    """
    optimizer = trainer.optimizer
    while hasattr(optimizer, "optimizer"):  # Accelerate wraps it
        optimizer = optimizer.optimizer
    if optimizer is not None:
        optimizer.state.clear()
        optimizer.param_groups.clear()
    if not sharded():
        trainer.model.to("meta")
    trainer.train = trainer.evaluate = trainer.predict = given_up
    torch.cuda.empty_cache()


def given_up(*_: Any, **__: Any) -> None:
    """Say what to do with a trainer that `give_up` has emptied. Raises `CourseError`."""
    raise CourseError(
        "This trainer has given its model back: load what it trained with load_run(profile, run), or make another one."
    )


def history(log: list[dict[str, Any]]) -> list[dict[str, float]]:
    """Losses and learning rates by step, from `Trainer`'s log, which outlives a restart."""
    kept = [{key: entry[key] for key in ("step", *LOGGED) if key in entry} for entry in log]
    return [entry for entry in kept if len(entry) > 1]


def without_ties(model: Any, weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Leave out the copies of weights that are tied to others, as T5's embeddings in encoder and decoder are."""
    ties = getattr(model, "all_tied_weights_keys", None) or {}
    tied = [(name, origin) for name, origin in ties.items() if {name, origin} <= weights.keys()]
    copies = {name for name, origin in tied if weights[name].equal(weights[origin])}
    return {name: weight for name, weight in weights.items() if name not in copies}
