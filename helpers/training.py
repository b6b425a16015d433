"""Fine-tuning with `Seq2SeqTrainer`: its settings from a recipe, its progress, its record."""

from __future__ import annotations

import errno
import os
import shutil
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from peft import LoraConfig, PeftModel, TaskType
from safetensors import SafetensorError
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    DataCollatorForSeq2Seq,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
    TrainerCallback,
)

from helpers.profiles import Lora, Profile, Recipe
from helpers.running.checkpoints import Keeper, clear, newest_checkpoint
from helpers.running.errors import CourseError
from helpers.running.locks import locked
from helpers.running.machine import device, peak_memory, use_bf16
from helpers.running.runs import Run
from helpers.running.seals import read_manifest

LOGGED = ("loss", "eval_loss", "learning_rate")


def load_base(profile: Profile) -> tuple[Any, Any]:
    """Load a fresh base model, in float32, and its tokenizer. Every arm starts from one."""
    tokenizer = AutoTokenizer.from_pretrained(profile.model, revision=profile.model_revision, trust_remote_code=False)
    return load_weights(profile.model, profile.model_revision), tokenizer


def load_weights(path: str | Path, revision: str | None = None) -> Any:
    """Load a model in float32 from safetensors, with the attention that trains fastest where it runs.

    Code that comes with a model is never run. Raises `CourseError` for a folder without safetensors: pickled weights
    can run code, and are not loaded.
    """
    folder = Path(path)
    if folder.is_dir() and not any(folder.glob("*.safetensors")):
        raise CourseError(
            f"{folder}: no weights as *.safetensors are there, and pickled ones, which can run code, are not loaded."
        )
    model = AutoModelForSeq2SeqLM.from_pretrained(
        path,
        revision=revision,
        dtype=torch.float32,
        use_safetensors=True,
        trust_remote_code=False,
        attn_implementation=attention(),
    )
    model.set_input_embeddings(model.get_input_embeddings())  # one module for encoder and decoder: sharding needs it
    return model.to(device())


def attention() -> str:
    """Name the attention that trains fastest here.

    T5 adds a learned bias to its attention scores. On a CPU the plain computation is faster with it, by a third
    or so in training, than the fused one.
    """
    return "sdpa" if device() == "cuda" else "eager"


def sharded() -> bool:
    """Whether Accelerate was asked to cut the model into shards, one a process (FSDP)."""
    return os.environ.get("ACCELERATE_USE_FSDP", "false").lower() == "true"


def lora_config(shape: Lora, rank: int | None = None) -> LoraConfig:
    """LoRA settings; another `rank` keeps the ratio of alpha to rank, and so the update's scale."""
    rank = rank or shape.rank
    return LoraConfig(
        task_type=TaskType.SEQ_2_SEQ_LM,
        r=rank,
        lora_alpha=shape.alpha * rank // shape.rank or 1,
        target_modules=list(shape.targets),
        lora_dropout=0.0,
    )


def trainer_settings(recipe: Recipe, seed: int, output_dir: Path) -> dict[str, Any]:
    """Arguments of `Seq2SeqTrainingArguments` for a recipe."""
    every = max(1, recipe.steps // recipe.evaluations)
    return {
        "output_dir": str(output_dir),
        "seed": seed,
        "max_steps": recipe.steps,
        "learning_rate": recipe.learning_rate,
        "per_device_train_batch_size": recipe.batch_size,
        "gradient_accumulation_steps": recipe.accumulation,
        "per_device_eval_batch_size": 2 * recipe.batch_size,
        "lr_scheduler_type": "linear",
        "warmup_steps": recipe.warmup,
        "train_sampling_strategy": "group_by_length",
        "bf16": use_bf16(),
        "use_cpu": device() == "cpu",
        "eval_strategy": "steps",
        "eval_steps": every,
        "save_strategy": "steps",
        "save_steps": every,
        "save_total_limit": 2,  # the newest and the one before, or the best: damage to one does not lose the training
        "load_best_model_at_end": True,
        "metric_for_best_model": "eval_loss",
        "logging_steps": max(1, recipe.steps // 40),
        "disable_tqdm": True,
        "report_to": "none",
        "dataloader_pin_memory": device() == "cuda",
        # Several processes share each batch of the recipe, so that its size and its rows stay what they are for one.
        "accelerator_config": {"split_batches": True},
        "ddp_find_unused_parameters": False,
        "log_level_replica": "passive",
    }


def token_mean(
    outputs: Any, labels: torch.Tensor, num_items_in_batch: torch.Tensor | int | None = None
) -> torch.Tensor:
    """Cross-entropy in nats per target token of a whole optimizer step; labels of -100 do not count.

    `outputs.logits` has shape (rows, tokens, vocabulary), `labels` (rows, tokens). T5's own loss is the mean over one
    batch on one process: summed over accumulated batches and over processes it weighs tokens unevenly, and `Trainer`
    takes it for a share of the step. Here it becomes that share: this batch's tokens among the step's
    `num_items_in_batch`. For one batch on one process both are the same.
    """
    logits = outputs["logits"]
    loss = torch.nn.functional.cross_entropy(logits.view(-1, logits.size(-1)), labels.view(-1), ignore_index=-100)
    return loss if num_items_in_batch is None else loss * ((labels != -100).sum() / num_items_in_batch)


class Progress(TrainerCallback):
    """Prints a line at each evaluation and, on long runs, every half minute: step, loss, time, estimate."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.began = self.last = time.monotonic()

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Start the clock."""
        self.began = self.last = time.monotonic()
        self.first_step = state.global_step

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **kwargs: Any) -> None:
        """Print the loss where an evaluation or half a minute has passed."""
        logs = logs or {}
        if not any(key in logs for key in LOGGED):
            return
        now = time.monotonic()
        if "eval_loss" not in logs and now - self.last < 30:
            return
        self.last = now
        spent, done = now - self.began, state.global_step - self.first_step
        left = spent / max(1, done) * (state.max_steps - state.global_step)
        loss = f"validation loss {logs['eval_loss']:.3f}" if "eval_loss" in logs else f"loss {logs['loss']:.3f}"
        print(
            f"{self.label}: step {state.global_step} of {state.max_steps}, {loss}, {spent:.0f} s so far, "
            f"about {left:.0f} s left",
            flush=True,
        )

    def on_evaluate(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Make the checkpoint's folder where shards are about to be saved into it.

        `Trainer` takes a checkpoint for the best one only if its folder is there before its shards are.
        """
        if sharded():
            Path(args.output_dir, f"checkpoint-{state.global_step}").mkdir(parents=True, exist_ok=True)


def make_trainer(
    run: Run,
    recipe: Recipe,
    seed: int,
    model: Any,
    tokenizer: Any,
    train: Dataset,
    validation: Dataset,
) -> Seq2SeqTrainer:
    """Build the trainer: dynamic padding, labels padded with -100, progress lines."""
    return Seq2SeqTrainer(
        model=model,
        args=Seq2SeqTrainingArguments(**trainer_settings(recipe, seed, run.checkpoints)),
        train_dataset=train,
        eval_dataset=validation,
        processing_class=tokenizer,
        data_collator=DataCollatorForSeq2Seq(tokenizer, model=model, label_pad_token_id=-100),
        compute_loss_func=token_mean,
        callbacks=[Progress(run.arm)],
    )


def train_and_save(run: Run, trainer: Seq2SeqTrainer) -> None:
    """Train from the newest whole checkpoint, if there is one, and save the best model with its record.

    One job at a time trains a run: another one waits, and finds it finished. Among several processes of a job the
    first one writes, and all go on once the run is in place. Ctrl-C saves a checkpoint and stops.
    """
    first = trainer.is_world_process_zero()
    _share_evenly(trainer)
    trainer.pop_callback(_printer())
    with locked(run.folder, f"{run.arm} is being trained by another notebook or job") if first else nullcontext():
        trainer.accelerator.wait_for_everyone()
        if not run.needs_training:
            return
        if torch.cuda.is_available():
            torch.cuda.reset_peak_memory_stats()
        parameters, _ = trainable_parameters(trainer.model)
        keeper = _train(run, trainer)
        weights = trainer.accelerator.get_state_dict(trainer.model)  # by all: shards are put together on the first
        if first:
            _save(run, trainer, weights, seconds=keeper.seconds, trained_parameters=parameters)
        trainer.accelerator.wait_for_everyone()


def _train(run: Run, trainer: Seq2SeqTrainer) -> Keeper:
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


def _save(run: Run, trainer: Seq2SeqTrainer, weights: dict[str, torch.Tensor], **facts: Any) -> None:
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


def without_ties(model: Any, weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Leave out the copies of weights that are tied to others, as T5's embeddings in encoder and decoder are."""
    ties = getattr(model, "all_tied_weights_keys", None) or {}
    copies = {
        name
        for name, origin in ties.items()
        if {name, origin} <= weights.keys() and weights[name].equal(weights[origin])
    }
    return {name: weight for name, weight in weights.items() if name not in copies}


def _share_evenly(trainer: Seq2SeqTrainer) -> None:
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


def _printer() -> type[TrainerCallback]:
    from transformers import PrinterCallback

    return PrinterCallback


def load_run(profile: Profile, run: Run) -> tuple[Any, Any]:
    """Load a finished run: a whole model, or its adapter on a fresh base. Raises `CourseError` where it is damaged."""
    run.check()
    if (run.folder / "adapter_config.json").is_file():
        base, tokenizer = load_base(profile)
        return PeftModel.from_pretrained(base, run.folder).eval(), tokenizer
    return load_weights(run.folder).eval(), AutoTokenizer.from_pretrained(run.folder)


def trainable_parameters(model: torch.nn.Module) -> tuple[int, int]:
    """(trainable, all) parameters of a model."""
    sizes = [(p.numel(), p.requires_grad) for p in model.parameters()]
    return sum(n for n, trained in sizes if trained), sum(n for n, _ in sizes)


def folder_size(folder: Path, pattern: str = "*.safetensors") -> float:
    """Size in MB of the files in a folder that match `pattern`."""
    return sum(file.stat().st_size for file in folder.glob(pattern)) / 1e6
