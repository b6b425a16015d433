"""Fine-tuning with `Seq2SeqTrainer`: its settings from a recipe, its progress, its record."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import torch
from accelerate.utils import synchronize_rng_states
from datasets import Dataset
from peft import LoraConfig, PeftModel, TaskType
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    DataCollatorForSeq2Seq,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
    TrainerCallback,
)

from .errors import CourseError
from .profiles import GIGABYTE, Lora, Profile, Recipe, use_bf16
from .runs import Run


def load_base(profile: Profile) -> tuple[Any, Any]:
    """Load a fresh base model, in float32, and its tokenizer. Every arm starts from one."""
    tokenizer = AutoTokenizer.from_pretrained(profile.model, revision=profile.model_revision)
    return load_weights(profile.model, profile.model_revision), tokenizer


def load_weights(path: str | Path, revision: str | None = None) -> Any:
    """Load a model in float32 from safetensors, with the attention that trains fastest where it runs."""
    model = AutoModelForSeq2SeqLM.from_pretrained(
        path, revision=revision, dtype=torch.float32, use_safetensors=True, attn_implementation=attention()
    )
    model.set_input_embeddings(model.get_input_embeddings())  # one module for encoder and decoder: sharding needs it
    return model.to(device())


def attention() -> str:
    """Name the attention that trains fastest here.

    T5 adds a learned bias to its attention scores. On a CPU the plain computation is faster with it, by a third
    or so in training, than the fused one.
    """
    return "sdpa" if device() == "cuda" else "eager"


def device() -> str:
    """Where models run: ``cuda`` if there is a GPU, else ``cpu``."""
    return "cuda" if torch.cuda.is_available() else "cpu"


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
        "save_total_limit": 1,
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
        self.history: list[dict[str, float]] = []
        self.began = self.last = time.monotonic()

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Start the clock."""
        self.began = self.last = time.monotonic()
        self.first_step = state.global_step

    def on_epoch_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Let all processes shuffle alike: dropout on a CPU has moved their random numbers apart."""
        if args.world_size > 1:
            synchronize_rng_states(["torch"])

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **kwargs: Any) -> None:
        """Keep the loss; print where an evaluation or half a minute has passed."""
        logs = logs or {}
        kept = {key: logs[key] for key in ("loss", "eval_loss", "learning_rate") if key in logs}
        if not kept:
            return
        self.history.append({"step": state.global_step, **kept})
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
    """Train from the newest checkpoint, if there is one, and save the best model with its record.

    Among several processes the first one writes, and all go on once the run is in place.
    """
    first = trainer.is_world_process_zero()
    _share_evenly(trainer)
    trainer.pop_callback(_printer())
    progress = next(c for c in trainer.callback_handler.callbacks if isinstance(c, Progress))
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    began = time.monotonic()
    checkpoint = newest_checkpoint(run.checkpoints)
    if checkpoint:
        print(f"{run.arm}: going on from {checkpoint.name}", flush=True)
    parameters, _ = trainable_parameters(trainer.model)
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    seconds = time.monotonic() - began
    weights = trainer.accelerator.get_state_dict(trainer.model)  # by all: shards are put together on the first
    if first:
        run.clear_temporary()
        model = trainer.accelerator.unwrap_model(trainer.model)
        model.save_pretrained(run.temporary, state_dict=without_ties(model, weights))
        trainer.processing_class.save_pretrained(run.temporary)
        run.finish(
            history=progress.history,
            seconds=seconds,
            peak_memory=peak_memory(),
            trained_parameters=parameters,
            best_step=trainer.state.best_global_step,
            processes=trainer.args.world_size,
        )
    trainer.accelerator.wait_for_everyone()


def newest_checkpoint(folder: Path) -> Path | None:
    """Return the newest checkpoint that was written to its end, None where there is none.

    `Trainer` writes ``trainer_state.json`` last; a process that is killed while it saves leaves a folder without it.
    """
    whole = [path.parent for path in folder.glob("checkpoint-*/trainer_state.json")]
    return max(whole, key=lambda path: int(path.name.removeprefix("checkpoint-")), default=None)


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
            "in helpers/accelerate/."
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
    """Load a finished run: a whole model, or its adapter on a fresh base."""
    if (run.folder / "adapter_config.json").is_file():
        base, tokenizer = load_base(profile)
        return PeftModel.from_pretrained(base, run.folder).eval(), tokenizer
    return load_weights(run.folder).eval(), AutoTokenizer.from_pretrained(run.folder)


def trainable_parameters(model: torch.nn.Module) -> tuple[int, int]:
    """(trainable, all) parameters of a model."""
    sizes = [(p.numel(), p.requires_grad) for p in model.parameters()]
    return sum(n for n, trained in sizes if trained), sum(n for n, _ in sizes)


def peak_memory() -> float:
    """Peak memory in GiB: of the GPU since the last reset, else of this process since it began."""
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / GIGABYTE
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset / GIGABYTE
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / GIGABYTE


def folder_size(folder: Path, pattern: str = "*.safetensors") -> float:
    """Size in MB of the files in a folder that match `pattern`."""
    return sum(file.stat().st_size for file in folder.glob(pattern)) / 1e6
